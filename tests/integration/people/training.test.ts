// Training at a real window with a real registry: what it shows, what it refuses, and that it leaves no trace but its audit.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { SPECIMENS } from '../../../core/policy/specimens.ts'
import { readReceipt } from '../../../core/receipt/receipt.ts'
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

let world: PeopleWorld
let window: Window
beforeAll(async () => {
  world = await peopleWorld()
  window = await world.open()
  await addClerk(window)
  await signIn(window, SUPERVISOR)
  await serve(window, await world.physical('pu'), '1.1')
  await serve(window, await virtual('yang'), '1.1')
})
afterAll(async () => await world.end())

const TABLES = ['service_log', 'outbox', 'seen_code', 'receipt_print'] as const
const specimen = (index: number) => world.registry.specimenCode(index).token
const train = (on: boolean) => window.ask('session.training', { on })
const acts = (limit: number) =>
  window.look(journal => journal.auditTrail(limit).map(e => `${e.act} ${e.clerk}`))
const present = (raw: string) => window.ask('visit.present', { raw, source: 'scanner' })
const refused = (raw: string) => window.refusal('visit.present', { raw, source: 'scanner' })

async function virtual(key: string): Promise<string> {
  const codes = await world.registry.virtualCodes(world.card(key).card, 1)
  if (!codes.ok || codes.value[0] === undefined) throw new Error('no code')
  return codes.value[0].token
}

describe('training', () => {
  test('out of it a specimen is refused as ever', async () => {
    expect((await present(specimen(1))).reason).toBe('N-12')
  })

  test('shows every outcome for invented holders, and says on both screens that it is on', async () => {
    expect((await train(true)).training).toBe(true)
    expect((await acts(1))[0]).toBe(`training-begun ${SUPERVISOR.number}`)
    for (const { index, outcome } of SPECIMENS) {
      const visit = await present(specimen(index))
      expect([index, visit.outcome]).toEqual([index, outcome])
      expect(visit.holder?.nameMasked ?? '演').toMatch(/^演/)
    }
    expect(await window.served.holder?.call('holder.get', undefined)).toMatchObject({
      value: { training: true },
    })
    await train(false)
    expect((await window.ask('app.get', undefined)).training).toBe(false)
    expect(await window.served.holder?.call('holder.get', undefined)).not.toHaveProperty('value.training')
  })

  test('leaves log, outbox, seen codes and receipts as they were, whatever is done in it; a sync sends nothing of it', async () => {
    const before = await window.rows(...TABLES)
    const arrivedBefore = (await world.registry.records()).length
    const unsent = (await window.ask('app.get', undefined)).status.unsent
    await train(true)
    const taken = await serve(window, specimen(1), '1.1')
    await window.served.holder?.call('holder.rate', { visitId: taken.visitId, rating: 5, comment: null })
    const other = await present(specimen(2))
    await window.ask('visit.refuse', { visitId: other.visitId, cause: 'holder-left' })
    await window.ask('receipt.issue', { visitId: taken.visitId })
    const { record } = await window.ask('records.void', {
      recordId: taken.id,
      reason: 'wrong-person',
      text: '',
    })
    expect(record).toMatchObject({ kind: 'void', voids: taken.id })

    const { records, total } = await window.ask('records.today', { limit: 9 })
    expect(total).toBe(4)
    expect(records.map(r => r.kind)).toEqual(['void', 'refusal', 'rating', 'service'])
    expect(records.map(r => r.sequence)).toEqual([4, 3, 2, 1])
    expect(await window.ask('visit.tally', undefined)).toEqual({ served: 0, refused: 1 })
    expect((await window.ask('records.detail', { id: taken.id })).record.id).toBe(taken.id)

    expect(await window.rows(...TABLES)).toEqual(before)
    expect((await window.ask('app.get', undefined)).status.unsent).toBe(unsent)
    await window.ask('sync.now', undefined)
    const after = await window.rows('service_log', 'seen_code')
    expect(after).toEqual({ service_log: before['service_log'], seen_code: before['seen_code'] })
    const arrived = await world.registry.records()
    expect(arrived).toHaveLength(arrivedBefore + unsent)
    expect(arrived.filter(r => r.body.includes('"card":"0000'))).toEqual([])
    await train(false)
    expect((await window.ask('records.today', { limit: 9 })).total).toBe(2)
  })

  test('refuses real cards, numbers, names and files in words of its own, and notes no code as seen', async () => {
    const code = await virtual('yang')
    await train(true)
    const before = await window.rows(...TABLES)
    const card = world.card('yang').card
    for (const raw of [code, await world.physical('pu'), card, '532301199001011234', '134567890123456789'])
      expect(await refused(raw)).toBe('training-only')
    expect(await window.refusal('lookUp.find', { text: '杨' })).toBe('training-only')
    expect(await window.refusal('lookUp.open', { ref: crypto.randomUUID() })).toBe('training-only')
    expect(await window.rows(...TABLES)).toEqual(before)
    await train(false)
    // Nothing of it was noted: the same code is still a first one.
    expect((await present(code)).reason).toBe('P-01')
  })

  test('a receipt of it is void, and carries no signature', async () => {
    await train(true)
    const { visitId } = await serve(window, specimen(1), '1.1')
    const receipt = await window.ask('receipt.preview', { visitId })
    expect(receipt).toMatchObject({ training: true, nameMasked: '演*甲' })
    expect(readReceipt(receipt.statement).ok).toBe(false)
    await train(false)
    expect(await window.refusal('receipt.preview', { visitId })).toBe('nothing-to-print')
  })

  test('each training begins empty', async () => {
    await train(true)
    expect((await window.ask('records.today', { limit: 9 })).total).toBe(0)
    const again = await present(specimen(1))
    expect(again.services.find(s => s.id === '1.1')?.availability).toBe('available')
    expect(
      await window.refusal('visit.record', {
        visitId: again.visitId,
        personChecked: true,
        items: [{ ...item('1.1'), quantity: 5 }],
        comment: null,
        rating: null,
      }),
    ).toBe('quantity-out-of-range')
    await train(false)
  })

  test('outlasts its own lock, and ends with a take-over, a sign-out and the program; each is in the audit', async () => {
    await train(true)
    expect((await window.ask('session.lock', { why: 'asked' })).training).toBe(true)
    expect(await window.refusal('session.training', { on: false })).toBe('session-locked')
    expect((await window.ask('session.unlock', { pin: SUPERVISOR.pin })).training).toBe(true)
    await window.ask('session.lock', { why: 'asked' })
    expect((await signIn(window, CLERK)).training).toBe(false)
    expect(await acts(3)).toContain(`training-ended ${SUPERVISOR.number}`)
    expect(await window.refusal('session.training', { on: true })).toBe('not-allowed')

    await signIn(window, SUPERVISOR)
    await train(true)
    expect((await window.ask('session.signOut', undefined)).training).toBe(false)
    expect((await acts(2))[0]).toBe(`training-ended ${SUPERVISOR.number}`)

    await signIn(window, SUPERVISOR)
    await train(true)
    await window.restart()
    expect((await window.ask('app.get', undefined)).training).toBe(false)
    expect(await acts(2)).toContain(`training-ended ${SUPERVISOR.number}`)
    expect((await signIn(window, SUPERVISOR)).training).toBe(false)
  })
})
