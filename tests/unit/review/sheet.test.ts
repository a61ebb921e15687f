// A file that leaves the terminal is opened in a spreadsheet: nothing in it may run, and nothing in it may be lost.
import readSheets from 'read-excel-file/node'
import { describe, expect, test } from 'vitest'
import { csvOf, type Sheet, safeText, xlsxOf } from '../../../core/table/sheet.ts'

const HOSTILE = [
  '=HYPERLINK("http://evil.example","点我")',
  "=cmd|'/c calc'!A1",
  '+1+1',
  '-2+3',
  '@SUM(1,1)',
  '\t=1+1',
  '\r=1+1',
  '\n=1+1',
  ' =1+1',
  '＝1+1',
  '＋1',
  '－1',
  '＠A1',
  '\ufeff=1',
]

test.each(HOSTILE)('%j can never begin a cell', text => {
  expect(safeText(text)).toBe(`'${text}`)
})

test.each(['正常备注', 'a=b', '3-2', '体检（已约）', ''])('%j is left as it is', text => {
  expect(safeText(text)).toBe(text)
})

const sheet = (rows: Sheet['rows']): Sheet => ({ name: '记录', header: ['序号', '备注'], rows })

describe('a CSV', () => {
  test('begins with the byte-order mark, quotes what needs it, and has no cell that runs', () => {
    const bytes = csvOf([
      sheet([
        [1, '说 "好", 然后\n走了'],
        [-2, '=1+1'],
        [3, null],
      ]),
    ])
    expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]))
    expect(bytes.toString('utf8')).toBe('\ufeff序号,备注\r\n1,"说 ""好"", 然后\n走了"\r\n-2,\'=1+1\r\n3,\r\n')
  })

  test('of every hostile comment has no cell that a spreadsheet would run', () => {
    const lines = csvOf([sheet(HOSTILE.map((text, i) => [i, text]))])
      .toString('utf8')
      .split('\r\n')
    for (const line of lines.slice(1, -1)) expect(line).toMatch(/^\d+,"?'/)
  })
})

describe('an XLSX', () => {
  test('gives back what was put in, numbers as numbers, hostile texts as texts', async () => {
    const bytes = await xlsxOf([
      sheet([
        [1, '正常'],
        [2, '=1+1'],
        [3, 'a\u0000b\ud800c'],
        [4, null],
      ]),
    ])
    const [read] = await readSheets(bytes)
    expect(read?.data).toEqual([
      ['序号', '备注'],
      [1, '正常'],
      [2, "'=1+1"],
      [3, 'abc'],
      [4, null],
    ])
    const { unzipSync, strFromU8 } = await import('fflate')
    const parts = Object.entries(unzipSync(bytes)).filter(([name]) => name.includes('worksheets/'))
    for (const [, xml] of parts) expect(strFromU8(xml)).not.toMatch(/<f[ >]/)
  })
})
