// The visit of a window, over the real rules: what is recorded together, what may follow, what the holder's own screen may know.
// The journal is a list here; what the database does with it is tested beside the database.
import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import type { SiteKind } from '../../../core/policy/catalogue.ts'
import type { Usage } from '../../../core/policy/evidence.ts'
import { ok } from '../../../core/result.ts'
import type { RecordBody, SealedRecord } from '../../../core/sync/wire.ts'
import type { HolderWord, Input } from '../../../electron/api.ts'
import { AFTERWARDS_MS, createCounter } from '../../../electron/visit/counter.ts'
import type { KnownHolder } from '../../../electron/visit/judge.ts'
import { amended, CARD, CATALOGUE, HOLDER, NOW } from '../policy/good-card.ts'

type Items = Input<'visit.record'>['items']
const item = (itemId: string, more: Partial<Items[number]> = {}): Items[number] => ({
  itemId,
  relation: 'self',
  quantity: 1,
  amountCny: null,
  ...more,
})

const YANG: KnownHolder = { ...HOLDER, name: '杨明芳', idTail: '127X' }

function atTheWindow(siteKind: SiteKind, holder: KnownHolder | null = YANG, catalogue = CATALOGUE) {
  const log: RecordBody[] = []
  const words: HolderWord[] = []
  const timers = new Set<() => void>()
  let now = 1_000
  let full = false
  let rules = catalogue
  const counter = createCounter({
    grounds: () => ({
      book: {
        findByCardNumber: card => (card === CARD ? holder : null),
        findByIdHash: () => holder,
        findByProvincial: () => null,
        usageOf: (): readonly Usage[] =>
          log
            .filter(b => b.kind === 'service' && b.item !== null)
            .map(b => ({
              recordId: b.id,
              itemId: b.item ?? '',
              at: b.at,
              siteName: '本院',
              amountCny: b.amountCny,
            })),
      },
      keys: { counter: 1, byId: new Map() } as never,
      catalogue: rules,
      window: { siteKind, itemIds: null },
      idLookupKey: Buffer.alloc(32),
      data: { holdersAsOf: NOW - 60, revocationsAsOf: NOW - 60, keyListAsOf: NOW - 60, sequence: 1 },
      clock: { wall: NOW, lastTrusted: NOW, offsetAtLastSync: 0 },
      training: false,
    }),
    noteSeen: () => 'first',
    append(bodies) {
      if (full) return { ok: false, error: { code: 'disk-full' } }
      log.push(...bodies)
      return ok(
        bodies.map((b, i): SealedRecord => ({ sequence: i + 1, id: b.id, body: '', prev: '', hash: '' })),
      )
    },
    stamp: () => ({
      terminalId: 't-1',
      siteId: 's-1',
      clerk: '0312',
      at: NOW,
      took: 1,
      basis: { catalogue: '2023.2', sequence: 1, keyList: 1, app: 'test' },
      newId: randomUUID,
    }),
    monotonicMs: () => now,
    newId: randomUUID,
    sawTime: () => undefined,
    later(_ms, work) {
      timers.add(work)
      return () => timers.delete(work)
    },
    onHolder: () => undefined,
    onWord: word => words.push(word),
    askPhoto: async () => null,
    askQuota: async () => ({ state: 'absent' }),
    isVoided: () => false,
    overrides: () => ({ allowed: [], here: '' }),
    onVisit: () => undefined,
  })
  const scan = () => counter.present(CARD)
  const record = (visitId: string, ...items: Items) =>
    counter.record({ visitId, personChecked: true, items, comment: null, rating: null })
  return {
    counter,
    log,
    words,
    scan,
    record,
    timers,
    /** The clock runs on, and what was to happen later happens. */
    pass(ms: number) {
      now += ms
      if (ms >= AFTERWARDS_MS) for (const work of [...timers]) work()
    },
    /** The day of another catalogue has come. */
    changeOver(to: typeof CATALOGUE) {
      rules = to
    },
    breakDisk: (broken: boolean) => {
      full = broken
    },
  }
}

let at: ReturnType<typeof atTheWindow>
const code = (result: { ok: boolean; error?: { code: string } }) => (result.ok ? 'ok' : result.error?.code)

describe('one service more for the holder just served', () => {
  beforeEach(() => {
    at = atTheWindow('service-hall')
  })

  test('opens the same visit without a scan, and what is on record is marked', () => {
    const { visitId } = at.scan()
    expect(code(at.record(visitId, item('3.3')))).toBe('ok')
    const again = at.counter.resume(visitId)
    expect(again.ok && again.value.visitId).toBe(visitId)
    const marked = again.ok ? again.value.services.filter(s => s.alreadyRecorded).map(s => s.id) : []
    expect(marked).toEqual(['3.3'])
    expect(code(at.record(visitId, item('3.3')))).toBe('already-recorded')
    expect(code(at.record(visitId, item('3.5')))).toBe('ok')
    expect(at.log.map(b => [b.visit === visitId, b.item])).toEqual([
      [true, '3.3'],
      [true, '3.5'],
    ])
  })

  test('a second time, too: the marks add up', () => {
    const { visitId } = at.scan()
    at.record(visitId, item('3.3'))
    at.counter.resume(visitId)
    at.record(visitId, item('3.5'))
    const again = at.counter.resume(visitId)
    expect(again.ok && again.value.services.filter(s => s.alreadyRecorded).map(s => s.id)).toEqual([
      '3.3',
      '3.5',
    ])
  })

  test('is over after two minutes, after the next scan, after Esc, and when the clerk leaves', () => {
    const ends: readonly (() => void)[] = [
      () => at.pass(AFTERWARDS_MS),
      () => void at.scan(),
      () => at.counter.close(id),
      () => at.counter.forget(),
    ]
    let id = ''
    for (const end of ends) {
      id = at.scan().visitId
      at.record(id, item('3.3'))
      end()
      expect(code(at.counter.resume(id))).toBe('no-open-visit')
    }
  })

  test('is not offered after a refusal', () => {
    const { visitId } = at.scan()
    expect(code(at.counter.refuse(visitId, 'not-today'))).toBe('ok')
    expect(code(at.counter.resume(visitId))).toBe('no-open-visit')
  })

  test('counts what was just recorded: a yearly check-up is used up', () => {
    at = atTheWindow('hospital-checkup')
    const { visitId } = at.scan()
    at.record(visitId, item('1.2'))
    const again = at.counter.resume(visitId)
    expect(again.ok && again.value.services.find(s => s.id === '1.2')?.availability).toBe('used-up')
  })
})

test('several services are recorded together or not at all', () => {
  at = atTheWindow('service-hall')
  const { visitId } = at.scan()
  at.breakDisk(true)
  expect(code(at.record(visitId, item('3.3'), item('3.5')))).toBe('disk-full')
  expect(at.log).toEqual([])
  at.breakDisk(false)
  expect(code(at.record(visitId, item('3.3'), item('3.4', { relation: 'self' })))).toBe(
    'relation-not-allowed',
  )
  expect(at.log).toEqual([])
  expect(code(at.record(visitId, item('3.3'), item('3.5')))).toBe('ok')
  expect(at.log).toHaveLength(2)
})

describe('tickets at a scenic area', () => {
  beforeEach(() => {
    at = atTheWindow('scenic-area')
  })
  const family = (quantity: number, ...companions: NonNullable<Items[number]['companions']>) =>
    item('11.1', { quantity, companions })

  test.each<[string, Items[number], string]>([
    ['the holder alone', item('11.1'), 'ok'],
    ['with spouse', family(2, { relation: 'spouse', count: 1 }), 'ok'],
    ['with two children', family(3, { relation: 'child', count: 2 }), 'ok'],
    ['with three children', family(4, { relation: 'child', count: 3 }), 'quantity-out-of-range'],
    ['with two spouses', family(3, { relation: 'spouse', count: 2 }), 'companions-not-allowed'],
    ['with a parent', family(2, { relation: 'parent', count: 1 }), 'companions-not-allowed'],
    ['with himself', family(2, { relation: 'self', count: 1 }), 'companions-not-allowed'],
    [
      'a kind twice',
      family(3, { relation: 'child', count: 1 }, { relation: 'child', count: 1 }),
      'companions-not-allowed',
    ],
    ['more tickets than people', family(3, { relation: 'child', count: 1 }), 'quantity-out-of-range'],
    ['tickets for nobody', item('11.1', { quantity: 2 }), 'quantity-out-of-range'],
    ['the spouse without the holder', item('11.1', { relation: 'spouse' }), 'relation-not-allowed'],
  ])('%s', (_, chosen, expected) => {
    const { visitId } = at.scan()
    expect(code(at.record(visitId, chosen))).toBe(expected)
  })

  test('are on record by kind of companion', () => {
    const { visitId } = at.scan()
    at.record(visitId, family(3, { relation: 'spouse', count: 1 }, { relation: 'child', count: 1 }))
    expect(at.log[0]).toMatchObject({
      quantity: 3,
      companions: [
        { relation: 'spouse', count: 1 },
        { relation: 'child', count: 1 },
      ],
    })
  })
})

test('companions are nothing for a service of one person', () => {
  at = atTheWindow('service-hall')
  const { visitId } = at.scan()
  const withChild = item('3.3', { companions: [{ relation: 'child', count: 1 }] })
  expect(code(at.record(visitId, withChild))).toBe('companions-not-allowed')
})

describe('amounts and companies', () => {
  test.each([
    [null, 'ok'],
    [400_000, 'ok'],
    [400_001, 'amount-too-high'],
  ])('an amount of %s under the unit’s own ceiling for this tier: %s', (amountCny, expected) => {
    const credit = CATALOGUE.items.find(i => i.id === '12.1')
    // As the bank's credit is bounded (12.1: A 400,000, B 300,000), at a window where a typed number serves.
    at = atTheWindow(
      'service-hall',
      YANG,
      amended(i => (i.id === '3.3' ? { ceilings: credit?.ceilings ?? [] } : {})),
    )
    expect(code(at.record(at.scan().visitId, item('3.3', { amountCny })))).toBe(expected)
  })

  test.each([
    [null, 'amount-required'],
    [0, 'amount-required'],
    [3_000, 'ok'],
    [3_001, 'quantity-out-of-range'],
  ])('a housing-fund withdrawal of %s: %s', (amountCny, expected) => {
    at = atTheWindow('housing-fund')
    expect(code(at.record(at.scan().visitId, item('5.2', { amountCny })))).toBe(expected)
  })

  test('a company is named only where the service is for one', () => {
    at = atTheWindow('service-hall')
    const { visitId } = at.scan()
    expect(code(at.record(visitId, item('3.5', { company: '某某公司' })))).toBe('relation-not-allowed')
    expect(code(at.record(visitId, item('3.5', { relation: 'company', company: '某某公司' })))).toBe('ok')
    expect(at.log[0]).toMatchObject({ relation: 'company', company: '某某公司' })
  })
})

describe('refusals', () => {
  test('of a good card carry their cause, those of a bad one the verdict alone', () => {
    at = atTheWindow('service-hall')
    at.counter.refuse(at.scan().visitId, 'papers-missing')
    expect(at.log[0]).toMatchObject({ kind: 'refusal', reason: 'P-11', cause: 'papers-missing' })
    at = atTheWindow('service-hall', { ...YANG, status: 'revoked' })
    at.counter.refuse(at.scan().visitId, 'papers-missing')
    expect(at.log[0]).toMatchObject({ kind: 'refusal', reason: 'N-22' })
    expect(at.log[0]).not.toHaveProperty('cause')
  })
})

describe('the holder’s own screen', () => {
  beforeEach(() => {
    at = atTheWindow('service-hall')
  })
  const view = () => at.counter.holderView({ zh: '大厅', en: 'Hall' })

  test('knows the masked name and the chosen services, and nothing else of the holder', () => {
    expect(view()).toEqual({ kind: 'idle', site: { zh: '大厅', en: 'Hall' } })
    const { visitId } = at.scan()
    at.counter.show({ visitId, itemIds: ['3.3'], say: null })
    expect(view()).toMatchObject({
      kind: 'serving',
      nameMasked: '杨*芳',
      services: [{ zh: '人事档案免费托管' }],
    })
    const text = JSON.stringify(view())
    for (const secret of ['杨明芳', '127X', CARD, 'P-11']) expect(text).not.toContain(secret)
  })

  test.each(['revoked', 'lost', 'suspended', 'left', 'pending', 'merged'] as const)(
    'of a holder who is %s says no more than to wait, and what the clerk lets it say',
    status => {
      at = atTheWindow('service-hall', { ...YANG, status })
      const { visitId } = at.scan()
      expect(view()).toEqual({ kind: 'wait', say: null })
      at.counter.show({ visitId, itemIds: ['3.3'], say: '请您向州委人才办咨询。' })
      expect(view()).toEqual({ kind: 'wait', say: '请您向州委人才办咨询。' })
    },
  )

  test('is empty again at once when the next holder is asked for, or two minutes after', () => {
    const { visitId } = at.scan()
    at.counter.close(visitId)
    expect(view().kind).toBe('idle')
    at.record(at.scan().visitId, item('3.3'))
    expect(view().kind).toBe('done')
    at.pass(AFTERWARDS_MS)
    expect(view().kind).toBe('idle')
    expect(at.timers.size).toBe(0)
  })

  test('a rating before recording goes on record with the service', () => {
    const { visitId } = at.scan()
    expect(at.counter.rate({ visitId, rating: 5, comment: ' 很好 ' }).ok).toBe(true)
    expect(at.words).toEqual([{ visitId, rating: 5, comment: '很好', pending: true }])
    at.record(visitId, item('3.3'))
    expect(at.log).toMatchObject([{ kind: 'service', rating: 5, comment: '很好' }])
    expect(code(at.counter.rate({ visitId, rating: 1, comment: null }))).toBe('rated-already')
  })

  test('a rating after recording is a record of its own, of the same visit, once', () => {
    const { visitId } = at.scan()
    at.record(visitId, item('3.3'))
    expect(at.counter.rate({ visitId, rating: 4, comment: null }).ok).toBe(true)
    expect(at.log.at(-1)).toMatchObject({ kind: 'rating', visit: visitId, rating: 4, item: null, card: CARD })
    expect(code(at.counter.rate({ visitId, rating: 1, comment: null }))).toBe('rated-already')
    expect(at.log).toHaveLength(2)
  })

  test('a rating never counts for the next holder', () => {
    const first = at.scan().visitId
    at.record(first, item('3.3'))
    at.scan()
    expect(code(at.counter.rate({ visitId: first, rating: 1, comment: null }))).toBe('no-open-visit')
    expect(at.log.filter(b => b.rating !== null)).toEqual([])
  })

  test('a rating that cannot be written may be given again', () => {
    const { visitId } = at.scan()
    at.record(visitId, item('3.3'))
    at.breakDisk(true)
    expect(code(at.counter.rate({ visitId, rating: 4, comment: null }))).toBe('disk-full')
    at.breakDisk(false)
    expect(at.counter.rate({ visitId, rating: 4, comment: null }).ok).toBe(true)
  })

  test('hears of every change, so that it never shows the last holder', () => {
    const heard = vi.fn()
    const counter = createCounter({
      grounds: () => {
        throw new Error('not asked for')
      },
      noteSeen: () => 'first',
      append: () => ({ ok: false, error: { code: 'disk-full' } }),
      stamp: () => {
        throw new Error('not asked for')
      },
      monotonicMs: () => 0,
      newId: randomUUID,
      sawTime: () => undefined,
      later: () => () => undefined,
      onHolder: heard,
      onWord: () => undefined,
      askPhoto: async () => null,
      askQuota: async () => ({ state: 'absent' }),
      isVoided: () => false,
      overrides: () => ({ allowed: [], here: '' }),
      onVisit: () => undefined,
    })
    // Even where judging itself fails, the last holder is gone before it begins.
    expect(() => counter.present(CARD)).toThrow('not asked for')
    expect(heard).toHaveBeenCalledTimes(1)
    expect(counter.holderView(null).kind).toBe('idle')
  })
})

describe('a visit that is open when another catalogue comes into force', () => {
  const NEXT = { ...CATALOGUE, version: '2027.1', items: CATALOGUE.items.filter(i => i.id !== '3.3') }

  test('is served, and given one more, by the catalogue of its scan, and its records say so', () => {
    at = atTheWindow('service-hall')
    const { visitId, catalogue } = at.scan()
    expect(catalogue).toBe('2023.2')
    at.changeOver(NEXT)
    expect(code(at.record(visitId, item('3.3')))).toBe('ok')
    const again = at.counter.resume(visitId)
    expect(again.ok && again.value.services.map(s => s.id)).toContain('3.3')
    expect(code(at.record(visitId, item('3.4', { relation: 'company' })))).toBe('ok')
    expect(at.log.map(b => b.basis.catalogue)).toEqual(['2023.2', '2023.2'])
  })

  test('the next scan is judged by the new one, the same code scanned again too', () => {
    at = atTheWindow('service-hall')
    at.scan()
    at.changeOver(NEXT)
    const { visitId, catalogue, services } = at.scan()
    expect(catalogue).toBe('2027.1')
    expect(services.map(s => s.id)).not.toContain('3.3')
    expect(code(at.counter.refuse(visitId, 'not-today'))).toBe('ok')
    expect(at.log.map(b => b.basis.catalogue)).toEqual(['2027.1'])
  })
})
