// Takes in a terminal's records: once each, chain checked, with an answer per row, in a handful of statements for a whole batch.
// No record is turned away that has its place in the chain: what cannot be read is held there, and what forks goes on as a branch.
import { isSealed } from '../core/sync/chain.ts'
import type {
  ChainEnd,
  ChainNotice,
  ReceivedRecord,
  RecordAnswers,
  RecordBatch,
  RecordBody,
  Rejection,
  SealedRecord,
} from '../core/sync/wire.ts'
import type { CatalogueBook } from './catalogue/book.ts'
import { versionsUsed } from './catalogue/use.ts'
import { noteRatings } from './ratings.ts'
import { closeGaps, type LockedChain, lockChain, moveEnds, noteEvents, noticesFor } from './records/chain.ts'
import type { Branch, ChainEvent, Placed } from './records/place.ts'
import { readBody } from './records/read-body.ts'
import { noteServices, type Taken } from './records/usage.ts'
import type { Queries, Sql } from './store/sql.ts'
import { countedAs, takeBack } from './supervision/due.ts'
import { noteOverrides } from './supervision/overrides.ts'
import type { Terminal } from './terminals.ts'

type Answer = RecordAnswers['answers'][number]
export type TakenBatch = {
  readonly answers: readonly Answer[]
  readonly ends: readonly ChainEnd[]
  /** Where this batch showed that the chain is not one line, or mended it. */
  readonly chain?: readonly ChainNotice[]
}

/** Records of any terminal under these ids, and what voids came before the services that they take back. */
const SAME_IDS = `
  SELECT 'record' AS what, id, terminal_id, body FROM record WHERE id = ANY($1::TEXT[])
  UNION ALL
  SELECT 'void', voids, '', '' FROM record WHERE voids = ANY($1::TEXT[])`
/**
 * Each record, and beside it the line by which supervision will count it and the version that it was judged by: one
 * statement, so none is there without the others.
 */
const ADD = `
  WITH taken AS (
    SELECT * FROM UNNEST($3::INTEGER[], $4::BIGINT[], $5::TEXT[], $6::TEXT[], $7::TEXT[], $8::TEXT[], $9::BIGINT[], $10::TEXT[],
                         $11::TEXT[], $12::TEXT[], $13::TEXT[], $14::TEXT[], $15::TEXT[], $16::TEXT[], $17::TEXT[],
                         $18::BOOLEAN[], $19::TEXT[], $20::TEXT[], $21::BIGINT[], $22::BIGINT[], $23::INTEGER[],
                         $24::TEXT[], $25::BIGINT[])
      AS taken (branch, sequence, id, body, prev, hash, at, kind, card_no, item, site_id, outcome, reason, nonce, voids,
                counts, month, tier, tickets, amount, took, version, judged_at)
  ), used AS (
    INSERT INTO catalogue_use (terminal_id, version, records, first_at, last_at)
    SELECT $1, version, COUNT(*), MIN(judged_at), MAX(judged_at) FROM taken GROUP BY version
    ON CONFLICT (terminal_id, version) DO UPDATE
    SET records = catalogue_use.records + excluded.records,
        first_at = LEAST(catalogue_use.first_at, excluded.first_at),
        last_at = GREATEST(catalogue_use.last_at, excluded.last_at)
  ), due AS (
    INSERT INTO tally_due (month, site_id, item, tier, kind, outcome, reason, card_no, sign, tickets, amount, took)
    SELECT month, site_id, COALESCE(item, ''), tier, kind, outcome, reason, card_no, 1, tickets, amount, took
    FROM taken WHERE counts
  )
  INSERT INTO record (terminal_id, branch, sequence, id, body, prev, hash, received_at, at, kind, card_no, item, site_id, outcome, reason, nonce, voids)
  SELECT $1, branch, sequence, id, body, prev, hash, $2, at, kind, card_no, item, site_id, outcome, reason, nonce, voids
  FROM taken`
const HOLD = `
  INSERT INTO held_record (terminal_id, branch, sequence, id, body_json, prev, hash, reason, received_at, released_at)
  SELECT $1, branch, sequence, id, body_json, prev, hash, reason, $2, CASE WHEN reason = 'same-record' THEN $2::BIGINT END
  FROM UNNEST($3::INTEGER[], $4::BIGINT[], $5::TEXT[], $6::TEXT[], $7::TEXT[], $8::TEXT[], $9::TEXT[])
    AS held (branch, sequence, id, body_json, prev, hash, reason)`
const RELEASE = `
  UPDATE held_record SET released_at = $2 FROM UNNEST($3::INTEGER[], $4::BIGINT[]) AS good (branch, sequence)
  WHERE held_record.terminal_id = $1 AND held_record.branch = good.branch AND held_record.sequence = good.sequence`

type TakenRecord = Taken & { readonly record: SealedRecord; readonly wasHeld: boolean }
/** `same-record`: one that is here already, in another place of the chain; kept for its place alone. */
type HeldRecord = {
  readonly record: SealedRecord
  readonly branch: number
  readonly reason: Rejection | 'same-record'
}
type Judged = {
  readonly answers: Answer[]
  readonly taken: TakenRecord[]
  readonly held: HeldRecord[]
  readonly events: ChainEvent[]
  readonly opened: Map<number, Branch['base']>
  readonly placed: Set<number>
}

export async function takeRecords(
  sql: Sql,
  terminal: Terminal,
  batch: Pick<RecordBatch, 'records' | 'missing'>,
  ruleOf: CatalogueBook['ruleOf'],
  now: number,
): Promise<TakenBatch> {
  const records = [...batch.records].sort((a, b) => a.sequence - b.sequence)
  return await sql.transaction(async tx => {
    const locked = await lockChain(tx, terminal.id, records)
    const ids = await sameIds(tx, records)
    const judged = judge(terminal.id, records, batch.missing ?? [], locked, ids)
    judged.events.push(...outOfOrder(batch.records))
    await write(tx, terminal.id, judged, now)
    await noteServices(tx, terminal.id, terminal.site.siteName.zh, judged.taken, ruleOf, now)
    await takeBack(tx, judged.taken)
    await noteRatings(
      tx,
      terminal.id,
      judged.taken.map(t => ({ body: t.body, sequence: t.record.sequence })),
      now,
    )
    await noteOverrides(tx, terminal.id, judged.taken)
    await noteEvents(tx, terminal.id, judged.events, now)
    const mended = await closeGaps(tx, terminal.id, locked.openGaps, judged.placed, now)
    await moveEnds(tx, terminal.id, locked, judged.opened, now)
    const { answers, events } = judged
    const { ends } = locked.chain
    return mended || events.length > 0
      ? { answers, ends, chain: await noticesFor(tx, terminal.id) }
      : { answers, ends }
  })
}

type KnownIds = {
  readonly records: Map<string, { readonly terminalId: string; readonly body: string }>
  readonly voided: Set<string>
}

async function sameIds(sql: Queries, records: readonly SealedRecord[]): Promise<KnownIds> {
  type Row = { what: 'record' | 'void'; id: string; terminal_id: string; body: string }
  // An id is only ever compared: what is no id to us must not reach a text column that cannot hold it.
  const ids = records.map(r => r.id).filter(id => !id.includes('\0'))
  const rows = await sql.query<Row>(SAME_IDS, [ids])
  const known = rows.filter(row => row.what === 'record')
  return {
    records: new Map(known.map(row => [row.id, { terminalId: row.terminal_id, body: row.body }])),
    voided: new Set(rows.filter(row => row.what === 'void').map(row => row.id)),
  }
}

function judge(
  terminalId: string,
  records: readonly ReceivedRecord[],
  missing: NonNullable<RecordBatch['missing']>,
  { chain }: LockedChain,
  ids: KnownIds,
): Judged {
  const judged: Judged = {
    answers: [],
    taken: [],
    held: [],
    events: [],
    opened: new Map(),
    placed: new Set(),
  }
  for (const record of records) {
    const { sequence } = record
    const place = chain.place(record, missing)
    if (place.at === 'nowhere') {
      judged.events.push(place.event)
      judged.answers.push({ sequence, status: 'rejected', reason: place.reason, held: false })
      continue
    }
    judged.placed.add(sequence)
    if (place.at === 'known' && !place.node.held) {
      judged.answers.push({ sequence, status: 'duplicate' })
      continue
    }
    const branch = branchFor(place, judged, () => chain.nextBranch())
    const said = readRecord(record, terminalId, ids)
    if (said.kind === 'broken') judged.events.push({ kind: 'broken', branch, sequence, until: sequence })
    const wasHeld = place.at === 'known'
    if (!wasHeld) chain.take(record, branch, said.kind !== 'good')
    judged.answers.push(answerTo(record, said, branch, wasHeld, judged))
    if (said.kind !== 'good') continue
    ids.records.set(record.id, { terminalId, body: record.body })
    judged.taken.push({ record, branch, body: said.body, wasHeld, voided: ids.voided.has(record.id) })
    if (said.body.voids !== null) ids.voided.add(said.body.voids)
  }
  return judged
}

function branchFor(place: Exclude<Placed, { at: 'nowhere' }>, judged: Judged, next: () => number): number {
  if (place.at === 'known') return place.node.branch
  if (place.event !== null) judged.events.push(place.event)
  if (place.at === 'end') return place.branch
  const branch = next()
  judged.opened.set(branch, place.base)
  return branch
}

type Said =
  | { readonly kind: 'good'; readonly body: RecordBody }
  | { readonly kind: 'withheld' | 'broken' | 'unreadable' | 'id-taken' | 'same-record' }

function readRecord(record: ReceivedRecord, terminalId: string, ids: KnownIds): Said {
  if (record.withheld !== undefined) return { kind: 'withheld' }
  if (!isSealed(record)) return { kind: 'broken' }
  const body = readBody(record, terminalId)
  if (body === null) return { kind: 'unreadable' }
  const other = ids.records.get(record.id)
  if (other === undefined) return { kind: 'good', body }
  return { kind: other.terminalId === terminalId && other.body === record.body ? 'same-record' : 'id-taken' }
}

const REASONS = {
  withheld: 'too-large',
  broken: 'chain-broken',
  unreadable: 'bad-body',
  'id-taken': 'id-reused',
} as const

function answerTo(
  record: SealedRecord,
  said: Said,
  branch: number,
  wasHeld: boolean,
  judged: Judged,
): Answer {
  const { sequence } = record
  if (said.kind === 'good') return { sequence, status: 'accepted' }
  const reason = said.kind === 'same-record' ? said.kind : REASONS[said.kind]
  if (!wasHeld) judged.held.push({ record, branch, reason })
  return reason === 'same-record'
    ? { sequence, status: 'duplicate' }
    : { sequence, status: 'rejected', reason, held: true }
}

/** Where the batch itself was not in the order of its records. */
function outOfOrder(records: readonly SealedRecord[]): ChainEvent[] {
  const late = records.find((record, i) => record.sequence < (records[i - 1]?.sequence ?? 0))
  if (late === undefined) return []
  return [{ kind: 'reorder', branch: 0, sequence: late.sequence, until: late.sequence }]
}

async function write(sql: Queries, terminalId: string, { taken, held }: Judged, now: number): Promise<void> {
  // First: one that came wrong and right in the same batch is held and released.
  if (held.length > 0)
    await sql.query(HOLD, [
      terminalId,
      now,
      held.map(h => h.branch),
      held.map(h => h.record.sequence),
      held.map(h => h.record.id.replaceAll('\0', '')),
      held.map(h => JSON.stringify(h.record.body)),
      held.map(h => h.record.prev),
      held.map(h => h.record.hash),
      held.map(h => h.reason),
    ])
  if (taken.length > 0)
    await sql.query(ADD, [
      terminalId,
      now,
      taken.map(t => t.branch),
      taken.map(t => t.record.sequence),
      taken.map(t => t.record.id),
      taken.map(t => t.record.body),
      taken.map(t => t.record.prev),
      taken.map(t => t.record.hash),
      taken.map(t => t.body.at),
      taken.map(t => t.body.kind),
      taken.map(t => t.body.card),
      taken.map(t => t.body.item),
      taken.map(t => t.body.site),
      taken.map(t => t.body.outcome),
      taken.map(t => t.body.reason),
      taken.map(t => t.body.nonce),
      taken.map(t => t.body.voids),
      ...countedAs(taken),
      ...versionsUsed(taken.map(t => t.body)),
    ])
  const released = taken.filter(t => t.wasHeld)
  if (released.length > 0)
    await sql.query(RELEASE, [
      terminalId,
      now,
      released.map(t => t.branch),
      released.map(t => t.record.sequence),
    ])
}
