// The specimens of training, and who may begin it: as little as a screen needs to know.
// Their numbers begin with 0000, which no card of ours does.
import type { CardNumber } from '../card/card.ts'
import { makeCardNumber } from '../card/card-number.ts'
import type { SitePolicy } from './site-policy.ts'
import { OUTCOMES, type Outcome } from './verdict.ts'

export type Specimen = {
  readonly outcome: Outcome
  readonly index: number
  readonly cardNumber: CardNumber
}

/** One for each outcome, in the order of the outcomes: the card's index says which. */
export const SPECIMENS: readonly Specimen[] = OUTCOMES.map((outcome, i) => ({
  outcome,
  index: i + 1,
  cardNumber: makeCardNumber('0000', i + 1),
}))

/** Who may begin and end it at a window. */
export function mayTrain(policy: SitePolicy['training'], role: 'clerk' | 'supervisor'): boolean {
  switch (policy) {
    case 'off':
      return false
    case 'supervisor':
      return role === 'supervisor'
    case 'clerk':
      return true
  }
}
