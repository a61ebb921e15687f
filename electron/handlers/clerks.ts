// A supervisor manages the clerks of this terminal and looks through the audit; badges sign in or ask for a PIN.
// Every act is in the audit under the supervisor's number; a clerk who is closed does not go on working.
import { randomBytes } from 'node:crypto'
import { badgeHash, badgeSecret, formatBadge, readBadge } from '../../core/card/badge.ts'
import { err, ok, type Result } from '../../core/result.ts'
import type { Act } from '../../db/journal/audit.ts'
import type { ListedClerk } from '../../db/journal/clerks.ts'
import type { Journal } from '../../db/journal/journal.ts'
import type { clerksProcedures } from '../api/clerks.ts'
import type { Output } from '../api.ts'
import { qrView } from '../people/qr.ts'
import type { Context, HandlersOf, Refusal } from './context.ts'

type Listed = Output<'clerks.list'>

const ID = /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/

/** A detail names a record or a visit by its id; people know records by their number. */
function recordsNamedIn({ log, pages }: Journal, detail: string | null): number[] {
  const id = ID.exec(detail ?? '')?.[0]
  if (id === undefined) return []
  const record = log.byId(id)
  return (record === null ? pages.ofVisit(id) : [record]).map(({ sequence }) => sequence)
}

export function clerksHandlers(context: Context): HandlersOf<typeof clerksProcedures> {
  const { storage, clock, supervisor, app } = context
  const { journal } = storage
  const { clerks } = journal
  const listed = (): Listed => ({ clerks: clerks.list().map(clerk => ({ ...clerk })) })

  /** `change` is asked of a supervisor alone; what it did to whom goes into the audit. */
  async function managed(
    act: Act,
    number: string,
    change: () => Result<unknown, Refusal> | Promise<Result<unknown, Refusal>>,
  ): Promise<Result<Listed, Refusal>> {
    const who = supervisor()
    if (!who.ok) return who
    const changed = await change()
    if (!changed.ok) return changed
    journal.audit(clock.now(), who.value.number, act, number)
    context.clerksChanged([number])
    return ok(listed())
  }

  return {
    'clerks.list'() {
      const who = supervisor()
      return who.ok ? ok(listed()) : who
    },
    'clerks.add': ({ number, name, role, pin }) =>
      managed('clerk-added', number, () => clerks.add({ number, name, role }, pin, true)),
    'clerks.close': ({ number }) => managed('clerk-closed', number, () => clerks.close(number)),
    'clerks.reopen': ({ number }) => managed('clerk-reopened', number, () => clerks.reopen(number)),
    'clerks.setRole': ({ number, role }) =>
      managed('clerk-role-changed', number, () => clerks.setRole(number, role)),
    'clerks.resetPin': ({ number, pin }) =>
      managed('clerk-pin-reset', number, () => clerks.resetPin(number, pin)),

    'clerks.issueBadge'({ number }) {
      const who = supervisor()
      if (!who.ok) return who
      const badge = { number, secret: badgeSecret(randomBytes(16)) }
      const issued: Result<ListedClerk, Refusal> = clerks.setBadge(number, badgeHash(badge))
      if (!issued.ok) return issued
      journal.audit(clock.now(), who.value.number, 'badge-issued', number)
      return ok({ number, name: issued.value.name, qr: qrView(formatBadge(badge)) })
    },

    'session.badge'({ badge: raw }) {
      if (context.identity() === null) return err({ code: 'not-enrolled' })
      const badge = readBadge(raw)
      if (badge === null) return err({ code: 'not-a-badge' })
      const found = clerks.byBadge(badgeHash(badge), clock.now())
      if (!found.ok) {
        journal.audit(clock.now(), badge.number, 'badge-refused')
        return found.error.code === 'clerk-or-pin-wrong' ? err({ code: 'badge-unknown' }) : found
      }
      const { number, name } = found.value
      if (!context.policy().badgeAlone) return ok({ kind: 'pin-needed', number, name })
      journal.audit(clock.now(), number, 'signed-in', 'by badge')
      const begun = context.beginShift(found.value)
      return begun.ok ? ok({ kind: 'signed-in', app: app() }) : begun
    },

    'audit.find'(question) {
      const who = supervisor()
      if (!who.ok) return who
      const found = journal.findAudit({ ...question, limit: question.limit + 1 })
      return ok({
        entries: found
          .slice(0, question.limit)
          .map(entry => ({ ...entry, records: recordsNamedIn(journal, entry.detail) })),
        more: found.length > question.limit,
      })
    },
  }
}
