// The published versions as they stand in time: which is in force, which comes, which was followed or taken back.
// Over a list alone: nothing here reads a clock or a database, and a version is never changed.
import type { Catalogue, CatalogueItem } from '../../core/policy/catalogue.ts'
import { beginsAt, inForceAt } from '../../core/policy/in-force.ts'

export type Withdrawal = { readonly at: number; readonly by: string; readonly why: string }
export type Version = {
  readonly number: number
  readonly version: string
  readonly effectiveFrom: string
  /** Of `text`, which is what is signed. */
  readonly sha256: string
  readonly text: string
  readonly catalogue: Catalogue
  readonly publishedAt: number
  readonly publishedBy: string
  readonly why: string
  readonly withdrawn: Withdrawal | null
}

export const VERSION_STATES = ['upcoming', 'in-force', 'superseded', 'withdrawn'] as const
export type VersionState = (typeof VERSION_STATES)[number]

/** Those that count, in the order of their days: each takes effect after the one before it. */
export const standing = (versions: readonly Version[]): readonly Version[] =>
  versions.filter(v => v.withdrawn === null)

/** Before the first version's day the first holds: there was no other. */
export function versionAt(versions: readonly Version[], at: number): Version {
  const all = standing(versions)
  const found = inForceAt(all, at) ?? all[0]
  if (found === undefined) throw new Error('a registry has at least one catalogue')
  return found
}

export const upcomingAt = (versions: readonly Version[], at: number): readonly Version[] =>
  standing(versions).filter(v => beginsAt(v) > at)

export function stateOf(versions: readonly Version[], version: Version, at: number): VersionState {
  if (version.withdrawn !== null) return 'withdrawn'
  if (beginsAt(version) > at) return 'upcoming'
  return versionAt(versions, at) === version ? 'in-force' : 'superseded'
}

/** The first second of the version that follows it; null for the last. */
export function endsAt(versions: readonly Version[], version: Version): number | null {
  const next = standing(versions).find(v => v.number > version.number)
  return next === undefined ? null : beginsAt(next)
}

/**
 * The catalogue in force at `at`, and behind its items those that only earlier or later versions have: for names of what
 * is on record. No verdict may rest on it.
 */
export function knownAt(versions: readonly Version[], at: number): Catalogue {
  const now = versionAt(versions, at)
  const items = new Map(now.catalogue.items.map(item => [item.id, item]))
  const others = standing(versions).filter(v => v !== now)
  const nearest = others.toSorted((a, b) => Math.abs(beginsAt(a) - at) - Math.abs(beginsAt(b) - at))
  for (const { catalogue } of nearest)
    for (const item of catalogue.items) if (!items.has(item.id)) items.set(item.id, item)
  return items.size === now.catalogue.items.length
    ? now.catalogue
    : { ...now.catalogue, items: [...items.values()] }
}

/** How the registry treats services of an item. */
export type ItemRule = {
  /** The item as the version of that time has it; null where that version knows none, or gives it no quota. */
  readonly judgedBy: CatalogueItem | null
  /** Whether its uses are kept: also where only a version to come gives it a quota, which will count what was before. */
  readonly kept: boolean
}

const hasQuota = (item: CatalogueItem | undefined): item is CatalogueItem =>
  item !== undefined && item.quota !== null
/** Tickets are counted within one visit: nothing of them is to be known elsewhere. */
const isKept = (item: CatalogueItem | undefined): boolean => hasQuota(item) && item.quota?.kind !== 'tickets'
const itemOf = ({ catalogue }: Version, id: string): CatalogueItem | undefined =>
  catalogue.items.find(item => item.id === id)

/** `at`: when the verdict was given, not when the record came in. Null: no quota then, and none to come. */
export function itemRule(versions: readonly Version[], id: string, at: number): ItemRule | null {
  const then = versionAt(versions, at)
  const item = itemOf(then, id)
  const later = standing(versions).filter(v => v.number > then.number)
  const kept = isKept(item) || later.some(v => isKept(itemOf(v, id)))
  const judgedBy = hasQuota(item) ? item : null
  return judgedBy === null && !kept ? null : { judgedBy, kept }
}

/** Items that `next` gives a quota whose uses were not kept so far. */
export function newlyCounted(versions: readonly Version[], next: Catalogue): readonly CatalogueItem[] {
  const before = standing(versions)
  return next.items.filter(item => isKept(item) && !before.some(v => isKept(itemOf(v, item.id))))
}
