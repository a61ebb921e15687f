// A code's digits as a QR, PNG or SVG: numeric mode, version 6, level M, with a full quiet zone (TOKEN.md).
// It draws what it is given: whether a code may be issued was decided before.
import QRCode from 'qrcode'

const QUIET_ZONE = 4
const PIXELS_PER_MODULE = 8

const OPTIONS = { errorCorrectionLevel: 'M', margin: QUIET_ZONE } as const

export const qrPng = (text: string): Promise<Buffer> =>
  QRCode.toBuffer(text, { ...OPTIONS, scale: PIXELS_PER_MODULE })
export const qrSvg = (text: string): Promise<string> => QRCode.toString(text, { ...OPTIONS, type: 'svg' })
