// A service on a supervisor's word, past the screen: who may give it, for what, and what the record and the audit say of it.
// The verdict stands in the record as it was judged, and the registry still finds a quota drawn twice.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Input, VisitView } from '../../../electron/api.ts'
import { HOSPITAL } from '../../../scripts/demo/world.ts'
import {
  addClerk,
  CLERK,
  item,
  type PeopleWorld,
  peopleWorld,
  SUPERVISOR,
  serve,
  signIn,
  type Window,
} from './world.ts'

const OTHER_HOSPITAL = { ...HOSPITAL, id: 'other-hospital', nameZh: '州中医医院', nameEn: 'Other hospital' }
const BOSS = { number: SUPERVISOR.number, pin: SUPERVISOR.pin }

let world: PeopleWorld
let window: Window
beforeAll(async () => {
  world = await peopleWorld()
  const elsewhere = await world.open(OTHER_HOSPITAL)
  await signIn(elsewhere, SUPERVISOR)
  for (const key of ['yang', 'li']) await serve(elsewhere, await world.physical(key), '1.2')
  await elsewhere.ask('sync.now', undefined)
  window = await world.open()
  await addClerk(window)
})
afterAll(async () => await world.end())

type Asked = Input<'visit.override'>
/** The verdict, once the registry has said what was used elsewhere. */
async function present(raw: string): Promise<VisitView> {
  const answered = new Promise<VisitView>(done => {
    const stop = window.served.on('visit', visit => {
      stop()
      done(visit)
    })
  })
  const visit = await window.ask('visit.present', { raw, source: 'scanner' })
  return visit.quota?.state === 'asking' ? await answered : visit
}
const asked = (visitId: string, more: Partial<Asked> = {}): Asked => ({
  visitId,
  personChecked: true,
  item: item('1.2'),
  reason: 'use-disputed',
  text: '',
  supervisor: null,
  ...more,
})
const acts = (limit: number) =>
  window.look(journal =>
    journal
      .auditTrail(limit)
      .map(e => `${e.act} ${e.clerk} ${e.detail?.split(' ').slice(0, 2).join(' ')}`)
      .reverse(),
  )

describe('a check-up used elsewhere', () => {
  test('is not had on a clerk’s own word, nor on another clerk’s PIN, nor without comparing the person', async () => {
    await signIn(window, CLERK)
    const visit = await present(await world.physical('yang'))
    expect(visit.services.find(s => s.id === '1.2')?.availability).toBe('used-up')
    expect(visit.override?.map(s => s.id)).toEqual(['1.2'])
    const to = (more: Partial<Asked> = {}) => window.refusal('visit.override', asked(visit.visitId, more))
    expect(await to()).toBe('override-needs-supervisor')
    expect(await to({ supervisor: { number: CLERK.number, pin: CLERK.pin } })).toBe(
      'override-needs-supervisor',
    )
    expect(await to({ supervisor: BOSS, personChecked: false })).toBe('person-not-checked')
    expect(await to({ supervisor: BOSS, reason: 'other', text: ' ' })).toBe('reason-in-words')
    expect(await to({ supervisor: BOSS, item: item('1.1') })).toBe('override-not-allowed')
    expect(await acts(4)).toEqual([
      `override-refused ${CLERK.number} override-needs-supervisor use-disputed`,
      `override-refused ${CLERK.number} override-needs-supervisor use-disputed`,
      `override-refused ${CLERK.number} person-not-checked use-disputed`,
      `override-refused ${CLERK.number} override-not-allowed use-disputed`,
    ])
    expect((await window.ask('records.today', { limit: 5 })).total).toBe(0)
  })

  test('is on record by a supervisor’s PIN at the clerk’s window, as judged, with whose word and why', async () => {
    const visit = await present(await world.physical('yang'))
    const { record } = await window.ask(
      'visit.override',
      asked(visit.visitId, { supervisor: BOSS, text: ' 本人未去过该院 ' }),
    )
    expect(record).toMatchObject({
      kind: 'service',
      itemId: '1.2',
      outcome: visit.outcome,
      reason: visit.reason,
      clerk: CLERK.number,
      override: { by: SUPERVISOR.number, reason: 'use-disputed', text: '本人未去过该院' },
    })
    expect(await acts(1)).toEqual([`overridden ${SUPERVISOR.number} use-disputed 1.2`])
    // Who was at work stays at work.
    expect((await window.ask('app.get', undefined)).clerk).toMatchObject({ number: CLERK.number })
    const again = asked(visit.visitId, { supervisor: BOSS })
    expect(await window.refusal('visit.override', again)).toBe('no-open-visit')
    const { override } = (await window.ask('records.detail', { id: record.id })).record
    expect(override).toMatchObject({ by: SUPERVISOR.number })
    const report = await window.ask('report.get', { from: record.at - 60, to: record.at + 60 })
    expect(report).toMatchObject({ overridden: 1, total: { services: 1 } })
  })

  test('collides at the registry with the use that it went past', async () => {
    await window.ask('sync.now', undefined)
    expect((await window.ask('app.get', undefined)).status).toMatchObject({ unsent: 0, rejected: 0 })
    const { card } = world.card('yang')
    const conflicts = (await world.registry.conflicts()).filter(c => c.card_no === card)
    expect(conflicts.map(c => c.kind)).toEqual(['quota-overdrawn'])
  })

  test('cannot be had once more here: what this site has recorded is taken back by a void alone', async () => {
    const visit = await present(await world.physical('yang'))
    expect(visit.override).toBeUndefined()
    const asks = asked(visit.visitId, { supervisor: BOSS })
    expect(await window.refusal('visit.override', asks)).toBe('override-not-allowed')
  })
})

test('a card newer than the data is served under the number in its signed code, on the word of whoever is at work', async () => {
  await signIn(window, SUPERVISOR)
  const { card } = world.card('li')
  const code = await world.registry.physicalCode(card, 9)
  if (!code.ok) throw new Error(code.error.code)
  const visit = await present(code.value)
  expect(visit).toMatchObject({ outcome: 'cannot-judge', reason: 'U-34' })
  expect(visit.override?.map(s => s.id)).toContain('1.1')
  const confirmed = { visitId: visit.visitId, personChecked: true, comment: null, rating: null }
  expect(await window.refusal('visit.record', { ...confirmed, items: [item('1.1')] })).toBe('not-servable')
  const asks = asked(visit.visitId, { item: item('1.1'), reason: 'papers-seen' })
  const { record } = await window.ask('visit.override', asks)
  expect(record).toMatchObject({ reason: 'U-34', cardTail: card.slice(-4), override: { text: '' } })
})

test('a revoked card is opened by nobody’s word', async () => {
  const visit = await present(await world.physical('revoked'))
  expect(visit).toMatchObject({ outcome: 'no', reason: 'N-22' })
  expect(visit.override).toBeUndefined()
  expect(await window.refusal('visit.override', asked(visit.visitId))).toBe('override-not-allowed')
})

test('what the site’s policy does not list is not opened, from the next sync on', async () => {
  const raw = await world.physical('li')
  expect((await present(raw)).override?.map(s => s.id)).toEqual(['1.2'])
  const before = await world.registry.sitePolicy('people-hospital')
  if (before === null) throw new Error('no such site')
  await world.registry.changeSitePolicy('people-hospital', { overrides: ['U-31'] })
  await window.ask('sync.now', undefined)
  const visit = await present(raw)
  expect(visit.override).toBeUndefined()
  expect(await window.refusal('visit.override', asked(visit.visitId))).toBe('override-not-allowed')
  await world.registry.changeSitePolicy('people-hospital', before)
  await window.ask('sync.now', undefined)
})

test('wrong PINs wait like those at the sign-in, and the right one waits with them', async () => {
  await signIn(window, CLERK)
  const { visitId } = await present(await world.physical('li'))
  const wrong = asked(visitId, { supervisor: { ...BOSS, pin: '999999' } })
  const answers = []
  for (let i = 0; i < 12; i++) answers.push(await window.refusal('visit.override', wrong))
  expect(answers[0]).toBe('clerk-or-pin-wrong')
  expect(answers.at(-1)).toBe('too-many-attempts')
  expect(await window.refusal('visit.override', asked(visitId, { supervisor: BOSS }))).toBe(
    'too-many-attempts',
  )
  const trail = await window.look(journal => journal.auditTrail(13))
  expect(new Set(trail.map(e => e.act))).toEqual(new Set(['override-refused']))
  expect(JSON.stringify(trail)).not.toContain('999999')
})
