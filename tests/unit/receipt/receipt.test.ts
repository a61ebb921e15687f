// A holder's receipt: anybody with the terminal's key can tell a genuine one from any other, down to one changed byte.
import { generateKeyPairSync, sign } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import {
  type ReceiptStatement,
  readReceipt,
  signReceipt,
  verifyReceipt,
} from '../../../core/receipt/receipt.ts'

const { publicKey, privateKey } = generateKeyPairSync('ed25519')
const STATEMENT: ReceiptStatement = {
  t: 'terminal-7k2m',
  s: '楚雄州人民医院',
  n: '杨*芳',
  a: 1_795_400_000,
  c: 1,
  r: [['0b6f6a86-3c0d-4d64-8a0b-1f0a2f9f7c11', '1.1', 'self', 1, null]],
}
const TEXT = signReceipt(STATEMENT, privateKey)

describe('a receipt', () => {
  test('says what was signed', () => {
    expect(verifyReceipt(TEXT, publicKey)).toEqual({ ok: true, value: STATEMENT })
    expect(readReceipt(` ${TEXT}\r\n`)).toEqual({ ok: true, value: STATEMENT })
  })

  test('with any one character changed is no receipt of this terminal', () => {
    for (let i = 5; i < TEXT.length - 1; i++) {
      if (TEXT[i] === '.') continue
      const changed = TEXT.slice(0, i) + (TEXT[i] === 'A' ? 'B' : 'A') + TEXT.slice(i + 1)
      expect(verifyReceipt(changed, publicKey).ok, `at ${i}`).toBe(false)
    }
  })

  test('of another terminal is refused', () => {
    const other = generateKeyPairSync('ed25519').publicKey
    expect(verifyReceipt(TEXT, other)).toEqual({ ok: false, error: { code: 'bad-signature' } })
  })

  test('cannot be made from a signature that the terminal gave for something else', () => {
    const payload = Buffer.from(JSON.stringify(STATEMENT))
    const bare = `XHR1.${payload.toString('base64url')}.${sign(null, payload, privateKey).toString('base64url')}`
    expect(verifyReceipt(bare, publicKey)).toEqual({ ok: false, error: { code: 'bad-signature' } })
  })

  test.each([
    ['nothing', ''],
    ['a card’s code', '911'.repeat(60)],
    ['another form', signReceipt({ ...STATEMENT, r: [] }, privateKey)],
    ['no JSON', `XHR1.${Buffer.from('x'.repeat(40)).toString('base64url')}.${'A'.repeat(86)}`],
  ])('is not %s', (_, text) => {
    expect(readReceipt(text)).toEqual({ ok: false, error: { code: 'not-a-receipt' } })
  })
})
