// Official documents: what is written is read back by programs that are not ours, and every character of an office's papers is drawn.
import * as fontkit from 'fontkit'
import { extractText, getDocumentProxy } from 'unpdf'
import { expect, test } from 'vitest'
import { chineseDate, chineseNumber, type OfficialDocument } from '../../../registry/documents/document.ts'
import { docxOf } from '../../../registry/documents/docx.ts'
import { pdfOf } from '../../../registry/documents/pdf.ts'
import { trueTypeOf } from '../../../registry/documents/truetype.ts'
import { openFaces } from '../../../registry/documents/typeface.ts'
import { syntheticHolders } from '../../../registry/seed.ts'
import { entryOf } from '../../support/zip-entry.ts'

const PAPER: OfficialDocument = {
  title: '关于2026年11月“兴楚惠才卡”服务情况的\n督查通报',
  to: '各县市委人才工作领导小组，各责任单位',
  issuer: '中共楚雄州委人才工作领导小组办公室',
  date: '2026-12-01',
  blocks: [
    { kind: 'paragraph', text: '现将有关情况通报如下。' },
    { kind: 'heading', level: 1, text: '总体情况' },
    { kind: 'heading', level: 2, text: '服务' },
    { kind: 'paragraph', text: '共服务1,234人次，其中喆堃二人。' },
    {
      kind: 'chart',
      chart: {
        kind: 'columns',
        title: '图1 各月',
        series: ['服务', '拒办'],
        rows: [{ label: '11月', values: [4321, 21] }],
      },
    },
    { kind: 'heading', level: 1, text: '各单位' },
    {
      kind: 'table',
      title: '表1 各责任单位',
      columns: [
        { head: '单位', width: 3, align: 'left' },
        { head: '服务', width: 1, align: 'right' },
      ],
      rows: Array.from({ length: 60 }, (_, i) => [`第${i + 1}单位`, String(1000 + i)]),
    },
  ],
}

async function pagesOf(pdf: Buffer): Promise<string[]> {
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(pdf)), { mergePages: false })
  return text.map(page => page.replaceAll(/\s/g, ''))
}

test('a document in Chinese is read back word for word, numbered, signed, its table headed on each page', async () => {
  const pages = await pagesOf(await pdfOf(PAPER))
  const all = pages.join('')
  for (const words of [
    '关于2026年11月“兴楚惠才卡”服务情况的督查通报',
    '各县市委人才工作领导小组，各责任单位：',
    '一、总体情况',
    '（一）服务',
    '共服务1,234人次，其中喆堃二人。',
    '图1各月',
    '4,321',
    '二、各单位',
    '第60单位1059',
    '中共楚雄州委人才工作领导小组办公室2026年12月1日',
  ])
    expect(all).toContain(words)
  expect(pages.length).toBeGreaterThan(2)
  for (const [i, page] of pages.entries()) expect(page).toContain(`—${i + 1}—`)
  expect(pages.filter(page => page.includes('单位服务')).length).toBe(
    pages.filter(p => p.includes('第')).length,
  )
})

test('the signature never stands on a page alone, however full the page before it is', async () => {
  const line = '各责任单位要对照问题逐项核实。'
  for (let n = 17; n <= 23; n++) {
    const blocks = Array.from({ length: n }, (_, i) => ({
      kind: 'paragraph' as const,
      text: i === n - 1 ? '最后一段。' : line,
    }))
    const last = (await pagesOf(await pdfOf({ ...PAPER, blocks }))).at(-1)
    expect(last, `${n} lines`).toMatch(/最后一段。.*办公室2026年12月1日/u)
  }
})

test('every character of GB 2312 and of the names in the samples is drawn, in each face', async () => {
  const names = [...syntheticHolders(5000, 0, 1_791_700_000)].map(person => person.name)
  const characters = [...new Set(gb2312() + names.join(''))].join('')
  expect(characters.length).toBeGreaterThan(6763 + 94)
  const faces = await openFaces([characters])
  for (const face of Object.values(faces)) {
    face.layout(characters)
    expect([...face.missing].map(c => String.fromCodePoint(c)).join('')).toBe('')
  }
})

/** Punctuation, letters and the 6,763 Chinese characters, decoded from their two bytes: not a list of ours. */
function gb2312(): string {
  const decoder = new TextDecoder('gbk')
  const rows = [1, 3, ...Array.from({ length: 72 }, (_, i) => 16 + i)]
  return rows
    .flatMap(row =>
      Array.from({ length: 94 }, (_, cell) => decoder.decode(Buffer.from([0xa0 + row, 0xa1 + cell]))),
    )
    .filter(character => /^[^\ufffd\ue000-\uf8ff]$/u.test(character))
    .join('')
}

test('a character that no font has becomes a box, keeps its code, and ends nothing', async () => {
  const rare = '\u{2B7F0}\u{20BB7}'
  const faces = await openFaces([rare])
  const { glyphs } = faces.song.layout(rare)
  expect(glyphs.map(g => g.advanceWidth)).toEqual([1000, 1000])
  expect(faces.song.missing.size).toBe(2)
  const pages = await pagesOf(
    await pdfOf({ ...PAPER, blocks: [{ kind: 'paragraph', text: `姓名${rare}。` }] }),
  )
  expect(pages.join('')).toContain(`姓名${rare}。`)
})

test('control characters and halves of pairs in a comment are left out of a document, not drawn and not fatal', async () => {
  const text = 'A\0B\u200bC\ufe0fD\ud800E'
  const pages = await pagesOf(await pdfOf({ ...PAPER, blocks: [{ kind: 'paragraph', text }] }))
  expect(pages.join('')).toMatch(/ABCD.?E/u)
  const word = (await docxOf({ ...PAPER, blocks: [{ kind: 'paragraph', text }] })).toString('latin1')
  expect(word.startsWith('PK')).toBe(true)
})

test('the font inside a PDF has the outlines of the font that it was made from', async () => {
  const faces = await openFaces(['惠才卡'])
  const { glyphs } = faces.title.layout('惠')
  const subset = faces.title.createSubset()
  const number = subset.includeGlyph(glyphs[0]?.id ?? 0)
  const font = fontkit.create(subset.encode())
  if (!('getGlyph' in font)) throw new Error('not one font')
  const glyph = font.getGlyph(number)
  expect(font.numGlyphs).toBe(2)
  expect(glyph.advanceWidth).toBe(1000)
  // 惠 fills most of its square, and is no box of four corners.
  expect(glyph.bbox.maxX - glyph.bbox.minX).toBeGreaterThan(800)
  expect(glyph.path.commands.length).toBeGreaterThan(60)
})

test('a triangle survives the way into a font program and back', () => {
  const corners = [
    { command: 'moveTo', args: [100, 0] },
    { command: 'lineTo', args: [500, 700.4] },
    { command: 'quadraticCurveTo', args: [700, 350, 900, -20] },
    { command: 'closePath', args: [] },
  ]
  const program = trueTypeOf(
    [
      { advance: 500, path: [] },
      { advance: 1000, path: corners },
    ],
    { unitsPerEm: 1000, ascent: 880, descent: -120 },
  )
  const font = fontkit.create(program)
  if (!('getGlyph' in font)) throw new Error('not one font')
  const { path, advanceWidth } = font.getGlyph(1)
  expect(advanceWidth).toBe(1000)
  const drawn = path.commands.filter(c => c.command !== 'closePath').map(c => c.args)
  expect(drawn.slice(0, 3)).toEqual([
    [100, 0],
    [500, 700],
    [700, 350, 900, -20],
  ])
  // A whole font file sums to a number that the standard names.
  let sum = 0
  for (let at = 0; at < program.length; at += 4) sum = (sum + program.readUInt32BE(at)) >>> 0
  expect(sum).toBe(0xb1b0afba)
})

test('the same document for Word has the same words, and its table', async () => {
  const xml = entryOf(await docxOf(PAPER), 'word/document.xml')
  const words = xml.replaceAll(/<[^>]+>/g, '')
  for (const text of ['督查通报', '各责任单位：', '一、总体情况', '（一）服务', '第60单位', '2026年12月1日'])
    expect(words).toContain(text)
  expect(xml.match(/<w:tr[ >]/g)?.length).toBe(61)
  expect(xml.match(/<w:tblHeader/g)?.length).toBe(1)
})

test('its chart is one of Word’s own: title, names and values in it, in black and grey, as high as it is', async () => {
  const docx = await docxOf(PAPER)
  const drawn = entryOf(docx, 'word/document.xml').match(/<w:p>(?:(?!<w:p[ >]).)*<c:chart .*?<\/w:p>/gs)
  expect(drawn?.length).toBe(1)
  expect(drawn?.[0]).not.toContain('w:lineRule="exact"')
  const chart = entryOf(docx, 'word/charts/chart1.xml')
  const texts = [...chart.matchAll(/<(?:a:t|c:v)>([^<]*)</g)].map(([, text]) => text)
  for (const text of ['图1 各月', '服务', '拒办', '11月', '4321', '21']) expect(texts).toContain(text)
  expect(chart).toMatch(/<c:barDir val="col"\/>/)
  expect([...chart.matchAll(/<c:ser>.*?<a:srgbClr val="(\w+)"/gs)].map(([, ink]) => ink)).toEqual([
    '444444',
    'BFBFBF',
  ])
  const lying = {
    kind: 'bars' as const,
    title: '图2',
    series: ['服务'],
    rows: [{ label: '甲', values: [1] }],
  }
  const bars = await docxOf({ ...PAPER, blocks: [{ kind: 'chart', chart: lying }] })
  expect(entryOf(bars, 'word/charts/chart1.xml')).toMatch(/<c:barDir val="bar"\/>/)
  // Nothing to draw is no chart, and no fault.
  const none = await docxOf({ ...PAPER, blocks: [{ kind: 'chart', chart: { ...lying, rows: [] } }] })
  expect(entryOf(none, 'word/document.xml')).not.toContain('<c:chart')
})

test('numbers and dates are written as official papers have them', () => {
  expect([1, 10, 11, 20, 35, 99].map(chineseNumber)).toEqual(['一', '十', '十一', '二十', '三十五', '九十九'])
  expect(chineseDate('2026-07-05')).toBe('2026年7月5日')
})
