// A terminal's chain in the store: read under its lock, moved on, its branches and events written down.
// What is read here is read after the lock was had: two batches of one terminal never see the same end.
import type { ChainEnd, ChainEventKind, ChainNotice, SealedRecord } from '../../core/sync/wire.ts'
import type { Queries } from '../store/sql.ts'
import { type Branch, Chain, type ChainEvent, type Node } from './place.ts'

const LOCK = 'SELECT last_sequence, last_hash FROM terminal WHERE id = $1 FOR UPDATE'
const KNOWN = `
  SELECT 'branch' AS what, branch, last_sequence AS sequence, last_hash AS hash, '' AS id
  FROM chain_branch WHERE terminal_id = $1
  UNION ALL
  SELECT 'gap', branch, until, '', '' FROM chain_event
  WHERE terminal_id = $1 AND kind = 'gap' AND closed_at IS NULL
  UNION ALL
  SELECT 'record', branch, sequence, hash, id FROM record
  WHERE terminal_id = $1 AND sequence BETWEEN $2 AND $3
  UNION ALL
  SELECT 'held', branch, sequence, hash, id FROM held_record
  WHERE terminal_id = $1 AND sequence BETWEEN $2 AND $3 AND released_at IS NULL`
const BY_HASH = `
  SELECT 'record' AS what, branch, sequence, hash, id FROM record WHERE terminal_id = $1 AND hash = ANY($2::TEXT[])
  UNION ALL
  SELECT 'held', branch, sequence, hash, id FROM held_record
  WHERE terminal_id = $1 AND hash = ANY($2::TEXT[]) AND released_at IS NULL`
const MOVE_END = 'UPDATE terminal SET last_sequence = $2, last_hash = $3, last_contact = $4 WHERE id = $1'
const MOVE_BRANCHES = `
  INSERT INTO chain_branch (terminal_id, branch, base_branch, base_sequence, opened_at, last_sequence, last_hash)
  SELECT $1, branch, base_branch, base_sequence, $2, last_sequence, last_hash
  FROM UNNEST($3::INTEGER[], $4::INTEGER[], $5::BIGINT[], $6::BIGINT[], $7::TEXT[])
    AS moved (branch, base_branch, base_sequence, last_sequence, last_hash)
  ON CONFLICT (terminal_id, branch) DO UPDATE
  SET last_sequence = excluded.last_sequence, last_hash = excluded.last_hash`
const NOTE = `
  INSERT INTO chain_event (terminal_id, kind, branch, sequence, until, first_at, last_at, times)
  SELECT $1, kind, branch, sequence, until, $2, $2, 1
  FROM UNNEST($3::TEXT[], $4::INTEGER[], $5::BIGINT[], $6::BIGINT[]) AS seen (kind, branch, sequence, until)
  ON CONFLICT (terminal_id, kind, branch, sequence) DO UPDATE
  SET until = GREATEST(chain_event.until, excluded.until), last_at = excluded.last_at, times = chain_event.times + 1`
const CLOSE_GAPS = `
  UPDATE chain_event SET closed_at = $2
  WHERE terminal_id = $1 AND kind = 'gap' AND closed_at IS NULL AND until = ANY($3::BIGINT[])`
const ENDS = `
  SELECT 0 AS branch, last_sequence AS sequence, last_hash AS hash FROM terminal WHERE id = $1
  UNION ALL
  SELECT branch, last_sequence, last_hash FROM chain_branch WHERE terminal_id = $1`
const PLACE_OF = `
  SELECT branch FROM record WHERE terminal_id = $1 AND sequence = $2 AND hash = $3
  UNION ALL
  SELECT branch FROM held_record WHERE terminal_id = $1 AND sequence = $2 AND hash = $3`
const EVENTS = `
  SELECT terminal_id, kind, branch, sequence, until, first_at, last_at, times, closed_at
  FROM chain_event ORDER BY first_at, terminal_id, sequence, kind, branch`
const NOTICES = `
  SELECT kind, branch, sequence, until, first_at, closed_at FROM chain_event
  WHERE terminal_id = $1 ORDER BY last_at DESC, sequence DESC LIMIT 50`
const HELD = `
  SELECT terminal_id, branch, sequence, id, body_json, reason, received_at, released_at
  FROM held_record ORDER BY received_at, terminal_id, sequence`

type KnownRow = {
  readonly what: 'branch' | 'gap' | 'record' | 'held'
  readonly branch: number
  readonly sequence: number
  readonly hash: string
  readonly id: string
}

export type LockedChain = {
  readonly chain: Chain
  readonly before: readonly ChainEnd[]
  /** The last missing sequence of each gap that is open. */
  readonly openGaps: readonly number[]
}

/** `records` in order of their sequences. */
export async function lockChain(
  sql: Queries,
  terminalId: string,
  records: readonly SealedRecord[],
): Promise<LockedChain> {
  const [main] = await sql.query<{ last_sequence: number; last_hash: string }>(LOCK, [terminalId])
  if (main === undefined) throw new Error('a terminal that signs has a row')
  const [first, last] = [records[0]?.sequence ?? 1, records.at(-1)?.sequence ?? 1]
  const rows = await sql.query<KnownRow>(KNOWN, [terminalId, first - 1, last])
  const ends = [
    { branch: 0, sequence: main.last_sequence, hash: main.last_hash },
    ...rows
      .filter(row => row.what === 'branch')
      .map(({ branch, sequence, hash }) => ({ branch, sequence, hash })),
  ]
  const nodes = nodesOf(rows)
  const seen = new Set([...ends, ...nodes, ...records].map(place => place.hash))
  const unknown = records.map(r => r.prev).filter(prev => !seen.has(prev))
  // Only for a chain that is not in order: what it follows from may stand anywhere.
  const elsewhere = unknown.length === 0 ? [] : await sql.query<KnownRow>(BY_HASH, [terminalId, unknown])
  return {
    chain: new Chain(ends, [...nodes, ...nodesOf(elsewhere)]),
    before: ends,
    openGaps: rows.filter(row => row.what === 'gap').map(row => row.sequence),
  }
}

const nodesOf = (rows: readonly KnownRow[]): Node[] =>
  rows
    .filter(row => row.what === 'record' || row.what === 'held')
    .map(({ what, branch, sequence, hash, id }) => ({ branch, sequence, hash, id, held: what === 'held' }))

/** Writes down where each branch ends now; `opened` are those that this batch began. */
export async function moveEnds(
  sql: Queries,
  terminalId: string,
  { chain, before }: LockedChain,
  opened: ReadonlyMap<number, Branch['base']>,
  now: number,
): Promise<void> {
  const main = chain.ends.find(end => end.branch === 0)
  await sql.query(MOVE_END, [terminalId, main?.sequence ?? 0, main?.hash ?? '', now])
  const moved = chain.ends.filter(
    end => end.branch > 0 && !before.some(b => b.branch === end.branch && b.hash === end.hash),
  )
  if (moved.length === 0) return
  await sql.query(MOVE_BRANCHES, [
    terminalId,
    now,
    moved.map(end => end.branch),
    moved.map(end => opened.get(end.branch)?.branch ?? null),
    moved.map(end => opened.get(end.branch)?.sequence ?? null),
    moved.map(end => end.sequence),
    moved.map(end => end.hash),
  ])
}

/** The same thing seen again is one event that was seen twice. */
export async function noteEvents(
  sql: Queries,
  terminalId: string,
  events: readonly ChainEvent[],
  now: number,
): Promise<void> {
  // The first says it best: a record that is turned away behind one that is turned away misses nothing more.
  const once = new Map(events.toReversed().map(e => [`${e.kind} ${e.branch} ${e.sequence}`, e]))
  if (once.size === 0) return
  const all = [...once.values()]
  await sql.query(NOTE, [
    terminalId,
    now,
    all.map(e => e.kind),
    all.map(e => e.branch),
    all.map(e => e.sequence),
    all.map(e => e.until),
  ])
}

/** What a terminal is told of its own chain, newest first. */
export async function noticesFor(sql: Queries, terminalId: string): Promise<ChainNotice[]> {
  type Row = Pick<ChainEventRow, 'kind' | 'branch' | 'sequence' | 'until' | 'first_at' | 'closed_at'>
  return (await sql.query<Row>(NOTICES, [terminalId])).map(row => ({
    kind: row.kind,
    branch: row.branch,
    sequence: row.sequence,
    until: row.until,
    firstAt: row.first_at,
    closed: row.closed_at !== null,
  }))
}

/** A gap is closed when the record that was turned away for it has found its place. True where one was. */
export async function closeGaps(
  sql: Queries,
  terminalId: string,
  openGaps: readonly number[],
  placed: ReadonlySet<number>,
  now: number,
): Promise<boolean> {
  const closed = openGaps.filter(until => placed.has(until + 1))
  if (closed.length > 0) await sql.query(CLOSE_GAPS, [terminalId, now, closed])
  return closed.length > 0
}

/**
 * A terminal says where its journal ends. Where we hold more behind that very place, its journal was cut or restored.
 * One that it has written behind a restored backup is told by the fork that it makes.
 */
export async function noteJournalEnd(
  sql: Queries,
  terminalId: string,
  journal: { readonly sequence: number; readonly hash: string },
  now: number,
): Promise<void> {
  const ends = await sql.query<ChainEnd>(ENDS, [terminalId])
  if (ends.some(end => end.sequence === journal.sequence && end.hash === journal.hash)) return
  const [place] =
    journal.sequence === 0
      ? [{ branch: 0 }]
      : await sql.query<{ branch: number }>(PLACE_OF, [terminalId, journal.sequence, journal.hash])
  const end = ends.find(e => e.branch === place?.branch)
  if (end === undefined || end.sequence <= journal.sequence) return
  const { branch, sequence: until } = end
  await noteEvents(sql, terminalId, [{ kind: 'removal', branch, sequence: journal.sequence + 1, until }], now)
}

export type ChainEventRow = {
  readonly terminal_id: string
  readonly kind: ChainEventKind
  readonly branch: number
  readonly sequence: number
  readonly until: number
  readonly first_at: number
  readonly last_at: number
  readonly times: number
  readonly closed_at: number | null
}
export type HeldRow = {
  readonly terminal_id: string
  readonly branch: number
  readonly sequence: number
  readonly id: string
  /** The text as it came, JSON-quoted. */
  readonly body_json: string
  readonly reason: string
  readonly received_at: number
  readonly released_at: number | null
}
export const chainEvents = (sql: Queries): Promise<ChainEventRow[]> => sql.query(EVENTS)
export const heldRecords = (sql: Queries): Promise<HeldRow[]> => sql.query(HELD)
