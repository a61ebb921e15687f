// The rows of a downloaded snapshot or change file, in batches: gunzip, split, parse.
// A line that does not parse ends the reading with an error: half a file is never applied.
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { type DataRow, dataRow } from '../../core/sync/wire.ts'

/** Thrown inside the iteration only, and caught by pull.ts: an async iterable has no other way to end badly. */
export class BadData extends Error {}

export async function* readRows(file: string, batch = 1000): AsyncGenerator<DataRow[]> {
  // `pipeline` rather than `pipe`: it carries an error of the file on to whoever reads the unpacked end.
  const unpacked = pipeline(createReadStream(file), createGunzip(), () => {})
  unpacked.setEncoding('utf8')
  let rows: DataRow[] = []
  let rest = ''
  try {
    for await (const chunk of unpacked) {
      const lines = (rest + String(chunk)).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) rows.push(parseRow(line))
      if (rows.length < batch) continue
      yield rows
      rows = []
    }
  } catch (cause) {
    throw cause instanceof BadData ? cause : new BadData('not gzip, or cut off', { cause })
  }
  if (rest !== '') rows.push(parseRow(rest))
  if (rows.length > 0) yield rows
}

function parseRow(line: string): DataRow {
  let json: unknown
  try {
    json = JSON.parse(line)
  } catch {
    throw new BadData('a line is not JSON')
  }
  const row = dataRow.safeParse(json)
  if (!row.success) throw new BadData('a row does not fit the schema')
  return row.data
}
