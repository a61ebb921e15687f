// Restores a backup into an empty place: keys, rows, and numbers that no terminal has seen yet. Never over anything.
// The file is read whole and checked before a single byte is written anywhere.
import { createReadStream, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { err, ok, type Result } from '../../core/result.ts'
import { type KeyChangeError, openKeyRing } from '../keys.ts'
import { LATEST, migrate } from '../store/migrate.ts'
import type { Queries, Sql } from '../store/sql.ts'
import { type BackupLine, backupLine } from './lines.ts'
import { BadSeal, type SealCode, unseal } from './seal.ts'
import { dataTables, identities, plainName } from './tables.ts'

export type RestoreError =
  | { readonly code: SealCode | 'no-such-file' | 'not-empty' | 'newer-program' }
  | KeyChangeError
export type Restored = { readonly at: number; readonly rows: number; readonly sequence: number }

/**
 * How far publication sequence and key list counter leap: a terminal refuses what goes back, and nobody knows how far
 * the registry had come since the backup.
 */
const LEAP = 1_000_000

const SCHEMA = 'SELECT current_schema() AS schema'
const LAST = 'SELECT COALESCE(MAX(sequence), 0) AS sequence FROM publication'
const LEAPT = 'INSERT INTO publication (sequence, at, change, snapshot) VALUES ($1, $2, NULL, NULL)'

export async function restoreBackup(parts: {
  readonly file: string
  readonly passphrase: string
  readonly keyFolder: string
  /** Opened only once the file is known to be good. */
  readonly open: () => Promise<Sql>
  readonly now: number
  /** Where the root's private key is, if it was kept apart. */
  readonly root?: string
}): Promise<Result<Restored, RestoreError>> {
  if (!existsSync(parts.file)) return err({ code: 'no-such-file' })
  if (existsSync(parts.keyFolder) && readdirSync(parts.keyFolder).length > 0)
    return err({ code: 'not-empty' })
  const checked = await check(parts.file, parts.passphrase)
  if (!checked.ok) return checked
  const { head } = checked.value
  if (head.schema > LATEST) return err({ code: 'newer-program' })
  const sql = await parts.open()
  try {
    if ((await dataTables(sql)).length > 0) return err({ code: 'not-empty' })
    await migrate(sql, head.schema)
    await sql.transaction(async tx => await fill(tx, linesOf(parts.file, parts.passphrase), parts.keyFolder))
    await migrate(sql)
    const leapt = openKeyRing(parts.keyFolder, () => parts.now).leap(LEAP, parts.root)
    if (!leapt.ok) return leapt
    const [{ sequence = 0 } = {}] = await sql.query<{ sequence: number }>(LAST)
    await sql.query(LEAPT, [sequence + LEAP, parts.now])
    return ok({ at: head.at, rows: checked.value.rows, sequence: sequence + LEAP })
  } finally {
    await sql.close()
  }
}

type Head = Extract<BackupLine, { t: 'head' }>

/** Reads it all: frames in place, lines well formed, counts as the end says. */
async function check(
  file: string,
  passphrase: string,
): Promise<Result<{ head: Head; rows: number }, { readonly code: SealCode }>> {
  let head: Head | null = null
  let [rows, keys, ended] = [0, 0, false]
  try {
    for await (const line of linesOf(file, passphrase)) {
      if (line.t === 'head') head = line
      else if (line.t === 'rows') rows += line.rows.length
      else if (line.t === 'key') keys += 1
      else if (line.t === 'end') ended = line.rows === rows && line.keys === keys
    }
  } catch (cause) {
    return err({ code: cause instanceof BadSeal ? cause.code : 'damaged' })
  }
  return head !== null && ended ? ok({ head, rows }) : err({ code: 'damaged' })
}

async function* linesOf(file: string, passphrase: string): AsyncGenerator<BackupLine> {
  const plain = Readable.from(unseal(createReadStream(file), passphrase))
  const unpacked = createGunzip()
  // Not `pipe` alone: the reason why reading ended must reach whoever reads the lines.
  plain.on('error', cause => unpacked.destroy(cause))
  for await (const text of createInterface({
    input: plain.pipe(unpacked),
    crlfDelay: Number.POSITIVE_INFINITY,
  }))
    yield backupLine.parse(JSON.parse(text))
}

async function fill(tx: Queries, lines: AsyncIterable<BackupLine>, keyFolder: string): Promise<void> {
  const [place] = await tx.query<{ schema: string }>(SCHEMA)
  let table = ''
  mkdirSync(keyFolder, { recursive: true, mode: 0o700 })
  for await (const line of lines) {
    if (line.t === 'key')
      writeFileSync(join(keyFolder, line.name), Buffer.from(line.content, 'base64'), {
        mode: 0o600,
        flush: true,
      })
    else if (line.t === 'table') {
      // With its schema: `record` alone is also a type of PostgreSQL's own.
      table = `${plainName(place?.schema ?? 'public')}.${plainName(line.name)}`
      // What a migration put there of itself is in the backup as well.
      await tx.query(`DELETE FROM ${table}`)
    } else if (line.t === 'rows')
      await tx.query(
        `INSERT INTO ${table} OVERRIDING SYSTEM VALUE
         SELECT * FROM jsonb_populate_recordset(NULL::${table}, CAST($1 AS JSONB))`,
        [JSON.stringify(line.rows)],
      )
  }
  for (const { name, column } of await identities(tx))
    await tx.query(
      `SELECT setval(pg_get_serial_sequence($1, $2), GREATEST((SELECT MAX(${plainName(column)}) FROM ${plainName(name)}), 1))`,
      [name, column],
    )
}
