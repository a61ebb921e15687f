// The one visit of a window: who stands at the counter, what may be recorded for him, and what he may add shortly after.
// Looking up and recording are two acts; the last holder is forgotten before the next look-up begins.
import type { VirtualClaims } from '../../core/card/card.ts'
import { maskName } from '../../core/card/mask.ts'
import type { Bilingual, Catalogue } from '../../core/policy/catalogue.ts'
import type { Replay, Usage } from '../../core/policy/evidence.ts'
import { type OverrideOffer, overrideOffer } from '../../core/policy/override.ts'
import type { OverridableReason } from '../../core/policy/site-policy.ts'
import { SERVING_OUTCOMES } from '../../core/policy/verdict.ts'
import { err, ok, type Result } from '../../core/result.ts'
import type { RecordBody, RefusalCause, SealedRecord } from '../../core/sync/wire.ts'
import type { HolderInput, HolderView } from '../api/holder.ts'
import type { ApiErrorCode, HolderWord, Input, VisitView } from '../api.ts'
import { type Grounds, judge, judgeAnew, judgeWithQuota } from './judge.ts'
import type { LivePhoto } from './live-photo.ts'
import type { LiveQuota } from './live-quota.ts'
import { overrideRecord } from './override.ts'
import {
  type RecordError,
  ratingRecord,
  refusalRecord,
  type Stamp,
  serviceRecords,
  type Visit,
  type Word,
} from './record.ts'
import { visitView } from './view.ts'

/** How long after recording the same holder may get one service more, or say how it was. */
export const AFTERWARDS_MS = 120_000

export type CounterParts = {
  /** Everything a verdict rests on but the replay, which belongs to the visit. */
  grounds(): Omit<Grounds, 'replay'>
  /** Notes a virtual code for good, and says whether it was there (db/journal/seen-tokens.ts). */
  noteSeen(claims: VirtualClaims, visitId: string): Replay
  /** One transaction; what it has answered is on disk. */
  append(bodies: readonly RecordBody[]): Result<readonly SealedRecord[], { readonly code: ApiErrorCode }>
  stamp(visit: Visit): Stamp
  monotonicMs(): number
  newId(): string
  /** Something genuine carried a time: the clock may learn from it. */
  sawTime(at: number): void
  /** After so many milliseconds; returns the way to call it off. */
  later(ms: number, work: () => void): () => void
  /** The holder's own screen is to look again. */
  onHolder(): void
  /** Asks the registry of scarce items, within a bound of its own. */
  askQuota: LiveQuota
  /** The holder's picture, from the registry alone. */
  askPhoto: LivePhoto
  /** What a supervisor's word may open at this site, and the site's name. */
  overrides(): { readonly allowed: readonly OverridableReason[]; readonly here: string }
  /** Taken back here, whether the registry has heard of it or not. */
  isVoided(recordId: string): boolean
  /** The open visit was judged again. */
  onVisit(view: VisitView): void
  /** He said something on it. */
  onWord(word: HolderWord): void
}

export type Counter = ReturnType<typeof createCounter>

type Open = {
  readonly kind: 'open'
  readonly visit: Visit
  readonly catalogue: Catalogue
  readonly virtualKey: string | null
  /** The text as it came: never leaves here, and is forgotten with the visit. */
  readonly raw: string
  /** On record in this visit. */
  readonly recorded: ReadonlySet<string>
  /** What the clerk lets the holder's screen show. */
  readonly shown: { readonly services: readonly Bilingual[]; readonly say: string | null }
  readonly word: Word & { readonly rating: number | null }
  readonly quota: Quota
}
/** What is known, live, of the scarce items that this holder may have. */
type Quota =
  | { readonly state: 'none' }
  | { readonly state: 'asking' | 'absent'; readonly items: readonly string[]; readonly at: number }
  | {
      readonly state: 'answered'
      readonly items: readonly string[]
      readonly at: number
      readonly usage: readonly Usage[]
    }
/** On record, and not yet forgotten. */
type After = Omit<Open, 'kind' | 'word' | 'quota'> & {
  readonly kind: 'after'
  readonly served: boolean
  readonly rated: number | null
  readonly until: number
}
type State = { readonly kind: 'none' } | Open | After

const NONE: State = { kind: 'none' }
const UNASKED: Quota = { state: 'none' }
const SILENT: Word = { rating: null, comment: null }

export function createCounter(parts: CounterParts) {
  let state: State = NONE
  let callOff = (): void => {}
  let asking: Promise<void> = Promise.resolve()

  function become(next: State): void {
    callOff()
    state = next
    callOff = next.kind === 'after' ? parts.later(AFTERWARDS_MS, () => become(NONE)) : () => {}
    parts.onHolder()
  }

  const openVisit = (visitId: string): Open | null =>
    state.kind === 'open' && state.visit.id === visitId ? state : null

  function present(raw: string): VisitView {
    const before = state.kind === 'open' ? state : null
    become(NONE)
    const freshId = parts.newId()
    const grounds = parts.grounds()
    // A camera sees a card ten times a second, and many a scanner fires twice: the same text is the same visit.
    const again = before !== null && before.raw === raw ? before.visit : null
    let visitId = again?.id ?? freshId
    let virtualKey: string | null = null
    const judged = judge(raw, {
      ...grounds,
      replay: claims => {
        virtualKey = `${claims.keyId}.${claims.cardNumber}.${claims.nonce}`
        // The same code again while its visit is open is the same visit (TOKEN.md "Freshness").
        if (before !== null && before.virtualKey === virtualKey) visitId = before.visit.id
        return parts.noteSeen(claims, visitId)
      },
    })
    const visit: Visit = {
      id: visitId,
      scannedAt: again?.scannedAt ?? grounds.clock.wall,
      scannedMonotonic: again?.scannedMonotonic ?? parts.monotonicMs(),
      judged,
    }
    const same = before !== null && before.visit.id === visitId
    become({
      kind: 'open',
      visit,
      catalogue: grounds.catalogue,
      virtualKey,
      raw,
      recorded: same ? before.recorded : new Set(),
      shown: { services: [], say: null },
      word: same ? before.word : SILENT,
      quota: same ? before.quota : UNASKED,
    })
    if (same) applyQuota()
    else askQuota()
    const { presented } = judged.evidence
    if (judged.verdict.outcome === 'good' && presented.kind === 'token')
      parts.sawTime(presented.claims.issuedAt)
    return view()
  }

  function view(): VisitView {
    if (state.kind !== 'open') throw new Error('a view is asked for only of an open visit')
    const { quota } = state
    const told =
      quota.state === 'none' ? undefined : { state: quota.state, items: [...quota.items], at: quota.at }
    return visitView(state.visit, state.catalogue, state.recorded, told, offer(state))
  }

  /** A visit has one catalogue, that of its scan: what is recorded after midnight rests on it still, and says so. */
  function stampOf({ visit, catalogue }: Pick<Open, 'visit' | 'catalogue'>): Stamp {
    const stamp = parts.stamp(visit)
    return { ...stamp, basis: { ...stamp.basis, catalogue: catalogue.version } }
  }

  function offer({ visit, catalogue }: Open): OverrideOffer | null {
    const { allowed, here } = parts.overrides()
    return overrideOffer({ ...visit.judged, window: parts.grounds().window, catalogue }, allowed, here)
  }

  /** Where the holder may have something scarce, the registry is asked; nothing waits for it. */
  function askQuota(): void {
    if (state.kind !== 'open') return
    const { visit, catalogue } = state
    const { cardNumber, services } = visit.judged.verdict
    const items = services
      .filter(s => s.availability === 'available' && catalogue.items.some(i => i.id === s.id && i.scarce))
      .map(s => s.id)
    if (items.length === 0 || cardNumber === null) return
    const { wall: at } = parts.grounds().clock
    state = { ...state, quota: { state: 'asking', items, at } }
    asking = parts.askQuota(cardNumber, items).then(answer => {
      const open = openVisit(visit.id)
      if (open === null || open.quota.state !== 'asking') return
      const quota =
        answer.state === 'absent'
          ? ({ state: 'absent', items, at } as const)
          : ({ state: 'answered', items, at, usage: answer.usage.filter(notVoided) } as const)
      state = { ...open, quota }
      applyQuota()
      parts.onVisit(view())
    })
  }

  const notVoided = (usage: Usage): boolean => !parts.isVoided(usage.recordId)

  /** Judges the open visit with what was answered, so that the record rests on it and says so. */
  function applyQuota(): void {
    if (state.kind !== 'open' || state.quota.state === 'none' || state.quota.state === 'asking') return
    const { state: said, items, at } = state.quota
    const usage = state.quota.state === 'answered' ? state.quota.usage : []
    const { window } = parts.grounds()
    const { visit, catalogue } = state
    const judged = judgeWithQuota(visit.judged, { state: said, items, at }, usage, { window, catalogue })
    state = { ...state, visit: { ...visit, judged } }
  }

  /** Before a scarce item is recorded: waits for the answer, or asks once more where there was none. Bounded. */
  async function quotaKnown(visitId: string, items: readonly string[]): Promise<void> {
    const open = openVisit(visitId)
    if (open === null || open.quota.state === 'none' || open.quota.state === 'answered') return
    const { quota } = open
    if (!items.some(id => quota.items.includes(id))) return
    if (quota.state === 'absent') askQuota()
    await asking
  }

  /** A data address; null where there is nobody to compare it with, where he is not served, where there is none, or where he has gone meanwhile. */
  async function photo(visitId: string): Promise<string | null> {
    const open = openVisit(visitId)
    const verdict = open?.visit.judged.verdict
    const card = verdict?.personCheck === true && open !== null && isServed(open) ? verdict.cardNumber : null
    const given = card === null ? null : await parts.askPhoto(card)
    return openVisit(visitId) === null ? null : given
  }

  /** The same evidence as at the scan, with what the register and the log know now: no code is believed twice. */
  function resume(visitId: string): Result<VisitView, RecordError> {
    if (state.kind !== 'after' || !state.served || state.visit.id !== visitId || isOver(state))
      return err({ code: 'no-open-visit' })
    const { visit, catalogue, recorded, virtualKey, raw, rated } = state
    const judged = judgeAnew(visit.judged, { ...parts.grounds(), catalogue })
    become({
      kind: 'open',
      visit: { ...visit, judged, scannedMonotonic: parts.monotonicMs() },
      catalogue,
      virtualKey,
      raw,
      recorded,
      shown: { services: [], say: null },
      word: { rating: rated, comment: null },
      quota: UNASKED,
    })
    askQuota()
    return ok(view())
  }

  function record(confirmed: Input<'visit.record'>): Result<readonly SealedRecord[], RecordError> {
    const open = openVisit(confirmed.visitId)
    if (open === null) return err({ code: 'no-open-visit' })
    // What the holder said on his own screen counts where the clerk took down nothing else.
    const said = {
      ...confirmed,
      rating: confirmed.rating ?? open.word.rating,
      comment: confirmed.comment ?? open.word.comment,
    }
    const bodies = serviceRecords(open.visit, said, open.recorded, open.catalogue, stampOf(open))
    if (!bodies.ok) return bodies
    const items = confirmed.items.map(i => i.itemId)
    return finish(open, bodies.value, items, said.rating)
  }

  /** `by`: the supervisor whose word it is. */
  function override(
    asked: Input<'visit.override'>,
    by: string,
  ): Result<readonly SealedRecord[], RecordError> {
    const open = openVisit(asked.visitId)
    if (open === null) return err({ code: 'no-open-visit' })
    if (open.recorded.has(asked.item.itemId)) return err({ code: 'already-recorded' })
    const word = { by, reason: asked.reason, text: asked.text.trim() }
    const { catalogue, visit } = open
    const body = overrideRecord(
      { visit, asked, offer: offer(open), catalogue, word, said: open.word },
      stampOf(open),
    )
    return body.ok ? finish(open, [body.value], [asked.item.itemId], open.word.rating) : body
  }

  function refuse(visitId: string, cause: RefusalCause | null): Result<readonly SealedRecord[], RecordError> {
    const open = openVisit(visitId)
    if (open === null) return err({ code: 'no-open-visit' })
    const body = refusalRecord(open.visit, cause, open.word, stampOf(open))
    return finish(open, [body], [], open.word.rating)
  }

  /** The visit stays open when the write failed: the clerk must be able to try again. */
  function finish(
    open: Open,
    bodies: readonly RecordBody[],
    items: readonly string[],
    rated: number | null,
  ): Result<readonly SealedRecord[], RecordError> {
    const sealed = parts.append(bodies)
    if (!sealed.ok) return sealed
    const { visit, catalogue, virtualKey, raw } = open
    become({
      kind: 'after',
      visit,
      catalogue,
      virtualKey,
      raw,
      recorded: new Set([...open.recorded, ...items]),
      shown: { services: titlesOf(catalogue, items), say: null },
      served: items.length > 0,
      rated,
      until: parts.monotonicMs() + AFTERWARDS_MS,
    })
    return ok(sealed.value)
  }

  const isOver = (after: After): boolean => parts.monotonicMs() >= after.until

  /** From the holder's own screen: kept for the record that is to come, or put on record by itself. Once a visit. */
  function rate({ visitId, rating, comment }: HolderInput<'holder.rate'>): Result<HolderView, RecordError> {
    const word: Word = { rating, comment: comment?.trim() || null }
    if (state.kind !== 'none' && state.visit.id !== visitId) return err({ code: 'no-open-visit' })
    switch (state.kind) {
      case 'none':
        return err({ code: 'no-open-visit' })
      case 'open': {
        if (!isServed(state)) return err({ code: 'no-open-visit' })
        if (state.word.rating !== null) return err({ code: 'rated-already' })
        state = { ...state, word }
        parts.onWord({ visitId: state.visit.id, rating, comment: word.comment, pending: true })
        break
      }
      case 'after': {
        if (isOver(state)) return err({ code: 'no-open-visit' })
        if (state.rated !== null) return err({ code: 'rated-already' })
        const written = parts.append([ratingRecord(state.visit, word, stampOf(state))])
        if (!written.ok) return written
        state = { ...state, rated: rating }
        parts.onWord({ visitId: state.visit.id, rating, comment: word.comment, pending: false })
      }
    }
    parts.onHolder()
    return ok(holderView(null))
  }

  function show({ visitId, itemIds, say }: Input<'visit.show'>): void {
    const open = openVisit(visitId)
    if (open === null) return
    state = { ...open, shown: { services: titlesOf(open.catalogue, itemIds), say } }
    parts.onHolder()
  }

  /** As the holder may see it: his masked name only where he is served, and never why he is not. */
  function holderView(site: Bilingual | null): HolderView {
    switch (state.kind) {
      case 'none':
        return { kind: 'idle', site }
      case 'open': {
        const { say, services } = state.shown
        if (!isServed(state)) return { kind: 'wait', say }
        const { holder } = state.visit.judged
        const nameMasked = holder === null ? null : maskName(holder.name)
        return {
          kind: 'serving',
          visitId: state.visit.id,
          nameMasked,
          services: [...services],
          say,
          rated: state.word.rating,
        }
      }
      case 'after':
        return {
          kind: 'done',
          visitId: state.visit.id,
          services: [...state.shown.services],
          rated: state.rated,
        }
    }
  }

  function close(visitId: string): void {
    if (state.kind !== 'none' && state.visit.id === visitId) become(NONE)
  }

  /** The screen was locked or left: whoever stood there is forgotten. */
  function forget(): void {
    become(NONE)
  }

  return {
    present,
    resume,
    quotaKnown,
    photo,
    record,
    override,
    refuse,
    rate,
    show,
    holderView,
    close,
    forget,
  }
}

const isServed = ({ visit }: Open): boolean => SERVING_OUTCOMES.has(visit.judged.verdict.outcome)

const titlesOf = (catalogue: Catalogue, ids: readonly string[]): Bilingual[] =>
  catalogue.items.filter(item => ids.includes(item.id)).map(item => item.title)
