// Codes to print as a PDF: A4, twelve a page, drawn as squares that no printer blurs, with a full quiet zone (TOKEN.md).
// It carries card numbers and serials, never a name: a lost sheet names nobody.
import { once } from 'node:events'
import PDFDocument from 'pdfkit'
import QRCode from 'qrcode'

export type PrintedCode = { readonly card: string; readonly serial: number; readonly token: string }

const MM = 72 / 25.4
const [COLUMNS, ROWS] = [3, 4]
const CODE = 42 * MM
const QUIET_ZONE = 4
const [CELL_WIDTH, CELL_HEIGHT] = [63 * MM, 68 * MM]
const [LEFT, TOP] = [10.5 * MM, 12 * MM]

/** `title` in Latin letters: the sheet's own head, such as the day it was made. */
export async function codeSheet(codes: readonly PrintedCode[], title: string): Promise<Buffer> {
  const pdf = new PDFDocument({ size: 'A4', margin: 0, autoFirstPage: false, info: { Title: title } })
  const chunks: Buffer[] = []
  pdf.on('data', (chunk: Buffer) => chunks.push(chunk))
  const ended = once(pdf, 'end')
  const perPage = COLUMNS * ROWS
  const pages = Math.max(1, Math.ceil(codes.length / perPage))
  for (let page = 0; page < pages; page++) {
    pdf.addPage()
    pdf.fontSize(9).text(`${title} - ${page + 1}/${pages}`, LEFT, 5 * MM, { lineBreak: false })
    for (const [i, code] of codes.slice(page * perPage, (page + 1) * perPage).entries()) {
      const x = LEFT + (i % COLUMNS) * CELL_WIDTH
      const y = TOP + Math.floor(i / COLUMNS) * CELL_HEIGHT
      drawCode(pdf, code.token, x + (CELL_WIDTH - CODE) / 2, y)
      const words = `${code.card.replace(/(\d{4})(?=\d)/g, '$1 ')}  /  ${code.serial}`
      pdf
        .fontSize(11)
        .text(words, x, y + CODE + 2 * MM, { width: CELL_WIDTH, align: 'center', lineBreak: false })
    }
  }
  pdf.end()
  await ended
  return Buffer.concat(chunks)
}

/** Dark squares as rows of booleans: version and level as the card's own codes have them. */
export function squaresOf(token: string): readonly (readonly boolean[])[] {
  const { size, data } = QRCode.create(token, { errorCorrectionLevel: 'M' }).modules
  return Array.from({ length: size }, (_, y) =>
    Array.from({ length: size }, (__, x) => data[y * size + x] === 1),
  )
}

function drawCode(pdf: PDFKit.PDFDocument, token: string, left: number, top: number): void {
  const squares = squaresOf(token)
  const unit = CODE / (squares.length + 2 * QUIET_ZONE)
  for (const [y, row] of squares.entries())
    for (const [x, dark] of row.entries())
      if (dark) pdf.rect(left + (x + QUIET_ZONE) * unit, top + (y + QUIET_ZONE) * unit, unit, unit)
  pdf.fill('#000')
}
