// Writes a backup: keys and all rows of one moment, sealed under a passphrase, under its name only when it is whole.
// Published files are not in it: they are made anew from the rows.
import { createWriteStream } from 'node:fs'
import { readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { versionOf } from '../store/migrate.ts'
import type { Queries, Sql } from '../store/sql.ts'
import type { BackupLine } from './lines.ts'
import { seal } from './seal.ts'
import { dataTables, plainName } from './tables.ts'

const PAGE = 1000
const REPEATABLE_READ = 'SET TRANSACTION ISOLATION LEVEL REPEATABLE READ'

export type BackedUp = { readonly tables: number; readonly rows: number; readonly keys: number }

export async function writeBackup(parts: {
  readonly sql: Sql
  readonly keyFolder: string
  readonly rootKey: string
  readonly file: string
  readonly passphrase: string
  readonly now: number
  readonly onRows: (done: number) => void
}): Promise<BackedUp> {
  const counted = { tables: 0, rows: 0, keys: 0 }
  const temporary = `${parts.file}.part`
  try {
    // One transaction, one moment: what is recorded meanwhile belongs to the next backup.
    await parts.sql.transaction(async tx => {
      await tx.query(REPEATABLE_READ)
      const lines = backupLines(tx, parts, counted)
      const packed = Readable.from(textOf(lines)).pipe(createGzip())
      await pipeline(
        seal(packed, parts.passphrase),
        createWriteStream(temporary, { mode: 0o600, flush: true }),
      )
    })
    await rename(temporary, parts.file)
  } catch (cause) {
    await rm(temporary, { force: true })
    throw cause
  }
  return counted
}

async function* backupLines(
  tx: Queries,
  parts: Parameters<typeof writeBackup>[0],
  counted: { tables: number; rows: number; keys: number },
): AsyncGenerator<BackupLine> {
  yield { t: 'head', format: 1, at: parts.now, schema: await versionOf(tx), rootKey: parts.rootKey }
  for (const name of (await readdir(parts.keyFolder)).filter(n => n.endsWith('.json'))) {
    const content = await readFile(join(parts.keyFolder, name))
    counted.keys += 1
    yield { t: 'key', name, content: content.toString('base64') }
  }
  for (const name of await dataTables(tx)) {
    counted.tables += 1
    yield { t: 'table', name }
    await tx.query(
      `DECLARE backup_rows NO SCROLL CURSOR FOR SELECT to_jsonb(t) AS row FROM ${plainName(name)} AS t`,
    )
    for (;;) {
      const rows = await tx.query<{ row: Record<string, unknown> }>(`FETCH ${PAGE} FROM backup_rows`)
      if (rows.length === 0) break
      counted.rows += rows.length
      parts.onRows(counted.rows)
      yield { t: 'rows', rows: rows.map(r => r.row) }
    }
    await tx.query('CLOSE backup_rows')
  }
  yield { t: 'end', rows: counted.rows, keys: counted.keys }
}

async function* textOf(lines: AsyncIterable<BackupLine>): AsyncGenerator<string> {
  for await (const line of lines) yield `${JSON.stringify(line)}\n`
}
