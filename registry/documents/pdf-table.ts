// A table of a document: its title above, its head on every page that it reaches, figures to the right.
// A row is never torn in two; a cell that is too long for its column goes on below.
import type { Block, Column } from './document.ts'
import { BOTTOM, keep, LEFT, type Sheet, WIDTH } from './pdf-sheet.ts'

type Table = Extract<Block, { kind: 'table' }>
type Line = readonly {
  readonly text: string
  readonly x: number
  readonly width: number
  readonly column: Column
}[]

const [SIZE, SIZE_TITLE, LINE_GAP] = [10.5, 12, 2]
const [PAD_X, PAD_Y] = [4, 3.5]
const [RULE, HEAVY_RULE] = [0.5, 1]

export function drawTable(sheet: Sheet, table: Table): void {
  const { pdf } = sheet
  const head = lineOf(
    table.columns,
    table.columns.map(c => c.head),
  )
  const rows = table.rows.map(row => lineOf(table.columns, row))
  const headHeight = heightOf(sheet, head, 'heiBold')
  const firstRow = rows[0] === undefined ? 0 : heightOf(sheet, rows[0], 'hei')
  keep(sheet, SIZE_TITLE * 2 + headHeight + firstRow)
  pdf.font('heiBold').fontSize(SIZE_TITLE)
  pdf.text(table.title, LEFT, sheet.y + SIZE_TITLE * 0.6, { width: WIDTH, align: 'center' })
  sheet.y = pdf.y + SIZE_TITLE * 0.4
  drawHead(sheet, head, headHeight)
  for (const row of rows) {
    const height = heightOf(sheet, row, 'hei')
    if (sheet.y + height > BOTTOM) {
      rule(sheet, HEAVY_RULE)
      keep(sheet, BOTTOM)
      drawHead(sheet, head, headHeight)
    }
    drawLine(sheet, row, 'hei')
    sheet.y += height
    rule(sheet, RULE)
  }
  rule(sheet, HEAVY_RULE)
  sheet.y += SIZE_TITLE
}

function lineOf(columns: readonly Column[], cells: readonly string[]): Line {
  const shares = columns.reduce((sum, column) => sum + column.width, 0)
  let x = LEFT
  return columns.map((column, i) => {
    const width = (WIDTH * column.width) / shares
    const cell = { text: cells[i] ?? '', x: x + PAD_X, width: width - 2 * PAD_X, column }
    x += width
    return cell
  })
}

function heightOf({ pdf }: Sheet, line: Line, face: string): number {
  pdf.font(face).fontSize(SIZE)
  return (
    Math.max(
      ...line.map(({ text, width }) => pdf.heightOfString(text || ' ', { width, lineGap: LINE_GAP })),
    ) +
    2 * PAD_Y
  )
}

function drawHead(sheet: Sheet, head: Line, height: number): void {
  sheet.pdf.rect(LEFT, sheet.y, WIDTH, height).fill('#eeeeee').fillColor('#000')
  rule(sheet, HEAVY_RULE)
  drawLine(sheet, head, 'heiBold')
  sheet.y += height
  rule(sheet, HEAVY_RULE)
}

function drawLine({ pdf, y }: Sheet, line: Line, face: string): void {
  pdf.font(face).fontSize(SIZE)
  for (const { text, x, width, column } of line)
    pdf.text(text, x, y + PAD_Y, { width, align: column.align, lineGap: LINE_GAP })
}

function rule({ pdf, y }: Sheet, width: number): void {
  pdf
    .moveTo(LEFT, y)
    .lineTo(LEFT + WIDTH, y)
    .lineWidth(width)
    .stroke('#000')
}
