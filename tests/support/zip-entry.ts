// One file out of a ZIP, such as a Word document is: for tests that read what was written.
// It knows no more of the format than what our own writers put there.
import { inflateRawSync } from 'node:zlib'

export function entryOf(zip: Buffer, name: string): string {
  const at = zip.indexOf(Buffer.from(name)) - 30
  const [size, nameLength, extra] = [
    zip.readUInt32LE(at + 18),
    zip.readUInt16LE(at + 26),
    zip.readUInt16LE(at + 28),
  ]
  const start = at + 30 + nameLength + extra
  const end = size > 0 ? start + size : zip.indexOf(Buffer.from('PK'), start)
  return inflateRawSync(zip.subarray(start, end)).toString('utf8')
}
