// What taken records do to quotas: usage for every window to know, and a conflict where one went beyond.
// No record is lost to a conflict: double use is written down beside it, never instead of it.
import { randomUUID } from 'node:crypto'
import { overdrawnBy } from '../../core/policy/overdrawn.ts'
import type { QuotaAnswer, RecordBody, UsageRow } from '../../core/sync/wire.ts'
import type { CatalogueBook } from '../catalogue/book.ts'
import type { ItemRule } from '../catalogue/versions.ts'
import { queueRows } from '../holders.ts'
import type { Queries } from '../store/sql.ts'

/** Locked in the order of the numbers, so that two windows that serve one holder at once are judged one after the other. */
const LOCK_HOLDERS = `
  SELECT card_no, id_hash, merged_into FROM holder
  WHERE id_hash IN (SELECT id_hash FROM holder WHERE card_no = ANY($1::TEXT[]))
  ORDER BY card_no FOR UPDATE`
const USAGE = `
  SELECT card_no, record, item, at, site, amount_cny FROM usage
  WHERE card_no = ANY($1::TEXT[]) AND NOT void`
const ADD_USAGE = `
  INSERT INTO usage (card_no, record, item, at, site, amount_cny, void)
  SELECT card_no, record, item, at, site, amount_cny, void
  FROM UNNEST($1::TEXT[], $2::TEXT[], $3::TEXT[], $4::BIGINT[], $5::TEXT[], $6::BIGINT[], $7::BOOLEAN[])
    AS served (card_no, record, item, at, site, amount_cny, void)
  ON CONFLICT (card_no, record) DO NOTHING`
const VOID_USAGE = `
  UPDATE usage SET void = TRUE
  FROM UNNEST($1::TEXT[], $2::TEXT[]) AS taken_back (card_no, record)
  WHERE usage.card_no = taken_back.card_no AND usage.record = taken_back.record`
const SAME_CODES = `
  SELECT nonce, id FROM record
  WHERE nonce = ANY($1::TEXT[]) AND kind = 'service' AND (terminal_id <> $2 OR branch <> $3)`
const LIVE = `
  SELECT record, item, at, site, amount_cny AS "amountCny" FROM usage
  WHERE card_no = ANY($1::TEXT[]) AND item = ANY($2::TEXT[]) AND NOT void ORDER BY at DESC LIMIT 500`
const CARDS_OF_HOLDER = `
  SELECT card_no FROM holder WHERE id_hash IN (
    SELECT id_hash FROM holder
    WHERE card_no = COALESCE((SELECT merged_into FROM holder WHERE card_no = $1), $1))`
const ADD_CONFLICTS = `
  INSERT INTO conflict (id, at, kind, card_no, record, other)
  SELECT id, $1, kind, card_no, record, other
  FROM UNNEST($2::TEXT[], $3::TEXT[], $4::TEXT[], $5::TEXT[], $6::TEXT[]) AS found (id, kind, card_no, record, other)`

/** What a holder used of these items, on any of his cards, not voided; newest first. */
export async function usageOf(
  sql: Queries,
  card: string,
  items: readonly string[],
): Promise<QuotaAnswer['usage']> {
  const cards = await sql.query<{ card_no: string }>(CARDS_OF_HOLDER, [card])
  return await sql.query<QuotaAnswer['usage'][number]>(LIVE, [[card, ...cards.map(c => c.card_no)], items])
}

/** A record that is taken in; `voided`: its void came before it. */
export type Taken = { readonly body: RecordBody; readonly branch: number; readonly voided: boolean }
type Conflict = {
  readonly kind: 'quota-overdrawn' | 'same-code-twice'
  readonly card: string | null
  readonly record: string
  readonly other: string | null
}
type UsageColumns = {
  readonly card_no: string
  readonly record: string
  readonly item: string
  readonly at: number
  readonly site: string
  readonly amount_cny: number | null
}
type Served = UsageColumns & { void: boolean; readonly stored: boolean }

/** Usage, voids and conflicts of records just taken in, in their order. `site`: the hall's name, as windows will show it. */
export async function noteServices(
  sql: Queries,
  terminalId: string,
  site: string,
  recorded: readonly Taken[],
  ruleOf: CatalogueBook['ruleOf'],
  now: number,
): Promise<void> {
  const ruleFor = (body: RecordBody): ItemRule | null =>
    body.item === null ? null : ruleOf(body.item, judgedAt(body))
  const noted = recorded.filter(({ body }) => hasNonce(body) || counts(body, ruleFor))
  const cards = new Set(noted.flatMap(({ body }) => body.card ?? []))
  if (cards.size === 0) return
  const { taken, siblings } = await underTheCardThatStays(sql, noted, cards)
  const counting = taken.filter(({ body }) => counts(body, ruleFor))
  const conflicts = await sameCodes(
    sql,
    terminalId,
    taken.filter(({ body }) => hasNonce(body)),
  )
  if (counting.length > 0) conflicts.push(...(await noteUsage(sql, site, counting, ruleFor, siblings)))
  await addConflicts(sql, conflicts, now)
}

const hasNonce = (body: RecordBody): boolean => body.kind === 'service' && body.nonce !== null

type RuleFor = (body: RecordBody) => ItemRule | null

/** When the verdict was given, not when Enter was pressed: a visit across midnight keeps the catalogue of its scan. */
const judgedAt = ({ at, took }: RecordBody): number => at - took

const counts = (body: RecordBody, ruleFor: RuleFor): boolean =>
  body.card !== null &&
  ((body.kind === 'void' && body.voids !== null) || (body.kind === 'service' && ruleFor(body) !== null))

/** As the records are to be counted: under the card that stays, and with all cards of each one's holder. */
type Holders = { readonly taken: readonly Taken[]; readonly siblings: ReadonlyMap<string, string[]> }

/** What a merged card was used for is its holder's use: a window may serve it until it has heard of the merge. */
async function underTheCardThatStays(
  sql: Queries,
  taken: readonly Taken[],
  cards: ReadonlySet<string>,
): Promise<Holders> {
  const locked = await lockHolders(sql, [...cards])
  if (locked.merged.size === 0) return { taken, siblings: locked.siblings }
  const moved = taken.map(one => {
    const card = locked.merged.get(one.body.card ?? '')
    return card === undefined ? one : { ...one, body: { ...one.body, card } }
  })
  const { siblings } = await lockHolders(sql, [...new Set(moved.flatMap(({ body }) => body.card ?? []))])
  return { taken: moved, siblings }
}

/** All cards of each card's holder: a quota is the holder's, whatever card he brings. */
async function lockHolders(
  sql: Queries,
  cards: readonly string[],
): Promise<{
  readonly siblings: ReadonlyMap<string, string[]>
  readonly merged: ReadonlyMap<string, string>
}> {
  type Locked = { card_no: string; id_hash: string; merged_into: string | null }
  const rows = await sql.query<Locked>(LOCK_HOLDERS, [[...cards].sort()])
  const byHolder = Map.groupBy(rows, row => row.id_hash)
  return {
    siblings: new Map(
      rows.map(row => [row.card_no, (byHolder.get(row.id_hash) ?? []).map(sibling => sibling.card_no)]),
    ),
    merged: new Map(
      rows.flatMap(row => (row.merged_into === null ? [] : [[row.card_no, row.merged_into] as const])),
    ),
  }
}

/** The same virtual code served at two terminals: found here, for no terminal alone can know. */
async function sameCodes(sql: Queries, terminalId: string, taken: readonly Taken[]): Promise<Conflict[]> {
  const conflicts: Conflict[] = []
  for (const [branch, ofBranch] of Map.groupBy(taken, t => t.branch)) {
    const nonces = ofBranch.map(({ body }) => body.nonce)
    const others = await sql.query<{ nonce: string; id: string }>(SAME_CODES, [nonces, terminalId, branch])
    const byNonce = new Map(others.map(other => [other.nonce, other.id]))
    for (const { body } of ofBranch) {
      const other = byNonce.get(body.nonce ?? '')
      if (other !== undefined)
        conflicts.push({ kind: 'same-code-twice', card: body.card, record: body.id, other })
    }
  }
  return conflicts
}

async function noteUsage(
  sql: Queries,
  site: string,
  taken: readonly Taken[],
  ruleFor: RuleFor,
  siblings: ReadonlyMap<string, string[]>,
): Promise<Conflict[]> {
  const cardsOf = (card: string): readonly string[] => siblings.get(card) ?? [card]
  const all = [...new Set(taken.flatMap(({ body }) => (body.card === null ? [] : cardsOf(body.card))))]
  const stored = await sql.query<UsageColumns>(USAGE, [all])
  const ledger: Served[] = stored.map(u => ({ ...u, void: false, stored: true }))
  const conflicts: Conflict[] = []
  for (const { body, voided } of taken) {
    if (body.card === null) continue
    if (body.kind === 'void') {
      const back = ledger.find(u => u.record === body.voids && u.card_no === body.card)
      if (back !== undefined) back.void = true
      continue
    }
    const rule = ruleFor(body)
    if (rule === null || body.item === null) continue
    const itemId = body.item
    const cards = cardsOf(body.card)
    const others = ledger
      .filter(u => !u.void && u.item === itemId && cards.includes(u.card_no))
      .map(u => ({ recordId: u.record, itemId: u.item, at: u.at, siteName: u.site, amountCny: u.amount_cny }))
    const { judgedBy } = rule
    const over =
      voided || judgedBy === null ? null : overdrawnBy(judgedBy, others, { recordId: body.id, ...body })
    if (over !== null)
      conflicts.push({ kind: 'quota-overdrawn', card: body.card, record: body.id, other: over.other })
    if (!rule.kept) continue
    const { card, id, at, amountCny } = body
    ledger.push({
      card_no: card,
      record: id,
      item: itemId,
      at,
      site,
      amount_cny: amountCny,
      void: voided,
      stored: false,
    })
  }
  await store(sql, ledger)
  return conflicts
}

/** What is new, what was taken back, and the rows that tell every window of it. */
async function store(sql: Queries, ledger: readonly Served[]): Promise<void> {
  const added = ledger.filter(u => !u.stored)
  const takenBack = ledger.filter(u => u.stored && u.void)
  if (added.length > 0)
    await sql.query(ADD_USAGE, [
      added.map(u => u.card_no),
      added.map(u => u.record),
      added.map(u => u.item),
      added.map(u => u.at),
      added.map(u => u.site),
      added.map(u => u.amount_cny),
      added.map(u => u.void),
    ])
  if (takenBack.length > 0)
    await sql.query(VOID_USAGE, [takenBack.map(u => u.card_no), takenBack.map(u => u.record)])
  // What came and went within one batch no window has heard of.
  const rows = [...added.filter(u => !u.void), ...takenBack].map(wireUsage)
  if (rows.length > 0) await queueRows(sql, rows)
}

const wireUsage = (u: Served): string =>
  JSON.stringify({
    t: 'u',
    record: u.record,
    card: u.card_no,
    item: u.item,
    at: u.at,
    site: u.site,
    amountCny: u.amount_cny,
    void: u.void,
  } satisfies UsageRow)

async function addConflicts(sql: Queries, conflicts: readonly Conflict[], now: number): Promise<void> {
  if (conflicts.length === 0) return
  await sql.query(ADD_CONFLICTS, [
    now,
    conflicts.map(() => randomUUID()),
    conflicts.map(c => c.kind),
    conflicts.map(c => c.card),
    conflicts.map(c => c.record),
    conflicts.map(c => c.other),
  ])
}
