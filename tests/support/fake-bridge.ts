// A terminal that says what a test wants it to say: the api's shape without cache, journal or registry behind it.
// Never shipped. It keeps every call in order, and can hold an answer back until the test lets it go.
import { randomUUID } from 'node:crypto'
import { catalogue as catalogueSchema } from '../../core/policy/catalogue.ts'
import catalogueJson from '../../core/policy/catalogue-2023.json' with { type: 'json' }
import { DEFAULT_POLICY } from '../../core/policy/site-policy.ts'
import { settingValues } from '../../electron/api/settings.ts'
import type {
  ApiError,
  AppView,
  EventData,
  EventName,
  Input,
  LookUpResult,
  Output,
  ProcedureName,
  RecordView,
  Reply,
  ServiceTile,
  SettingsView,
  SettingValues,
  StatusView,
  TerminalBridge,
  VisitView,
} from '../../electron/api.ts'

const SETTING_NAMES = Object.keys(settingValues.shape) as (keyof SettingValues)[]

/** 2026-09-14 10:32 in Asia/Shanghai. */
export const NOW = Date.UTC(2026, 8, 14, 2, 32) / 1000
const catalogue = catalogueSchema.parse(catalogueJson)

export function aStatus(changes: Partial<StatusView> = {}): StatusView {
  return {
    now: NOW,
    holdersAsOf: NOW - 8 * 3600 - 22 * 60,
    holdersState: 'fresh',
    revocationsAsOf: NOW - 900,
    revocationsState: 'fresh',
    holdersAges: { warnAt: NOW + 15 * 3600, limitAt: NOW + 63 * 3600 },
    revocationsAges: { warnAt: NOW + 23 * 3600, limitAt: NOW + 71 * 3600 },
    holders: 20_000,
    catalogueVersion: '2023.1',
    catalogueNext: null,
    unsent: 0,
    rejected: 0,
    notices: 0,
    network: 'offline',
    clock: 'ok',
    alarm: null,
    sync: { state: 'idle', last: null, nextAt: null },
    ...changes,
  }
}

export function someSettings(values: Partial<SettingValues> = {}): SettingsView {
  return {
    values: {
      language: 'zh',
      theme: 'light',
      textSize: 100,
      sounds: true,
      volume: 60,
      spokenVerdict: false,
      camera: null,
      printer: null,
      paper: 'a4',
      itemIds: null,
      idleSeconds: 300,
      kiosk: false,
      ...values,
    },
    fixed: [],
    changeable: [...SETTING_NAMES],
    idle: { shortest: 30, longest: 300 },
    languages: ['zh', 'en'],
    receipt: 'offer',
  }
}

export function anApp(changes: Partial<AppView> = {}): AppView {
  return {
    phase: 'counter',
    host: 'loopback',
    version: '0.1.0',
    terminalId: 'term-0001',
    site: {
      siteId: 'cx-hospital',
      siteName: { zh: '楚雄州人民医院', en: "Chuxiong People's Hospital" },
      siteKind: 'hospital-checkup',
      county: '楚雄市',
      windowName: { zh: '干部保健科 2 号窗口', en: 'Cadre health, window 2' },
      itemIds: null,
      policy: DEFAULT_POLICY,
    },
    settings: someSettings(),
    clerk: { number: '0312', name: '张三', role: 'clerk' },
    training: false,
    kiosk: 'off',
    status: aStatus(),
    ...changes,
  }
}

/** An item of the real catalogue as a tile, available unless told otherwise. */
export function aTile(id: string, changes: Partial<ServiceTile> = {}): ServiceTile {
  const item = catalogue.items.find(i => i.id === id)
  if (item === undefined) throw new Error(`no item ${id}`)
  const { title, hint, conditions, papers, holderPresent, clause, relations, quota, ceilings } = item
  return {
    id,
    title,
    hint,
    conditions,
    papers,
    holderPresent,
    alreadyRecorded: false,
    clause,
    availability: 'available',
    relations,
    quota,
    remaining: null,
    usedAt: null,
    usedSite: null,
    ceilings: ceilings.filter(c => c.tiers.includes('A')),
    ...changes,
  }
}

export function aHolder(changes: Partial<NonNullable<VisitView['holder']>> = {}) {
  return {
    cardNumber: '5323 0000 1268',
    nameMasked: '杨*芳',
    idTail: '127X',
    tier: 'A' as const,
    provincial: false,
    status: 'active' as const,
    serial: 1,
    presentedSerial: 1,
    statusSince: NOW - 300 * 86_400,
    expiresAt: Date.UTC(2028, 5, 30) / 1000,
    ...changes,
  }
}

/** A physical card in force at the hospital: green channel available, check-up used. */
export function aVisit(changes: Partial<VisitView> = {}): VisitView {
  return {
    visitId: randomUUID(),
    scannedAt: NOW,
    outcome: 'check-person',
    reason: 'P-10',
    clause: 'art. 2, art. 6',
    notes: [],
    presentation: 'physical',
    personCheck: true,
    holder: aHolder(),
    services: [
      aTile('1.1'),
      aTile('1.2', {
        availability: 'used-up',
        relations: [],
        remaining: 0,
        usedAt: Date.UTC(2026, 2, 12, 3) / 1000,
        usedSite: '州中医医院',
      }),
    ],
    catalogue: catalogue.version,
    otherItems: catalogue.items.length - 2,
    data: { state: 'fresh', asOf: NOW - 8 * 3600 - 22 * 60 },
    clock: 'ok',
    ...changes,
  }
}

export function aRecord(changes: Partial<RecordView> = {}): RecordView {
  return {
    sequence: 1,
    id: randomUUID(),
    visitId: randomUUID(),
    at: NOW,
    kind: 'service',
    nameMasked: '杨*芳',
    cardTail: '1268',
    tier: 'A',
    itemId: '1.1',
    itemTitle: aTile('1.1').title,
    relation: 'self',
    quantity: 1,
    amountCny: null,
    outcome: 'check-person',
    reason: 'P-10',
    cause: null,
    rating: null,
    clerk: '0312',
    delivery: 'pending',
    rejection: null,
    voids: null,
    voidReason: null,
    voided: false,
    override: null,
    ...changes,
  }
}

type Verdicts = Readonly<Record<string, () => VisitView>>
type Call = { readonly [N in ProcedureName]: { readonly name: N; readonly input: Input<N> } }[ProcedureName]

export type FakeTerminal = TerminalBridge & {
  readonly calls: Call[]
  /** Called at the moment of each call, before it is answered. */
  watch: (call: Call) => void
  /** The next call of this name is answered only when the returned function is called. */
  hold(name: ProcedureName): () => void
  /** The next call of this name is refused. */
  refuse(name: ProcedureName, error: Omit<ApiError, 'id'>): void
  emit<N extends EventName>(name: N, data: EventData<N>): void
  app: AppView
  verdicts: Verdicts
  records: RecordView[]
  /** Whom `lookUp.find` finds by the first character. */
  holders: LookUpResult[]
  close(): Promise<void>
}

/** Answers `visit.present` by the raw text; a text without a verdict is not one of ours. */
export function createFakeTerminal(verdicts: Verdicts = {}): FakeTerminal {
  const listeners: { readonly [N in EventName]: Set<(data: EventData<N>) => void> } = {
    status: new Set(),
    app: new Set(),
    holderWord: new Set(),
    visit: new Set(),
  }
  const held = new Map<ProcedureName, Promise<void>>()
  const refusals = new Map<ProcedureName, ApiError>()
  let open: VisitView | null = null
  let after: VisitView | null = null

  /** What the screens under test call; anything else is a mistake of the test's. */
  const answers: { readonly [N in ProcedureName]?: (input: Input<N>) => Output<N> | ApiError['code'] } = {
    'app.get': () => fake.app,
    'enrolment.enrol': ({ clerk }) => {
      fake.app = { ...fake.app, phase: 'sign-in', clerk: null, site: fake.app.site ?? anApp().site }
      return clerk.pin === '111111' ? 'pin-too-weak' : fake.app
    },
    'session.signIn': ({ number, pin }) => {
      if (pin !== '314159') return 'clerk-or-pin-wrong'
      fake.app = { ...fake.app, phase: 'counter', clerk: { number, name: '张三', role: 'clerk' } }
      return fake.app
    },
    'session.signOut': () => {
      fake.app = { ...fake.app, phase: 'sign-in', clerk: null }
      return fake.app
    },
    'session.active': () => null,
    'session.lock': () => {
      fake.app = { ...fake.app, phase: 'locked' }
      return fake.app
    },
    'session.unlock': ({ pin }) => {
      if (pin !== '314159') return 'clerk-or-pin-wrong'
      fake.app = { ...fake.app, phase: 'counter' }
      return fake.app
    },
    'session.changePin': ({ old, next }) => {
      if (old !== '314159') return 'clerk-or-pin-wrong'
      if (next === old) return 'pin-unchanged'
      fake.app = { ...fake.app, phase: 'counter' }
      return fake.app
    },
    'settings.get': () => fake.app.settings,
    'settings.put': changes => {
      const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined))
      const settings = { ...fake.app.settings, values: { ...fake.app.settings.values, ...given } }
      fake.app = { ...fake.app, settings }
      fake.emit('app', fake.app)
      return settings
    },
    'visit.present': ({ raw }) => {
      const verdict = fake.verdicts[raw.trim()]
      open =
        verdict?.() ??
        aVisit({
          outcome: 'not-ours',
          reason: 'F-50',
          clause: 'TOKEN reading',
          holder: null,
          presentation: null,
          personCheck: false,
          services: [],
        })
      return open
    },
    'visit.record': input => {
      if (open?.visitId !== input.visitId) return 'no-open-visit'
      const { outcome, reason, holder } = open
      const records = input.items.map(({ itemId, relation, quantity, amountCny }, i) =>
        aRecord({
          sequence: fake.records.length + i + 1,
          visitId: input.visitId,
          nameMasked: holder?.nameMasked ?? null,
          itemId,
          itemTitle: aTile(itemId).title,
          relation,
          quantity,
          amountCny,
          outcome,
          reason,
        }),
      )
      const done = new Set(input.items.map(i => i.itemId))
      after = {
        ...open,
        services: open.services.map(s => ({ ...s, alreadyRecorded: s.alreadyRecorded || done.has(s.id) })),
      }
      open = null
      fake.records.unshift(...records)
      return { records }
    },
    'visit.resume': ({ visitId }) => {
      if (after?.visitId !== visitId) return 'no-open-visit'
      open = after
      after = null
      return open
    },
    'visit.photo': () => ({ photo: null }),
    'visit.show': () => null,
    'visit.tally': () => {
      const visits = (kind: RecordView['kind']) =>
        new Set(fake.records.filter(r => r.kind === kind).map(r => r.visitId)).size
      return { served: visits('service'), refused: visits('refusal') }
    },
    'visit.elsewhere': () => ({
      items: catalogue.items
        .filter(item => !item.siteKinds.includes('hospital-checkup'))
        .map(({ id, title, hint, siteKinds, units }) => ({ id, title, hint, siteKinds, units })),
    }),
    'holder.open': () => 'no-second-screen',
    'visit.refuse': ({ visitId, cause }) => {
      if (open?.visitId !== visitId) return 'no-open-visit'
      const { outcome, reason } = open
      const record = aRecord({
        sequence: fake.records.length + 1,
        visitId,
        kind: 'refusal',
        nameMasked: null,
        itemId: null,
        itemTitle: null,
        relation: null,
        outcome,
        reason,
        cause,
      })
      open = null
      fake.records.unshift(record)
      return { record }
    },
    'visit.close': () => {
      after = null
      open = null
      return null
    },
    'lookUp.find': ({ text }) => {
      const results = fake.holders.filter(({ nameMasked }) => text.startsWith(nameMasked.slice(0, 1)))
      return {
        kind: text.trim() === '' ? 'nothing' : 'name',
        results: results.slice(0, 9),
        more: results.length > 9,
        left: 12,
      }
    },
    'lookUp.open': ({ ref }) => {
      open = aVisit({ presentation: 'number', reason: 'P-11' })
      return fake.holders.some(holder => holder.ref === ref) ? open : 'look-up-gone'
    },
    'lookUp.allow': ({ pin }) => (pin === '314159' ? { left: 20 } : 'clerk-or-pin-wrong'),
    'records.today': ({ limit }) => ({ records: fake.records.slice(0, limit), total: fake.records.length }),
    'records.void': ({ recordId, reason, text }) => {
      const taken = fake.records.find(r => r.id === recordId)
      if (taken === undefined) return 'no-such-record'
      if (taken.kind === 'void') return 'void-of-void'
      if (taken.voided) return 'already-voided'
      const { nameMasked, cardTail, itemId, itemTitle } = taken
      const record = aRecord({
        sequence: fake.records.length + 1,
        kind: 'void',
        nameMasked,
        cardTail,
        itemId,
        itemTitle,
        voids: recordId,
        voidReason: { code: reason, text },
      })
      fake.records = [record, ...fake.records.map(r => (r.id === recordId ? { ...r, voided: true } : r))]
      return { record }
    },
    // The 14th of September 2026: nobody is expected.
    'appointments.list': () => ({ today: '2026-09-14', appointments: [] }),
    'records.mayVoid': ({ recordId }) => {
      const record = fake.records.find(r => r.id === recordId)
      if (record === undefined) return { refusal: 'no-such-record' }
      if (record.kind === 'void') return { refusal: 'void-of-void' }
      return { refusal: record.voided ? 'already-voided' : null }
    },
    'sync.now': () => ({
      at: NOW,
      trigger: 'manual',
      seconds: 2.8,
      ok: fake.app.status.network === 'online',
      error: fake.app.status.network === 'online' ? null : 'unreachable',
      pushed: 3,
      rejected: 0,
      pulledRows: 12,
      bytes: 9000,
      sequence: 42,
    }),
  }

  const fake: FakeTerminal = {
    calls: [],
    watch: () => undefined,
    app: anApp(),
    verdicts,
    records: [],
    holders: [],
    hold: name => {
      const { promise, resolve } = Promise.withResolvers<void>()
      held.set(name, promise)
      return resolve
    },
    refuse: (name, error) => void refusals.set(name, { id: 'fake0001', ...error }),
    emit: (name, data) => {
      for (const listener of listeners[name]) listener(data)
    },
    async call<N extends ProcedureName>(name: N, input: Input<N>): Promise<Reply<Output<N>>> {
      const call = { name, input } as Call
      fake.calls.push(call)
      fake.watch(call)
      const wait = held.get(name)
      held.delete(name)
      await wait
      const refusal = refusals.get(name)
      refusals.delete(name)
      if (refusal !== undefined) return { ok: false, error: refusal }
      const asked = answers[name]
      if (asked === undefined) throw new Error(`the fake terminal does not know ${name}`)
      const answer = asked(input)
      return typeof answer === 'string'
        ? { ok: false, error: { code: answer as ApiError['code'], id: 'fake0001' } }
        : { ok: true, value: answer }
    },
    on: (name, listener) => {
      listeners[name].add(listener)
      return () => listeners[name].delete(listener)
    },
    close: async () => undefined,
  }
  return fake
}
