// Reports for whoever is signed in; files for supervisors alone, each of them audited before it is handed over.
// What an export contains is never written into the audit, only what was asked for.
import { err, ok, type Result } from '../../core/result.ts'
import type { Clerk } from '../../db/journal/clerks.ts'
import type { reportProcedures } from '../api/report.ts'
import type { Input } from '../api.ts'
import { exportRecords, exportReport } from '../review/export.ts'
import { type ReportOf, reportView, shiftView } from '../review/report.ts'
import type { Context, HandlersOf, Refusal } from './context.ts'

export function reportHandlers(context: Context): HandlersOf<typeof reportProcedures> {
  const { storage, clock, signedIn, rules } = context
  const catalogue = () => rules()?.catalogue ?? null

  function supervisor(): Result<Clerk, Refusal> {
    const who = signedIn()
    return who.ok && who.value.role !== 'supervisor' ? err({ code: 'not-allowed' }) : who
  }

  /** A shift has its own times; of one that is not there, the period is as it was asked for. */
  function reportOf({ from, to, shift: id }: Input<'report.get'>): ReportOf {
    const shift = id == null ? null : storage.journal.shifts.byId(id)
    return shift === null
      ? { from, to, shift }
      : { from: shift.beganAt, to: (shift.endedAt ?? clock.now()) + 1, shift }
  }

  const audited = (clerk: Clerk, what: string): Result<null, Refusal> =>
    storage.journal.audit(clock.now(), clerk.number, 'exported', what)

  return {
    'report.shifts'({ from, to }) {
      const who = signedIn()
      return who.ok ? ok({ shifts: storage.journal.shifts.between(from, to).map(shiftView).reverse() }) : who
    },

    'report.get'(asked) {
      const who = signedIn()
      return who.ok ? ok(reportView(storage, catalogue(), reportOf(asked))) : who
    },

    async 'report.export'(asked) {
      const who = supervisor()
      if (!who.ok) return who
      const of = reportOf(asked)
      const noted = audited(who.value, `report ${of.from}–${of.to} ${asked.format}`)
      return noted.ok ? ok(await exportReport(storage, catalogue(), of, asked)) : noted
    },

    async 'records.export'(asked) {
      const who = supervisor()
      if (!who.ok) return who
      const noted = audited(who.value, `records ${asked.filter.from}–${asked.filter.to} ${asked.format}`)
      return noted.ok ? await exportRecords(storage, catalogue(), asked) : noted
    },
  }
}
