// The catalogue of the 2023 rules, parsed and checked once; what schema alone cannot say is checked here, too.
// A registry publishes this until the office publishes another; a terminal uses only what came signed.
import { err, ok, type Result } from '../result.ts'
import { type Catalogue, catalogue } from './catalogue.ts'
import catalogue2023 from './catalogue-2023.json' with { type: 'json' }
import { type Contradiction, contradictionsOf, type Problem } from './catalogue-problems.ts'

export type CatalogueProblem = {
  readonly code: 'schema' | Contradiction
  /** The path, item or group of limits at fault. */
  readonly at: string
}

/** Checks a catalogue from anywhere and freezes it: shape, unique ids, known categories, everything in its order. */
export function checkCatalogue(raw: unknown): Result<Catalogue, CatalogueProblem> {
  const parsed = catalogue.safeParse(raw)
  if (!parsed.success) return err({ code: 'schema', at: parsed.error.issues[0]?.path.join('.') ?? '' })
  const [first] = contradictionsOf(parsed.data)
  return first === undefined
    ? ok(freeze(parsed.data))
    : err({ code: first.code, at: placeOf(first, parsed.data) })
}

/** An item or category by its id, a group of limits by its name. */
function placeOf({ path: [part, at, ...rest] }: Problem, { items, categories }: Catalogue): string {
  if (part === 'items') return items[Number(at)]?.id ?? ''
  if (part === 'categories') return String(categories[Number(at)]?.id ?? '')
  return [at, ...rest].join('.')
}

/** The catalogue that ships with the program; that it does not check out could only be a bug. */
export function loadCatalogue(): Catalogue {
  const checked = checkCatalogue(catalogue2023)
  if (!checked.ok) throw new Error(`catalogue-2023.json: ${checked.error.code} at ${checked.error.at}`)
  return checked.value
}

/** What is worked out of a catalogue is kept by its identity (entitlement.ts): it must not change underneath. */
function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    for (const part of Object.values(value)) freeze(part)
    Object.freeze(value)
  }
  return value
}
