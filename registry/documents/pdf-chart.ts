// Charts drawn as lines and areas into the page: black ink alone, the second series hatched, every value written beside its mark.
// Lengths begin at nought, always: a shortened axis makes a small difference look great.
import type { Chart } from './document.ts'
import { keep, LEFT, MM, type Sheet, WIDTH } from './pdf-sheet.ts'

const [SIZE, SIZE_TITLE] = [9, 12]
const [BAR, BAR_GAP] = [9, 7]
const [LABEL_WIDTH, VALUE_WIDTH] = [46 * MM, 16 * MM]
const COLUMN_HEIGHT = 48 * MM
const [SOLID, LINE] = ['#444444', 0.6]

export function drawChart(sheet: Sheet, chart: Chart): void {
  const height = (chart.kind === 'bars' ? barsHeight(chart) : COLUMN_HEIGHT + 3 * SIZE) + SIZE_TITLE * 4
  keep(sheet, height)
  const { pdf } = sheet
  pdf.font('heiBold').fontSize(SIZE_TITLE)
  pdf.text(chart.title, LEFT, sheet.y + SIZE_TITLE * 0.6, { width: WIDTH, align: 'center' })
  sheet.y = pdf.y + SIZE_TITLE * 0.3
  if (chart.series.length > 1) legend(sheet, chart.series)
  if (chart.kind === 'bars') bars(sheet, chart)
  else columns(sheet, chart)
  sheet.y += SIZE_TITLE
}

const most = (chart: Chart): number => Math.max(1, ...chart.rows.flatMap(row => row.values))
const rowHeight = (chart: Chart): number => BAR * chart.series.length + BAR_GAP
const barsHeight = (chart: Chart): number => chart.rows.length * rowHeight(chart)

function legend(sheet: Sheet, series: readonly string[]): void {
  const { pdf } = sheet
  pdf.font('hei').fontSize(SIZE)
  const width = series.reduce((sum, name) => sum + pdf.widthOfString(name) + 30, 0)
  let x = LEFT + (WIDTH - width) / 2
  for (const [i, name] of series.entries()) {
    area(pdf, i, x, sheet.y + 2, 14, 8)
    pdf.text(name, x + 18, sheet.y, { lineBreak: false })
    x += pdf.widthOfString(name) + 30
  }
  sheet.y += SIZE * 2
}

function bars(sheet: Sheet, chart: Chart): void {
  const { pdf } = sheet
  const room = WIDTH - LABEL_WIDTH - VALUE_WIDTH
  const left = LEFT + LABEL_WIDTH
  const top = sheet.y
  for (const row of chart.rows) {
    pdf.font('hei').fontSize(SIZE)
    const height = BAR * chart.series.length
    const label = shortened(pdf, row.label, LABEL_WIDTH - 6)
    pdf.text(label, LEFT, sheet.y + (height - SIZE * 1.1) / 2, {
      width: LABEL_WIDTH - 6,
      align: 'right',
      lineBreak: false,
    })
    for (const [i, value] of row.values.entries()) {
      const [y, length] = [sheet.y + i * BAR, (room * value) / most(chart)]
      area(pdf, i, left, y, length, BAR - 1)
      pdf.font('hei').fontSize(SIZE - 1)
      pdf.text(value.toLocaleString('en-US'), left + length + 3, y - 0.5, { lineBreak: false })
    }
    sheet.y += rowHeight(chart)
  }
  axis(pdf, left, top - 2, left, sheet.y - BAR_GAP + 2)
}

function columns(sheet: Sheet, chart: Chart): void {
  const { pdf } = sheet
  const base = sheet.y + SIZE + COLUMN_HEIGHT
  const slot = WIDTH / Math.max(1, chart.rows.length)
  const width = Math.min(20, (slot * 0.8) / chart.series.length)
  for (const [r, row] of chart.rows.entries()) {
    const middle = LEFT + slot * (r + 0.5)
    for (const [i, value] of row.values.entries()) {
      const [x, height] = [
        middle + (i - chart.series.length / 2) * width,
        (COLUMN_HEIGHT * value) / most(chart),
      ]
      area(pdf, i, x, base - height, width - 1, height)
      if (value > 0)
        centred(pdf, value.toLocaleString('en-US'), x + width / 2, base - height - SIZE, SIZE - 2)
    }
    centred(pdf, row.label, middle, base + 3, SIZE)
  }
  axis(pdf, LEFT, base, LEFT + WIDTH, base)
  sheet.y = base + 2 * SIZE
}

function centred(pdf: PDFKit.PDFDocument, text: string, middle: number, y: number, size: number): void {
  pdf.font('hei').fontSize(size)
  pdf.text(text, middle - pdf.widthOfString(text) / 2, y, { lineBreak: false })
}

/** The first series is filled, the second hatched. */
function area(
  pdf: PDFKit.PDFDocument,
  series: number,
  x: number,
  y: number,
  width: number,
  height: number,
): void {
  if (width <= 0 || height <= 0) return
  if (series === 0) {
    pdf.rect(x, y, width, height).fill(SOLID).fillColor('#000')
    return
  }
  pdf.save()
  pdf.rect(x, y, width, height).clip()
  for (let at = x - height; at < x + width; at += 3) pdf.moveTo(at, y + height).lineTo(at + height, y)
  pdf.lineWidth(LINE).stroke(SOLID)
  pdf.restore()
  pdf.rect(x, y, width, height).lineWidth(LINE).stroke(SOLID)
}

function axis(pdf: PDFKit.PDFDocument, x1: number, y1: number, x2: number, y2: number): void {
  pdf.moveTo(x1, y1).lineTo(x2, y2).lineWidth(LINE).stroke('#000')
}

function shortened(pdf: PDFKit.PDFDocument, text: string, width: number): string {
  if (pdf.widthOfString(text) <= width) return text
  const characters = [...text]
  while (characters.length > 1 && pdf.widthOfString(`${characters.join('')}…`) > width) characters.pop()
  return `${characters.join('')}…`
}
