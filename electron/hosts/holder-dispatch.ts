// The holder-facing screen's way to the terminal: its own two calls and one event, and no other name.
// The clerk's table cannot be reached from here, whatever is asked for.
import { type HolderProcedureName, holderEvents, holderProcedures } from '../api/holder.ts'
import type { Reply } from '../api.ts'
import { causeOf, type Dispatch, refuser } from './dispatch.ts'
import type { Log, ServedHolder } from './served.ts'

export const HOLDER_EVENT = 'view'

export function createHolderDispatch(holder: ServedHolder, log: Log): Dispatch {
  const refuse = refuser(log)

  async function run(name: HolderProcedureName, raw: unknown): Promise<Reply<unknown>> {
    const { input, output } = holderProcedures[name]
    const parsed = input.safeParse(raw)
    if (!parsed.success) return refuse('bad-request', { procedure: name })
    const reply = await holder.call(name, parsed.data)
    if (!reply.ok) return reply
    const checked = output.safeParse(reply.value)
    return checked.success ? { ok: true, value: checked.data } : refuse('internal', { procedure: name })
  }

  return {
    refuse,
    call: async (name, raw) => {
      if (!isHolderProcedure(name)) return refuse('bad-request', { procedure: 'unknown' })
      try {
        return await run(name, raw)
      } catch (cause) {
        return refuse('internal', { procedure: name, cause: causeOf(cause) })
      }
    },
    listen: listener =>
      holder.onView(view => {
        const checked = holderEvents.view.safeParse(view)
        if (checked.success) listener(HOLDER_EVENT, checked.data)
        else log('event-dropped', { event: HOLDER_EVENT })
      }),
  }
}

/** Own keys only: `constructor` is not a procedure. */
const isHolderProcedure = (name: string): name is HolderProcedureName => Object.hasOwn(holderProcedures, name)
