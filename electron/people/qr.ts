// A code as a QR for the screen to draw: one path of squares, in units of a module.
// It draws what it is given: whether a code may be shown was decided before.
import QRCode from 'qrcode'
import type { QrView } from '../api/clerks.ts'

const QUIET_ZONE = 4

export function qrView(text: string): QrView {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' })
  let path = ''
  for (let row = 0; row < modules.size; row++)
    for (let column = 0; column < modules.size; column++)
      if (modules.get(row, column) === 1) path += `M${column + QUIET_ZONE} ${row + QUIET_ZONE}h1v1h-1z`
  return { size: modules.size + 2 * QUIET_ZONE, path }
}
