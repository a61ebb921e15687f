// A terminal of a few lines, for testing what stands around it: answers what the test says, pushes what the test says.
// It keeps the contract of Served: a call resolves, never rejects, unless the test is about a terminal that broke it.
import type {
  AppView,
  EventData,
  EventName,
  Input,
  Output,
  ProcedureName,
  Reply,
  StatusView,
} from '../../electron/api.ts'
import type { Served } from '../../electron/hosts/served.ts'
import { someSettings } from './fake-bridge.ts'

export const aStatus: StatusView = {
  now: 1_795_400_000,
  holdersAsOf: null,
  holdersState: 'none',
  revocationsAsOf: null,
  revocationsState: 'none',
  holdersAges: null,
  revocationsAges: null,
  holders: 0,
  catalogueVersion: null,
  catalogueNext: null,
  unsent: 0,
  rejected: 0,
  notices: 0,
  network: 'unknown',
  clock: 'ok',
  alarm: null,
  sync: { state: 'idle', last: null, nextAt: null },
}

export const anApp: AppView = {
  phase: 'enrol',
  host: 'loopback',
  version: '0.1.0',
  terminalId: null,
  site: null,
  clerk: null,
  training: false,
  kiosk: 'off',
  settings: someSettings(),
  status: aStatus,
}

type Answers = { readonly [N in ProcedureName]?: (input: Input<N>) => Promise<Reply<Output<N>>> }

export type FakeServed = Served & {
  push<N extends EventName>(name: N, data: EventData<N>): void
  listeners(): number
  wakes: number
  closes: number
}

export function fakeServed(answers: Answers = {}): FakeServed {
  const listeners = new Set<{ readonly name: EventName; readonly run: (data: never) => void }>()
  const fake: FakeServed = {
    wakes: 0,
    closes: 0,
    call: async (name, input) => {
      const answer = answers[name]
      if (answer === undefined) throw new Error(`the test did not expect ${name}`)
      return await answer(input)
    },
    on: (name, run) => {
      const entry = { name, run }
      listeners.add(entry)
      return () => listeners.delete(entry)
    },
    push: (name, data) => {
      for (const listener of listeners) if (listener.name === name) listener.run(data as never)
    },
    listeners: () => listeners.size,
    wake: () => {
      fake.wakes += 1
    },
    close: async () => {
      fake.closes += 1
    },
  }
  return fake
}
