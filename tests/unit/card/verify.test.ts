import fc from 'fast-check'
import { expect, test } from 'vitest'
import { trustKeys } from '../../../core/card/keys.ts'
import { readPresented } from '../../../core/card/read-presented.ts'
import { parseToken } from '../../../core/card/token.ts'
import { isStrictSignature, verifyToken } from '../../../core/card/verify.ts'
import { malleated, withSmallOrderR } from '../../../scripts/vectors/forge.ts'
import { KEYS, P, V } from '../../../scripts/vectors/test-keys.ts'
import { AT } from '../../../scripts/vectors/vector.ts'

const keys = trustKeys({ counter: 1, issuedAt: AT, keys: Object.values(KEYS) })

function parsed(digits: string) {
  const token = parseToken(digits)
  if (!token.ok) throw new Error(token.error.code)
  return token.value
}

test('a genuine code is valid, with the facts of its key beside it', () => {
  const { use, notBefore, notAfter, acceptUntil } = KEYS.virtual
  expect(verifyToken(parsed(V), keys)).toEqual({
    result: 'valid',
    key: { use, notBefore, notAfter, acceptUntil },
  })
})

test('a code of a key that is not trusted is not judged by any other key', () => {
  expect(verifyToken(parsed(P), trustKeys({ counter: 1, issuedAt: AT, keys: [KEYS.virtual] }))).toEqual({
    result: 'unknown-key',
  })
})

test('no single wrong digit leaves a genuine code valid', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(P, V),
      fc.nat(220),
      fc.integer({ min: 1, max: 9 }),
      (genuine, place, change) => {
        const at = place % genuine.length
        const digit = (Number(genuine[at]) + change) % 10
        const presented = readPresented(genuine.slice(0, at) + digit + genuine.slice(at + 1))
        if (presented.kind === 'token') expect(verifyToken(presented.token, keys).result).not.toBe('valid')
        else expect(['newer-profile', 'malformed-token', 'unreadable']).toContain(presented.kind)
      },
    ),
    { numRuns: 1000 },
  )
})

// The libraries differ on some of these, by version: whatever ours does, the answer must be our own.
const signatureOf = (digits: string) => parsed(digits).signature
const ones = (first: string, last: string) => first + 'ff'.repeat(30) + last

test.each([
  ['the neutral point', `01${'00'.repeat(31)}`],
  ['the neutral point, sign bit set', `01${'00'.repeat(30)}80`],
  ['the neutral point as p + 1', ones('ee', '7f')],
  ['a point of order two', ones('ec', '7f')],
  ['a point of order two, sign bit set', ones('ec', 'ff')],
  ['a point of order four', '00'.repeat(32)],
  ['a point of order four, sign bit set', `${'00'.repeat(31)}80`],
  ['a point of order four as p', ones('ed', '7f')],
  ['a point of order eight', '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05'],
  ['its negative', '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85'],
  ['another of order eight', 'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a'],
  ['the negative of that', 'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa'],
  ['the highest y there is', 'ff'.repeat(32)],
])('a signature whose R is %s is refused before any library sees it', (_, r) => {
  const forged = withSmallOrderR(r)
  expect(isStrictSignature(signatureOf(forged))).toBe(false)
  expect(verifyToken(parsed(forged), keys)).toEqual({ result: 'bad-signature' })
})

test('a signature whose S is not below the order is refused before any library sees it', () => {
  expect(isStrictSignature(signatureOf(malleated(P)))).toBe(false)
  const order = 'edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010'
  const withS = (s: string) => Buffer.concat([signatureOf(P).subarray(0, 32), Buffer.from(s, 'hex')])
  expect(isStrictSignature(withS(order))).toBe(false)
  expect(isStrictSignature(withS(order.replace(/^ed/, 'ec')))).toBe(true)
  expect(verifyToken(parsed(malleated(P)), keys)).toEqual({ result: 'bad-signature' })
})
