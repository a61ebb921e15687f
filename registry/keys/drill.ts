// The drill "what if this key leaked": done on a copy of the key folder, judged with the terminal's own rules.
// It changes nothing; what it says is what `keys distrust` would do, seen from a terminal before and after it hears.
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import type { Claims } from '../../core/card/card.ts'
import { makeCardNumber } from '../../core/card/card-number.ts'
import { type KeyUse, keyList, publicKeyFromRaw, trustKeys } from '../../core/card/keys.ts'
import { parseToken, signToken } from '../../core/card/token.ts'
import { verifyToken } from '../../core/card/verify.ts'
import type { PolicyLimits } from '../../core/policy/catalogue.ts'
import type { ReasonCode } from '../../core/policy/reasons.ts'
import { judgeToken } from '../../core/policy/token-policy.ts'
import { err, ok, type Result } from '../../core/result.ts'
import { openSigned, signDocument } from '../../core/sync/signed.ts'
import type { SignedDocument } from '../../core/sync/wire.ts'
import { type KeyChangeError, type KeyRing, openKeyRing, type Signer } from '../keys.ts'

/** What a terminal says of something signed: the reason it is refused for, or that its signature stands. */
export type Seen = 'believed' | 'bad-signature' | ReasonCode
export type Drill = {
  readonly keyId: number
  readonly use: KeyUse
  /** A code (for `publish`: a document) that the thief signs, at a terminal that has not heard yet, and at one that has. */
  readonly thief: { readonly before: Seen; readonly after: Seen }
  /** The same of the key that takes over: it must be believed at both. */
  readonly successor: { readonly keyId: number; readonly before: Seen; readonly after: Seen }
}

/** `now` in seconds since 1970 UTC. The root's private key must be in the folder, or at `root`. */
export function drill(
  folder: string,
  id: number,
  now: number,
  limits: PolicyLimits,
  root?: string,
): Result<Drill, KeyChangeError> {
  const copy = mkdtempSync(join(tmpdir(), 'xhc-key-drill-'))
  try {
    cpSync(folder, copy, { recursive: true })
    const ring = openKeyRing(copy, () => now)
    const leaked = ring.keys.find(k => k.id === id)
    if (leaked === undefined) return err({ code: 'no-such-key' })
    const thief = ring.signerOf(id)
    if (thief === null) return err({ code: 'no-such-key' })
    const before = ring.keyList
    const distrusted = ring.distrust(id, root)
    if (!distrusted.ok) return distrusted
    const look = (signer: Signer, list: SignedDocument) => lookOf(leaked.use, signer, list, ring, now, limits)
    const next = ring.signer(leaked.use)
    return ok({
      keyId: id,
      use: leaked.use,
      thief: { before: look(thief, before), after: look(thief, ring.keyList) },
      successor: {
        keyId: next.key.id,
        before: look(next, before),
        after: look(next, ring.keyList),
      },
    })
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
}

function lookOf(
  use: KeyUse,
  signer: Signer,
  list: SignedDocument,
  ring: KeyRing,
  now: number,
  limits: PolicyLimits,
): Seen {
  const root = publicKeyFromRaw(ring.rootKey)
  const opened = openSigned(list, 'key-list', keyList, keyId => (keyId === 0 ? root : undefined))
  if (!opened.ok) throw new Error('a key list of our own does not open')
  const keys = trustKeys(opened.value)
  if (use === 'publish') {
    const document = signDocument('manifest', {}, signer.key.id, signer.privateKey)
    const publisher = (keyId: number) => {
      const key = keys.get(keyId)
      return key?.use === 'publish' ? key.key : undefined
    }
    return openSigned(document, 'manifest', z.object({}), publisher).ok ? 'believed' : 'bad-signature'
  }
  const token = parseToken(signToken(claimsFor(use, signer.key.id, now), signer.privateKey))
  if (!token.ok) throw new Error('a code of our own does not read')
  const presented = {
    kind: 'token' as const,
    claims: token.value.claims,
    check: verifyToken(token.value, keys),
    replay: 'first' as const,
  }
  const finding = judgeToken(
    presented,
    {
      presented,
      faults: [],
      holder: null,
      usage: [],
      data: { holdersAsOf: now, revocationsAsOf: now, keyListAsOf: now, sequence: 1 },
      clock: { wall: now, lastTrusted: now, offsetAtLastSync: 0 },
      // Where a specimen may pass at all.
      training: true,
    },
    limits,
  )
  return finding === null ? 'believed' : finding.reason
}

function claimsFor(use: Exclude<KeyUse, 'publish'>, keyId: number, now: number): Claims {
  const common = {
    tier: 'A',
    keyId,
    cardNumber: makeCardNumber('0000', 2),
    serial: 1,
    issuedAt: now,
  } as const
  switch (use) {
    case 'virtual':
      return { ...common, profile: 21, medium: 'virtual', lifetime: 60, nonce: '00'.repeat(8) }
    case 'physical':
      return { ...common, profile: 11, medium: 'physical', expiresAt: now + 86_400 }
    case 'specimen':
      return { ...common, profile: 91, medium: 'physical', expiresAt: now + 86_400 }
  }
}
