// The one way from a host's border to the terminal: known name, parsed input, the call, checked output.
// Nothing that is thrown, and no field that the api table does not name, ever gets out of it.
import { randomBytes } from 'node:crypto'
import type { z } from 'zod'
import {
  type ApiErrorCode,
  type EventData,
  type EventName,
  events,
  type Input,
  type Output,
  type ProcedureName,
  procedures,
  type Reply,
} from '../api.ts'
import { EVENT_NAMES } from '../api-names.ts'
import type { Log, Served } from './served.ts'

/** Largest call that a host takes in, in bytes: a pasted megabyte is answered by the scanner rules, ten are not. */
export const MAX_CALL_BYTES = 8 * 1024 * 1024

export type Refused = Extract<Reply<never>, { ok: false }>

export type Dispatch = {
  /** Resolves always. Errors of its own: `bad-request`, `internal`; the rest is the terminal's. */
  call(name: string, raw: unknown): Promise<Reply<unknown>>
  /** Every event of the table, checked and stripped to it; returns the unsubscribe of all. */
  listen(listener: (name: string, data: unknown) => void): () => void
  /** A refusal of the host's own, logged under the id that the screen shows. */
  refuse(code: ApiErrorCode, facts?: Parameters<Log>[1]): Refused
}

/** Refuses, and logs it under the id that the screen shows. */
export const refuser =
  (log: Log): Dispatch['refuse'] =>
  (code, facts) => {
    // Eight characters, to be read out over the telephone.
    const id = randomBytes(4).toString('hex')
    log('call-refused', { code, id, ...facts })
    return { ok: false, error: { code, id } }
  }

export function createDispatch(served: Served, log: Log): Dispatch {
  const refuse = refuser(log)

  async function run<N extends ProcedureName>(name: N, raw: unknown): Promise<Reply<unknown>> {
    const { input, output } = schemasOf(name)
    const parsed = input.safeParse(raw)
    if (!parsed.success) return refuse('bad-request', { procedure: name, where: whereOf(parsed.error) })
    const reply = await served.call(name, parsed.data)
    if (!reply.ok) return reply
    const checked = output.safeParse(reply.value)
    return checked.success
      ? { ok: true, value: checked.data }
      : refuse('internal', { procedure: name, where: whereOf(checked.error) })
  }

  return {
    refuse,
    call: async (name, raw) => {
      // The name itself stays out of the log: it may be anything that somebody typed.
      if (!isProcedure(name)) return refuse('bad-request', { procedure: 'unknown' })
      try {
        return await run(name, raw)
      } catch (cause) {
        return refuse('internal', { procedure: name, cause: causeOf(cause) })
      }
    },
    listen: listener => {
      const stops = EVENT_NAMES.map(name => subscribe(served, name, listener, log))
      return () => {
        for (const stop of stops) stop()
      }
    },
  }
}

function subscribe<N extends EventName>(
  served: Served,
  name: N,
  listener: (name: EventName, data: unknown) => void,
  log: Log,
): () => void {
  return served.on(name, (data: EventData<N>) => {
    const checked = events[name].safeParse(data)
    if (checked.success) listener(name, checked.data)
    else log('event-dropped', { event: name, where: whereOf(checked.error) })
  })
}

/** Own keys only: `constructor` is not a procedure. */
const isProcedure = (name: string): name is ProcedureName => Object.hasOwn(procedures, name)

/** TypeScript does not follow `procedures[name]` for a generic name; this is what the table's type says. */
function schemasOf<N extends ProcedureName>(name: N) {
  return procedures[name] as unknown as { input: z.ZodType<Input<N>>; output: z.ZodType<Output<N>> }
}

/** Paths and kinds of what did not fit, never the values: those may be a card or a PIN. */
const whereOf = (error: z.ZodError) =>
  error.issues
    .slice(0, 5)
    .map(issue => `${issue.path.map(String).join('.')}:${issue.code}`)
    .join(' ')

/** The kind of an exception and where it came from; its message may quote data. */
export function causeOf(cause: unknown): string {
  if (!(cause instanceof Error)) return typeof cause
  const at = cause.stack?.split('\n').find(line => line.trimStart().startsWith('at '))
  const code = 'code' in cause && typeof cause.code === 'string' ? ` ${cause.code}` : ''
  return `${cause.name}${code} ${at?.trim() ?? ''}`.trim()
}
