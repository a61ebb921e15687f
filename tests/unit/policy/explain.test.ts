// What support reads off an explanation: each step in TOKEN.md's order, and what came of it.
// That it says what decide says is tested for any evidence (properties.test.ts).
import { expect, test } from 'vitest'
import type { Evidence } from '../../../core/policy/evidence.ts'
import { explain } from '../../../core/policy/explain.ts'
import {
  CATALOGUE,
  type Difference,
  PHYSICAL,
  PRESENTED,
  SPECIMEN,
  signedBy,
  situation,
  token,
  VIRTUAL,
  windowOf,
} from './good-card.ts'

const LETTER = { passed: '+', 'not-reached': '.', 'not-applicable': '-', 'not-judged': '?' } as const

/** One character a step (+ passed, - does not apply, ? not judged, . not reached), the code where it was decided. */
function inALine(difference: Difference): string {
  const { steps } = explain(situation(difference), windowOf('service-hall'), CATALOGUE)
  return steps.map(s => (s.state === 'decided' ? s.reason : LETTER[s.state])).join(' ')
}

const seen: Evidence['presented'] = token(VIRTUAL, signedBy('virtual'), 'seen')
const forged: Evidence['presented'] = token(PHYSICAL, { result: 'bad-signature' })
const unknownKey: Evidence['presented'] = token(PHYSICAL, { result: 'unknown-key' })

//                       reading key signature medium time replay status entitlements
test.each<[string, Difference, string]>([
  ['a virtual card that is good', { presented: PRESENTED.virtual }, '+ + + + + + + P-01'],
  ['a printed card, which cannot be replayed', { presented: PRESENTED.physical }, '+ + + + + - + P-10'],
  ['a typed number, which has no signature', { presented: PRESENTED.number }, '+ - - - - - + P-11'],
  ['an ID card of nobody', { presented: PRESENTED['id-card'], holder: null }, '+ - - - - - N-20 .'],
  ['a payment code', { presented: { kind: 'foreign', foreign: 'alipay' } }, 'F-53 . . . . . . .'],
  ['an unknown key', { presented: unknownKey }, '+ N-13 . . . . . .'],
  ['a forged card', { presented: forged }, '+ + N-11 . . . . .'],
  ['a specimen in service', { presented: token(SPECIMEN) }, '+ + + N-12 . . . .'],
  ['a specimen in training', { presented: token(SPECIMEN), training: true }, '+ + + + + - P-90 .'],
  ['a clock in doubt', { clock: { offsetAtLastSync: 60 } }, '+ + + + U-32 . . .'],
  ['a code seen before', { presented: seen }, '+ + + + + N-16 . .'],
  [
    'a code seen before, its freshness not judged',
    { presented: seen, clock: { offsetAtLastSync: 60 } },
    '+ + + + ? N-16 . .',
  ],
  ['a revoked card', { holder: { status: 'revoked' } }, '+ + + + + + N-22 .'],
])('%s', (_, difference, line) => {
  expect(inALine(difference)).toBe(line)
})

test('an explanation replays what was stored: evidence that went through JSON gives the same verdict', () => {
  const evidence = situation({ presented: seen })
  const stored: Evidence = JSON.parse(JSON.stringify(evidence))
  const window = windowOf('bank')
  expect(explain(stored, window, CATALOGUE)).toEqual(explain(evidence, window, CATALOGUE))
})
