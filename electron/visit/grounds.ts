// Gathers from the two files what a verdict rests on; keys and catalogues are parsed once for each version.
// It reads only; a terminal without identity, keys or catalogue cannot judge, and says which is missing.
import type { CardNumber, VirtualClaims } from '../../core/card/card.ts'
import { type TrustedKeys, trustKeys } from '../../core/card/keys.ts'
import { type Catalogue, catalogue as catalogueSchema } from '../../core/policy/catalogue.ts'
import { hasCome } from '../../core/policy/clock.ts'
import type { ClockFacts, DataFacts, Replay, Usage } from '../../core/policy/evidence.ts'
import { beginsAt } from '../../core/policy/in-force.ts'
import { checkCatalogue } from '../../core/policy/load-catalogue.ts'
import type { Window } from '../../core/policy/verdict.ts'
import { err, ok, type Result } from '../../core/result.ts'
import { openSigned } from '../../core/sync/signed.ts'
import { cataloguePlan, type SignedDocument } from '../../core/sync/wire.ts'
import { type Identity, loadIdentity } from '../identity.ts'
import type { Storage } from '../storage.ts'
import { openKeyList, publishKey } from '../sync/documents.ts'
import type { Grounds } from './judge.ts'

export type GroundsError = { readonly code: 'not-enrolled' | 'no-key-list' | 'no-catalogue' }
/** A catalogue with the signed text that it came in. */
export type HeldCatalogue = { readonly catalogue: Catalogue; readonly document: SignedDocument }
/** The catalogue and document are those in force; `held`: these and what is to come, in the order of their days. */
export type Rules = HeldCatalogue & {
  readonly keys: TrustedKeys
  readonly keyListCounter: number
  readonly held: readonly [HeldCatalogue, ...HeldCatalogue[]]
}
type JudgingGrounds = Omit<Grounds, 'replay'>

/** Keys and catalogue as last accepted, opened again: what lies in the cache is signed and is checked like the wire. */
export function readRules(storage: Storage, who: Identity): Result<Rules, GroundsError> {
  const list = openKeyList(storage.cache.document('key-list'), who.rootKey)
  if (!list.ok) return err({ code: 'no-key-list' })
  const keys = trustKeys(list.value)
  const document = storage.cache.document('catalogue')
  const catalogue = openSigned(document, 'catalogue', catalogueSchema, publishKey(keys))
  if (!catalogue.ok || document === null) return err({ code: 'no-catalogue' })
  const now = { catalogue: catalogue.value, document }
  const held = [now, ...toCome(storage, keys, now.catalogue)] as const
  return ok({ keys, keyListCounter: list.value.counter, ...now, held: [...held] })
}

/** What the plan has beyond the catalogue held. One that does not open, or contradicts itself, is as good as not there. */
function toCome({ cache }: Storage, keys: TrustedKeys, after: Catalogue): readonly HeldCatalogue[] {
  const plan = openSigned(cache.document('catalogue-plan'), 'catalogue-plan', cataloguePlan, publishKey(keys))
  if (!plan.ok) return []
  return plan.value.upcoming
    .flatMap(({ document }) => {
      const opened = openSigned(document, 'catalogue', catalogueSchema, publishKey(keys))
      return opened.ok && checkCatalogue(opened.value).ok ? [{ catalogue: opened.value, document }] : []
    })
    .filter(({ catalogue }) => catalogue.effectiveFrom > after.effectiveFrom)
    .toSorted((a, b) => a.catalogue.effectiveFrom.localeCompare(b.catalogue.effectiveFrom))
}

/**
 * The rules as they are now, by the terminal's own clock: the very same ones unless the day of a catalogue to come has
 * come. A clock in doubt brings no day forward, and one that is set back takes none back that was known for certain.
 */
export function rulesAt(rules: Rules, clock: ClockFacts): Rules {
  const [first, ...next] = rules.held
  const { limits } = first.catalogue
  const come = next.findLast(({ catalogue }) => hasCome(beginsAt(catalogue), clock, limits.clock) === 'yes')
  const now = come ?? first
  return now.catalogue === rules.catalogue ? rules : { ...rules, ...now }
}

export const dataFacts = ({ cache }: Storage): DataFacts => ({
  holdersAsOf: cache.meta('holders-as-of'),
  revocationsAsOf: cache.meta('revocations-as-of'),
  keyListAsOf: cache.meta('key-list-as-of'),
  sequence: cache.meta('sequence'),
})

/** Holders from the cache; usage from the cache and from what this terminal itself recorded. */
export function holderBook(storage: Storage, siteName: string): Grounds['book'] {
  const { cache, journal } = storage
  return {
    findByCardNumber: card => cache.holders.findByCardNumber(card),
    findByIdHash: hash => cache.holders.findByIdHash(hash),
    findByProvincial: number => cache.holders.findByProvincial(number),
    usageOf: (card: CardNumber): readonly Usage[] => {
      // What was voided here may still stand in the cache until the registry has heard of it.
      const elsewhere = cache.holders.usageOf(card).filter(u => !journal.log.isVoided(u.recordId))
      const here = journal.log.usageOf(card, siteName)
      return here.length === 0 ? elsewhere : [...elsewhere, ...here]
    },
  }
}

/** `chosen`: the services that a supervisor has left to this window; null: all that the site offers. */
export function groundsFor(
  storage: Storage,
  who: Identity,
  rules: Rules,
  clock: ClockFacts,
  chosen: readonly string[] | null = null,
): JudgingGrounds {
  const window: Window = { siteKind: who.site.siteKind, itemIds: within(who.site.itemIds, chosen) }
  return {
    book: holderBook(storage, who.site.siteName.zh),
    keys: rules.keys,
    catalogue: rules.catalogue,
    window,
    idLookupKey: Buffer.from(who.idLookupKey, 'base64url'),
    data: dataFacts(storage),
    clock,
    training: false,
  }
}

/** Never more than the site offers; a choice of which nothing is left, since the site changed, counts for nothing. */
function within(
  offered: readonly string[] | null,
  chosen: readonly string[] | null,
): readonly string[] | null {
  if (offered === null || chosen === null) return offered ?? chosen
  const both = offered.filter(id => chosen.includes(id))
  return both.length === 0 ? offered : both
}

/** For support: judging as of a time, with a sound clock, noting nothing (`npm run verify`). */
export function createGrounds(storage: Storage): Result<
  {
    at(now: number | undefined): JudgingGrounds
    peekReplay(claims: VirtualClaims): Replay
  },
  GroundsError
> {
  const who = loadIdentity(storage.journal)
  if (who === null) return err({ code: 'not-enrolled' })
  const rules = readRules(storage, who)
  if (!rules.ok) return rules
  return ok({
    at: now => {
      const wall = now ?? Math.floor(Date.now() / 1000)
      const clock = { wall, lastTrusted: wall, offsetAtLastSync: 0 }
      return groundsFor(storage, who, rulesAt(rules.value, clock), clock)
    },
    peekReplay: claims => storage.journal.seen.peek(claims),
  })
}
