// Proofs as applicants send them, and as somebody sends them who means no good.
// Each is made here from its parts, so that a test can say what is wrong with it.
import { crc32, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import PDFDocument from 'pdfkit'
import { PNG } from 'pngjs'

export function pngPicture(width = 60, height = 40): Buffer {
  const png = new PNG({ width, height })
  for (const i of png.data.keys()) png.data[i] = i % 4 === 3 ? 255 : (i * 7) % 256
  return PNG.sync.write(png)
}

const chunk = (name: string, data: Buffer): Buffer => {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}
const pngHead = (width: number, height: number): Buffer => {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 2, 0, 0, 0], 8)
  return chunk('IHDR', head)
}
const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/** Says that it is small, and unpacks to forty megabytes. */
export const pngBomb = (): Buffer =>
  Buffer.concat([
    SIGNATURE,
    pngHead(64, 64),
    chunk('IDAT', deflateSync(Buffer.alloc(40_000_000))),
    chunk('IEND', Buffer.alloc(0)),
  ])
/** Says itself that it is too large for anybody's screen. */
export const pngGiant = (): Buffer =>
  Buffer.concat([SIGNATURE, pngHead(60_000, 60_000), chunk('IDAT', deflateSync(Buffer.alloc(9)))])
/** With a note of where it was taken, and a page hung on behind its end. */
export const pngWithMore = (): Buffer => {
  const plain = pngPicture()
  const end = plain.length - 12
  const place = chunk('eXIf', Buffer.from('GPS 25.03N 101.53E'))
  return Buffer.concat([
    plain.subarray(0, end),
    place,
    plain.subarray(end),
    Buffer.from('<script>alert(1)</script>'),
  ])
}

/** One grey point, 1×1, baseline. */
const JPEG = Buffer.from(
  '/9j/4AAQSkZJRgABAQEAYABgAAD/2wBDAAMCAgICAgMCAgIDAwMDBAYEBAQEBAgGBgUGCQgKCgkICQkKDA8MCgsOCwkJDRENDg8QEBEQCgwSExIQEw8QEBD/wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAACf/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AKp//2Q==',
  'base64',
)
export const jpegPicture = (): Buffer => JPEG
/** As a phone writes it: with the place, a comment, and a second picture behind the first. */
export const jpegWithMore = (): Buffer => {
  const note = (marker: number, text: string): Buffer => {
    const head = Buffer.from([0xff, marker, 0, 0])
    head.writeUInt16BE(text.length + 2, 2)
    return Buffer.concat([head, Buffer.from(text, 'latin1')])
  }
  return Buffer.concat([
    JPEG.subarray(0, 2),
    note(0xe1, 'Exif\0\0GPS 25.03N 101.53E'),
    note(0xfe, '<script>alert(1)</script>'),
    JPEG.subarray(2),
    JPEG,
  ])
}

export async function pdfPaper(words = 'Letter of selection', compress = true): Promise<Buffer> {
  const pdf = new PDFDocument({ compress })
  const chunks: Buffer[] = []
  pdf.on('data', (part: Buffer) => chunks.push(part))
  pdf.text(words)
  pdf.end()
  await new Promise(resolve => pdf.once('end', resolve))
  return Buffer.concat(chunks)
}

/** A small PDF by hand; `more` stands in its catalogue, `objects` beside it. */
export const pdfWith = (more: string, objects = ''): Buffer =>
  Buffer.from(
    `%PDF-1.5\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R ${more} >>\nendobj\n` +
      `2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n${objects}` +
      'trailer\n<< /Root 1 0 R >>\nstartxref\n0\n%%EOF\n',
    'latin1',
  )
const packed = (names: string, data: Buffer): string =>
  `4 0 obj\n<< ${names} /Length ${data.length} >>\nstream\n${data.toString('latin1')}\nendstream\nendobj\n`
/** Its script is in a packed stream of objects, where a look at the file's text does not find it. */
export const pdfWithHiddenScript = (): Buffer =>
  pdfWith(
    '',
    packed(
      '/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode',
      deflateSync('5 0 << /S /JavaScript /JS (app.alert(1)) >>'),
    ),
  )
export const pdfBomb = (): Buffer =>
  pdfWith(
    '',
    packed('/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode', deflateSync(Buffer.alloc(30_000_000))),
  )
export const pdfPackedOtherwise = (): Buffer =>
  pdfWith(
    '',
    packed('/Type /ObjStm /N 1 /First 4 /Filter [ /ASCIIHexDecode /FlateDecode ]', Buffer.from('78 9c>')),
  )

export const htmlPage = (): Buffer =>
  Buffer.from('<!DOCTYPE html><script>fetch("/console/api/staff.list")</script>')
export const svgWithScript = (): Buffer =>
  Buffer.from('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')
/** Ten megabytes of nothing, packed. */
export const archiveBomb = (): Buffer => gzipSync(Buffer.alloc(10_000_000))
/** The same in a ZIP, whole, as an archiver writes it: one entry, the directory, its end. */
export function zipBomb(): Buffer {
  const [name, inside] = [Buffer.from('a.pdf'), Buffer.alloc(10_000_000)]
  const bytes = deflateRawSync(inside)
  // Version 2.0, deflated, no time; checksum and sizes; length of the name, nothing else.
  const entry = Buffer.alloc(26)
  for (const [at, value] of [20, 0, 8, 0, 0].entries()) entry.writeUInt16LE(value, 2 * at)
  for (const [at, value] of [crc32(inside), bytes.length, inside.length].entries())
    entry.writeUInt32LE(value, 10 + 4 * at)
  entry.writeUInt16LE(name.length, 22)
  const file = Buffer.concat([Buffer.from('PK\x03\x04'), entry, name, bytes])
  const directory = Buffer.concat([Buffer.from('PK\x01\x02\x14\0'), entry, Buffer.alloc(14), name])
  const end = Buffer.alloc(18)
  for (const at of [4, 6]) end.writeUInt16LE(1, at)
  for (const [at, value] of [directory.length, file.length].entries()) end.writeUInt32LE(value, 8 + 4 * at)
  return Buffer.concat([file, directory, Buffer.from('PK\x05\x06'), end])
}
export const wordFile = (): Buffer => Buffer.from('d0cf11e0a1b11ae1', 'hex')
