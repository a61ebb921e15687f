// Changes of standing with a day of effect: today's and earlier ones at once, later ones when their day begins in Asia/Shanghai.
// What waits can be withdrawn until then; what was carried out stays in the history like every other act.
import { err, ok, type Result } from '../../core/result.ts'
import {
  type Act,
  type ActError,
  changeStanding,
  changeStandingWithin,
  findHolder,
  type Ground,
} from '../holders.ts'
import type { Queries, Sql } from '../store/sql.ts'
import { dateOf } from './dates.ts'

export type DatedAct = {
  readonly card: string
  readonly act: Act
  readonly ground: Ground | null
  /** Calendar date, "2027-01-31"; null for now. */
  readonly effectOn: string | null
  readonly actor: string
  readonly reason: string
}
export type DueAct = {
  readonly id: number
  readonly card: string
  readonly act: Act
  readonly ground: Ground | null
  readonly effectOn: string
  readonly enteredAt: number
  readonly actor: string
  readonly reason: string
  readonly state: string
}

const COLUMNS = `id, card_no AS card, act, ground, effect_on AS "effectOn", entered_at AS "enteredAt", actor, reason, state`
const ADD = `
  INSERT INTO act_due (card_no, act, ground, effect_on, entered_at, actor, reason, state)
  VALUES ($1, $2, $3, $4, $5, $6, $7, 'waiting')`
const OF_CARD = `SELECT ${COLUMNS} FROM act_due WHERE card_no = $1 ORDER BY id`
const DUE = `SELECT ${COLUMNS} FROM act_due WHERE state = 'waiting' AND effect_on <= $1 ORDER BY effect_on, id LIMIT 500`
const STILL_WAITING = "SELECT id FROM act_due WHERE id = $1 AND state = 'waiting' FOR UPDATE"
const SETTLE =
  "UPDATE act_due SET state = $2, settled_at = $3 WHERE id = $1 AND state = 'waiting' RETURNING id"

/** `waiting` where its day has not come. */
export async function act(
  sql: Sql,
  asked: DatedAct,
  now: number,
): Promise<Result<'done' | 'waiting', ActError>> {
  if (asked.effectOn === null || asked.effectOn <= dateOf(now)) {
    const done = await changeStanding(sql, asked.card, asked.act, { ...asked, now })
    return done.ok ? ok('done') : done
  }
  if (asked.act === 'revoke' && asked.ground === null) return err({ code: 'ground-needed' })
  if ((await findHolder(sql, asked.card)) === null) return err({ code: 'no-such-card' })
  const { card, ground, effectOn, actor, reason } = asked
  await sql.query(ADD, [card, asked.act, ground, effectOn, now, actor, reason])
  return ok('waiting')
}

export const dueOf = (sql: Queries, card: string): Promise<DueAct[]> => sql.query<DueAct>(OF_CARD, [card])

/** False where it is no longer waiting. */
export async function withdraw(sql: Queries, id: number, now: number): Promise<boolean> {
  return (await sql.query(SETTLE, [id, 'withdrawn', now])).length > 0
}

/**
 * Carries out what is due; answers how many changed a standing. One that can no longer be done (the holder has left meanwhile) is
 * settled as refused. Act and mark are one transaction: nothing is done twice, whatever is killed.
 */
export async function carryOutDue(sql: Sql, now: number): Promise<number> {
  let changed = 0
  for (const due of await sql.query<DueAct>(DUE, [dateOf(now)])) {
    const { id, card, ground, effectOn, actor, reason } = due
    const done = await sql.transaction(async tx => {
      if ((await tx.query(STILL_WAITING, [id])).length === 0) return false
      const result = await changeStandingWithin(tx, card, due.act, { actor, reason, ground, effectOn, now })
      await tx.query(SETTLE, [id, result.ok ? 'done' : `refused: ${result.error.code}`, now])
      return result.ok
    })
    changed += done ? 1 : 0
  }
  return changed
}
