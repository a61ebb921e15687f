// What was typed into the override dialog, as the api takes it, or the one thing that is still missing.
// Pure; asked before a PIN is tried, so that nobody is locked out for a box not ticked.
import type { Relation } from '../../core/policy/catalogue.ts'
import type { OverrideReason } from '../../core/policy/override-reasons.ts'
import { err, ok, type Result } from '../../core/result.ts'
import type { Input, ServiceTile } from '../../electron/api.ts'
import { wantsAmount } from './choice.ts'

export type OverrideWord = {
  readonly personChecked: boolean
  /** Null: the first that the service is for. */
  readonly relation: Relation | null
  readonly amount: string
  readonly tickets: string
  readonly text: string
  readonly number: string
  readonly pin: string
}
export const emptyWord: OverrideWord = {
  personChecked: false,
  relation: null,
  amount: '',
  tickets: '1',
  text: '',
  number: '',
  pin: '',
}

export type OverrideProblem = 'personMissing' | 'textMissing' | 'whoMissing' | 'figureWrong'

type Filled = {
  readonly visitId: string
  readonly tile: ServiceTile
  readonly reason: OverrideReason
  readonly word: OverrideWord
  /** Who is at work is one: no number and no PIN are asked for. */
  readonly supervisor: boolean
}

export function overrideInput({
  visitId,
  tile,
  reason,
  word,
  supervisor,
}: Filled): Result<Input<'visit.override'>, OverrideProblem> {
  if (!word.personChecked) return err('personMissing')
  const amount = word.amount.trim()
  const wrongAmount = amount === '' ? wantsAmount(tile) : !/^\d{1,9}$/.test(amount)
  const tickets = Number(word.tickets.trim())
  if (wrongAmount || !Number.isInteger(tickets) || tickets < 1 || tickets > 99) return err('figureWrong')
  const text = word.text.trim()
  if (reason === 'other' && text === '') return err('textMissing')
  const number = word.number.trim()
  if (!supervisor && (number === '' || word.pin === '')) return err('whoMissing')
  return ok({
    visitId,
    personChecked: true,
    item: {
      itemId: tile.id,
      // Where the holder must be there himself, the service is his (11.1).
      relation: tile.holderPresent ? 'self' : (word.relation ?? tile.relations[0] ?? 'self'),
      quantity: tickets,
      amountCny: amount === '' ? null : Number(amount),
    },
    reason,
    text,
    supervisor: supervisor ? null : { number, pin: word.pin },
  })
}
