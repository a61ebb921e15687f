// One holder after another at the desk, in front of a terminal that answers when the test says so.
import { describe, expect, test } from 'vitest'
import type { VisitView } from '../../../electron/api.ts'
import { pressDigit } from '../../../renderer/counter/choice.ts'
import { createDesk, type DeskState } from '../../../renderer/counter/desk.ts'
import { aHolder, anApp, aStatus, aVisit, createFakeTerminal, NOW } from '../../support/fake-bridge.ts'

const yang = () => aVisit()
const pu = () => aVisit({ holder: aHolder({ cardNumber: '5323 0000 3371', nameMasked: '普*' }) })
const unsure = () => aVisit({ outcome: 'cannot-judge', reason: 'U-31', personCheck: false, services: [] })

function atTheDesk(verdicts: Record<string, () => VisitView> = { yang, pu, unsure }) {
  const terminal = createFakeTerminal(verdicts)
  const desk = createDesk(terminal, () => NOW)
  const scan = (raw: string, source: 'scanner' | 'camera' = 'scanner') =>
    desk.scan({ raw, source, frameShownAt: null })
  const digit = (n: number) => desk.choose((visit, choice) => pressDigit(visit, choice, n))
  const shown = () => verdictOf(desk.state.get())
  const calls = () => terminal.calls.map(call => call.name)
  return { terminal, desk, scan, digit, shown, calls }
}

function verdictOf(state: DeskState) {
  if (state.kind !== 'verdict') throw new Error(`no verdict: ${state.kind}`)
  return state
}

describe('the next holder', () => {
  test("is looked up only after the last one's details are gone", async () => {
    const { terminal, desk, scan } = atTheDesk()
    await scan('yang')
    let during: DeskState | null = null
    terminal.watch = call => {
      if (call.name === 'visit.present') during = desk.state.get()
    }
    await scan('pu')
    expect(during).toEqual({ kind: 'judging' })
    expect(verdictOf(desk.state.get()).visit.holder?.nameMasked).toBe('普*')
  })

  test('may be scanned while the last verdict is open, without any key', async () => {
    const { scan, digit, shown } = atTheDesk()
    await scan('yang')
    digit(1)
    await scan('pu')
    expect(shown().choice).toMatchObject({ personChecked: false, preselected: true })
  })

  test('leaves a word in the list when something was chosen and not recorded', async () => {
    const { desk, scan, digit } = atTheDesk()
    await scan('yang')
    digit(1)
    await scan('pu')
    expect(desk.recent.get()).toMatchObject([
      { kind: 'unrecorded', name: '杨*芳', titles: [{ zh: '就医绿色通道' }] },
    ])
  })

  test('leaves no word when only the screen had chosen', async () => {
    const { desk, scan } = atTheDesk()
    await scan('yang')
    await scan('pu')
    expect(desk.recent.get()).toEqual([])
  })

  test('is asked for with Esc: the terminal forgets the open visit', async () => {
    const { desk, scan, shown, calls } = atTheDesk()
    await scan('yang')
    const { visitId } = shown().visit
    await desk.next()
    expect(desk.state.get()).toEqual({ kind: 'ready', done: null, problem: null })
    expect(calls().at(-1)).toBe('visit.close')
    expect(visitId).not.toBe('')
  })
})

describe('the same code again', () => {
  test('keeps the verdict on the screen while it is judged anew', async () => {
    const { terminal, desk, scan, digit, shown } = atTheDesk()
    await scan('yang')
    digit(1)
    const kinds: string[] = []
    const end = desk.state.subscribe(() => kinds.push(desk.state.get().kind))
    const before = shown().visit.visitId
    await scan('yang')
    end()
    expect(kinds).toEqual(['verdict'])
    expect(shown().choice).toMatchObject({ personChecked: true, picked: [{ itemId: '1.1' }] })
    expect(shown().visit.visitId).not.toBe(before)
    expect(terminal.calls).toHaveLength(2)
  })

  test('sent twice by the scanner is asked once', async () => {
    const { terminal, scan, calls } = atTheDesk()
    const answer = terminal.hold('visit.present')
    const both = [scan('yang'), scan('yang')]
    answer()
    await Promise.all(both)
    expect(calls()).toEqual(['visit.present'])
  })

  test('of a phone, which is a new text each half minute, keeps what was chosen for the card', async () => {
    const { desk, scan, digit, shown } = atTheDesk({ 'slot 1': yang, 'slot 2': yang })
    await scan('slot 1', 'camera')
    digit(1)
    await scan('slot 2', 'camera')
    expect(shown().choice).toMatchObject({ personChecked: true, picked: [{ itemId: '1.1' }] })
    expect(desk.recent.get()).toEqual([])
  })
})

describe('scans faster than answers', () => {
  test('the latest is shown, and the one that was overtaken is said', async () => {
    const { terminal, desk, scan, shown } = atTheDesk()
    const answer = terminal.hold('visit.present')
    const first = scan('yang')
    const second = scan('pu')
    answer()
    await Promise.all([first, second])
    expect(shown().visit.holder?.nameMasked).toBe('普*')
    expect(desk.recent.get()).toMatchObject([{ kind: 'overtaken', count: 1 }])
  })

  test('a hundred in a moment end with the last, and with one line that counts the others', async () => {
    const { terminal, desk, shown, scan } = atTheDesk()
    const answer = terminal.hold('visit.present')
    const all = Array.from({ length: 99 }, (_, i) => scan(`other ${i}`))
    all.push(scan('pu'))
    answer()
    await Promise.all(all)
    expect(shown().scan.raw).toBe('pu')
    expect(desk.recent.get()).toMatchObject([{ kind: 'overtaken', count: 99 }])
  })

  test('a scan while a service is being written waits until it is on disk', async () => {
    const { terminal, desk, scan, digit, shown, calls } = atTheDesk()
    await scan('yang')
    digit(1)
    const written = terminal.hold('visit.record')
    const recording = desk.record()
    const next = scan('pu')
    expect(shown().writing).toBe(true)
    written()
    await Promise.all([recording, next])
    expect(calls()).toEqual(['visit.present', 'visit.record', 'visit.present'])
    expect(desk.recent.get()).toMatchObject([{ kind: 'record', record: { itemId: '1.1' } }])
    expect(shown().visit.holder?.nameMasked).toBe('普*')
  })
})

describe('recording', () => {
  test('says what is on record, and nothing of the holder stays on the desk', async () => {
    const { desk, scan, digit } = atTheDesk()
    await scan('yang')
    digit(1)
    await desk.record()
    const state = desk.state.get()
    expect(state).toMatchObject({ kind: 'ready', done: { kind: 'recorded', at: NOW } })
    expect(JSON.stringify(state)).not.toContain('杨')
    expect(JSON.stringify(state)).not.toContain('127X')
  })

  test('is not even asked for while the person is unchecked', async () => {
    const { desk, scan, shown, calls } = atTheDesk()
    await scan('yang')
    await desk.record()
    expect(shown().problem).toEqual({ kind: 'choice', code: 'person-not-checked' })
    expect(calls()).toEqual(['visit.present'])
  })

  test('that fails leaves the verdict and the choice, to try again', async () => {
    const { terminal, desk, scan, digit, shown } = atTheDesk()
    await scan('yang')
    digit(1)
    terminal.refuse('visit.record', { code: 'disk-full' })
    await desk.record()
    expect(shown()).toMatchObject({
      writing: false,
      problem: { kind: 'api', error: { code: 'disk-full' } },
      choice: { picked: [{ itemId: '1.1' }] },
    })
    await desk.record()
    expect(desk.state.get()).toMatchObject({ kind: 'ready', done: { kind: 'recorded' } })
  })

  test('twice in a hurry writes once', async () => {
    const { desk, scan, digit, calls } = atTheDesk()
    await scan('yang')
    digit(1)
    await Promise.all([desk.record(), desk.record()])
    expect(calls().filter(name => name === 'visit.record')).toHaveLength(1)
  })

  test('a refusal is recorded for any verdict, without a name in the list', async () => {
    const { desk, scan } = atTheDesk()
    await scan('unsure')
    await desk.refuse(null)
    expect(desk.state.get()).toMatchObject({ kind: 'ready', done: { kind: 'refused' } })
    expect(desk.recent.get()).toMatchObject([
      { record: { kind: 'refusal', nameMasked: null, reason: 'U-31' } },
    ])
  })

  test('a change of mind while it is written comes too late', async () => {
    const { terminal, desk, scan, digit } = atTheDesk()
    await scan('yang')
    digit(1)
    const written = terminal.hold('visit.record')
    const recording = desk.record()
    digit(1)
    written()
    await recording
    expect(terminal.records.map(r => r.itemId)).toEqual(['1.1'])
  })
})

describe('update now', () => {
  test('judges the card that could not be judged once more, without another scan', async () => {
    const { terminal, desk, scan, shown } = atTheDesk({ card: unsure })
    terminal.app = anApp({ status: aStatus({ network: 'online' }) })
    await scan('card')
    terminal.verdicts = { card: yang }
    await desk.syncNow()
    expect(shown().visit.outcome).toBe('check-person')
    expect(desk.notice.get()).toMatchObject({ kind: 'sync', result: { ok: true } })
  })

  test('without a network leaves the verdict and says so calmly', async () => {
    const { desk, scan, shown } = atTheDesk()
    await scan('unsure')
    await desk.syncNow()
    expect(shown().visit.reason).toBe('U-31')
    expect(desk.notice.get()).toMatchObject({ kind: 'sync', result: { error: 'unreachable' } })
  })

  test('judges nobody else again', async () => {
    const { terminal, desk, scan, calls } = atTheDesk()
    terminal.app = anApp({ status: aStatus({ network: 'online' }) })
    await scan('yang')
    await desk.syncNow()
    expect(calls()).toEqual(['visit.present', 'sync.now'])
  })
})

test('a terminal that refuses to judge is said on the ready screen, in its place', async () => {
  const { terminal, desk, scan } = atTheDesk()
  terminal.refuse('visit.present', { code: 'no-rules-yet' })
  await scan('yang')
  expect(desk.state.get()).toMatchObject({ kind: 'ready', problem: { code: 'no-rules-yet' } })
})

describe('one service more', () => {
  test('opens the same visit again, the person still checked, and the name is back only then', async () => {
    const { desk, scan, digit, shown, calls } = atTheDesk()
    await scan('yang')
    digit(1)
    const { visitId } = shown().visit
    await desk.record()
    expect(JSON.stringify(desk.state.get())).not.toContain('杨')
    await desk.more()
    expect(shown().visit.visitId).toBe(visitId)
    expect(shown().choice).toMatchObject({ personChecked: true, picked: [] })
    expect(shown().visit.services[0]?.alreadyRecorded).toBe(true)
    expect(calls()).toEqual(['visit.present', 'visit.record', 'visit.resume'])
  })

  test('is asked for only after something was recorded', async () => {
    const { desk, scan, calls } = atTheDesk()
    await desk.more()
    await scan('unsure')
    await desk.refuse(null)
    await desk.more()
    expect(calls()).not.toContain('visit.resume')
  })

  test('that comes too late says so, and the counter is ready', async () => {
    const { terminal, desk, scan, digit } = atTheDesk()
    await scan('yang')
    digit(1)
    await desk.record()
    terminal.refuse('visit.resume', { code: 'no-open-visit' })
    await desk.more()
    expect(desk.state.get()).toMatchObject({ kind: 'ready', done: null, problem: { code: 'no-open-visit' } })
  })

  test('gives way to a card that is scanned meanwhile', async () => {
    const { terminal, desk, scan, digit, shown } = atTheDesk()
    await scan('yang')
    digit(1)
    await desk.record()
    const release = terminal.hold('visit.resume')
    const more = desk.more()
    const next = scan('pu')
    release()
    await Promise.all([more, next])
    expect(shown().visit.holder?.nameMasked).toBe('普*')
    expect(shown().choice.personChecked).toBe(false)
  })

  test('is given up with Esc: the terminal forgets who was served', async () => {
    const { desk, scan, digit, calls } = atTheDesk()
    await scan('yang')
    digit(1)
    await desk.record()
    await desk.next()
    expect(calls().at(-1)).toBe('visit.close')
    expect(desk.state.get()).toEqual({ kind: 'ready', done: null, problem: null })
  })
})

describe('what the holder says on his own screen', () => {
  test('is noted with the open visit, beside what the clerk wrote', async () => {
    const { desk, scan, shown } = atTheDesk()
    await scan('yang')
    desk.choose((_, choice) => ({ ...choice, comment: '赶时间' }))
    desk.hear({ visitId: shown().visit.visitId, rating: 5, comment: '很好', pending: true })
    expect(shown().choice).toMatchObject({ rating: 5, comment: '赶时间 很好' })
  })

  test('is shown with what was just recorded, and never with another visit', async () => {
    const { desk, scan, digit, shown } = atTheDesk()
    await scan('yang')
    digit(1)
    const { visitId } = shown().visit
    await desk.record()
    desk.hear({ visitId: crypto.randomUUID(), rating: 1, comment: null, pending: false })
    expect(desk.state.get()).toMatchObject({ done: { rating: null } })
    desk.hear({ visitId, rating: 4, comment: null, pending: false })
    expect(desk.state.get()).toMatchObject({ done: { rating: 4 } })
  })
})
