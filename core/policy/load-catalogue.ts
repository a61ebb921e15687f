// The catalogue of the 2023 rules, parsed and checked once; what schema alone cannot say is checked here, too.
// A registry publishes this until the office publishes another; a terminal uses only what came signed.
import { err, ok, type Result } from '../result.ts'
import { type Catalogue, catalogue } from './catalogue.ts'
import catalogue2023 from './catalogue-2023.json' with { type: 'json' }

export type CatalogueProblem = {
  readonly code: 'schema' | 'duplicate-id' | 'unknown-category' | 'limits-out-of-order'
  readonly at: string
}

/** Checks a catalogue from anywhere: shape, unique ids, known categories, warnings before limits. */
export function checkCatalogue(raw: unknown): Result<Catalogue, CatalogueProblem> {
  const parsed = catalogue.safeParse(raw)
  if (!parsed.success) return err({ code: 'schema', at: parsed.error.issues[0]?.path.join('.') ?? '' })
  const { items, categories, limits } = parsed.data
  const ids = new Set<string>()
  for (const item of items) {
    if (ids.has(item.id)) return err({ code: 'duplicate-id', at: item.id })
    ids.add(item.id)
    if (!categories.some(c => c.id === item.category)) return err({ code: 'unknown-category', at: item.id })
  }
  for (const age of ['holders', 'revocations'] as const) {
    if (limits.age[age].warnSeconds >= limits.age[age].limitSeconds)
      return err({ code: 'limits-out-of-order', at: age })
  }
  return limits.freshness.lifetimeSeconds <= limits.freshness.maxLifetimeSeconds
    ? ok(parsed.data)
    : err({ code: 'limits-out-of-order', at: 'freshness' })
}

/** The catalogue that ships with the program; that it does not check out could only be a bug. */
export function loadCatalogue(): Catalogue {
  const checked = checkCatalogue(catalogue2023)
  if (!checked.ok) throw new Error(`catalogue-2023.json: ${checked.error.code} at ${checked.error.at}`)
  return checked.value
}
