// Which key of a use signs, which waits, and what the next key list says: pure rules over the keys there are.
// A key signs only after every terminal has had seven days to learn of it (TOKEN.md); so one successor always waits, published.
import type { IssuerKey, KeyList, KeyUse } from '../../core/card/keys.ts'
import { err, ok, type Result } from '../../core/result.ts'

export const KEY_USES: readonly KeyUse[] = ['physical', 'virtual', 'specimen', 'publish']

const DAY = 86_400
const YEAR = 365 * DAY
/** Seconds between publishing a key and its first use (TOKEN.md: "at least seven days before use"). */
export const PUBLISHED_BEFORE_USE = 7 * DAY
/** How long a key signs, and how long what it signed is accepted after that. */
const SIGNS_FOR = 3 * YEAR
const ACCEPTED_AFTER: Record<KeyUse, number> = {
  physical: 10 * YEAR,
  virtual: DAY,
  specimen: 10 * YEAR,
  publish: 30 * DAY,
}
/** Warn the office so long before a key may sign no more. */
const ENDS_SOON = 60 * DAY

export type KeyState =
  | 'signing'
  | 'waiting' // published, and old enough to take over at once
  | 'published' // not yet known to every terminal
  | 'retired' // signs no more, is accepted still
  | 'over'

export type PlanError = {
  readonly code:
    | 'no-such-key'
    | 'no-successor' // none is waiting that terminals have had time to learn of
    | 'already-retired'
}

/** The key that signs for a use at `now` (seconds since 1970 UTC): the oldest that may. Undefined where none may. */
export function signing(keys: readonly IssuerKey[], use: KeyUse, now: number): IssuerKey | undefined {
  return keys.filter(k => k.use === use && maySign(k, now)).toSorted((a, b) => a.id - b.id)[0]
}

export function stateOf(key: IssuerKey, keys: readonly IssuerKey[], now: number): KeyState {
  if (now > key.acceptUntil) return 'over'
  if (now >= key.notAfter) return 'retired'
  if (now < key.notBefore) return 'published'
  return signing(keys, key.use, now)?.id === key.id ? 'signing' : 'waiting'
}

/** Uses whose signing key ends within two months, or that have nobody to take over. */
export function needsRotation(keys: readonly IssuerKey[], now: number): readonly KeyUse[] {
  return KEY_USES.filter(use => (signing(keys, use, now)?.notAfter ?? 0) < now + ENDS_SOON)
}

/** A successor for `use`, usable once every terminal can know it. The first key of a register counts from `notBefore`. */
export function successor(
  id: number,
  use: KeyUse,
  publicKey: string,
  now: number,
  notBefore = now + PUBLISHED_BEFORE_USE,
): IssuerKey {
  const notAfter = notBefore + SIGNS_FOR
  return {
    id,
    algorithm: 'ed25519',
    use,
    publicKey,
    notBefore,
    notAfter,
    acceptUntil: notAfter + ACCEPTED_AFTER[use],
  }
}

/** The first keys count from a year back, so that cards already in holders' hands can be given codes of their own date. */
export const firstKeyBegins = (now: number): number => now - YEAR

/** Phones hold codes fetched ahead for a day (TOKEN.md "Freshness"): the key that signed them signs until the last of them. */
const SIGNED_AHEAD: Partial<Record<KeyUse, number>> = { virtual: DAY }

/** Retires the key that signs for `use`; the one that waits takes over when it ends. What was signed stays good. */
export function retire(
  keys: readonly IssuerKey[],
  use: KeyUse,
  now: number,
): Result<readonly IssuerKey[], PlanError> {
  const current = signing(keys, use, now)
  if (current === undefined) return err({ code: 'no-such-key' })
  if (!hasSuccessor(keys, current, now)) return err({ code: 'no-successor' })
  // One second on: what it signed in this very second stays good.
  const notAfter = now + 1 + (SIGNED_AHEAD[use] ?? 0)
  // Retired twice, it would end later than was already published.
  if (current.notAfter <= notAfter) return err({ code: 'already-retired' })
  return ok(replaced(keys, { ...current, notAfter, acceptUntil: notAfter + ACCEPTED_AFTER[use] }))
}

/**
 * A key that leaked: nothing it ever signed is believed again, for whoever has it can date what he signs as he likes.
 * It leaves the list altogether, so that a terminal that knows this list knows no such key.
 */
export function distrust(
  keys: readonly IssuerKey[],
  id: number,
  now: number,
): Result<readonly IssuerKey[], PlanError> {
  const leaked = keys.find(k => k.id === id)
  if (leaked === undefined) return err({ code: 'no-such-key' })
  if (signing(keys, leaked.use, now)?.id === id && !hasSuccessor(keys, leaked, now))
    return err({ code: 'no-successor' })
  return ok(keys.filter(k => k.id !== id))
}

export function nextList(before: KeyList | null, keys: readonly IssuerKey[], now: number): KeyList {
  return { counter: (before?.counter ?? 0) + 1, issuedAt: now, keys: [...keys] }
}

const maySign = (key: IssuerKey, now: number): boolean => now >= key.notBefore && now < key.notAfter

function hasSuccessor(keys: readonly IssuerKey[], current: IssuerKey, now: number): boolean {
  return keys.some(k => k.use === current.use && k.id !== current.id && maySign(k, now))
}

const replaced = (keys: readonly IssuerKey[], key: IssuerKey): readonly IssuerKey[] =>
  keys.map(k => (k.id === key.id ? key : k))
