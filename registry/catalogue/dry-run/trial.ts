// One record after the other, judged again twice by the rules that terminals judge by: as its own catalogue has it, and as
// the one that is tried has it. What differs is due to the change; what the record does not hold is said, never guessed.

import { dateOf } from '../../../core/policy/calendar.ts'
import type { Catalogue, CatalogueItem } from '../../../core/policy/catalogue.ts'
import { problemWith } from '../../../core/policy/chosen.ts'
import { decide } from '../../../core/policy/decide.ts'
import type { Evidence, Usage } from '../../../core/policy/evidence.ts'
import { SERVING_OUTCOMES, type Verdict, type Window } from '../../../core/policy/verdict.ts'
import type { RecordBody } from '../../../core/sync/wire.ts'
import { countedItems, createLedger, type Ledger } from './ledger.ts'
import type { Cause, Direction, UntriedRecord } from './result.ts'

export type TrialParts = {
  readonly candidate: Catalogue
  /** By the name that records give; `standard` for names that nobody here knows. */
  readonly catalogues: ReadonlyMap<string, Catalogue>
  readonly standard: (at: number) => Catalogue
  /** For records that do not say what their window offered; null where there is no such site any more. */
  readonly windowOf: (site: string) => Window | null
  /** The holder behind a card: the same for all his cards. */
  readonly holderOf: (card: string) => string
  /** The end of the run. Seconds since 1970 UTC. */
  readonly until: number
}

export type Differing = { readonly item: string; readonly cause: Cause }
export type Tried =
  | { readonly kind: 'same' }
  | { readonly kind: 'untried'; readonly why: UntriedRecord }
  | { readonly kind: 'differs'; readonly direction: Direction; readonly items: readonly Differing[] }
export type Trial = {
  /** In the order of their times: what one holder used earlier counts for what he asked later. */
  try(body: RecordBody): { readonly tried: Tried; readonly windowAssumed: boolean }
  /** Of before the run: counted as given, not tried. */
  remember(body: RecordBody): void
}

export function createTrial(parts: TrialParts): Trial {
  const candidate = asIfBegun(parts.candidate, parts.until)
  const counted = countedItems([candidate, ...parts.catalogues.values(), parts.standard(parts.until)])
  const [then, now] = [createLedger(counted), createLedger(counted)]

  function rulesOf(body: RecordBody): Catalogue {
    return parts.catalogues.get(body.basis.catalogue) ?? parts.standard(body.at)
  }

  function tryService(body: RecordBody, evidence: Evidence, window: Window): Tried {
    const holder = body.card === null ? null : parts.holderOf(body.card)
    const rules = rulesOf(body)
    const [was, is] = [
      judged(body, evidence, window, rules, holder, then),
      judged(body, evidence, window, candidate, holder, now),
    ]
    // What was really given stays used under the rule of its time only if that rule gave it.
    if (holder !== null && was === null) then.add(holder, usageFrom(body))
    if (holder !== null && is === null) now.add(holder, usageFrom(body))
    if (body.override !== undefined) return { kind: 'untried', why: 'overridden' }
    if (was !== null) return { kind: 'untried', why: 'beyond-then' }
    if (is === null) return SAME
    if (is === 'amount-required') return { kind: 'untried', why: 'no-amount' }
    if (is === 'relation-not-allowed' && needsCompanions(body, rules, candidate))
      return { kind: 'untried', why: 'no-companions' }
    return { kind: 'differs', direction: 'refused-now', items: [{ item: body.item ?? '', cause: is }] }
  }

  function tryRefusal(body: RecordBody, evidence: Evidence, window: Window): Tried {
    const serving = SERVING_OUTCOMES.has(body.outcome as Verdict['outcome'])
    if (serving && body.cause !== 'used-up') return { kind: 'untried', why: 'other-cause' }
    const holder = body.card === null ? null : parts.holderOf(body.card)
    const before = decide(withUsage(evidence, holder, then), window, rulesOf(body))
    const after = decide(withUsage(evidence, holder, now), window, candidate)
    const was = new Map(before.services.map(s => [s.id, s.availability]))
    const items = after.services
      .filter(s => s.availability === 'available' && was.get(s.id) !== 'available')
      // Of a good card, what was used up alone kept the holder from it.
      .filter(s => !serving || was.get(s.id) === 'used-up')
      .map(s => ({ item: s.id, cause: causeBefore(was.get(s.id), before) }))
    return items.length === 0 ? SAME : { kind: 'differs', direction: 'good-now', items }
  }

  return {
    remember(body) {
      if (body.card === null || body.item === null) return
      const holder = parts.holderOf(body.card)
      then.add(holder, usageFrom(body))
      now.add(holder, usageFrom(body))
    },
    try(body) {
      const window = body.basis.window ?? parts.windowOf(body.site)
      const windowAssumed = body.basis.window === undefined
      const evidence = body.evidence as Evidence | null | undefined
      if (evidence === null || evidence === undefined || window === null)
        return { tried: { kind: 'untried', why: 'no-evidence' }, windowAssumed: false }
      try {
        const tried =
          body.kind === 'service' ? tryService(body, evidence, window) : tryRefusal(body, evidence, window)
        return { tried, windowAssumed }
      } catch {
        // The evidence is of whatever program wrote it; one that cannot be judged is no reason to fall over.
        return { tried: { kind: 'untried', why: 'evidence-unreadable' }, windowAssumed: false }
      }
    },
  }
}

const SAME: Tried = { kind: 'same' }

/** Null: it would have been given. */
function judged(
  body: RecordBody,
  evidence: Evidence,
  window: Window,
  catalogue: Catalogue,
  holder: string | null,
  ledger: Ledger,
): Cause | null {
  const verdict = decide(withUsage(evidence, holder, ledger), window, catalogue)
  const answer = verdict.services.find(s => s.id === body.item)
  const item = catalogue.items.find(i => i.id === body.item)
  if (item === undefined) return 'item-removed'
  if (answer === undefined) return 'not-at-site'
  if (answer.availability === 'unknown') return verdict.reason as Cause
  if (answer.availability !== 'available') return answer.availability
  const { relation, quantity, amountCny, companions, company } = body
  if (relation === null) return null
  return problemWith({ relation, quantity, amountCny, companions, company }, answer, item, verdict.tier)
}

const withUsage = (evidence: Evidence, holder: string | null, ledger: Ledger): Evidence =>
  holder === null ? evidence : { ...evidence, usage: ledger.usageOf(holder) }

const usageFrom = ({ id, item, at, site, amountCny }: RecordBody): Usage => ({
  recordId: id,
  itemId: item ?? '',
  at,
  siteName: site,
  amountCny,
})

function causeBefore(was: string | undefined, before: Verdict): Cause {
  if (was === undefined) return 'not-at-site'
  return was === 'unknown' ? (before.reason as Cause) : (was as Cause)
}

/** The rule newly wants the holder there, and a record of before that says nothing about him. */
function needsCompanions(body: RecordBody, before: Catalogue, after: Catalogue): boolean {
  const wants = ({ items }: Catalogue) => items.find(i => i.id === body.item)?.holderPresent === true
  return wants(after) && !wants(before) && body.companions === undefined
}

/** A service that begins after the run is tried as if it had begun: else last year would show it as never there. */
function asIfBegun(catalogue: Catalogue, until: number): Catalogue {
  const begins = ({ inForceFrom }: CatalogueItem) => inForceFrom !== null && inForceFrom >= dateOf(until)
  if (!catalogue.items.some(begins)) return catalogue
  return {
    ...catalogue,
    items: catalogue.items.map(item => (begins(item) ? { ...item, inForceFrom: null } : item)),
  }
}
