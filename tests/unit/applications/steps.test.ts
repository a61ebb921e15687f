// The way of an application: the good way, each way off it, and what no order of steps whatever can bring about.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, addWorkingDays, isWorkingDay } from '../../../core/calendar/working-days.ts'
import {
  APPLICATION_POLICY as POLICY,
  reviewingUnit,
  reviewingUnits,
} from '../../../registry/applications/policy.ts'
import {
  type Decision,
  dueOn,
  isOver,
  noticeEnd,
  REVIEWS,
  replay,
  STAGES,
  START,
  type State,
  type Step,
  take,
} from '../../../registry/applications/steps.ts'

const DAY = '2026-11-25'
const UNTIL = noticeEnd(DAY, POLICY)
const OPINIONS = POLICY.opinions.map(
  (o): Decision => ({ kind: 'opinion', about: o.id, finding: 'none', repliedOn: DAY }),
)
const TO_NOTICE: readonly Decision[] = [
  { kind: 'submit' },
  { kind: 'employer', finding: 'agree', form: 'paper', signedOn: DAY },
  { kind: 'industry', finding: 'agree' },
  { kind: 'office' },
  ...OPINIONS,
  { kind: 'notice', notice: 'n1', until: UNTIL },
]
const GOOD: readonly Decision[] = [...TO_NOTICE, { kind: 'approve' }, { kind: 'issue', card: '532300000016' }]

const stepsOf = (decisions: readonly Decision[], on: (d: Decision) => string = () => DAY): Step[] =>
  decisions.map((decision, i) => ({ number: i + 1, on: on(decision), decision }))
const standing = (decisions: readonly Decision[], on?: (d: Decision) => string) =>
  replay(stepsOf(decisions, on), POLICY)
const late = (d: Decision): string => (['approve', 'issue'].includes(d.kind) ? addDays(UNTIL, 1) : DAY)

describe('the good way', () => {
  test('goes through every review, all opinions and the whole notice to a card', () => {
    expect(standing(GOOD, late)).toEqual({ ok: true, value: { stage: 'issued', card: '532300000016' } })
  })

  test('no step of it can be left out', () => {
    for (const left of GOOD.keys()) {
      const short = GOOD.filter((_, i) => i !== left)
      const end = standing(short, late)
      expect(end.ok && end.value.stage === 'issued', JSON.stringify(GOOD[left])).toBe(left === GOOD.length)
    }
  })

  test('a notice hangs for whole working days, and nothing is approved on its last one', () => {
    expect(UNTIL).toBe('2026-12-02')
    expect(
      standing([...TO_NOTICE.slice(0, -1), { kind: 'notice', notice: 'n1', until: '2026-12-01' }]),
    ).toEqual({
      ok: false,
      error: { code: 'notice-too-short' },
    })
    expect(standing([...TO_NOTICE, { kind: 'approve' }], d => (d.kind === 'approve' ? UNTIL : DAY))).toEqual({
      ok: false,
      error: { code: 'notice-not-over' },
    })
  })
})

describe('ways off it', () => {
  test('an objection holds the approval until it is settled; a founded one refuses', () => {
    const objected: Decision[] = [...TO_NOTICE, { kind: 'objection' }]
    const number = objected.length
    expect(standing([...objected, { kind: 'approve' }], late)).toEqual({
      ok: false,
      error: { code: 'objection-open' },
    })
    const unfounded: Decision = { kind: 'settle', objection: number, finding: 'unfounded' }
    expect(standing([...objected, unfounded, { kind: 'approve' }], late)).toEqual({
      ok: true,
      value: { stage: 'approved' },
    })
    expect(standing([...objected, { ...unfounded, finding: 'founded' }])).toMatchObject({
      value: { stage: 'refused' },
    })
    expect(standing([...objected, { ...unfounded, objection: 2 }])).toEqual({
      ok: false,
      error: { code: 'no-such-objection' },
    })
  })

  test('a concern keeps it from the notice until a later opinion about the same has none', () => {
    const [first, ...others] = OPINIONS
    if (first === undefined || first.kind !== 'opinion') throw new Error('no opinions')
    const concern = [...TO_NOTICE.slice(0, 4), { ...first, finding: 'concern' as const }, ...others]
    expect(standing(concern)).toMatchObject({
      value: { stage: 'opinions', found: { [first.about]: 'concern' } },
    })
    expect(standing([...concern, first])).toEqual({ ok: true, value: { stage: 'cleared' } })
    expect(
      standing([...concern, { kind: 'opinion', about: 'weather', finding: 'none', repliedOn: DAY }]),
    ).toMatchObject({
      error: { code: 'unknown-opinion' },
    })
  })

  test('sent back, it comes again to whoever sent it back', () => {
    for (const at of REVIEWS.keys()) {
      const sent: Decision[] = [...TO_NOTICE.slice(0, at + 1), { kind: 'return' }]
      expect(standing(sent)).toEqual({ ok: true, value: { stage: 'returned', to: REVIEWS[at] } })
      expect(standing([...sent, { kind: 'complete' }])).toEqual({ ok: true, value: { stage: REVIEWS[at] } })
    }
  })

  test('a unit’s no is for the office to hear; an employer’s no ends it, with the right to object', () => {
    const no: Decision = { kind: 'industry', finding: 'disagree' }
    expect(standing([...TO_NOTICE.slice(0, 2), no])).toEqual({ ok: true, value: { stage: 'office' } })
    expect(
      standing([{ kind: 'submit' }, { kind: 'employer', finding: 'disagree', form: 'paper', signedOn: DAY }]),
    ).toEqual({
      ok: true,
      value: {
        stage: 'refused',
        until: addWorkingDays(DAY, POLICY.workingDays.refused),
        reached: 'employer',
      },
    })
  })

  test('a refusal can be objected to once and in time', () => {
    const refusedNow: Decision[] = [...TO_NOTICE.slice(0, 3), { kind: 'refuse' }]
    const tooLate = addDays(addWorkingDays(DAY, POLICY.workingDays.refused), 1)
    expect(
      standing([...refusedNow, { kind: 'object' }], d => (d.kind === 'object' ? tooLate : DAY)),
    ).toMatchObject({
      error: { code: 'too-late-to-object' },
    })
    const objected: Decision[] = [...refusedNow, { kind: 'object' }]
    expect(standing([...objected, { kind: 'rehear', finding: 'reopened' }])).toEqual({
      ok: true,
      value: { stage: 'office' },
    })
    const kept: Decision[] = [...objected, { kind: 'rehear', finding: 'kept' }]
    expect(standing(kept)).toEqual({ ok: true, value: { stage: 'refused', until: null, reached: 'office' } })
    expect(standing([...kept, { kind: 'object' }])).toMatchObject({ error: { code: 'too-late-to-object' } })
  })

  test('a decision is taken back by a further step, never forward and never after the card', () => {
    expect(standing([...TO_NOTICE, { kind: 'reopen', to: 'industry' }])).toEqual({
      ok: true,
      value: { stage: 'industry' },
    })
    expect(standing([...TO_NOTICE.slice(0, 2), { kind: 'reopen', to: 'office' }])).toMatchObject({
      ok: false,
    })
    expect(standing([...GOOD, { kind: 'reopen', to: 'office' }], late)).toMatchObject({ ok: false })
  })
})

// ---- any order of steps ----

/** What leads towards a card. */
function waysOn(state: State, on: string): readonly Decision[] {
  const found = state.stage === 'opinions' ? state.found : {}
  return [
    { kind: 'submit' },
    { kind: 'employer', finding: 'agree', form: 'paper', signedOn: DAY },
    { kind: 'industry', finding: 'agree' },
    { kind: 'office' },
    ...OPINIONS.filter(o => o.kind === 'opinion' && found[o.about] !== 'none'),
    { kind: 'notice', notice: 'n', until: noticeEnd(on, POLICY) },
    ...openIn(state).map((objection): Decision => ({ kind: 'settle', objection, finding: 'unfounded' })),
    { kind: 'approve' },
    { kind: 'issue', card: '532300000016' },
    { kind: 'complete' },
    { kind: 'object' },
  ]
}
/** What leads off. */
const waysOff = (state: State): readonly Decision[] => [
  { kind: 'industry', finding: 'disagree' },
  ...OPINIONS.map(o => ({ ...o, finding: 'concern' }) as Decision),
  { kind: 'return' },
  { kind: 'objection' },
  ...openIn(state).map((objection): Decision => ({ kind: 'settle', objection, finding: 'founded' })),
  { kind: 'employer', finding: 'disagree', form: 'paper', signedOn: DAY },
  { kind: 'refuse' },
  { kind: 'rehear', finding: 'kept' },
  { kind: 'rehear', finding: 'reopened' },
  ...REVIEWS.map((to): Decision => ({ kind: 'reopen', to })),
  { kind: 'withdraw' },
]
const openIn = (state: State): readonly number[] => (state.stage === 'notice' ? state.open : [])

type Taken = { readonly step: Step; readonly before: State; readonly state: State }

/** A walk: at each turn some days pass, and one of the steps that can be taken is; more often one that leads on. */
const someWalk = fc
  .array(fc.noBias(fc.tuple(fc.nat({ max: 99 }), fc.nat({ max: 6 }))), { minLength: 20, maxLength: 60 })
  .map((turns): readonly Taken[] => {
    const walk: Taken[] = []
    let [state, day]: [State, string] = [START, DAY]
    for (const [choice, days] of turns) {
      day = addDays(day, days)
      const wanted = choice < 75 ? waysOn(state, day) : waysOff(state)
      const possible = wanted.flatMap((decision): Taken[] => {
        const step = { number: walk.length + 1, on: day, decision }
        const next = take(state, step, POLICY)
        return next.ok ? [{ step, before: state, state: next.value }] : []
      })
      const chosen = possible[choice % Math.max(1, possible.length)]
      if (chosen === undefined) continue
      walk.push(chosen)
      state = chosen.state
    }
    return walk
  })

/** Where a step went back to, as the number of the review; null for one that did not. */
function backTo({ step, before, state }: Taken): number | null {
  const { kind } = step.decision
  return (kind === 'reopen' || kind === 'rehear') && state.stage !== before.stage
    ? REVIEWS.indexOf(state.stage as (typeof REVIEWS)[number])
    : null
}

test('whatever is tried: a card has behind it every review since it was last gone back over, all opinions, a whole notice', () => {
  let [cards, afterGoingBack] = [0, 0]
  fc.assert(
    fc.property(someWalk, walk => {
      const issued = walk.findIndex(d => d.state.stage === 'issued')
      if (issued === -1) return
      cards += 1
      const way = walk.slice(0, issued)
      const lastBack = (review: number): number =>
        way.findLastIndex(t => {
          const to = backTo(t)
          return to !== null && to >= 0 && to <= review
        })
      if (lastBack(2) >= 0) afterGoingBack += 1
      for (const [review, kind] of (['employer', 'industry', 'office'] as const).entries())
        expect(way.findLastIndex(t => t.step.decision.kind === kind)).toBeGreaterThan(lastBack(review))
      const since = way.slice(lastBack(2) + 1)
      for (const { id } of POLICY.opinions) {
        const last = since.findLast(({ step: { decision: d } }) => d.kind === 'opinion' && d.about === id)
        expect(last?.step.decision).toMatchObject({ finding: 'none' })
      }
      const notice = since.findLast(t => t.step.decision.kind === 'notice')
      const approval = since.findLast(t => t.step.decision.kind === 'approve')
      if (notice?.state.stage !== 'notice' || approval === undefined) throw new Error('no notice')
      expect(approval.step.on > notice.state.until).toBe(true)
    }),
    { numRuns: 800 },
  )
  // The walks do get there, also by detours: else all this would have said nothing.
  expect(cards).toBeGreaterThan(100)
  expect(afterGoingBack).toBeGreaterThan(20)
})

test('whatever is tried: an end stays an end, and every stage that waits for somebody names a working day', () => {
  fc.assert(
    fc.property(someWalk, walk => {
      for (const { step, before, state } of walk) {
        expect(isOver(before)).toBe(false)
        expect(STAGES).toContain(state.stage)
        const due = dueOn(state, step.on, POLICY)
        const waits = !isOver(state) && !(state.stage === 'refused' && state.until === null)
        expect(due !== null).toBe(waits)
        if (due !== null)
          expect([isWorkingDay(due), due > step.on || state.stage === 'notice']).toEqual([true, true])
      }
    }),
    { numRuns: 300 },
  )
})

test('whatever is tried: the steps alone say where it stands, as often as they are replayed', () => {
  fc.assert(
    fc.property(someWalk, walk => {
      const steps = walk.map(t => t.step)
      expect(replay(steps, POLICY)).toEqual({ ok: true, value: walk.at(-1)?.state ?? START })
    }),
    { numRuns: 300 },
  )
})

test('whoever works for a central or provincial employer is reviewed with the HR bureau, all others by their field’s unit', () => {
  const industry = 'health'
  expect(reviewingUnit(POLICY, { employerKind: 'local', industry })).toBe('州卫生健康委')
  expect(reviewingUnit(POLICY, { employerKind: 'central', industry })).toBe('州人力资源和社会保障局')
  expect(reviewingUnit(POLICY, { employerKind: 'local', industry: 'astrology' })).toBeNull()
  const units = reviewingUnits(POLICY).map(u => u.zh)
  expect(new Set(units).size).toBe(units.length)
})
