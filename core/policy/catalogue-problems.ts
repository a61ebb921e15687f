// Everything that is wrong with a catalogue, each with its place: what an editor shows at the field.
// One list for shape and sense; nothing is put right here.
import type { z } from 'zod'
import { type Catalogue, type CatalogueItem, catalogue } from './catalogue.ts'

/** What contradicts itself although each field alone is right. */
export const CONTRADICTIONS = [
  'duplicate-id',
  'unknown-category',
  'limits-out-of-order',
  'dates-out-of-order',
  'ceiling-for-other-tier',
  'paper-for-other-relation',
] as const
export type Contradiction = (typeof CONTRADICTIONS)[number]

export const PROBLEMS = [
  ...CONTRADICTIONS,
  'empty', // a text that must say something
  'none-chosen',
  'too-small',
  'too-big',
  'bad-id',
  'bad-date',
  'wrong-kind', // not a catalogue's shape at all: no form can show it
] as const
export type ProblemCode = (typeof PROBLEMS)[number]
export type Problem<C extends ProblemCode = ProblemCode> = {
  readonly code: C
  readonly path: readonly (string | number)[]
}

/** Shape first: what contradicts itself can be told only of a catalogue that is one. */
export function problemsOf(raw: unknown): readonly Problem[] {
  const parsed = catalogue.safeParse(raw)
  return parsed.success ? contradictionsOf(parsed.data) : parsed.error.issues.map(problemOfIssue)
}

/** Whether forms can show it: every field is there and of its kind, whatever it says. */
export const hasShape = (raw: unknown): boolean => problemsOf(raw).every(p => p.code !== 'wrong-kind')

/** In order: doubles, items, limits. */
export function contradictionsOf({
  items,
  categories,
  limits,
}: Catalogue): readonly Problem<Contradiction>[] {
  const known = new Set(categories.map(c => c.id))
  return [
    ...doubles(
      categories.map(c => c.id),
      i => ['categories', i, 'id'],
    ),
    ...doubles(
      items.map(i => i.id),
      i => ['items', i, 'id'],
    ),
    ...items.flatMap((item, i) => ofItem(item, known, ['items', i])),
    ...ofLimits(limits),
  ]
}

type Path = Problem['path']

const doubles = (
  ids: readonly (string | number)[],
  path: (i: number) => Path,
): readonly Problem<Contradiction>[] =>
  ids.flatMap((id, i) => (ids.indexOf(id) < i ? [{ code: 'duplicate-id', path: path(i) }] : []))

function ofItem(
  item: CatalogueItem,
  categories: ReadonlySet<number>,
  path: Path,
): readonly Problem<Contradiction>[] {
  const found: Problem<Contradiction>[] = []
  const { inForceFrom, inForceUntil } = item
  if (!categories.has(item.category)) found.push({ code: 'unknown-category', path: [...path, 'category'] })
  if (inForceFrom !== null && inForceUntil !== null && inForceUntil < inForceFrom)
    found.push({ code: 'dates-out-of-order', path: [...path, 'inForceUntil'] })
  for (const [i, ceiling] of item.ceilings.entries())
    if (!ceiling.tiers.every(tier => item.tiers.includes(tier)))
      found.push({ code: 'ceiling-for-other-tier', path: [...path, 'ceilings', i, 'tiers'] })
  for (const [i, paper] of item.papers.entries())
    if (!paper.relations.every(whom => item.relations.includes(whom)))
      found.push({ code: 'paper-for-other-relation', path: [...path, 'papers', i, 'relations'] })
  return found
}

/** Warnings come before limits, and a code lives at least as long as it is shown, at most as long as is allowed. */
function ofLimits({ age, freshness }: Catalogue['limits']): readonly Problem<Contradiction>[] {
  const disordered = (...path: string[]): Problem<Contradiction> => ({
    code: 'limits-out-of-order',
    path: ['limits', ...path],
  })
  const { slotSeconds, lifetimeSeconds, maxLifetimeSeconds } = freshness
  return [
    ...(age.holders.warnSeconds >= age.holders.limitSeconds ? [disordered('age', 'holders')] : []),
    ...(age.revocations.warnSeconds >= age.revocations.limitSeconds
      ? [disordered('age', 'revocations')]
      : []),
    ...(slotSeconds <= lifetimeSeconds && lifetimeSeconds <= maxLifetimeSeconds
      ? []
      : [disordered('freshness')]),
  ]
}

function problemOfIssue(issue: z.core.$ZodIssue): Problem {
  const path = issue.path.map(step => (typeof step === 'symbol' ? String(step) : step))
  return { code: codeOfIssue(issue, path), path }
}

function codeOfIssue(issue: z.core.$ZodIssue, path: Path): ProblemCode {
  switch (issue.code) {
    case 'too_small':
      if (issue.origin === 'string') return 'empty'
      return issue.origin === 'array' ? 'none-chosen' : 'too-small'
    case 'too_big':
      return 'too-big'
    case 'invalid_format':
      return path.at(-1) === 'id' ? 'bad-id' : 'bad-date'
    default:
      return 'wrong-kind'
  }
}
