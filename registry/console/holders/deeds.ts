// Which acts a standing allows, for the buttons: the register's own rules, asked again by the registry.
// Nothing is decided here.
import type { Status } from '../../../core/policy/evidence.ts'
import { type Act, RULES } from '../../register/acts.ts'

const CARE = ['activate', 'lost', 'found', 'reissue'] as const
const STANDING = ['suspend', 'resume', 'left', 'revoke'] as const
export type CareAct = (typeof CARE)[number]
export type StandingAct = (typeof STANDING)[number]

export function actsFrom(status: Status): {
  readonly care: readonly CareAct[]
  readonly standing: readonly StandingAct[]
} {
  const allowed = (act: Act): boolean => RULES[act].from.includes(status)
  return { care: CARE.filter(allowed), standing: STANDING.filter(allowed) }
}
