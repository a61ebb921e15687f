// A table of texts and numbers as a CSV or XLSX file that a spreadsheet opens without running anything in it.
// No cell may ever become a formula, whatever a clerk or a hostile comment wrote.
import writeXlsxFile from 'write-excel-file/node'

export type Cell = string | number | null
export type Sheet = {
  readonly name: string
  readonly header: readonly string[]
  readonly rows: readonly (readonly Cell[])[]
}

/** What spreadsheets take for a formula or a command when it stands first, also in its full-width form. */
const FORMULA_START = /^[\s\p{Cc}\ufeff]*[=+\-@＝＋－＠]|^[\t\r\n]/u

/** An apostrophe in front: shown by no spreadsheet as part of a formula, harmless to read. */
export const safeText = (text: string): string => (FORMULA_START.test(text) ? `'${text}` : text)

/** UTF-8 with the byte-order mark that Excel needs to see Chinese; lines end as RFC 4180 says. */
export function csvOf(sheets: readonly Sheet[]): Buffer {
  const lines = sheets.flatMap(({ header, rows }, i) => [
    ...(i === 0 ? [] : ['']),
    header.map(csvCell).join(','),
    ...rows.map(row => row.map(csvCell).join(',')),
  ])
  return Buffer.from(`\ufeff${lines.join('\r\n')}\r\n`, 'utf8')
}

function csvCell(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return String(cell)
  const text = safeText(cell)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** Texts are typed as texts, numbers as numbers; control characters that XML forbids are left out. */
export async function xlsxOf(sheets: readonly Sheet[]): Promise<Buffer> {
  const written = writeXlsxFile(
    sheets.map(({ name, header, rows }) => ({
      sheet: name,
      stickyRowsCount: 1,
      columns: header.map((_, i) => ({ width: widthOf(header[i] ?? '', rows, i) })),
      data: [
        header.map(title => ({ value: title, type: String, fontWeight: 'bold' as const })),
        ...rows.map(row => row.map(xlsxCell)),
      ],
    })),
  )
  return await written.toBuffer()
}

function xlsxCell(cell: Cell) {
  if (cell === null) return null
  if (typeof cell === 'number') return { value: cell, type: Number }
  return { value: safeText(cell.replaceAll(FORBIDDEN_IN_XML, '')), type: String }
}

/** What XML 1.0 does not allow: control characters but tab and line ends, halves of surrogate pairs. */
const FORBIDDEN_IN_XML = /(?![\t\n\r])\p{Cc}|[\ufffe\uffff]|\p{Cs}/gu

/** Wide enough for the first rows; Chinese characters count twice. */
function widthOf(title: string, rows: readonly (readonly Cell[])[], column: number): number {
  const texts = [title, ...rows.slice(0, 50).map(row => String(row[column] ?? ''))]
  const widest = Math.max(...texts.map(text => [...text].reduce((w, c) => w + (c > '\u2e80' ? 2 : 1), 0)))
  return Math.min(40, Math.max(6, widest + 2))
}
