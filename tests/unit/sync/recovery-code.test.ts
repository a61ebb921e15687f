import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { formatRecoveryCode, parseRecoveryCode } from '../../../core/sync/recovery-code.ts'

const key = Buffer.from('00112233445566778899aabbccddeeff0123456789abcdeffedcba9876543210', 'hex')

describe('a recovery code', () => {
  it('is read back to the key that it stands for', () => {
    for (let i = 0; i < 50; i++) {
      const random = randomBytes(32)
      expect(parseRecoveryCode(formatRecoveryCode(random))).toEqual(random)
    }
    expect(formatRecoveryCode(key)).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){13}[0-9A-HJKMNP-TV-Z]{4}$/)
  })

  it('may be typed small, without dashes, in full width, and with O and I for 0 and 1', () => {
    const code = formatRecoveryCode(key)
    const typed = code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'i')
    expect(parseRecoveryCode(typed)).toEqual(key)
    expect(parseRecoveryCode(code.replaceAll('-', '').replaceAll('2', '２'))).toEqual(key)
  })

  it('with any one letter wrong, two exchanged, or one missing is none', () => {
    const code = formatRecoveryCode(key)
    for (let i = 0; i < code.length; i++) {
      if (code[i] === '-') continue
      const other = code[i] === 'Z' ? 'Y' : 'Z'
      expect(parseRecoveryCode(code.slice(0, i) + other + code.slice(i + 1)), `letter ${i}`).toBeNull()
      expect(parseRecoveryCode(code.slice(0, i) + code.slice(i + 1))).toBeNull()
    }
    const [a = '', b = ''] = [code.slice(0, 4), code.slice(5, 9)]
    expect(parseRecoveryCode(`${b}-${a}${code.slice(9)}`)).toBeNull()
    expect(parseRecoveryCode(`${code}0`)).toBeNull()
    expect(parseRecoveryCode('')).toBeNull()
  })
})
