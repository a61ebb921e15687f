// The status line, made anew from what is true now: how old the data is, what is unsent, network, clock, alarms.
// It decides nothing: the ages it names are judged again by `decide` at every scan.
import type { PolicyLimits } from '../core/policy/catalogue.ts'
import { isClockDoubtful } from '../core/policy/clock.ts'
import { dataStateOf } from '../core/policy/data-age.ts'
import type { ClockFacts, DataFacts } from '../core/policy/evidence.ts'
import type { StatusView } from './api.ts'

export type StatusFacts = {
  readonly clock: ClockFacts
  readonly data: DataFacts
  readonly limits: PolicyLimits | null
  readonly holders: number
  readonly catalogueVersion: string | null
  readonly catalogueNext: StatusView['catalogueNext']
  readonly unsent: number
  readonly rejected: number
  readonly notices: number
  readonly network: StatusView['network']
  readonly alarm: StatusView['alarm']
  readonly sync: StatusView['sync']
}

export function statusView(facts: StatusFacts): StatusView {
  const { clock, data, limits } = facts
  const state = (asOf: number | null, age: keyof PolicyLimits['age']) =>
    limits === null ? 'none' : dataStateOf(asOf, Math.max(clock.wall, clock.lastTrusted), limits.age[age])
  const ages = (asOf: number | null, age: keyof PolicyLimits['age']) =>
    limits === null || asOf === null
      ? null
      : { warnAt: asOf + limits.age[age].warnSeconds, limitAt: asOf + limits.age[age].limitSeconds }
  return {
    now: clock.wall,
    holdersAsOf: data.holdersAsOf,
    holdersState: state(data.holdersAsOf, 'holders'),
    revocationsAsOf: data.revocationsAsOf,
    revocationsState: state(data.revocationsAsOf, 'revocations'),
    holdersAges: ages(data.holdersAsOf, 'holders'),
    revocationsAges: ages(data.revocationsAsOf, 'revocations'),
    holders: facts.holders,
    catalogueVersion: facts.catalogueVersion,
    catalogueNext: facts.catalogueNext,
    unsent: facts.unsent,
    rejected: facts.rejected,
    notices: facts.notices,
    network: facts.network,
    clock: limits !== null && isClockDoubtful(clock, limits.clock) ? 'doubtful' : 'ok',
    alarm: facts.alarm,
    sync: facts.sync,
  }
}
