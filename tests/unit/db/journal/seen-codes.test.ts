import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { VirtualClaims } from '../../../../core/card/card.ts'
import { openJournal } from '../../../../db/journal/journal.ts'
import { seenCodes } from '../../../../db/journal/seen-codes.ts'
import { card, folder, journalAt, journalDb, KEY, must } from '../support.ts'

const NOW = 1_763_000_000

const code = (changed: Partial<VirtualClaims> = {}): VirtualClaims => ({
  profile: 21,
  medium: 'virtual',
  tier: 'A',
  keyId: 2,
  cardNumber: card(1),
  serial: 1,
  issuedAt: NOW,
  lifetime: 60,
  nonce: '00112233445566ff',
  ...changed,
})
const journalFile = () => join(folder(), 'journal.db')

describe('a virtual code', () => {
  it('is first once, the same visit while that visit is open, and seen ever after', () => {
    const { seen } = journalAt(journalFile())
    expect(seen.note(code(), 'visit-1')).toBe('first')
    expect(seen.note(code(), 'visit-1')).toBe('same-visit')
    expect(seen.note(code(), 'visit-2')).toBe('seen')
    expect(seen.note(code(), 'visit-1')).toBe('same-visit')
  })

  it('is told apart by key, card and nonce, and by nothing else', () => {
    const { seen } = journalAt(journalFile())
    seen.note(code(), 'visit-1')
    expect(seen.note(code({ keyId: 3 }), 'visit-2')).toBe('first')
    expect(seen.note(code({ cardNumber: card(2) }), 'visit-2')).toBe('first')
    expect(seen.note(code({ nonce: '00112233445566fe' }), 'visit-2')).toBe('first')
    expect(seen.note(code({ issuedAt: NOW + 5, serial: 9, lifetime: 61 }), 'visit-2')).toBe('seen')
  })

  it('is remembered over a restart', () => {
    const file = journalFile()
    const before = journalAt(file)
    before.seen.note(code(), 'visit-1')
    before.close()
    expect(journalAt(file).seen.note(code(), 'visit-2')).toBe('seen')
  })

  it('is forgotten only long after it could be fresh', () => {
    const { seen } = journalAt(journalFile())
    seen.note(code(), 'visit-1')
    expect(must(seen.forgetExpired(NOW + 3600))).toBe(0)
    expect(seen.note(code(), 'visit-2')).toBe('seen')
    expect(must(seen.forgetExpired(NOW + 60 + 48 * 3600 + 1))).toBe(1)
    expect(seen.note(code(), 'visit-3')).toBe('first')
  })

  it('that is only looked at for support is not noted', () => {
    const { seen } = journalAt(journalFile())
    expect(seen.peek(code())).toBe('first')
    expect(seen.peek(code())).toBe('first')
    seen.note(code(), 'visit-1')
    expect(seen.peek(code())).toBe('seen')
  })

  it('that cannot be noted is unknown, never first', () => {
    const file = journalFile()
    journalAt(file)
    const readonly = must(openJournal(file, KEY, { readonly: true }))
    expect(readonly.seen.note(code(), 'visit-1')).toBe('unknown')
    readonly.close()

    const full = journalDb(journalFile())
    const store = seenCodes(full)
    full.pragma(`max_page_count = ${full.pragma('page_count', { simple: true })}`)
    const answers = Array.from({ length: 400 }, (_, i) =>
      store.note(code({ nonce: i.toString(16).padStart(16, '0') }), 'v'.repeat(30)),
    )
    expect(answers).toContain('unknown')
    expect(answers.lastIndexOf('first')).toBeLessThan(answers.indexOf('unknown'))
  })
})
