// The key ring over the years: who signs, what stays good, what a leak costs. Real files, real signatures, a clock the test moves.
// Every judgement here is the terminal's own rule, not the registry's opinion of itself.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { makeCardNumber } from '../../../core/card/card-number.ts'
import { keyList, publicKeyFromRaw, trustKeys } from '../../../core/card/keys.ts'
import { parseToken, signToken } from '../../../core/card/token.ts'
import { verifyToken } from '../../../core/card/verify.ts'
import { loadCatalogue } from '../../../core/policy/load-catalogue.ts'
import { judgeToken } from '../../../core/policy/token-policy.ts'
import { openSigned } from '../../../core/sync/signed.ts'
import type { SignedDocument } from '../../../core/sync/wire.ts'
import { drill } from '../../../registry/keys/drill.ts'
import { makePair, putIssuer } from '../../../registry/keys/files.ts'
import { firstKeyBegins, KEY_USES, needsRotation, stateOf, successor } from '../../../registry/keys/plan.ts'
import { type KeyRing, openKeyRing, type Signer } from '../../../registry/keys.ts'

const DAY = 86_400
const YEAR = 365 * DAY
const START = 1_791_700_000
const { limits } = loadCatalogue()

let folder = ''
let now = START
const clock = () => now
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'xhc-keys-'))
  now = START
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const open = () => openKeyRing(folder, clock)

function printed({ key, privateKey }: Signer, issuedAt = now): string {
  const cardNumber = makeCardNumber('5323', 7)
  return signToken(
    {
      profile: 11,
      medium: 'physical',
      tier: 'A',
      keyId: key.id,
      cardNumber,
      serial: 1,
      issuedAt,
      expiresAt: now + 5 * YEAR,
    },
    privateKey,
  )
}

function shown({ key, privateKey }: Signer, issuedAt = now): string {
  const cardNumber = makeCardNumber('5323', 7)
  return signToken(
    {
      profile: 21,
      medium: 'virtual',
      tier: 'A',
      keyId: key.id,
      cardNumber,
      serial: 1,
      issuedAt,
      lifetime: 60,
      nonce: 'ab'.repeat(8),
    },
    privateKey,
  )
}

/** What a terminal that holds `list` says of a code: null = its signature, key and dates stand. */
function judged(code: string, list: SignedDocument, ring: KeyRing): string | null {
  const root = publicKeyFromRaw(ring.rootKey)
  const opened = openSigned(list, 'key-list', keyList, id => (id === 0 ? root : undefined))
  const token = parseToken(code)
  if (!opened.ok || !token.ok) throw new Error('unreadable')
  const check = verifyToken(token.value, trustKeys(opened.value))
  const presented = { kind: 'token', claims: token.value.claims, check, replay: 'first' } as const
  const finding = judgeToken(
    presented,
    {
      presented,
      faults: [],
      holder: null,
      usage: [],
      data: { holdersAsOf: now, revocationsAsOf: now, keyListAsOf: now, sequence: 1 },
      clock: { wall: now, lastTrusted: now, offsetAtLastSync: 0 },
      training: false,
    },
    limits,
  )
  return finding === null ? null : finding.reason
}

describe('the first start', () => {
  test('makes a signing and a waiting key for every use, under one list signed by the root', () => {
    const ring = open()
    expect(ring.keyListCounter).toBe(1)
    for (const use of KEY_USES) {
      const states = ring.keys.filter(k => k.use === use).map(k => stateOf(k, ring.keys, now))
      expect(states).toEqual(['signing', 'waiting'])
    }
    expect(needsRotation(ring.keys, now)).toEqual([])
  })

  test('keeps every private key readable by its owner alone', () => {
    open()
    const modes = readdirSync(folder).map(name => statSync(join(folder, name)).mode & 0o077)
    expect(modes.length).toBeGreaterThanOrEqual(2 * KEY_USES.length + 3)
    expect(modes.every(mode => mode === 0)).toBe(true)
  })

  test('of a folder from before there were successors keeps its keys and publishes successors for later', () => {
    const pair = makePair()
    const old = successor(1, 'physical', pair.publicKey, now, firstKeyBegins(now))
    putIssuer(folder, { ...pair, key: old })
    const ring = open()
    expect(ring.keyListCounter).toBe(2)
    expect(ring.signer('physical').key).toEqual(old)
    expect(ring.keys.filter(k => k.use === 'physical').map(k => stateOf(k, ring.keys, now))).toEqual([
      'signing',
      'published',
    ])
    expect(ring.rotate('physical')).toEqual({ ok: false, error: { code: 'no-successor' } })
    now += 7 * DAY
    expect(ring.rotate('physical').ok).toBe(true)
  })
})

describe('a rotation', () => {
  test('lets the waiting key sign within a second, and cards printed before stay good for years', () => {
    const ring = open()
    const [list, card] = [ring.keyList, printed(ring.signer('physical'))]
    const before = ring.signer('physical').key.id
    expect(ring.rotate('physical').ok).toBe(true)
    now += 1
    const next = ring.signer('physical')
    expect(next.key.id).not.toBe(before)
    // A terminal that has not heard knows the next key already, and one that has knows the last one still.
    expect(judged(printed(next), list, ring)).toBeNull()
    now += 4 * YEAR
    expect(judged(card, ring.keyList, ring)).toBeNull()
  })

  test('no longer believes what the retired key signs after its end', () => {
    const ring = open()
    const retired = ring.signer('physical')
    ring.rotate('physical')
    now += 2 * DAY
    expect(judged(printed(retired), ring.keyList, ring)).toBe('N-14')
    expect(judged(printed(retired, now - 3 * DAY), ring.keyList, ring)).toBeNull()
  })

  test('of the virtual key waits for the codes that phones have fetched ahead', () => {
    const ring = open()
    const retiring = ring.signer('virtual')
    ring.rotate('virtual')
    expect(ring.signer('virtual').key.id).toBe(retiring.key.id)
    const fetchedAhead = shown(retiring, now + DAY - 60)
    const later = ring.signer('virtual', now + DAY + 1)
    expect(later.key.id).not.toBe(retiring.key.id)
    now += DAY - 60
    expect(judged(fetchedAhead, ring.keyList, ring)).toBeNull()
    now += 62
    expect(judged(shown(retiring), ring.keyList, ring)).toBe('N-14')
    expect(judged(shown(ring.signer('virtual')), ring.keyList, ring)).toBeNull()
    expect(ring.rotate('virtual'), 'its own successor is not known everywhere yet').toMatchObject({
      ok: false,
    })
  })

  test('is refused while the next key is younger than seven days', () => {
    const ring = open()
    expect(ring.rotate('physical').ok).toBe(true)
    now += 1
    expect(ring.rotate('physical')).toEqual({ ok: false, error: { code: 'no-successor' } })
    now += 7 * DAY
    expect(ring.rotate('physical').ok).toBe(true)
    expect(ring.keyListCounter).toBe(3)
  })

  test('is still there after a restart, and the counter has not gone back', () => {
    const ring = open()
    ring.rotate('publish')
    now += 1
    const again = open()
    expect(again.keyList).toEqual(ring.keyList)
    expect(again.signer('publish').key).toEqual(ring.signer('publish').key)
  })

  test('is called for two months before the last key ends', () => {
    const ring = open()
    now += YEAR + 10 * 30 * DAY
    expect(needsRotation(ring.keys, now)).toEqual([])
    now += 30 * DAY
    expect(needsRotation(ring.keys, now)).toEqual(KEY_USES)
  })

  test('with a key file that went missing is refused at the signing, never made up', () => {
    const ring = open()
    const { id } = ring.signer('physical').key
    rmSync(join(folder, `physical-${id}.json`))
    expect(() => open().signer('physical')).toThrow('no key may sign')
  })
})

describe('a leaked key', () => {
  test('is believed nowhere once heard of, backdated or not; its successor is believed everywhere', () => {
    const ring = open()
    const [list, thief] = [ring.keyList, ring.signer('physical')]
    expect(ring.distrust(thief.key.id).ok).toBe(true)
    const next = ring.signer('physical')
    expect(judged(printed(thief, now - YEAR / 2), ring.keyList, ring)).toBe('N-13')
    expect(judged(printed(next), ring.keyList, ring)).toBeNull()
    expect(judged(printed(next), list, ring)).toBeNull()
    expect(ring.distrust(thief.key.id)).toEqual({ ok: false, error: { code: 'no-such-key' } })
  })

  test.each(KEY_USES)('drilled for %s says the same and changes nothing', use => {
    const ring = open()
    const leaked = ring.signer(use).key.id
    const files = readdirSync(folder).toSorted()
    const drilled = drill(folder, leaked, now, limits)
    expect(drilled).toMatchObject({
      ok: true,
      value: {
        keyId: leaked,
        use,
        thief: { before: 'believed', after: use === 'publish' ? 'bad-signature' : 'N-13' },
        successor: { before: 'believed', after: 'believed' },
      },
    })
    expect(readdirSync(folder).toSorted()).toEqual(files)
    expect(open().keyList).toEqual(ring.keyList)
  })

  test('cannot be taken out while nobody could take over', () => {
    const ring = open()
    ring.rotate('physical')
    now += 1
    const { id } = ring.signer('physical').key
    expect(ring.distrust(id)).toEqual({ ok: false, error: { code: 'no-successor' } })
    expect(drill(folder, id, now, limits)).toEqual({ ok: false, error: { code: 'no-successor' } })
  })
})

describe('the root key in a safe', () => {
  test('leaves the folder; signing goes on, and changing keys asks for it', () => {
    const ring = open()
    const safe = join(folder, 'safe')
    mkdirSync(safe)
    const file = join(safe, 'root.json')
    expect(ring.detachRoot(file)).toEqual({ ok: true, value: null })
    expect(existsSync(join(folder, 'root.json'))).toBe(false)
    const again = open()
    expect(again.rootKey).toBe(ring.rootKey)
    expect(again.rootApart).toBe(true)
    expect(judged(printed(again.signer('physical')), again.keyList, again)).toBeNull()
    expect(again.rotate('physical')).toEqual({ ok: false, error: { code: 'root-apart' } })
    expect(again.rotate('physical', file).ok).toBe(true)
  })

  test('is never written over anything, and no other root passes for it', () => {
    const ring = open()
    const other = mkdtempSync(join(tmpdir(), 'xhc-other-keys-'))
    openKeyRing(other, clock)
    expect(ring.detachRoot(join(other, 'root.json'))).toEqual({ ok: false, error: { code: 'file-exists' } })
    ring.detachRoot(join(folder, 'safe.json'))
    expect(ring.rotate('physical', join(other, 'root.json'))).toEqual({
      ok: false,
      error: { code: 'not-this-root' },
    })
    rmSync(other, { recursive: true, force: true })
  })
})
