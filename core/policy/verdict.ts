// The answer to "is this card good, here, now, for what": seven outcomes, reasons, and one answer per service.
// A verdict holds no personal data and no wording; texts belong to the screen, facts to the evidence.
import type { CardNumber, Presentation, Tier } from '../card/card.ts'
import type { Relation } from './catalogue.ts'
import type { ReasonCode } from './reasons.ts'

/** DESIGN.md "Verdict": 通过 · 需核对本人 · 部分权益 · 无法判定 · 不予办理 · 非本系统码 · 请重扫. */
export const OUTCOMES = [
  'good',
  'check-person',
  'some-services',
  'cannot-judge',
  'no',
  'not-ours',
  'scan-again',
] as const
export type Outcome = (typeof OUTCOMES)[number]

/** Outcomes under which a clerk may serve and record. */
export const SERVING_OUTCOMES: ReadonlySet<Outcome> = new Set(['good', 'check-person', 'some-services'])

export const AVAILABILITIES = [
  'available',
  'used-up', // with when and where
  'not-for-tier',
  'not-with-medium',
  'not-at-window',
  'not-for-relation',
  'not-yet',
  'no-longer',
  'unknown', // the verdict itself is not a good one, so nothing is said about services
] as const
export type Availability = (typeof AVAILABILITIES)[number]

export type ServiceAnswer = {
  readonly id: string
  readonly availability: Availability
  /** The clause this answer rests on. */
  readonly clause: string
  /** For whom it can be done; empty unless available. */
  readonly relations: readonly Relation[]
  /** What is left: times, CNY, tickets or years, as the item's quota says; null = no quota. */
  readonly remaining: number | null
  /** For used-up: the last service that counted, in seconds since 1970 UTC. */
  readonly usedAt: number | null
  readonly usedSite: string | null
}

/** How old the data is that the verdict rests on. */
export type DataState = 'fresh' | 'aging' | 'stale' | 'none'

export type Verdict = {
  readonly outcome: Outcome
  readonly reason: ReasonCode
  /** The clause, or the section of TOKEN.md, that the outcome rests on. */
  readonly clause: string
  /** Further reasons worth saying that did not decide, e.g. a scanner set up wrongly, data ageing. */
  readonly notes: readonly ReasonCode[]
  readonly presentation: Presentation | null
  readonly cardNumber: CardNumber | null
  readonly tier: Tier | null
  /** The clerk must compare person and ID before recording. */
  readonly personCheck: boolean
  /** One answer for each item of the catalogue that this site offers, in catalogue order. */
  readonly services: readonly ServiceAnswer[]
  readonly data: {
    readonly state: DataState
    /** Seconds since 1970 UTC; null = no data. */
    readonly asOf: number | null
  }
  /** Whether freshness and dates could be judged. */
  readonly clock: 'ok' | 'doubtful'
}

/** The window for which a verdict is asked. `itemIds` null = all items of the site kind. */
export type Window = {
  readonly siteKind: import('./catalogue.ts').SiteKind
  readonly itemIds: readonly string[] | null
}
