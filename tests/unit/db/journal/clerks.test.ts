import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { isStrongPin } from '../../../../db/journal/pin.ts'
import { signInAttempts } from '../../../../db/journal/sign-in-attempts.ts'
import { bytesBelow, folder, journalAt, journalDb, must } from '../support.ts'

const NOW = 1_763_000_000
const RIGHT = '290571'
const WRONG = '290572'
const clerk = { number: '1001', name: '普丽华', role: 'clerk' } as const
const wrong = { ok: false, error: { code: 'clerk-or-pin-wrong' } }
const wait = (retryAfter: number) => ({ ok: false, error: { code: 'too-many-attempts', retryAfter } })

async function withClerk() {
  const file = join(folder(), 'journal.db')
  const journal = journalAt(file)
  must(await journal.clerks.add(clerk, RIGHT))
  return { file, journal, clerks: journal.clerks }
}

describe('signing in', () => {
  it('takes number and PIN, and tells who it is', async () => {
    const { clerks } = await withClerk()
    expect(await clerks.verify('1001', RIGHT, NOW)).toEqual({ ok: true, value: clerk })
    expect(clerks.count()).toBe(1)
  })

  it('does not tell a wrong PIN from an unknown number, at any attempt', async () => {
    const { clerks } = await withClerk()
    for (const now of [NOW, NOW, NOW]) {
      expect(await clerks.verify('1001', WRONG, now)).toEqual(wrong)
      expect(await clerks.verify('4711', WRONG, now)).toEqual(wrong)
    }
    expect(await clerks.verify('1001', WRONG, NOW + 1)).toEqual(wait(4))
    expect(await clerks.verify('4711', WRONG, NOW + 1)).toEqual(wait(4))
  })

  it('waits after three attempts in a row: 5 s, doubling up to a quarter of an hour', () => {
    const attempts = signInAttempts(journalDb(join(folder(), 'journal.db')))
    const waits: number[] = []
    for (let now = NOW; waits.length < 10; ) {
      const attempt = attempts.begin('1001', now)
      if (attempt.allowed) continue
      waits.push(attempt.retryAfter)
      now += attempt.retryAfter
    }
    expect(waits).toEqual([5, 10, 20, 40, 80, 160, 320, 640, 900, 900])
  })

  it('with the right PIN must wait as well, and begins anew after it', async () => {
    const { clerks } = await withClerk()
    for (let i = 0; i < 3; i++) expect(await clerks.verify('1001', WRONG, NOW)).toEqual(wrong)
    expect(await clerks.verify('1001', RIGHT, NOW)).toEqual(wait(5))
    expect(await clerks.verify('1001', RIGHT, NOW + 5)).toEqual({ ok: true, value: clerk })
    for (let i = 0; i < 3; i++) expect(await clerks.verify('1001', WRONG, NOW + 5)).toEqual(wrong)
    expect(await clerks.verify('1001', RIGHT, NOW + 5)).toEqual(wait(5))
  })

  it('waits also after a restart', async () => {
    const { file, journal, clerks } = await withClerk()
    for (let i = 0; i < 3; i++) await clerks.verify('1001', WRONG, NOW)
    journal.close()
    expect(await journalAt(file).clerks.verify('1001', RIGHT, NOW + 2)).toEqual(wait(3))
  })

  it('counts many attempts at once as many', async () => {
    const { clerks } = await withClerk()
    const answers = await Promise.all(Array.from({ length: 8 }, () => clerks.verify('1001', WRONG, NOW)))
    expect(answers.filter(a => !a.ok && a.error.code === 'clerk-or-pin-wrong')).toHaveLength(3)
    expect(answers.filter(a => !a.ok && a.error.code === 'too-many-attempts')).toHaveLength(5)
  })

  it('is not locked for ever by a clock that was wrong', async () => {
    const { clerks } = await withClerk()
    for (let i = 0; i < 3; i++) await clerks.verify('1001', WRONG, NOW + 365 * 86_400)
    expect(await clerks.verify('1001', RIGHT, NOW)).toEqual({ ok: true, value: clerk })
  })

  it('keeps no count of yesterday, nor of numbers that somebody made up', async () => {
    const { file, clerks } = await withClerk()
    for (const number of ['1', '2', '3']) await clerks.verify(number, WRONG, NOW)
    await clerks.verify('1001', RIGHT, NOW + 90_000)
    expect(journalDb(file).prepare('SELECT COUNT(*) FROM sign_in_attempt').pluck().get()).toBe(0)
  })
})

describe('a clerk', () => {
  it('has a number that nobody else has', async () => {
    const { clerks } = await withClerk()
    const taken = { ok: false, error: { code: 'clerk-number-taken' } }
    expect(await clerks.add({ ...clerk, name: '起春云' }, '730518')).toEqual(taken)
    expect(await clerks.verify('1001', RIGHT, NOW)).toEqual({ ok: true, value: clerk })
  })

  it('gets no weak PIN', async () => {
    const { clerks } = await withClerk()
    const weak = { ok: false, error: { code: 'pin-too-weak' } }
    expect(await clerks.add({ ...clerk, number: '1002' }, '111111')).toEqual(weak)
    expect(clerks.count()).toBe(1)
  })

  it('who was closed does not get in', async () => {
    const { file, clerks } = await withClerk()
    journalDb(file).exec("UPDATE clerk SET state = 'closed'")
    expect(await clerks.verify('1001', RIGHT, NOW)).toEqual(wrong)
  })

  it('is in the file without the PIN', async () => {
    const { file } = await withClerk()
    const row = journalDb(file).prepare('SELECT * FROM clerk').get()
    expect(JSON.stringify(row)).not.toContain(RIGHT)
    expect(bytesBelow(join(file, '..')).includes(RIGHT)).toBe(false)
  })
})

describe('a PIN', () => {
  it.each(['290571', '112233', '000001', '123457', '482913650274'])('%s is strong enough', pin => {
    expect(isStrongPin(pin)).toBe(true)
  })
  it.each([
    '',
    '12345',
    '000000',
    '123456',
    '987654',
    '012345',
    '29057a',
    '２９０５７１',
    '1234567890123',
    ' 290571',
  ])('"%s" is not', pin => {
    expect(isStrongPin(pin)).toBe(false)
  })
})
