// The rows of a downloaded snapshot, block or change file, in batches: gunzip, split, parse.
// A line that does not parse ends the reading with an error: half a file is never applied.
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { readDataRow } from '../../core/sync/data-row.ts'
import { type DataRow, type RevocationRow, revocationRow } from '../../core/sync/wire.ts'

/** Thrown inside the iteration only, and caught where it ends: an async iterable has no other way to end badly. */
export class BadData extends Error {}

const CHUNK = 256 * 1024

export const readRows = (file: string): AsyncGenerator<DataRow[]> => readLines(file, readDataRow)

export async function readRevocations(file: string): Promise<RevocationRow[]> {
  const rows: RevocationRow[] = []
  for await (const batch of readLines(file, json => revocationRow.safeParse(json).data ?? null))
    rows.push(...batch)
  return rows
}

async function* readLines<Row>(file: string, read: (json: unknown) => Row | null): AsyncGenerator<Row[]> {
  // `pipeline` rather than `pipe`: it carries an error of the file on to whoever reads the unpacked end.
  const unpacked = pipeline(createReadStream(file), createGunzip({ chunkSize: CHUNK }), () => {})
  unpacked.setEncoding('utf8')
  let rest = ''
  try {
    for await (const chunk of unpacked) {
      const lines = (rest + String(chunk)).split('\n')
      rest = lines.pop() ?? ''
      if (lines.length > 0) yield lines.map(line => parse(line, read))
    }
  } catch (cause) {
    throw cause instanceof BadData ? cause : new BadData('not gzip, or cut off', { cause })
  }
  if (rest !== '') yield [parse(rest, read)]
}

function parse<Row>(line: string, read: (json: unknown) => Row | null): Row {
  let json: unknown
  try {
    json = JSON.parse(line)
  } catch {
    throw new BadData('a line is not JSON')
  }
  const row = read(json)
  if (row === null) throw new BadData('a row does not fit the schema')
  return row
}
