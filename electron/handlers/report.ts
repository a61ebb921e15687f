// Reports for whoever is signed in; files for supervisors alone, each of them audited before it is handed over.
// What an export contains is never written into the audit, only what was asked for.
import { err, ok, type Result } from '../../core/result.ts'
import type { Clerk } from '../../db/journal/clerks.ts'
import type { reportProcedures } from '../api/report.ts'
import { exportRecords, exportReport } from '../review/export.ts'
import { reportView } from '../review/report.ts'
import type { Context, HandlersOf, Refusal } from './context.ts'

export function reportHandlers(context: Context): HandlersOf<typeof reportProcedures> {
  const { storage, clock, signedIn, rules } = context
  const catalogue = () => rules()?.catalogue ?? null

  function supervisor(): Result<Clerk, Refusal> {
    const who = signedIn()
    return who.ok && who.value.role !== 'supervisor' ? err({ code: 'not-allowed' }) : who
  }

  const audited = (clerk: Clerk, what: string): Result<null, Refusal> =>
    storage.journal.audit(clock.now(), clerk.number, 'exported', what)

  return {
    'report.get'({ from, to }) {
      const who = signedIn()
      return who.ok ? ok(reportView(storage, catalogue(), from, to)) : who
    },

    async 'report.export'(asked) {
      const who = supervisor()
      if (!who.ok) return who
      const noted = audited(who.value, `report ${asked.from}–${asked.to} ${asked.format}`)
      return noted.ok ? ok(await exportReport(storage, catalogue(), asked)) : noted
    },

    async 'records.export'(asked) {
      const who = supervisor()
      if (!who.ok) return who
      const noted = audited(who.value, `records ${asked.filter.from}–${asked.filter.to} ${asked.format}`)
      return noted.ok ? await exportRecords(storage, catalogue(), asked) : noted
    },
  }
}
