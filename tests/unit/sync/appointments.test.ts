// Whom the site expects, as a terminal takes it and tells it: proven, of this site, never older than what is held, gone by the day.
import { generateKeyPairSync } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import { DEFAULT_POLICY } from '../../../core/policy/site-policy.ts'
import type { SiteAppointment, SiteAppointments } from '../../../core/sync/appointments.ts'
import { signDocument } from '../../../core/sync/signed.ts'
import type { SignedDocument } from '../../../core/sync/wire.ts'
import { expectedFrom, forgetAppointments, takeAppointments } from '../../../electron/sync/appointments.ts'

/** 2026-11-25 10:00 in Asia/Shanghai. */
const NOW = Date.UTC(2026, 10, 25, 2) / 1000
const DAY = 86_400
const [root, publish, card] = [1, 2, 3].map(() => generateKeyPairSync('ed25519'))
if (root === undefined || publish === undefined || card === undefined) throw new Error('no keys')
const raw = (key: typeof root.publicKey): string => String(key.export({ format: 'jwk' }).x)

const keyOf = (id: number, use: 'publish' | 'physical', key: typeof root.publicKey) => ({
  id,
  algorithm: 'ed25519' as const,
  use,
  publicKey: raw(key),
  notBefore: NOW - DAY,
  notAfter: NOW + 300 * DAY,
  acceptUntil: NOW + 300 * DAY,
})
const keyList = signDocument(
  'key-list',
  {
    counter: 1,
    issuedAt: NOW - DAY,
    keys: [keyOf(1, 'publish', publish.publicKey), keyOf(2, 'physical', card.publicKey)],
  },
  0,
  root.privateKey,
)
const who = {
  rootKey: raw(root.publicKey),
  site: {
    siteId: 'hospital',
    siteName: { zh: '医院', en: 'Hospital' },
    siteKind: 'hospital-checkup' as const,
    county: '楚雄市',
    windowName: { zh: '一号窗', en: 'Window 1' },
    itemIds: null,
    policy: DEFAULT_POLICY,
  },
}

let notes: Map<string, string>
const parts = () => ({
  journal: {
    meta: (key: string) => notes.get(key) ?? null,
    putMeta(key: string, value: string) {
      notes.set(key, value)
      return { ok: true as const, value: null }
    },
  },
  cache: { document: (kind: string): SignedDocument | null => (kind === 'key-list' ? keyList : null) },
})
beforeEach(() => {
  notes = new Map()
})

const one = (day: string, part: SiteAppointment['part'] = 'morning'): SiteAppointment => ({
  id: crypto.randomUUID(),
  card: '532300000016',
  name: '杨*芳',
  item: '1.2',
  day,
  part,
})
const list = (...appointments: readonly SiteAppointment[]): SiteAppointments => ({
  siteId: 'hospital',
  issuedAt: NOW,
  appointments: [...appointments],
})
const signed = (payload: SiteAppointments, keyId = 1, key = publish.privateKey) =>
  signDocument('appointments', payload, keyId, key)
const take = (document: unknown) => takeAppointments(parts(), who, document)
const expected = (at = NOW) => expectedFrom(parts(), who, at).map(a => a.day)

test('what the registry signed is taken, today and the seven days after; the next day today’s are gone, without any network', () => {
  expect(take(signed(list(one('2026-11-25'), one('2026-12-02'), one('2026-12-03'))))).toBe(true)
  expect(expected()).toEqual(['2026-11-25', '2026-12-02'])
  // 23:59:59 and midnight in Asia/Shanghai.
  const midnight = Date.UTC(2026, 10, 25, 16) / 1000
  expect(expected(midnight - 1)).toEqual(['2026-11-25', '2026-12-02'])
  expect(expected(midnight)).toEqual(['2026-12-02', '2026-12-03'])
})

test('what another key signed, or nobody, is not believed; what was held holds on', () => {
  take(signed(list(one('2026-11-25'))))
  const later = { ...list(one('2026-11-26')), issuedAt: NOW + 60 }
  const genuine = signed(later)
  for (const [said, document] of [
    ['a card key', signed(later, 2, card.privateKey)],
    ['an unknown key', signed(later, 9)],
    ['changed on the way', { ...genuine, payload: genuine.payload.replace('杨*芳', '李*') }],
    ['another kind', signDocument('manifest', later, 1, publish.privateKey)],
    ['nothing', undefined],
  ] as const) {
    expect(take(document), said).toBe(false)
    expect(expected(), said).toEqual(['2026-11-25'])
  }
})

test('a list of another site is not taken, and one held from another site is not shown', () => {
  expect(take(signed({ ...list(one('2026-11-25')), siteId: 'library' }))).toBe(false)
  expect(take(signed(list(one('2026-11-25'))))).toBe(true)
  const moved = { ...who, site: { ...who.site, siteId: 'library' } }
  expect(expectedFrom(parts(), moved, NOW)).toEqual([])
})

test('an earlier list never replaces a later one: a withdrawn appointment does not come back from a stick', () => {
  expect(take(signed({ ...list(), issuedAt: NOW }))).toBe(true)
  expect(take(signed({ ...list(one('2026-11-25')), issuedAt: NOW - 60 }))).toBe(false)
  expect(expected()).toEqual([])
})

test('a terminal that was cut off keeps no name', () => {
  take(signed(list(one('2026-11-25'))))
  forgetAppointments(parts())
  expect([...notes.values()].join('')).not.toContain('杨*芳')
  expect(expected()).toEqual([])
})
