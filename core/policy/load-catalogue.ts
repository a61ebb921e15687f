// The catalogue of the 2023 rules, parsed and checked once; what schema alone cannot say is checked here, too.
// A registry publishes this until the office publishes another; a terminal uses only what came signed.
import { err, ok, type Result } from '../result.ts'
import { type Catalogue, type CatalogueItem, catalogue, type PolicyLimits } from './catalogue.ts'
import catalogue2023 from './catalogue-2023.json' with { type: 'json' }

export type CatalogueProblem = {
  readonly code:
    | 'schema'
    | 'duplicate-id'
    | 'unknown-category'
    | 'limits-out-of-order'
    | 'dates-out-of-order'
    | 'ceiling-for-other-tier'
    | 'paper-for-other-relation'
  /** The path, item or group of limits at fault. */
  readonly at: string
}

/** Checks a catalogue from anywhere and freezes it: shape, unique ids, known categories, everything in its order. */
export function checkCatalogue(raw: unknown): Result<Catalogue, CatalogueProblem> {
  const parsed = catalogue.safeParse(raw)
  if (!parsed.success) return err({ code: 'schema', at: parsed.error.issues[0]?.path.join('.') ?? '' })
  const { items, categories, limits } = parsed.data
  const twice = firstTwice(categories.map(c => String(c.id))) ?? firstTwice(items.map(i => i.id))
  if (twice !== null) return err({ code: 'duplicate-id', at: twice })
  const known = new Set(categories.map(c => c.id))
  for (const item of items) {
    const problem = problemOf(item, known)
    if (problem !== null) return err({ code: problem, at: item.id })
  }
  const disordered = firstDisordered(limits)
  return disordered === null ? ok(freeze(parsed.data)) : err({ code: 'limits-out-of-order', at: disordered })
}

/** The catalogue that ships with the program; that it does not check out could only be a bug. */
export function loadCatalogue(): Catalogue {
  const checked = checkCatalogue(catalogue2023)
  if (!checked.ok) throw new Error(`catalogue-2023.json: ${checked.error.code} at ${checked.error.at}`)
  return checked.value
}

const firstTwice = (ids: readonly string[]): string | null => ids.find((id, i) => ids.indexOf(id) < i) ?? null

function problemOf(item: CatalogueItem, categories: ReadonlySet<number>): CatalogueProblem['code'] | null {
  if (!categories.has(item.category)) return 'unknown-category'
  const { inForceFrom, inForceUntil } = item
  if (inForceFrom !== null && inForceUntil !== null && inForceUntil < inForceFrom) return 'dates-out-of-order'
  const forItsTiers = item.ceilings.every(c => c.tiers.every(tier => item.tiers.includes(tier)))
  if (!forItsTiers) return 'ceiling-for-other-tier'
  const forItsPeople = item.papers.every(p => p.relations.every(whom => item.relations.includes(whom)))
  return forItsPeople ? null : 'paper-for-other-relation'
}

/** Warnings come before limits, and a code lives at least as long as it is shown, at most as long as is allowed. */
function firstDisordered({ age, freshness }: PolicyLimits): string | null {
  if (age.holders.warnSeconds >= age.holders.limitSeconds) return 'age.holders'
  if (age.revocations.warnSeconds >= age.revocations.limitSeconds) return 'age.revocations'
  const { slotSeconds, lifetimeSeconds, maxLifetimeSeconds } = freshness
  return slotSeconds <= lifetimeSeconds && lifetimeSeconds <= maxLifetimeSeconds ? null : 'freshness'
}

/** What is worked out of a catalogue is kept by its identity (entitlement.ts): it must not change underneath. */
function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    for (const part of Object.values(value)) freeze(part)
    Object.freeze(value)
  }
  return value
}
