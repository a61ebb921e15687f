// Reads rows straight out of the pages of an encrypted file, without SQLite: for what its tree no longer leads to.
// Nothing found here may be believed for itself: a page may be old, half destroyed, or of another table. The caller checks.
//   SQLCipher 4: pages of 4096 bytes, AES-256-CBC with the raw key; the last 80 bytes hold IV and HMAC, page 1 begins with the salt.
//   SQLite: https://sqlite.org/fileformat2.html (table leaf pages 0x0d, overflow chains, record format), WAL frames of 24 + 4096.
import { createDecipheriv } from 'node:crypto'
import { closeSync, openSync, readSync } from 'node:fs'
import { sizeOf } from '../../durable.ts'
import type { Cell, Row } from './walk.ts'

const PAGE = 4096
const RESERVED = 80
const IV = 16
const SALT = 16
const USABLE = PAGE - RESERVED
const TABLE_LEAF = 0x0d
const WAL_HEADER = 32
const FRAME_HEADER = 24
/** No record of ours comes near it; a length beyond it is a destroyed one. */
const LARGEST = 1_000_000

/** Rows of all tables, as they were stored: an INTEGER PRIMARY KEY stands there as null, and is given as `rowid`. */
export function* carveRows(
  file: string,
  key: Buffer,
): Generator<{ readonly rowid: number; readonly row: Row }> {
  // The log first: where a row is found twice, the first one counts, and the log's is the newer.
  for (const source of [
    { file: `${file}-wal`, start: WAL_HEADER, gap: FRAME_HEADER },
    { file, start: 0, gap: 0 },
  ]) {
    const size = sizeOf(source.file) ?? 0
    if (size === 0) continue
    const handle = openSync(source.file, 'r')
    try {
      const pageAt = (offset: number, first: boolean): Buffer | null => {
        const page = Buffer.alloc(PAGE)
        return readSync(handle, page, 0, PAGE, offset) === PAGE ? decrypted(page, key, first) : null
      }
      // An overflow chain is followed within the database file; in the log its pages have no fixed place.
      const overflow = (number: number): Buffer | null =>
        source.gap === 0 && number > 1 ? pageAt((number - 1) * PAGE, false) : null
      for (let at = source.start; at + source.gap + PAGE <= size; at += source.gap + PAGE) {
        const first = source.gap === 0 ? at === 0 : numberOfFrame(handle, at) === 1
        const page = pageAt(at + source.gap, first)
        if (page !== null) yield* rowsOn(page, first ? 100 : 0, overflow)
      }
    } finally {
      closeSync(handle)
    }
  }
}

function decrypted(page: Buffer, key: Buffer, first: boolean): Buffer {
  const iv = page.subarray(USABLE, USABLE + IV)
  const decipher = createDecipheriv('aes-256-cbc', key, iv).setAutoPadding(false)
  const from = first ? SALT : 0
  const plain = Buffer.concat([decipher.update(page.subarray(from, USABLE)), decipher.final()])
  return first ? Buffer.concat([Buffer.alloc(SALT), plain]) : plain
}

function numberOfFrame(handle: number, at: number): number {
  const header = Buffer.alloc(4)
  readSync(handle, header, 0, 4, at)
  return header.readUInt32BE(0)
}

type Overflow = (page: number) => Buffer | null

function* rowsOn(page: Buffer, header: number, overflow: Overflow) {
  if (page[header] !== TABLE_LEAF) return
  const cells = page.readUInt16BE(header + 3)
  for (let i = 0; i < cells && header + 8 + 2 * i + 2 <= page.length; i++) {
    const found = destroyedAsNull(() => cellAt(page, page.readUInt16BE(header + 8 + 2 * i), overflow))
    if (found !== null) yield found
  }
}

function cellAt(page: Buffer, at: number, overflow: Overflow) {
  const [length, afterLength] = varint(page, at)
  const [rowid, start] = varint(page, afterLength)
  if (length === 0 || length > LARGEST) return null
  const payload = payloadAt(page, start, length, overflow)
  return payload === null ? null : { rowid, row: recordOf(payload) }
}

function payloadAt(page: Buffer, start: number, length: number, overflow: Overflow): Buffer | null {
  if (length <= USABLE - 35) return page.subarray(start, start + length)
  const least = Math.floor(((USABLE - 12) * 32) / 255) - 23
  const wanted = least + ((length - least) % (USABLE - 4))
  const local = wanted <= USABLE - 35 ? wanted : least
  const parts = [page.subarray(start, start + local)]
  let next = page.readUInt32BE(start + local)
  for (let left = length - local; left > 0; ) {
    const more = overflow(next)
    if (more === null) return null
    next = more.readUInt32BE(0)
    parts.push(more.subarray(4, 4 + Math.min(left, USABLE - 4)))
    left -= USABLE - 4
  }
  return Buffer.concat(parts)
}

function recordOf(payload: Buffer): Row {
  const [headerLength, firstType] = varint(payload, 0)
  const row: Cell[] = []
  let type = firstType
  let at = headerLength
  while (type < headerLength) {
    const [serial, after] = varint(payload, type)
    const [cell, length] = cellOf(payload, at, serial)
    row.push(cell)
    type = after
    at += length
  }
  if (at !== payload.length) throw new RangeError('the record does not fill its payload')
  return row
}

const INTEGER_BYTES = [0, 1, 2, 3, 4, 6, 8]

function cellOf(payload: Buffer, at: number, serial: number): [Cell, number] {
  if (serial === 0) return [null, 0]
  if (serial === 8 || serial === 9) return [serial - 8, 0]
  if (serial === 7) return [payload.readDoubleBE(at), 8]
  const bytes = INTEGER_BYTES[serial]
  if (bytes === 8) return [Number(payload.readBigInt64BE(at)), 8]
  if (bytes !== undefined) return [payload.readIntBE(at, bytes), bytes]
  if (serial < 12) throw new RangeError('a reserved serial type')
  const length = Math.floor((serial - 12) / 2)
  if (at + length > payload.length) throw new RangeError('a cell beyond its payload')
  const content = payload.subarray(at, at + length)
  return [serial % 2 === 0 ? Buffer.from(content) : content.toString('utf8'), length]
}

/** Value and the place behind it. */
function varint(bytes: Buffer, at: number): [number, number] {
  let value = 0
  for (let i = 0; i < 8; i++) {
    const byte = bytes.readUInt8(at + i)
    value = value * 128 + (byte & 0x7f)
    if (byte < 0x80) return [value, at + i + 1]
  }
  return [value * 256 + bytes.readUInt8(at + 8), at + 9]
}

/** Offsets that point beyond their page: what was there is destroyed. */
function destroyedAsNull<T>(read: () => T): T | null {
  try {
    return read()
  } catch (cause) {
    if (cause instanceof RangeError) return null
    throw cause
  }
}
