// Takes in a terminal's records: in order, once each, chain checked, with an answer per row.
// No record is lost to a conflict: double use is written down beside it, never instead of it.
import { randomUUID } from 'node:crypto'
import type { Catalogue } from '../core/policy/catalogue.ts'
import { quotaLeft } from '../core/policy/quota.ts'
import { isSealed } from '../core/sync/chain.ts'
import {
  type RecordAnswers,
  type RecordBody,
  type Rejection,
  recordBody,
  type SealedRecord,
  type UsageRow,
} from '../core/sync/wire.ts'
import { queueRows } from './holders.ts'
import { noteRating } from './ratings.ts'
import type { Queries, Sql } from './store/sql.ts'
import type { Terminal } from './terminals.ts'

type Answer = RecordAnswers['answers'][number]

const CHAIN_END = 'SELECT last_sequence, last_hash FROM terminal WHERE id = $1 FOR UPDATE'
const HELD = 'SELECT id, hash FROM record WHERE terminal_id = $1 AND sequence = $2'
const SAME_ID = 'SELECT 1 FROM record WHERE id = $1'
const ADD = `
  INSERT INTO record (terminal_id, sequence, id, body, prev, hash, received_at, at, kind, card_no, item, site_id, outcome, reason, nonce)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`
const MOVE_END = 'UPDATE terminal SET last_sequence = $2, last_hash = $3, last_contact = $4 WHERE id = $1'
const USAGE =
  'SELECT record, item, at, site, amount_cny FROM usage WHERE card_no = $1 AND item = $2 AND NOT void'
const ADD_USAGE =
  'INSERT INTO usage (card_no, record, item, at, site, amount_cny, void) VALUES ($1, $2, $3, $4, $5, $6, FALSE)'
const VOIDED =
  'UPDATE usage SET void = TRUE WHERE card_no = $1 AND record = $2 RETURNING item, at, site, amount_cny'
const SAME_NONCE = 'SELECT id FROM record WHERE nonce = $1 AND terminal_id <> $2 LIMIT 1'
const CONFLICT = 'INSERT INTO conflict (id, at, kind, card_no, record, other) VALUES ($1, $2, $3, $4, $5, $6)'

export async function takeRecords(
  sql: Sql,
  terminal: Terminal,
  records: readonly SealedRecord[],
  catalogue: Catalogue,
  now: number,
): Promise<readonly Answer[]> {
  return await sql.transaction(async tx => {
    const [end] = await tx.query<{ last_sequence: number; last_hash: string }>(CHAIN_END, [terminal.id])
    let sequence = end?.last_sequence ?? 0
    let hash = end?.last_hash ?? ''
    const answers: Answer[] = []
    for (const record of [...records].sort((a, b) => a.sequence - b.sequence)) {
      const answer = await take(tx, terminal, record, { sequence, hash }, catalogue, now)
      answers.push(answer)
      if (answer.status === 'accepted') {
        sequence = record.sequence
        hash = record.hash
      }
    }
    await tx.query(MOVE_END, [terminal.id, sequence, hash, now])
    return answers
  })
}

async function take(
  sql: Queries,
  terminal: Terminal,
  record: SealedRecord,
  end: { readonly sequence: number; readonly hash: string },
  catalogue: Catalogue,
  now: number,
): Promise<Answer> {
  const rejected = (reason: Rejection): Answer => ({ sequence: record.sequence, status: 'rejected', reason })
  if (record.sequence <= end.sequence) {
    const [held] = await sql.query<{ id: string; hash: string }>(HELD, [terminal.id, record.sequence])
    return held?.id === record.id && held.hash === record.hash
      ? { sequence: record.sequence, status: 'duplicate' }
      : rejected('chain-fork')
  }
  if (record.sequence > end.sequence + 1) return rejected('chain-gap')
  if (!isSealed(record)) return rejected('chain-broken')
  if (record.prev !== end.hash) return rejected('chain-fork')
  const body = parseBody(record, terminal.id)
  if (body === null) return rejected('bad-body')
  if ((await sql.query(SAME_ID, [record.id])).length > 0) return rejected('id-reused')
  await sql.query(ADD, [
    terminal.id,
    record.sequence,
    record.id,
    record.body,
    record.prev,
    record.hash,
    now,
    body.at,
    body.kind,
    body.card,
    body.item,
    body.site,
    body.outcome,
    body.reason,
    body.nonce,
  ])
  await noteNonce(sql, terminal.id, body, now)
  await noteUsage(sql, terminal, body, catalogue, now)
  await noteRating(sql, terminal.id, body)
  return { sequence: record.sequence, status: 'accepted' }
}

function parseBody(record: SealedRecord, terminalId: string): RecordBody | null {
  try {
    const body = recordBody.safeParse(JSON.parse(record.body))
    if (!body.success || body.data.id !== record.id || body.data.terminal !== terminalId) return null
    const { site, outcome, reason, nonce } = body.data
    // PostgreSQL keeps no U+0000 in a text: let in, it would fail the whole batch, and again each night.
    return [site, outcome, reason, nonce].some(text => text?.includes('\0')) ? null : body.data
  } catch {
    return null
  }
}

/** The same virtual code served at two terminals: found here, for no terminal alone can know. */
async function noteNonce(sql: Queries, terminalId: string, body: RecordBody, now: number): Promise<void> {
  if (body.nonce === null || body.kind !== 'service') return
  const [other] = await sql.query<{ id: string }>(SAME_NONCE, [body.nonce, terminalId])
  if (other !== undefined)
    await sql.query(CONFLICT, [randomUUID(), now, 'same-code-twice', body.card, body.id, other.id])
}

async function noteUsage(
  sql: Queries,
  terminal: Terminal,
  body: RecordBody,
  catalogue: Catalogue,
  now: number,
): Promise<void> {
  if (body.card === null) return
  const site = terminal.site.siteName.zh
  if (body.kind === 'void' && body.voids !== null) {
    type Voided = { item: string; at: number; site: string; amount_cny: number | null }
    const [was] = await sql.query<Voided>(VOIDED, [body.card, body.voids])
    if (was !== undefined)
      await queueUsage(sql, {
        record: body.voids,
        card: body.card,
        item: was.item,
        at: was.at,
        site: was.site,
        amountCny: was.amount_cny,
        void: true,
      })
    return
  }
  const item = catalogue.items.find(i => i.id === body.item)
  if (body.kind !== 'service' || item?.quota == null || item.quota.kind === 'tickets') return
  type UsageColumns = { record: string; item: string; at: number; site: string; amount_cny: number | null }
  const before = (await sql.query<UsageColumns>(USAGE, [body.card, item.id])).map(u => ({
    recordId: u.record,
    itemId: u.item,
    at: u.at,
    siteName: u.site,
    amountCny: u.amount_cny,
  }))
  const { usedUp, last } = quotaLeft(item, before, body.at)
  if (usedUp)
    await sql.query(CONFLICT, [
      randomUUID(),
      now,
      'quota-overdrawn',
      body.card,
      body.id,
      last?.recordId ?? null,
    ])
  await sql.query(ADD_USAGE, [body.card, body.id, item.id, body.at, site, body.amountCny])
  await queueUsage(sql, {
    record: body.id,
    card: body.card,
    item: item.id,
    at: body.at,
    site,
    amountCny: body.amountCny,
    void: false,
  })
}

const queueUsage = (sql: Queries, usage: Omit<UsageRow, 't'>): Promise<void> =>
  queueRows(sql, [JSON.stringify({ t: 'u', ...usage } satisfies UsageRow)])
