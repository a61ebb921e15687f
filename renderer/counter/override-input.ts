// What was chosen in the override dialog, as the api takes it, or the one thing that is still missing.
// Pure; asked before a PIN is tried, so that nobody is locked out for a box not ticked.
import type { OverrideReason } from '../../core/policy/override-reasons.ts'
import { err, ok, type Result } from '../../core/result.ts'
import type { Input, ServiceTile } from '../../electron/api.ts'
import { type Choice, type ChoiceProblem, itemInput, pick, problemOf } from './choice.ts'

/** On a supervisor's word the person is compared whatever the card: nothing is preselected about him. */
export const choiceOf = (tile: ServiceTile): Choice => ({
  personChecked: false,
  picked: [pick(tile)],
  preselected: false,
  page: 0,
  seen: [],
  comment: '',
  rating: null,
})

export type OverrideProblem = ChoiceProblem | 'reason-in-words' | 'override-needs-supervisor'

type Filled = {
  readonly visitId: string
  readonly tile: ServiceTile
  readonly choice: Choice
  readonly reason: OverrideReason
  readonly text: string
  /** Null: he is at work himself, and no number and no PIN are asked for. */
  readonly supervisor: { readonly number: string; readonly pin: string } | null
}

export function overrideInput(filled: Filled): Result<Input<'visit.override'>, OverrideProblem> {
  const { visitId, tile, choice, reason, supervisor } = filled
  const problem = problemOf({ services: [tile], personCheck: true }, choice)
  if (problem !== null) return err(problem)
  const [picked] = choice.picked
  if (picked === undefined) return err('nothing-chosen')
  const text = filled.text.trim()
  if (reason === 'other' && text === '') return err('reason-in-words')
  if (supervisor !== null && (supervisor.number === '' || supervisor.pin === ''))
    return err('override-needs-supervisor')
  return ok({
    visitId,
    personChecked: true,
    item: itemInput(picked),
    reason,
    text,
    supervisor,
  })
}
