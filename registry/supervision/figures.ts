// The figures of a period (art. 8): services and refusals by month, site, item, tier, county and unit; distinct holders; medians.
// Read from the tallies alone, never from the records: a page costs the same at ten thousand records and at ten million.
import { z } from 'zod'
import { type Bilingual, type Catalogue, quota, type SiteKind } from '../../core/policy/catalogue.ts'
import { boundsOf, gradesOf } from '../follow-up/rated.ts'
import type { Queries } from '../store/sql.ts'
import { medianSeconds } from './took.ts'

/** A month "2026-11" or a year "2026", of Asia/Shanghai. */
export const period = z.string().regex(/^20\d\d(?:-(?:0[1-9]|1[0-2]))?$/)

export type Question = {
  readonly period: string
  /** Items that may be counted at all: a unit sees its own alone. Null: every item, and refusals of whole visits. */
  readonly items: readonly string[] | null
  readonly site: string | null
  readonly county: string | null
  readonly tier: 'A' | 'B' | null
}

const line = z.object({
  services: z.int(),
  refusals: z.int(),
  voids: z.int(),
  tickets: z.int(),
  /** CNY. */
  amount: z.int(),
})
type Line = z.infer<typeof line>
const withHolders = line.extend({
  /** Distinct; null where the question is narrower than what is counted. */
  holders: z.int().nullable(),
  medianSeconds: z.number().nullable(),
})
const words = z.object({ zh: z.string(), en: z.string() })

export const figures = z.object({
  /** When everything was counted last; seconds since 1970 UTC. */
  countedAt: z.int().nullable(),
  /** Records that came in since. */
  waiting: z.int(),
  total: withHolders,
  months: z.array(line.extend({ month: z.string() })),
  sites: z.array(withHolders.extend({ site: z.string(), name: words, county: z.string(), kind: z.string() })),
  items: z.array(withHolders.extend({ item: z.string(), title: words })),
  tiers: z.array(line.extend({ tier: z.string() })),
  counties: z.array(line.extend({ county: z.string() })),
  units: z.array(line.extend({ unit: words })),
  reasons: z.array(z.object({ outcome: z.string(), reason: z.string(), refusals: z.int() })),
  /** Sites that served nobody in the period, whether or not they refused anybody. */
  idleSites: z.array(
    /** `ever`: it served somebody at another time. */
    z.object({ site: z.string(), name: words, county: z.string(), kind: z.string(), ever: z.boolean() }),
  ),
  /** Items with a quota: how many of those who could use it did. */
  quotas: z.array(
    z.object({
      item: z.string(),
      title: words,
      quota: quota,
      services: z.int(),
      amount: z.int(),
      /** Distinct; null where the question is narrower than what is counted. */
      holders: z.int().nullable(),
      /** Cards in force of the tiers that have the item. */
      entitled: z.int(),
    }),
  ),
  /** Services on a supervisor's word. */
  overrides: z.array(
    z.object({
      site: z.string(),
      name: words,
      item: z.string(),
      title: words,
      reason: z.string(),
      services: z.int(),
    }),
  ),
  /** Visits by grade, 1 to 5. */
  grades: z.array(z.int()).length(5),
  /** Now, whatever the period: cards in force, and those that no service was ever recorded for. */
  cards: z.array(z.object({ tier: z.string(), inForce: z.int(), unused: z.int() })),
})
export type Figures = z.infer<typeof figures>

const LINES = `
  SELECT GROUPING(month, site_id, item, tier, reason) AS cut, month, site_id, item, tier, kind, outcome, reason,
         SUM(records) AS records, SUM(tickets) AS tickets, SUM(amount) AS amount
  FROM tally
  WHERE month >= $1 AND month <= $2
    AND ($3::TEXT[] IS NULL OR item = ANY($3::TEXT[]))
    AND ($4::TEXT[] IS NULL OR site_id = ANY($4::TEXT[]))
    AND ($5::TEXT IS NULL OR tier = $5)
  GROUP BY GROUPING SETS ((month, kind), (site_id, kind), (item, kind), (tier, kind), (outcome, reason, kind))`
/** The bits of GROUPING: 1 where a column is not part of the cut. */
const CUT = { month: 0b01111, site: 0b10111, item: 0b11011, tier: 0b11101, reason: 0b11110 } as const
const TOOK = `
  SELECT GROUPING(site_id, item) AS cut, site_id, item, bucket, SUM(records) AS records
  FROM tally_took
  WHERE month >= $1 AND month <= $2
    AND ($3::TEXT[] IS NULL OR item = ANY($3::TEXT[]))
    AND ($4::TEXT[] IS NULL OR site_id = ANY($4::TEXT[]))
  GROUP BY GROUPING SETS ((bucket), (site_id, bucket), (item, bucket))`
const TOOK_CUT = { all: 0b11, site: 0b01, item: 0b10 } as const
const HOLDERS = 'SELECT scope, name, holders FROM distinct_holders WHERE period = $1'
const COUNTED = 'SELECT counted_at FROM distinct_period WHERE period = $1'
/** Counted no further: a page says "many". */
const WAITING = 'SELECT COUNT(*) AS waiting FROM (SELECT 1 FROM tally_due LIMIT 100000) AS due'
const SITES = 'SELECT id, name_zh, name_en, kind, county FROM site ORDER BY id'

const EVER = `
  SELECT site_id AS site FROM tally WHERE kind = 'service' AND ($1::TEXT[] IS NULL OR item = ANY($1::TEXT[]))
  GROUP BY site_id HAVING SUM(records) > 0`
const OVERRIDES = `
  SELECT site_id AS site, item, reason, COUNT(*) AS services FROM override_service AS o
  WHERE month >= $1 AND month <= $2
    AND ($3::TEXT[] IS NULL OR item = ANY($3::TEXT[]))
    AND ($4::TEXT[] IS NULL OR site_id = ANY($4::TEXT[]))
    AND ($5::TEXT IS NULL OR tier = $5)
    AND NOT EXISTS (SELECT 1 FROM record AS v WHERE v.voids = o.record)
  GROUP BY site_id, item, reason ORDER BY services DESC, site_id, item`
const CARDS =
  "SELECT scope, name AS tier, holders FROM distinct_holders WHERE period = 'now' ORDER BY name, scope"

type Cut = {
  readonly cut: number
  readonly month: string | null
  readonly site_id: string | null
  readonly item: string | null
  readonly tier: string | null
  readonly kind: string
  readonly outcome: string | null
  readonly reason: string | null
  readonly records: string | number
  readonly tickets: string | number
  readonly amount: string | number
}
type Site = { id: string; name_zh: string; name_en: string; kind: SiteKind; county: string }

export async function figuresOf(sql: Queries, catalogue: Catalogue, asked: Question): Promise<Figures> {
  const [from, to] =
    asked.period.length === 4 ? [`${asked.period}-01`, `${asked.period}-12`] : [asked.period, asked.period]
  const all = await sql.query<Site>(SITES)
  const sites = all.filter(
    s => (asked.site === null || s.id === asked.site) && (asked.county === null || s.county === asked.county),
  )
  const narrow = asked.site !== null || asked.county !== null
  const siteIds = narrow ? sites.map(s => s.id) : null
  const cuts = await sql.query<Cut>(LINES, [from, to, asked.items, siteIds, asked.tier])
  const took = await tookOf(sql, from, to, asked.items, siteIds)
  const holders = await holdersOf(sql, asked)
  const [counted] = await sql.query<{ counted_at: number }>(COUNTED, [asked.period])
  const waiting = await waitingIn(sql)
  const ever = new Set((await sql.query<{ site: string }>(EVER, [asked.items])).map(row => row.site))
  const overrides = await sql.query<{ site: string; item: string; reason: string; services: number }>(
    OVERRIDES,
    [from, to, asked.items, siteIds, asked.tier],
  )
  const grades = await gradesOf(sql, { ...boundsOf(asked.period), sites: siteIds, items: asked.items })
  const cards = await cardsOf(sql)

  const by = (cut: number, key: (row: Cut) => string | null) => linesBy(cuts, cut, key)
  const bySite = by(CUT.site, row => row.site_id)
  const byItem = by(CUT.item, row => row.item)
  const titles = new Map(catalogue.items.map(item => [item.id, item]))
  const served = [...bySite].filter(([, l]) => l.services > 0)
  const about = new Map(all.map(s => [s.id, s]))
  return {
    countedAt: counted?.counted_at ?? null,
    waiting,
    total: {
      ...sum([...bySite.values()]),
      holders: asked.tier !== null ? null : holdersInAll(asked, holders),
      medianSeconds: asked.tier === null ? medianSeconds(took.all) : null,
    },
    months: [...by(CUT.month, row => row.month)]
      .map(([month, l]) => ({ month, ...l }))
      .toSorted((a, b) => a.month.localeCompare(b.month)),
    sites: [...bySite]
      .map(([site, l]) => ({
        site,
        name: nameOf(about.get(site), site),
        county: about.get(site)?.county ?? '',
        kind: about.get(site)?.kind ?? '',
        ...l,
        holders: asked.items === null && asked.tier === null ? (holders.sites.get(site) ?? 0) : null,
        medianSeconds: asked.tier === null ? medianSeconds(took.sites.get(site) ?? new Map()) : null,
      }))
      .toSorted((a, b) => b.services - a.services || a.site.localeCompare(b.site)),
    items: [...byItem]
      .filter(([item]) => item !== '')
      .map(([item, l]) => ({
        item,
        title: titles.get(item)?.title ?? { zh: item, en: item },
        ...l,
        holders: narrow || asked.tier !== null ? null : (holders.items.get(item) ?? 0),
        medianSeconds: asked.tier === null ? medianSeconds(took.items.get(item) ?? new Map()) : null,
      }))
      .toSorted((a, b) => a.item.localeCompare(b.item, 'en', { numeric: true })),
    tiers: [...by(CUT.tier, row => row.tier)]
      .map(([tier, l]) => ({ tier, ...l }))
      .toSorted((a, b) => a.tier.localeCompare(b.tier)),
    counties: [...rolledUp(bySite, site => [about.get(site)?.county ?? ''])]
      .map(([county, l]) => ({ county, ...l }))
      .toSorted((a, b) => b.services - a.services),
    units: unitsOf(byItem, titles),
    reasons: cuts
      .filter(row => row.cut === CUT.reason && row.kind === 'refusal' && Number(row.records) > 0)
      .map(row => ({ outcome: row.outcome ?? '', reason: row.reason ?? '', refusals: Number(row.records) }))
      .toSorted((a, b) => b.refusals - a.refusals || a.reason.localeCompare(b.reason)),
    idleSites: sites
      .filter(s => !served.some(([site]) => site === s.id) && mayServe(s.kind, catalogue, asked.items))
      .map(s => ({
        site: s.id,
        name: nameOf(s, s.id),
        county: s.county,
        kind: s.kind,
        ever: ever.has(s.id),
      })),
    quotas: catalogue.items.flatMap(item => {
      if (item.quota === null || (asked.items !== null && !asked.items.includes(item.id))) return []
      const { services, amount } = byItem.get(item.id) ?? NOTHING
      return [
        {
          item: item.id,
          title: item.title,
          quota: item.quota,
          services,
          amount,
          holders: narrow || asked.tier !== null ? null : (holders.items.get(item.id) ?? 0),
          entitled: cards
            .filter(c => item.tiers.some(t => t === c.tier) && (asked.tier === null || asked.tier === c.tier))
            .reduce((sum, c) => sum + c.inForce, 0),
        },
      ]
    }),
    overrides: overrides.map(o => ({
      ...o,
      name: nameOf(about.get(o.site), o.site),
      title: titles.get(o.item)?.title ?? { zh: o.item, en: o.item },
    })),
    grades: [0, 1, 2, 3, 4].map(i => grades.reduce((sum, g) => sum + (g.grades[i] ?? 0), 0)),
    cards,
  }
}

/** Distinct persons are counted of everything, of one site, and of one item; nothing else can be put together from these. */
function holdersInAll(asked: Question, holders: Awaited<ReturnType<typeof holdersOf>>): number | null {
  const only = asked.items?.length === 1 ? asked.items[0] : undefined
  if (asked.county !== null) return null
  if (asked.site !== null) return asked.items === null ? (holders.sites.get(asked.site) ?? 0) : null
  if (only !== undefined) return holders.items.get(only) ?? 0
  return holders.all
}

/** Is one of these items offered at sites of this kind: a unit need not hear of halls that have nothing of its own. */
const mayServe = (kind: SiteKind, catalogue: Catalogue, items: readonly string[] | null): boolean =>
  items === null || catalogue.items.some(item => items.includes(item.id) && item.siteKinds.includes(kind))

async function cardsOf(sql: Queries): Promise<Figures['cards']> {
  const rows = await sql.query<{ scope: string; tier: string; holders: number }>(CARDS)
  return [...Map.groupBy(rows, row => row.tier)].map(([tier, ofTier]) => {
    const of = (scope: string): number => ofTier.find(row => row.scope === scope)?.holders ?? 0
    return { tier, inForce: of('in-force'), unused: of('unused') }
  })
}

export async function waitingIn(sql: Queries): Promise<number> {
  return (await sql.query<{ waiting: number }>(WAITING))[0]?.waiting ?? 0
}

const nameOf = (site: Site | undefined, id: string): Bilingual =>
  site === undefined ? { zh: id, en: id } : { zh: site.name_zh, en: site.name_en }

function linesBy(cuts: readonly Cut[], cut: number, key: (row: Cut) => string | null): Map<string, Line> {
  const lines = new Map<string, Line>()
  for (const row of cuts) {
    if (row.cut !== cut) continue
    const name = key(row) ?? ''
    const before = lines.get(name) ?? NOTHING
    const records = Number(row.records)
    lines.set(
      name,
      row.kind === 'service'
        ? { ...before, services: records, tickets: Number(row.tickets), amount: Number(row.amount) }
        : row.kind === 'refusal'
          ? { ...before, refusals: records }
          : { ...before, voids: records },
    )
  }
  return lines
}

const NOTHING: Line = { services: 0, refusals: 0, voids: 0, tickets: 0, amount: 0 }

function sum(lines: readonly Line[]): Line {
  return lines.reduce(
    (a, b) => ({
      services: a.services + b.services,
      refusals: a.refusals + b.refusals,
      voids: a.voids + b.voids,
      tickets: a.tickets + b.tickets,
      amount: a.amount + b.amount,
    }),
    NOTHING,
  )
}

function rolledUp(
  lines: ReadonlyMap<string, Line>,
  namesOf: (key: string) => readonly string[],
): Map<string, Line> {
  const rolled = new Map<string, Line>()
  for (const [key, l] of lines)
    for (const name of namesOf(key)) rolled.set(name, sum([rolled.get(name) ?? NOTHING, l]))
  return rolled
}

/** An item that several units answer for counts for each of them (art. 5 names them together). */
function unitsOf(
  byItem: ReadonlyMap<string, Line>,
  items: ReadonlyMap<string, Catalogue['items'][number]>,
): Figures['units'] {
  const units = new Map([...items.values()].flatMap(i => i.units).map(u => [u.zh, u]))
  return [...rolledUp(byItem, item => items.get(item)?.units.map(u => u.zh) ?? [])]
    .flatMap(([zh, l]) => {
      const unit = units.get(zh)
      return unit === undefined ? [] : [{ unit, ...l }]
    })
    .toSorted((a, b) => b.services - a.services)
}

type Buckets = Map<number, number>

async function tookOf(
  sql: Queries,
  from: string,
  to: string,
  items: readonly string[] | null,
  siteIds: readonly string[] | null,
) {
  type Row = {
    cut: number
    site_id: string | null
    item: string | null
    bucket: number
    records: string | number
  }
  const took = {
    all: new Map() as Buckets,
    sites: new Map<string, Buckets>(),
    items: new Map<string, Buckets>(),
  }
  const put = (buckets: Buckets, row: Row): Buckets => buckets.set(row.bucket, Number(row.records))
  for (const row of await sql.query<Row>(TOOK, [from, to, items, siteIds])) {
    if (row.cut === TOOK_CUT.all) put(took.all, row)
    else if (row.cut === TOOK_CUT.site)
      took.sites.set(row.site_id ?? '', put(took.sites.get(row.site_id ?? '') ?? new Map(), row))
    else took.items.set(row.item ?? '', put(took.items.get(row.item ?? '') ?? new Map(), row))
  }
  return took
}

/** Distinct holders as counted: of everything, of each site, of each item. What a unit may not see is not among them. */
async function holdersOf(sql: Queries, asked: Question) {
  const rows = await sql.query<{ scope: string; name: string; holders: number }>(HOLDERS, [asked.period])
  const of = (scope: string) => new Map(rows.filter(r => r.scope === scope).map(r => [r.name, r.holders]))
  return {
    all: asked.items === null ? (of('all').get('') ?? 0) : null,
    sites: of('site'),
    items: of('item'),
  }
}
