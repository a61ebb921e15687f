// The worklist of rejected records, for a clerk who is signed in; settling one is a supervisor's.
// Every act carries the number of who did it, in the journal, before the screen hears of it.
import { err, ok, type Result } from '../../core/result.ts'
import type { LastAct } from '../../db/journal/worklist.ts'
import type { WorklistItem, worklistProcedures } from '../api/worklist.ts'
import { recordViewer } from '../records.ts'
import type { Context, HandlersOf, Refusal } from './context.ts'

/** More than a clerk can work through; the rest comes up as these are settled. */
const SHOWN = 200

type Items = { items: WorklistItem[] }

export function worklistHandlers(context: Context): HandlersOf<typeof worklistProcedures> {
  const { storage, clock, signedIn, rules, identity, statusChanged } = context
  const { worklist } = storage.journal

  function list(): Items {
    const view = recordViewer(storage, rules()?.catalogue ?? null)
    return {
      items: worklist.list(SHOWN).map(item => ({
        record: view(item),
        rejection: item.rejection,
        attempts: item.attempts,
        last: item.last,
      })),
    }
  }

  function act(
    sequence: number,
    done: LastAct['act'],
    note: string | null,
    supervisor = false,
  ): Result<Items, Refusal> {
    const who = signedIn()
    if (!who.ok) return who
    if (supervisor && who.value.role !== 'supervisor') return err({ code: 'not-allowed' })
    const noted = worklist.act(sequence, { act: done, at: clock.now(), clerk: who.value.number, note })
    if (!noted.ok) return noted
    statusChanged()
    return ok(list())
  }

  return {
    'worklist.list'() {
      const who = signedIn()
      return who.ok ? ok(list()) : who
    },
    'worklist.sendAgain': ({ sequence }) => act(sequence, 'sent-again', null),
    'worklist.handOver'({ sequence }) {
      const item = worklist.list(SHOWN).find(i => i.sequence === sequence)
      const done = act(sequence, 'handed-over', null)
      if (!done.ok || item === undefined) return done.ok ? err({ code: 'no-such-record' }) : done
      const { body, rejection, attempts } = item
      const text = [
        `terminal ${identity()?.terminalId ?? ''}`,
        `record ${body.id}`,
        `sequence ${sequence}`,
        `recorded ${new Date(body.at * 1000).toISOString()}`,
        `rejected ${rejection}`,
        `sent ${attempts} x`,
        `app ${body.basis.app}`,
      ].join('\n')
      return ok({ ...done.value, text })
    },
    'worklist.settle': ({ sequence, reason }) => act(sequence, 'settled', reason, true),
  }
}
