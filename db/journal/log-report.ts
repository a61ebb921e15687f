// Sums over a period of the service log: by service, clerk, outcome, tier, hour, and what became of the records.
// One walk through the period's facts by index; voided services are counted apart and never added in.
import type { Db } from '../open.ts'
import type { Delivery } from './service-log.ts'
import { type HourLoad, hourOf, type Seen, windowLoad } from './window-load.ts'

/** All facts of a group that one report line may need; amounts in CNY, `tickets` is the quantity over all services. */
export type Tally = {
  readonly services: number
  readonly refusals: number
  readonly voided: number
  readonly tickets: number
  readonly amountCny: number
  readonly voids: number
}

export type ReportRows = {
  readonly total: Tally
  readonly visits: number
  readonly byItem: ReadonlyMap<string, Tally>
  readonly byClerk: ReadonlyMap<string, Tally>
  readonly byOutcome: ReadonlyMap<string, Tally>
  readonly byTier: ReadonlyMap<string, Tally>
  /** 24 entries, hours of Asia/Shanghai. */
  readonly byHour: readonly HourTally[]
  /** 24 entries as well. */
  readonly load: readonly HourLoad[]
  readonly byDelivery: Readonly<Record<Delivery, number>>
}

export type HourTally = {
  /** Visits whose first record of the period falls into this hour. */
  readonly arrivals: number
  /** Of them, those in which at least one service was recorded. */
  readonly served: number
  readonly refusals: number
  /** Seconds from scan to Enter, the median over the visits; null without any. */
  readonly medianSeconds: number | null
}

const FACTS = `
  SELECT at, kind, item, outcome, clerk, tier, quantity, amount, took, visit, voided, delivery
  FROM log_fact WHERE at >= ? AND at < ? AND sequence > ? AND sequence <= ? ORDER BY at, sequence`

/** Records after one and up to another, as a shift has them. */
export type Sequences = { readonly after: number; readonly upTo: number }
const ALL: Sequences = { after: 0, upTo: Number.MAX_SAFE_INTEGER }

type Fact = [
  at: number,
  kind: 'service' | 'refusal' | 'void' | 'rating',
  item: string | null,
  outcome: string,
  clerk: string,
  tier: string | null,
  quantity: number,
  amount: number | null,
  took: number,
  visit: string,
  voided: number,
  delivery: Delivery,
]

type Writable<T> = { -readonly [K in keyof T]: T[K] }

const NOTHING: Tally = { services: 0, refusals: 0, voided: 0, tickets: 0, amountCny: 0, voids: 0 }

export function logReport(db: Db) {
  const facts = db.prepare<[number, number, number, number], Fact>(FACTS).raw()
  return {
    /** `from` inclusive, `to` exclusive, seconds since 1970 UTC. */
    between(from: number, to: number, { after, upTo }: Sequences = ALL): ReportRows {
      const total = { ...NOTHING }
      const byItem = new Map<string, Writable<Tally>>()
      const byClerk = new Map<string, Writable<Tally>>()
      const byOutcome = new Map<string, Writable<Tally>>()
      const byTier = new Map<string, Writable<Tally>>()
      const byDelivery: Record<Delivery, number> = { pending: 0, sent: 0, acknowledged: 0, rejected: 0 }
      const visits = new Map<string, Visit>()
      const seen: Seen[] = []
      const unsent: number[] = []
      for (const [
        at,
        kind,
        item,
        outcome,
        clerk,
        tier,
        quantity,
        amount,
        took,
        visit,
        voided,
        delivery,
      ] of facts.iterate(from, to, after, upTo)) {
        byDelivery[delivery] += 1
        if (delivery === 'pending' || delivery === 'sent') unsent.push(at)
        // What the holder said afterwards is neither a service nor a visit.
        if (kind === 'rating') continue
        const groups = [total, group(byClerk, clerk)]
        if (item !== null) groups.push(group(byItem, item))
        // A void carries the verdict of what it takes back: it is no new outcome and no new holder.
        if (kind !== 'void') {
          groups.push(group(byOutcome, outcome))
          if (tier !== null) groups.push(group(byTier, tier))
          seen.push({ at, took, visit })
          noteVisit(visits, visit, { hour: hourOf(at), served: kind === 'service', took })
        }
        for (const tally of groups) add(tally, kind, voided === 1, quantity, amount ?? 0)
      }
      return {
        total,
        visits: visits.size,
        byItem,
        byClerk,
        byOutcome,
        byTier,
        byHour: hours([...visits.values()]),
        load: windowLoad(seen, unsent),
        byDelivery,
      }
    },
  }
}

type Visit = { readonly hour: number; readonly took: number; readonly served: boolean }

function noteVisit(visits: Map<string, Visit>, id: string, seen: Visit): void {
  const before = visits.get(id)
  visits.set(id, before === undefined ? seen : { ...before, served: before.served || seen.served })
}

function group(groups: Map<string, Writable<Tally>>, key: string): Writable<Tally> {
  const known = groups.get(key)
  if (known !== undefined) return known
  const fresh = { ...NOTHING }
  groups.set(key, fresh)
  return fresh
}

function add(tally: Writable<Tally>, kind: Fact[1], voided: boolean, quantity: number, amount: number): void {
  if (kind === 'refusal') tally.refusals += 1
  else if (kind === 'void') tally.voids += 1
  else if (voided) tally.voided += 1
  else {
    tally.services += 1
    tally.tickets += quantity
    tally.amountCny += amount
  }
}

function hours(visits: readonly Visit[]): HourTally[] {
  return Array.from({ length: 24 }, (_, hour) => {
    const here = visits.filter(v => v.hour === hour)
    const served = here.filter(v => v.served).length
    return {
      arrivals: here.length,
      served,
      refusals: here.length - served,
      medianSeconds: median(here.map(v => v.took)),
    }
  })
}

function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle]
  if (upper === undefined) return null
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2
}
