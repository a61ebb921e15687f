// How a call is answered: by its handler, again where the cache was damaged and is mended, and always with a reply.
// A call never throws; what is refused gets an id of its own, by which support finds it in the log.
import { randomBytes } from 'node:crypto'
import { err, type Result } from '../../core/result.ts'
import type { HolderProcedureName } from '../api/holder.ts'
import type { ApiError, Input, Output, ProcedureName, Reply } from '../api.ts'
import type { Handlers, Refusal } from '../handlers/context.ts'
import type { Log } from '../hosts/served.ts'

export type AnsweringParts = {
  handlerOf<N extends ProcedureName>(name: N): Handlers[N]
  /** True when a damaged cache was the cause and has been put right. */
  mend(cause: unknown): boolean
  /** A read met a damaged journal. */
  onDamage(): void
  readonly log: Log
}

export type Answering = ReturnType<typeof createAnswering>

export function createAnswering({ handlerOf, mend, onDamage, log }: AnsweringParts) {
  const inFlight = new Set<Promise<unknown>>()

  async function answer<N extends ProcedureName>(
    name: N,
    input: Input<N>,
  ): Promise<Result<Output<N>, Refusal>> {
    try {
      return await handlerOf(name)(input)
    } catch (cause) {
      if (mend(cause)) return await handlerOf(name)(input)
      onDamage()
      return err({ code: 'journal-damaged' })
    }
  }

  function refused(
    name: ProcedureName | HolderProcedureName,
    refusal: Refusal,
  ): { readonly ok: false; readonly error: ApiError } {
    const id = randomBytes(4).toString('hex')
    log('call-refused', { procedure: name, code: refusal.code, id })
    return { ok: false, error: { ...refusal, id } }
  }

  return {
    refused,
    async call<N extends ProcedureName>(name: N, input: Input<N>): Promise<Reply<Output<N>>> {
      const running = answer(name, input)
      inFlight.add(running)
      try {
        const result = await running
        return result.ok ? result : refused(name, result.error)
      } finally {
        inFlight.delete(running)
      }
    },
    /** When every call in flight has been answered. */
    settled: async (): Promise<void> => void (await Promise.allSettled(inFlight)),
  }
}
