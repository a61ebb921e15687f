// An official document as PDF, in the form of GB/T 9704-2012: its page, its type sizes, its numbering, its signature.
// Every text is laid out through faces loaded for it beforehand: a character cannot be missing half-way.
import { once } from 'node:events'
import PDFDocument from 'pdfkit'
import {
  type Block,
  chineseDate,
  type Numbered,
  numbered,
  type OfficialDocument,
  textsOf,
} from './document.ts'
import { drawChart } from './pdf-chart.ts'
import { BOTTOM, keep, LEFT, MM, PAGE_HEIGHT, RIGHT, type Sheet, TOP, WIDTH } from './pdf-sheet.ts'
import { drawTable } from './pdf-table.ts'
import { type FaceName, openFaces } from './typeface.ts'

/** 二号, 三号, 四号, in points. */
const [SIZE_TITLE, SIZE_BODY, SIZE_PAGE_NUMBER] = [22, 16, 14]
/** Twenty-two lines fill the text's 225 mm. */
const LINE = (225 * MM) / 22
const INDENT = 2 * SIZE_BODY
/** A heading stands with at least two lines of what it heads. */
const KEPT_WITH_HEADING = 3 * LINE
/** Two empty lines, the issuer, the date. */
const SIGNATURE = 4 * LINE

export async function pdfOf(document: OfficialDocument): Promise<Buffer> {
  const faces = await openFaces(textsOf(document))
  const pdf = new PDFDocument({
    size: 'A4',
    margins: { top: TOP, bottom: PAGE_HEIGHT - BOTTOM, left: LEFT, right: RIGHT },
    bufferPages: true,
    lang: 'zh-CN',
    displayTitle: true,
    info: { Title: document.title.replaceAll('\n', ''), Author: document.issuer, Creator: 'xhc' },
  })
  // pdfkit takes any object that lays text out as fontkit does; its types name only files.
  for (const [name, face] of Object.entries(faces)) pdf.registerFont(name, face as unknown as string)
  const chunks: Buffer[] = []
  pdf.on('data', (chunk: Buffer) => chunks.push(chunk))
  const ended = once(pdf, 'end')
  write(pdf, document)
  numberPages(pdf)
  pdf.end()
  await ended
  return Buffer.concat(chunks)
}

function write(pdf: PDFKit.PDFDocument, document: OfficialDocument): void {
  const sheet: Sheet = { pdf, y: TOP }
  title(sheet, document.title)
  if (document.to !== null) lines(sheet, `${document.to}：`, { indent: 0 })
  const blocks = numbered(document.blocks)
  const tail = tailOf(blocks)
  for (const [i, { block, number }] of blocks.entries()) {
    if (i === blocks.length - tail.length) keep(sheet, heightOf(sheet, tail) + SIGNATURE)
    writeBlock(sheet, block, number)
  }
  signature(sheet, document.issuer, chineseDate(document.date))
}

/** The last words, with their heading: a signature never stands on a page of its own (GB/T 9704-2012, 7.3.5). */
function tailOf(blocks: readonly Numbered[]): readonly Numbered[] {
  const [last, before] = blocks.toReversed()
  if (last?.block.kind !== 'paragraph') return []
  return before?.block.kind === 'heading' ? [before, last] : [last]
}

function heightOf({ pdf }: Sheet, blocks: readonly Numbered[]): number {
  pdf.font('song').fontSize(SIZE_BODY)
  const options = { width: WIDTH, indent: INDENT, lineGap: gapOf(pdf, LINE) }
  const height = blocks.reduce(
    (sum, { block }) => sum + (block.kind === 'paragraph' ? pdf.heightOfString(block.text, options) : LINE),
    0,
  )
  // Longer than a page: it has to be torn, and some of it stands with the signature anyway.
  return height + SIGNATURE > BOTTOM - TOP ? 0 : height
}

function writeBlock(sheet: Sheet, block: Block, number: string): void {
  switch (block.kind) {
    case 'heading':
      keep(sheet, KEPT_WITH_HEADING)
      lines(sheet, number + block.text, { face: block.level === 1 ? 'hei' : 'title' })
      return
    case 'paragraph':
      lines(sheet, block.text)
      return
    case 'table':
      drawTable(sheet, block)
      return
    case 'chart':
      drawChart(sheet, block.chart)
  }
}

function title(sheet: Sheet, text: string): void {
  const { pdf } = sheet
  pdf.font('title').fontSize(SIZE_TITLE)
  const options = { width: WIDTH, align: 'center' as const, lineGap: gapOf(pdf, LINE * 1.15) }
  pdf.text(text, LEFT, sheet.y, options)
  sheet.y = pdf.y + LINE
}

type Setting = { readonly indent?: number; readonly face?: FaceName }

/** A paragraph across as many pages as it needs. */
function lines(sheet: Sheet, text: string, { indent = INDENT, face = 'song' }: Setting = {}): void {
  const { pdf } = sheet
  keep(sheet, LINE)
  pdf.font(face).fontSize(SIZE_BODY)
  pdf.text(text, LEFT, sheet.y, { width: WIDTH, indent, lineGap: gapOf(pdf, LINE) })
  sheet.y = pdf.y
}

/** What must be added to the font's own height for lines to stand `line` apart. */
const gapOf = (pdf: PDFKit.PDFDocument, line: number): number => line - pdf.currentLineHeight()

/** The date ends four characters from the right edge, the issuer stands over its middle. */
function signature(sheet: Sheet, issuer: string, date: string): void {
  const { pdf } = sheet
  keep(sheet, SIGNATURE)
  pdf.font('song').fontSize(SIZE_BODY)
  const [issuerWidth, dateWidth] = [pdf.widthOfString(issuer), pdf.widthOfString(date)]
  const right = LEFT + WIDTH - 4 * SIZE_BODY
  // An issuer longer than the date: it is the one to keep inside the edge.
  const middle = Math.min(right - dateWidth / 2, LEFT + WIDTH - issuerWidth / 2 - 2 * SIZE_BODY)
  const put = (text: string, width: number, y: number) =>
    pdf.text(text, middle - width / 2, y, { lineBreak: false })
  put(issuer, issuerWidth, sheet.y + 2 * LINE)
  put(date, dateWidth, sheet.y + 3 * LINE)
  sheet.y += SIGNATURE
}

/** "— 1 —" below the text, at the outer edge: right on odd pages, left on even ones. */
function numberPages(pdf: PDFKit.PDFDocument): void {
  const { start, count } = pdf.bufferedPageRange()
  for (let page = start; page < start + count; page++) {
    pdf.switchToPage(page)
    // Below the margin pdfkit would begin another page.
    pdf.page.margins.bottom = 0
    pdf.font('song').fontSize(SIZE_PAGE_NUMBER)
    const text = `— ${page + 1} —`
    const width = pdf.widthOfString(text)
    const x = page % 2 === 0 ? LEFT + WIDTH - SIZE_PAGE_NUMBER - width : LEFT + SIZE_PAGE_NUMBER
    pdf.text(text, x, BOTTOM + 7 * MM, { lineBreak: false })
  }
}
