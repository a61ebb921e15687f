// What an applicant says of himself, and what is wrong with it: the same check on the phone while he types and here when he sends.
// A draft may be anything; what is submitted is complete, and every field of it reads as what it is.
// Phones load this file: no schema library comes with it.
import type { Tier } from '../../core/card/card.ts'
import { parseProvincial } from '../../core/card/provincial.ts'
import { parseResidentId } from '../../core/card/resident-id.ts'
import { type ClauseId, clauseOf } from './clauses.ts'
import type { DraftFacts } from './draft-facts.ts'
import type { EmployerKind } from './policy.ts'

export type { DraftFacts } from './draft-facts.ts'

export type Facts = {
  readonly clause: ClauseId
  readonly tier: Tier
  readonly name: string
  readonly idNumber: string
  readonly provincial: string | null
  readonly employer: string
  readonly employerKind: EmployerKind
  readonly position: string
  readonly industry: string
  readonly statement: string
}

export const FACT_ERRORS = [
  'name',
  'idNumber',
  'age',
  'provincial',
  'employer',
  'position',
  'industry',
  'statement',
  'tier',
] as const
export type FactError = (typeof FACT_ERRORS)[number]

export const EMPTY_FACTS = {
  name: '',
  idNumber: '',
  provincial: '',
  employer: '',
  employerKind: 'local',
  position: '',
  industry: '',
  statement: '',
} as const satisfies Partial<DraftFacts>

/** What is read as a text keeps its Chinese punctuation. */
const prose = (given: string): string =>
  given
    .normalize('NFC')
    .trim()
    .replaceAll(/[^\S\n]+/g, ' ')
/** Full-width digits and spaces of a phone's keyboard made plain. */
const plain = (given: string): string => prose(given.normalize('NFKC'))

/** Nothing invisible, nothing that turns a line around: it will stand in notices and tables. */
const isClean = (given: string): boolean => !/(?!\n)\p{Cc}|\p{Cf}/u.test(given)
const isText = (given: string, least: number, most: number): boolean =>
  isClean(given) && [...given].length >= least && [...given].length <= most

const ADULT = 18

/** `today`: calendar date of Asia/Shanghai. All that is wrong at once, in the order of the form. */
export function checkFacts(
  draft: DraftFacts,
  industries: readonly string[],
  today: string,
): { readonly wrong: readonly FactError[]; readonly facts: Facts | null } {
  const name = plain(draft.name)
  const idNumber = parseResidentId(plain(draft.idNumber).replaceAll(' ', '').toUpperCase())
  const givenProvincial = plain(draft.provincial)
  const provincial = givenProvincial === '' ? null : parseProvincial(givenProvincial)
  const [employer, position, statement] = [
    prose(draft.employer),
    prose(draft.position),
    prose(draft.statement),
  ]
  const wrong: FactError[] = []
  const expect = (good: boolean, error: FactError): void => void (good || wrong.push(error))
  expect(clauseOf(draft.clause).tiers.includes(draft.tier), 'tier')
  expect(isText(name, 2, 30) && !/\d/.test(name), 'name')
  expect(idNumber !== null, 'idNumber')
  expect(idNumber === null || ageOn(idNumber, today) >= ADULT, 'age')
  expect(givenProvincial === '' || provincial !== null, 'provincial')
  expect(isText(employer, 4, 60), 'employer')
  expect(isText(position, 2, 60), 'position')
  expect(industries.includes(draft.industry), 'industry')
  expect(isText(statement, 10, 1000), 'statement')
  if (wrong.length > 0 || idNumber === null) return { wrong, facts: null }
  const { clause, tier, employerKind, industry } = draft
  return {
    wrong,
    facts: {
      clause,
      tier,
      name,
      idNumber,
      provincial,
      employer,
      employerKind,
      position,
      industry,
      statement,
    },
  }
}

/** Whole years, by the date of birth in the number; negative for one that is not born yet. */
function ageOn(idNumber: string, today: string): number {
  const birth = `${idNumber.slice(6, 10)}-${idNumber.slice(10, 12)}-${idNumber.slice(12, 14)}`
  const years = Number(today.slice(0, 4)) - Number(birth.slice(0, 4))
  return today.slice(5) < birth.slice(5) ? years - 1 : years
}
