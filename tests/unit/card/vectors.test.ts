import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { keyList, trustKeys } from '../../../core/card/keys.ts'
import type { Presented } from '../../../core/card/presented.ts'
import { readPresented } from '../../../core/card/read-presented.ts'
import vectors from '../../../core/card/vectors.json' with { type: 'json' }
import { verifyToken } from '../../../core/card/verify.ts'
import { assertNever } from '../../../core/result.ts'
import { VECTORS_FILE, vectorsText } from '../../../scripts/make-vectors.ts'
import type { Step, Vector } from '../../../scripts/vectors/vector.ts'

// The file is data for others: read as such here, too, and not from the script that made it.
const all = vectors.vectors as readonly Vector[]
const keys = trustKeys(keyList.parse({ counter: 1, issuedAt: 0, keys: vectors.keys }))

test('the file of vectors is what its script makes', () => {
  expect(readFileSync(VECTORS_FILE, 'utf8')).toBe(vectorsText())
})

test('the vectors have a case for every step, and no two of one name', () => {
  const steps: readonly Step[] = [
    'length-and-characters',
    'magic-and-profile',
    'canonical',
    'key',
    'signature',
    'medium-and-key-policy',
    'time',
    'replay',
    'none',
  ]
  expect(new Set(all.map(v => v.expect.step))).toEqual(new Set(steps))
  expect(new Set(all.map(v => v.name)).size).toBe(all.length)
  expect(all.length).toBeGreaterThanOrEqual(60)
})

type Found = { readonly step: Step; readonly result: string }

/** The step at which reading or the signature check refuses; null when both are passed. */
function refusal(presented: Presented, input: string): Found | null {
  switch (presented.kind) {
    case 'unreadable': {
      if (presented.why === 'not-canonical') return { step: 'canonical', result: presented.why }
      const hasTokenLength = /^(\d{206}|\d{221})$/.test(input)
      return { step: hasTokenLength ? 'magic-and-profile' : 'length-and-characters', result: presented.why }
    }
    case 'foreign':
      return { step: 'length-and-characters', result: `foreign:${presented.foreign}` }
    case 'newer-profile':
      return { step: 'magic-and-profile', result: 'newer-profile' }
    case 'malformed-token':
      return { step: 'canonical', result: `malformed:${presented.problem}` }
    case 'token': {
      const check = verifyToken(presented.token, keys)
      if (check.result === 'unknown-key') return { step: 'key', result: check.result }
      return check.result === 'bad-signature' ? { step: 'signature', result: check.result } : null
    }
    case 'card-number':
    case 'id-number':
    case 'provincial':
      return { step: 'length-and-characters', result: presented.kind }
    default:
      return assertNever(presented, 'presented')
  }
}

const LATER: readonly Step[] = ['medium-and-key-policy', 'time', 'replay', 'none']

test.each(all)('$name: $expect.step, $expect.result', ({ input, expect: { step, result, claims } }) => {
  const presented = readPresented(input)
  expect(refusal(presented, input)).toEqual(LATER.includes(step) ? null : { step, result })
  if (claims !== undefined) expect(presented.kind === 'token' && presented.token.claims).toEqual(claims)
})
