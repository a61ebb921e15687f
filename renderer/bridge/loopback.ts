// The terminal over HTTP and server-sent events, for a page that the loopback host served.
// It must answer like the preload's bridge in every case: a call resolves, whatever becomes of the network.
import type {
  ApiError,
  EventData,
  EventName,
  Input,
  Output,
  ProcedureName,
  Reply,
  TerminalBridge,
} from '../../electron/api.ts'
import { notOvertaken } from './not-overtaken.ts'

/** The host is gone, or answered something that is no reply: one sentence for both (i18n, errors.api.internal). */
const NO_ANSWER: ApiError = { code: 'internal', id: 'no-answer' }

type Listeners = { readonly [N in EventName]: Set<(data: EventData<N>) => void> }

/** POST /api/NAME with the input as JSON; GET /api/events while anybody listens. Same origin, same cookie. */
export function createLoopbackBridge(): TerminalBridge {
  const listeners: Listeners = { status: new Set(), app: new Set(), holderWord: new Set(), visit: new Set() }
  let source: EventSource | null = null
  /** Events of the stream about what `app.get` answers. */
  let heard = 0

  function listen(): EventSource {
    const opened = new EventSource('/api/events')
    opened.addEventListener('status', ({ data }) => {
      heard += 1
      tell('status', JSON.parse(data))
    })
    opened.addEventListener('holderWord', ({ data }) => tell('holderWord', JSON.parse(data)))
    opened.addEventListener('visit', ({ data }) => tell('visit', JSON.parse(data)))
    opened.addEventListener('app', ({ data }) => {
      heard += 1
      tell('app', JSON.parse(data))
    })
    // What happened while the stream was broken is not sent again: ask for all of it.
    opened.addEventListener('open', async () => {
      const reply = await notOvertaken(
        () => call('app.get', undefined),
        () => heard,
      )
      if (reply.ok) tell('app', reply.value)
    })
    return opened
  }

  function tell<N extends EventName>(name: N, data: EventData<N>): void {
    const set: Set<(data: EventData<N>) => void> = listeners[name]
    for (const listener of set) listener(data)
  }

  return {
    call,
    on<N extends EventName>(name: N, listener: (data: EventData<N>) => void) {
      const set: Set<(data: EventData<N>) => void> = listeners[name]
      set.add(listener)
      source ??= listen()
      return () => {
        set.delete(listener)
        if (Object.values(listeners).some(others => others.size > 0)) return
        source?.close()
        source = null
      }
    },
  }
}

async function call<N extends ProcedureName>(name: N, input: Input<N>): Promise<Reply<Output<N>>> {
  try {
    const response = await fetch(`/api/${name}`, {
      method: 'POST',
      credentials: 'same-origin',
      headers: { 'Content-Type': 'application/json' },
      ...(input === undefined ? {} : { body: JSON.stringify(input) }),
    })
    const reply: unknown = await response.json()
    return isReply<Output<N>>(reply) ? reply : { ok: false, error: NO_ANSWER }
  } catch {
    return { ok: false, error: NO_ANSWER }
  }
}

/** The host has checked the value against the api's schema; here only the envelope is looked at. */
const isReply = <T>(reply: unknown): reply is Reply<T> =>
  typeof reply === 'object' && reply !== null && 'ok' in reply && ('value' in reply || 'error' in reply)
