// The page that all parts of a PDF share: its measures by GB/T 9704-2012, and where on it the next thing stands.
// Whoever draws moves `y` on; nobody draws below BOTTOM but the page number.

export const MM = 72 / 25.4
export const [PAGE_WIDTH, PAGE_HEIGHT] = [210 * MM, 297 * MM]
export const [TOP, LEFT] = [37 * MM, 28 * MM]
export const WIDTH = 156 * MM
export const RIGHT = PAGE_WIDTH - LEFT - WIDTH
export const BOTTOM = TOP + 225 * MM

export type Sheet = {
  readonly pdf: PDFKit.PDFDocument
  /** Points from the top of the page. */
  y: number
}

/** Goes on to the next page unless there is room for `height`; answers whether it did. */
export function keep(sheet: Sheet, height: number): boolean {
  // A page's last line may end on its very edge.
  if (sheet.y + height <= BOTTOM + 1) return false
  sheet.pdf.addPage()
  sheet.y = TOP
  return true
}
