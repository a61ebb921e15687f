// By which version each terminal's records say they were judged: who has gone over, and who still serves by an older one.
// Their own word, counted as it comes; nothing is decided by it.
import type { RecordBody } from '../../core/sync/wire.ts'
import type { Param, Queries } from '../store/sql.ts'

const OF_VERSION = `
  SELECT COUNT(*) AS terminals, COALESCE(SUM(records), 0) AS records, MAX(last_at) AS "lastAt",
         COUNT(*) FILTER (WHERE last_at >= $2) AS late
  FROM catalogue_use WHERE version = $1`

export type VersionUse = {
  readonly terminals: number
  readonly records: number
  readonly lastAt: number | null
  /** Terminals that judged by it when another was in force already. */
  readonly late: number
}

/**
 * By column, for the statement that takes records in: the version that each names, and the moment of its scan, so that a
 * visit across midnight is not late.
 */
export const versionsUsed = (bodies: readonly RecordBody[]): readonly Param[] => [
  bodies.map(body => body.basis.catalogue.replaceAll('\0', '').slice(0, 40)),
  bodies.map(body => Math.max(0, Math.floor(body.at - body.took))),
]

/** `endsAt`: when another version came into force; null while none has. */
export async function versionUse(sql: Queries, version: string, endsAt: number | null): Promise<VersionUse> {
  type Row = { terminals: number; records: string | number; lastAt: number | null; late: number }
  const [row] = await sql.query<Row>(OF_VERSION, [version, endsAt ?? Number.MAX_SAFE_INTEGER])
  return { terminals: 0, lastAt: null, late: 0, ...row, records: Number(row?.records ?? 0) }
}
