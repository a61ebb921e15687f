// How old holder data and revocations are, against their warning and their hard limit.
// Data that was never there is `none`, which is not `fresh`: unknown is never taken for good.
import type { PolicyLimits } from './catalogue.ts'
import type { DataState } from './verdict.ts'

type AgeLimits = PolicyLimits['age']['holders']

/** `asOf` and `now` in seconds since 1970 UTC. Fresh up to the warning, ageing up to the limit, both included. */
export function dataStateOf(asOf: number | null, now: number, limits: AgeLimits): DataState {
  if (asOf === null) return 'none'
  const age = now - asOf
  if (age <= limits.warnSeconds) return 'fresh'
  return age <= limits.limitSeconds ? 'aging' : 'stale'
}
