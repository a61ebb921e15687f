// "Why was this green at 10:32?": the answer is judged again from what was kept, or said plainly not to be possible.
import { generateKeyPairSync } from 'node:crypto'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type TrustedKeys, trustKeys } from '../../../core/card/keys.ts'
import { decide } from '../../../core/policy/decide.ts'
import { signDocument } from '../../../core/sync/signed.ts'
import type { RecordBody, SignedDocument } from '../../../core/sync/wire.ts'
import { replayOf } from '../../../electron/review/replay.ts'
import { folder, journalAt, journalDb, must, service } from '../db/support.ts'
import { CATALOGUE, NOW, PRESENTED, situation, windowOf } from '../policy/good-card.ts'

const { publicKey, privateKey } = generateKeyPairSync('ed25519')
const KEYS: TrustedKeys = trustKeys({
  counter: 1,
  issuedAt: NOW,
  keys: [
    {
      id: 9,
      algorithm: 'ed25519',
      use: 'publish',
      publicKey: publicKey.export({ format: 'jwk' }).x ?? '',
      notBefore: 0,
      notAfter: 0xffff_ffff,
      acceptUntil: 0xffff_ffff,
    },
  ],
})
const signed = (catalogue: object): SignedDocument => signDocument('catalogue', catalogue, 9, privateKey)
const HOSPITAL = { siteKind: 'hospital-checkup' as const, itemIds: null }

/** A record as the counter makes it: with the verdict that its evidence led to. */
function recorded(changed: Partial<RecordBody> = {}): RecordBody {
  const evidence = situation({ presented: PRESENTED.physical })
  const { outcome, reason } = decide(evidence, HOSPITAL, CATALOGUE)
  return service({
    at: NOW,
    outcome,
    reason,
    item: '1.1',
    evidence,
    basis: { catalogue: CATALOGUE.version, sequence: 7, keyList: 1, app: '0.1.0', window: HOSPITAL },
    ...changed,
  })
}

/** A journal that keeps `documents`, each from its time on. */
function keeping(...documents: readonly [SignedDocument, number][]) {
  const journal = journalAt(join(folder(), 'journal.db'))
  for (const [document, since] of documents) must(journal.catalogues.keep(document, CATALOGUE.version, since))
  return { catalogues: journal.catalogues, keys: KEYS, window: windowOf('bank') }
}

describe('a record’s verdict', () => {
  test('is replayed step by step, and agrees with what was recorded', () => {
    const replay = replayOf(recorded(), keeping([signed(CATALOGUE), NOW - 100]))
    expect(replay).toMatchObject({
      kind: 'replayed',
      agrees: true,
      outcome: 'check-person',
      reason: 'P-10',
      catalogue: 'kept',
      window: 'recorded',
      service: { availability: 'available' },
      holder: { status: 'active', tier: 'A' },
    })
    const steps = replay.kind === 'replayed' ? replay.steps : []
    expect(steps.find(s => s.state === 'decided')).toMatchObject({ step: 'entitlements', reason: 'P-10' })
    expect(steps).toHaveLength(8)
  })

  test('that differs from what was recorded is said to differ, not shown as if it were the same', () => {
    const replay = replayOf(recorded({ outcome: 'good', reason: 'P-01' }), keeping([signed(CATALOGUE), 1]))
    expect(replay).toMatchObject({ kind: 'replayed', agrees: false, outcome: 'check-person' })
  })

  test('rests on the catalogue of its time, not on a later one of the same name', () => {
    const later = { ...CATALOGUE, items: CATALOGUE.items.filter(i => i.id !== '1.1') }
    const both = keeping([signed(CATALOGUE), NOW - 100], [signed(later), NOW + 100])
    expect(replayOf(recorded(), both)).toMatchObject({ service: { availability: 'available' } })
    expect(replayOf(recorded({ at: NOW + 200 }), both)).toMatchObject({ kind: 'replayed', service: null })
  })

  test('of a record that does not name its window is replayed for today’s, and says so', () => {
    const basis = { catalogue: CATALOGUE.version, sequence: 7, keyList: 1, app: '0.1.0' }
    const parts = { ...keeping([signed(CATALOGUE), 1]), window: HOSPITAL }
    expect(replayOf(recorded({ basis }), parts)).toMatchObject({ agrees: true, window: 'present' })
  })

  test('stays replayable when the key that signed its catalogue has been retired', () => {
    const parts = {
      ...keeping([signed(CATALOGUE), 1]),
      keys: trustKeys({ counter: 2, issuedAt: NOW, keys: [] }),
    }
    expect(replayOf(recorded(), parts)).toMatchObject({ kind: 'replayed', catalogue: 'key-retired' })
  })
})

describe('what cannot be replayed is said by name', () => {
  const forged = { ...signed(CATALOGUE), payload: signed({ ...CATALOGUE, version: 'x' }).payload }
  const newer = signed({ version: CATALOGUE.version, items: 'of another form' })
  test.each<[string, RecordBody, readonly SignedDocument[], string]>([
    ['no evidence', recorded({ evidence: null }), [signed(CATALOGUE)], 'no-evidence'],
    ['a catalogue that was never here', recorded(), [], 'no-catalogue'],
    ['a catalogue that was tampered with', recorded(), [forged], 'catalogue-damaged'],
    ['a catalogue of another form', recorded(), [newer], 'catalogue-unreadable'],
    [
      'evidence of another program',
      recorded({ evidence: { v: 9 } }),
      [signed(CATALOGUE)],
      'evidence-unreadable',
    ],
  ])('%s', (_, body, documents, why) => {
    const parts = keeping(...documents.map((d): [SignedDocument, number] => [d, 1]))
    expect(replayOf(body, parts)).toEqual({ kind: 'impossible', why })
  })
})

test('a kept catalogue is kept once, and for good', () => {
  const file = join(folder(), 'journal.db')
  const journal = journalAt(file)
  must(journal.catalogues.keep(signed(CATALOGUE), CATALOGUE.version, 5))
  must(journal.catalogues.keep(signed(CATALOGUE), CATALOGUE.version, 6))
  expect(journal.catalogues.ofVersion(CATALOGUE.version).map(k => k.since)).toEqual([5])
  const db = journalDb(file)
  expect(() => db.exec('DELETE FROM kept_catalogue')).toThrow('is kept')
  expect(() => db.exec("UPDATE kept_catalogue SET document = ''")).toThrow('is kept')
})
