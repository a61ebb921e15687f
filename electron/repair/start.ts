// Starts the terminal, or stands in for it with a page that says why it does not start and what may be done.
// A host is given something to serve in every case: a clerk must never look at a window that does not come.

import { err, ok, type Result } from '../../core/result.ts'
import type { ApiErrorCode } from '../api/errors.ts'
import type {
  AppView,
  EventData,
  EventName,
  Input,
  Output,
  ProcedureName,
  Reply,
  StatusView,
} from '../api.ts'
import { EVENT_NAMES } from '../api-names.ts'
import type { Served } from '../hosts/served.ts'
import { sentenceOf } from '../hosts/start-error.ts'
import { settingsWithoutJournal } from '../settings/store.ts'
import { createTerminal, type StartError, type TerminalOptions } from '../terminal.ts'
import { choicesFor, recoverKey, remakeCache, rescue } from './repair.ts'

type Refused = { readonly code: ApiErrorCode }
type Repairs = {
  readonly [N in ProcedureName]?: (input: Input<N>) => Promise<Result<Output<N>, Refused>>
}

export type Started = {
  readonly served: Served
  /** Why the screen shows a blocked terminal; null when all is well. */
  readonly failure: StartError | null
}

export async function startTerminal(options: TerminalOptions): Promise<Started> {
  const terminal = await createTerminal(options)
  if (terminal.ok) return { served: terminal.value, failure: null }
  options.log('blocked', { code: terminal.error.code })
  return { served: blockedTerminal(options, terminal.error), failure: terminal.error }
}

function blockedTerminal(options: TerminalOptions, first: StartError): Served {
  let failure = first
  let inner: Served | null = null
  const listeners = new Set<{ readonly name: EventName; readonly run: (data: never) => void }>()
  const emit = (name: EventName, data: unknown): void => {
    // `on` has put each listener beside the name whose data it takes.
    for (const listener of listeners) if (listener.name === name) listener.run(data as never)
  }

  /** The screen hears through the event whether it worked. */
  async function startAgain(): Promise<void> {
    const terminal = await createTerminal(options)
    if (terminal.ok) {
      inner = terminal.value
      for (const name of EVENT_NAMES) inner.on(name, data => emit(name, data))
      options.log('unblocked')
      const app = await inner.call('app.get', undefined)
      if (app.ok) emit('app', app.value)
      return
    }
    failure = terminal.error
    options.log('blocked', { code: failure.code })
    emit('app', blockedApp(options, failure))
  }

  const then = async <T>(repaired: Result<T, Refused>): Promise<Result<T, Refused>> => {
    if (repaired.ok) await startAgain()
    return repaired
  }
  const repairs: Repairs = {
    'app.get': async () => ok(blockedApp(options, failure)),
    'repair.retry': async () => then(ok(null)),
    async 'repair.rescue'() {
      const report = await rescue(options)
      if (!report.ok) return report
      const { records, lost, incomplete } = report.value
      options.log('journal-rescued', { records, lostRanges: lost.length, tables: incomplete.join(' ') })
      return then(ok({ records, lost: [...lost], incomplete: incomplete.length > 0 }))
    },
    'repair.recover': async ({ code }) => then(await recoverKey(options, code)),
    'repair.remakeCache': async () => then(await remakeCache(options)),
  }

  return {
    async call<N extends ProcedureName>(name: N, input: Input<N>): Promise<Reply<Output<N>>> {
      if (inner !== null) return await inner.call(name, input)
      const repair: ((input: Input<N>) => Promise<Result<Output<N>, Refused>>) | undefined = repairs[name]
      const result = (await repair?.(input)) ?? err({ code: 'blocked' as const })
      return result.ok ? result : { ok: false, error: { ...result.error, id: 'blocked' } }
    },
    on<N extends EventName>(name: N, listener: (data: EventData<N>) => void) {
      const entry = { name, run: listener }
      listeners.add(entry)
      return () => listeners.delete(entry)
    },
    wake: () => inner?.wake?.(),
    lock: () => inner?.lock?.(),
    close: async () => await inner?.close(),
  }
}

function blockedApp(options: TerminalOptions, { code }: StartError): AppView {
  return {
    phase: 'blocked',
    training: false,
    host: options.host,
    version: options.appVersion,
    terminalId: null,
    site: null,
    clerk: null,
    kiosk: 'off',
    settings: settingsWithoutJournal(),
    status: UNKNOWN,
    blocked: { code, why: sentenceOf(code, options.host), choices: [...choicesFor(code)] },
  }
}

/** Nothing is known of anything while the files are closed. */
const UNKNOWN: StatusView = {
  now: 0,
  holdersAsOf: null,
  holdersState: 'none',
  revocationsAsOf: null,
  revocationsState: 'none',
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
  holdersAges: null,
  revocationsAges: null,
}
