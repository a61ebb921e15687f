// Checks a holder's receipt against the register: the terminal's signature, and whether its records arrived and still stand.
// A receipt proves what was printed; only the register says what counts.
import { type ReceiptStatement, readReceipt, verifyReceipt } from '../core/receipt/receipt.ts'
import { err, ok, type Result } from '../core/result.ts'
import type { Sql } from './store/sql.ts'
import { findTerminal } from './terminals.ts'

const ARRIVED = 'SELECT id FROM record WHERE id = ANY($1::TEXT[]) AND terminal_id = $2'
const VOIDED = 'SELECT voids AS id FROM record WHERE voids = ANY($1::TEXT[])'

export type ReceiptCheck = {
  readonly statement: ReceiptStatement
  /** `not-arrived`: the terminal has not uploaded it yet. */
  readonly records: readonly { readonly id: string; readonly state: 'counts' | 'voided' | 'not-arrived' }[]
}
export type ReceiptProblem = { readonly code: 'not-a-receipt' | 'unknown-terminal' | 'bad-signature' }

export async function checkReceipt(sql: Sql, text: string): Promise<Result<ReceiptCheck, ReceiptProblem>> {
  const claimed = readReceipt(text)
  if (!claimed.ok) return claimed
  const terminal = await findTerminal(sql, claimed.value.t)
  if (terminal === null) return err({ code: 'unknown-terminal' })
  const verified = verifyReceipt(text, terminal.key)
  if (!verified.ok) return verified
  const ids = verified.value.r.map(([id]) => id)
  const arrived = new Set((await sql.query<{ id: string }>(ARRIVED, [ids, terminal.id])).map(r => r.id))
  const voided = new Set((await sql.query<{ id: string }>(VOIDED, [ids])).map(r => r.id))
  return ok({
    statement: verified.value,
    records: ids.map(id => ({
      id,
      state: voided.has(id) ? 'voided' : arrived.has(id) ? 'counts' : 'not-arrived',
    })),
  })
}
