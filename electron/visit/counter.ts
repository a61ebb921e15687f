// The one open visit of a window: who stands at the counter, and what may be recorded for him.
// Looking up and recording are two acts; the last holder is forgotten before the next look-up begins.
import type { VirtualClaims } from '../../core/card/card.ts'
import type { Catalogue } from '../../core/policy/catalogue.ts'
import type { Replay } from '../../core/policy/evidence.ts'
import { err, ok, type Result } from '../../core/result.ts'
import type { RecordBody, SealedRecord } from '../../core/sync/wire.ts'
import type { ApiErrorCode, Input, VisitView } from '../api.ts'
import { type Grounds, judge } from './judge.ts'
import { type RecordError, refusalRecord, type Stamp, serviceRecords, type Visit } from './record.ts'
import { visitView } from './view.ts'

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
}

export type Counter = ReturnType<typeof createCounter>

export function createCounter(parts: CounterParts) {
  let open: {
    readonly visit: Visit
    readonly catalogue: Catalogue
    readonly virtualKey: string | null
  } | null = null

  function present(raw: string): VisitView {
    const before = open
    open = null
    const freshId = parts.newId()
    const grounds = parts.grounds()
    let visitId = freshId
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
      scannedAt: grounds.clock.wall,
      scannedMonotonic: parts.monotonicMs(),
      judged,
    }
    open = { visit, catalogue: grounds.catalogue, virtualKey }
    const { presented } = judged.evidence
    if (judged.verdict.outcome === 'good' && presented.kind === 'token')
      parts.sawTime(presented.claims.issuedAt)
    return visitView(visitId, visit.scannedAt, judged, grounds.catalogue)
  }

  function record(confirmed: Input<'visit.record'>): Result<readonly SealedRecord[], RecordError> {
    if (open?.visit.id !== confirmed.visitId) return err({ code: 'no-open-visit' })
    const bodies = serviceRecords(open.visit, confirmed, open.catalogue, parts.stamp(open.visit))
    return bodies.ok ? finish(bodies.value) : bodies
  }

  function refuse(visitId: string): Result<readonly SealedRecord[], RecordError> {
    if (open?.visit.id !== visitId) return err({ code: 'no-open-visit' })
    return finish([refusalRecord(open.visit, parts.stamp(open.visit))])
  }

  /** The visit stays open when the write failed: the clerk must be able to try again. */
  function finish(bodies: readonly RecordBody[]): Result<readonly SealedRecord[], RecordError> {
    const sealed = parts.append(bodies)
    if (!sealed.ok) return sealed
    open = null
    return ok(sealed.value)
  }

  function close(visitId: string): void {
    if (open?.visit.id === visitId) open = null
  }

  /** The screen was locked or left: whoever stood there is forgotten. */
  function forget(): void {
    open = null
  }

  return { present, record, refuse, close, forget }
}
