// Two entries found to be one holder: one card stays, the other's number answers as merged. Uses follow to the card that stays.
// Nothing is overwritten: each step keeps what the rows said, and a merge ends by a further step alone.
import type { Status } from '../../core/policy/evidence.ts'
import { err, ok, type Result } from '../../core/result.ts'
import type { UsageRow } from '../../core/sync/wire.ts'
import { addHistory, findForChange, type HolderRecord, idHashOf, queueRows, replaceRow } from '../holders.ts'
import type { Queries, Sql } from '../store/sql.ts'

export type MergeError = {
  readonly code:
    | 'no-such-card'
    | 'same-card'
    | 'merged'
    | 'not-merged'
    | 'merge-left-behind'
    | 'serial-exhausted'
}
export type MergeBy = {
  readonly actor: string
  readonly reason: string
  readonly now: number
  readonly idLookupKey: Buffer
}
export type PastMerge = {
  readonly id: number
  readonly at: number
  readonly act: 'merge' | 'split'
  readonly kept: string
  readonly gone: string
  readonly actor: string
  readonly reason: string
}

/** What a merge changes of the two rows, as it was. */
type Before = {
  readonly kept: Pick<HolderRecord, 'provincial' | 'phone'>
  readonly gone: Pick<HolderRecord, 'serial' | 'status' | 'status_since' | 'id_hash' | 'provincial'>
}

const ADD = `
  INSERT INTO holder_merge (at, act, kept, gone, actor, reason, before) VALUES ($1, $2, $3, $4, $5, $6, $7)`
const LAST_MERGE =
  "SELECT before FROM holder_merge WHERE gone = $1 AND act = 'merge' ORDER BY id DESC LIMIT 1"
const OF_CARD = `
  SELECT id, at, act, kept, gone, actor, reason FROM holder_merge WHERE kept = $1 OR gone = $1 ORDER BY id`
const INTO = 'SELECT * FROM holder WHERE merged_into = $1 ORDER BY card_no'
const MOVE_ALL = `
  UPDATE usage SET card_no = $2 WHERE card_no = $1
  RETURNING record, item, at, site, amount_cny, void`
/** The records themselves never change: they say whose use it was. */
const MOVE_BACK = `
  UPDATE usage SET card_no = $2 WHERE card_no = $1 AND record IN (
    SELECT r.id FROM record AS r JOIN usage AS u ON u.record = r.id WHERE u.card_no = $1 AND r.card_no = $2)
  RETURNING record, item, at, site, amount_cny, void`
/** Distinct holders of the periods in which either was served are counted anew. */
const RECOUNT = `
  UPDATE distinct_period SET stale = TRUE WHERE period IN (
    SELECT month FROM holder_use WHERE card_no = ANY($1) UNION SELECT LEFT(month, 4) FROM holder_use WHERE card_no = ANY($1))`

/** Its own rights, if it had any left, end with the merge; what was ended or halted stays as it was judged. */
const standingOf = (status: Status): Status =>
  status === 'active' || status === 'pending' || status === 'lost' ? 'merged' : status

/**
 * `gone` becomes another number of the holder of `kept`. To a terminal its card is superseded (a serial later), its number is
 * no longer in use, and neither the ID number nor a provincial card leads to it.
 */
export const merge = (sql: Sql, kept: string, gone: string, by: MergeBy): Promise<Result<null, MergeError>> =>
  sql.transaction(async tx => {
    if (kept === gone) return err({ code: 'same-card' })
    const rows = await bothForChange(tx, kept, gone)
    if (rows === null) return err({ code: 'no-such-card' })
    const { stays, goes } = rows
    if (stays.merged_into !== null || goes.merged_into !== null) return err({ code: 'merged' })
    // Whoever was merged into it would answer with a number that answers with another.
    if ((await tx.query(INTO, [gone])).length > 0) return err({ code: 'merge-left-behind' })
    if (goes.serial >= 255) return err({ code: 'serial-exhausted' })
    await note(tx, 'merge', stays, goes, by)
    const after = await replaceRow(tx, goes, {
      ...goes,
      serial: goes.serial + 1,
      status: standingOf(goes.status),
      status_since: by.now,
      // Nobody's: a look-up by the ID number must find the card that stays.
      id_hash: idHashOf(`merged ${gone}`, by.idLookupKey),
      provincial: null,
      merged_into: kept,
    })
    await addHistory(tx, after, 'merge', by)
    const provincial = stays.provincial ?? goes.provincial
    const phone = stays.phone ?? goes.phone
    if (provincial !== stays.provincial || phone !== stays.phone)
      await replaceRow(tx, stays, { ...stays, provincial, phone })
    await moveUses(tx, MOVE_ALL, gone, kept)
    await tx.query(RECOUNT, [[kept, gone]])
    return ok(null)
  })

/** Takes a merge back: the row says again what it said, and what was served on its card is its own again. */
export const split = (sql: Sql, gone: string, by: MergeBy): Promise<Result<null, MergeError>> =>
  sql.transaction(async tx => {
    const found = await findForChange(tx, gone)
    if (found === null) return err({ code: 'no-such-card' })
    if (found.merged_into === null) return err({ code: 'not-merged' })
    const kept = found.merged_into
    const rows = await bothForChange(tx, kept, gone)
    const [last] = await tx.query<{ before: string }>(LAST_MERGE, [gone])
    if (rows === null || last === undefined) return err({ code: 'not-merged' })
    const { stays, goes } = rows
    const before = JSON.parse(last.before) as Before
    await note(tx, 'split', stays, goes, by)
    const again = { ...goes, ...before.gone, status_since: by.now, merged_into: null }
    await addHistory(tx, await replaceRow(tx, goes, again), 'split', by)
    // What the card that stayed took over, it gives back, unless it was corrected since.
    const provincial = tookOver(before.kept.provincial, stays.provincial, before.gone.provincial)
    const phone = tookOver(before.kept.phone, stays.phone, goes.phone)
    if (provincial !== stays.provincial || phone !== stays.phone)
      await replaceRow(tx, stays, { ...stays, provincial, phone })
    await moveUses(tx, MOVE_BACK, kept, gone)
    await tx.query(RECOUNT, [[kept, gone]])
    return ok(null)
  })

const tookOver = (before: string | null, now: string | null, others: string | null): string | null =>
  before === null && now === others ? null : now

export const mergesOf = (sql: Queries, card: string): Promise<PastMerge[]> =>
  sql.query<PastMerge>(OF_CARD, [card])

/** Entries that lead to this card now. */
export const mergedInto = (sql: Queries, card: string): Promise<HolderRecord[]> =>
  sql.query<HolderRecord>(INTO, [card])

/** Locked in the order of their numbers, as everybody locks them: two merges at once wait, and never lock each other out. */
async function bothForChange(
  tx: Queries,
  kept: string,
  gone: string,
): Promise<{ readonly stays: HolderRecord; readonly goes: HolderRecord } | null> {
  const [first, second] = [kept, gone].toSorted()
  const rows = [await findForChange(tx, first ?? ''), await findForChange(tx, second ?? '')]
  const stays = rows.find(row => row?.card_no === kept)
  const goes = rows.find(row => row?.card_no === gone)
  return stays && goes ? { stays, goes } : null
}

async function note(
  tx: Queries,
  act: 'merge' | 'split',
  stays: HolderRecord,
  goes: HolderRecord,
  by: MergeBy,
): Promise<void> {
  const { serial, status, status_since, id_hash, provincial } = goes
  const before: Before = {
    kept: { provincial: stays.provincial, phone: stays.phone },
    gone: { serial, status, status_since, id_hash, provincial },
  }
  await tx.query(ADD, [
    ...[by.now, act, stays.card_no, goes.card_no, by.actor, by.reason],
    JSON.stringify(before),
  ])
}

/** To terminals a use that moves is one that ends at one card and begins at the other. */
async function moveUses(tx: Queries, move: string, from: string, to: string): Promise<void> {
  type Moved = Omit<UsageRow, 't' | 'card' | 'amountCny'> & { readonly amount_cny: number | null }
  const rows = (await tx.query<Moved>(move, [from, to])).filter(use => !use.void)
  const lines = rows.flatMap(({ amount_cny: amountCny, ...use }) => [
    { ...use, t: 'u', card: from, amountCny, void: true } satisfies UsageRow,
    { ...use, t: 'u', card: to, amountCny, void: false } satisfies UsageRow,
  ])
  if (lines.length > 0)
    await queueRows(
      tx,
      lines.map(line => JSON.stringify(line)),
    )
}
