// The service log as the screen asks for it, for a clerk who is signed in.
// It reads only.
import { ok } from '../../core/result.ts'
import type { recordsProcedures } from '../api/records.ts'
import { todaysRecords } from '../records.ts'
import type { Context, HandlersOf } from './context.ts'

export function recordsHandlers({
  storage,
  clock,
  signedIn,
  rules,
}: Context): HandlersOf<typeof recordsProcedures> {
  return {
    'records.today'({ limit }) {
      const who = signedIn()
      return who.ok ? ok(todaysRecords(storage, rules()?.catalogue ?? null, clock.now(), limit)) : who
    },
  }
}
