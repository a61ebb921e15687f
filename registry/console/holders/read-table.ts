// A CSV or XLSX file as rows of texts, read in the browser: nothing is sent before the office has seen what it is.
// A number or date of a spreadsheet becomes the text that the office would have typed.
import { decodeText } from '../../register/import-file.ts'

export type Table = {
  readonly headings: readonly string[]
  /** With the line of the file, counted as a spreadsheet counts. */
  readonly rows: readonly { readonly line: number; readonly cells: readonly string[] }[]
}

export async function readTable(file: File): Promise<Table | null> {
  try {
    const isZip = new Uint8Array(await file.slice(0, 2).arrayBuffer()).join() === '80,75'
    const all = isZip ? await xlsxRows(file) : await csvRows(new Uint8Array(await file.arrayBuffer()))
    const [first, ...rows] = all
    return first === undefined ? null : { headings: first.cells, rows }
  } catch {
    return null
  }
}

async function xlsxRows(file: File): Promise<Table['rows']> {
  const { readSheet } = await import('read-excel-file/browser')
  // Eighteen digits do not fit into a number: they stay the text that stands in the file.
  const rows = await readSheet(file, { parseNumber: text => text })
  return rows.map((cells, i) => ({ line: i + 1, cells: cells.map(textOf) }))
}

function textOf(cell: unknown): string {
  if (cell === null || cell === undefined) return ''
  return cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell)
}

async function csvRows(bytes: Uint8Array): Promise<Table['rows']> {
  const { parse } = await import('csv-parse/browser/esm/sync')
  const options = { bom: true, relax_column_count: true, skip_empty_lines: false, raw: true } as const
  let next = 1
  return (parse(decodeText(bytes), options) as unknown as { record: string[]; raw: string }[]).map(
    ({ record, raw }) => {
      const line = next
      // A cell may hold line breaks, and an editor counts them.
      next += raw.match(/\r\n|\r|\n/g)?.length ?? 0
      return { line, cells: record }
    },
  )
}
