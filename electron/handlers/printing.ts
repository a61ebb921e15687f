// Receipts and printers, for whoever is signed in. An issued receipt is counted and audited before it is printed.
// What fails here costs a piece of paper, never a record.
import { err, ok, type Result } from '../../core/result.ts'
import type { Clerk } from '../../db/journal/clerks.ts'
import type { printingProcedures } from '../api/printing.ts'
import type { Identity } from '../identity.ts'
import { receiptOf } from '../printing/receipt.ts'
import type { Context, HandlersOf, Refusal } from './context.ts'

export function printingHandlers(
  context: Context,
  kind: 'genuine' | 'training' = 'genuine',
): HandlersOf<typeof printingProcedures> {
  const { storage, clock, signedIn, identity, rules, options } = context
  const { journal } = storage

  function terminal(): Result<Identity, Refusal> {
    const who = identity()
    return who === null ? err({ code: 'not-enrolled' }) : ok(who)
  }

  /** Whoever is at work, where the site's policy lets receipts be printed. */
  function printingClerk(): Result<Clerk, Refusal> {
    const clerk = signedIn()
    return clerk.ok && context.policy().receipt === 'off' ? err({ code: 'receipts-off' }) : clerk
  }

  return {
    'receipt.preview'({ visitId }) {
      const clerk = printingClerk()
      if (!clerk.ok) return clerk
      const who = terminal()
      if (!who.ok) return who
      const copy = journal.receipts.copies(visitId) + 1
      return receiptOf(storage, who.value, rules()?.catalogue ?? null, {
        visitId,
        copy,
        now: clock.now(),
        kind,
      })
    },

    'receipt.issue'({ visitId }) {
      const clerk = printingClerk()
      if (!clerk.ok) return clerk
      const who = terminal()
      if (!who.ok) return who
      const now = clock.now()
      const catalogue = rules()?.catalogue ?? null
      // Asked first: a visit without anything to print must not be counted as printed.
      const next = receiptOf(storage, who.value, catalogue, { visitId, copy: 1, now, kind })
      if (!next.ok) return next
      const copy = journal.receipts.add(visitId, now, clerk.value.number)
      if (!copy.ok) return copy
      const act = copy.value === 1 ? 'receipt-printed' : 'receipt-reprinted'
      const noted = journal.audit(now, clerk.value.number, act, `visit ${visitId} copy ${copy.value}`)
      if (!noted.ok) return noted
      return receiptOf(storage, who.value, catalogue, { visitId, copy: copy.value, now, kind })
    },

    async 'print.printers'() {
      const clerk = signedIn()
      if (!clerk.ok) return clerk
      const host = options.printing
      if (host === undefined) return ok({ way: 'dialog', printers: [] })
      return ok({ way: 'direct', printers: [...(await host.printers())] })
    },

    async 'print.page'(job) {
      const clerk = signedIn()
      if (!clerk.ok) return clerk
      const printed = (await options.printing?.print(job)) ?? false
      journal.devices.add({
        at: clock.now(),
        device: 'printer',
        event: printed ? 'printed' : 'not-printed',
        detail: job.paper,
      })
      return printed ? ok(null) : err({ code: 'printer-failed' })
    },
  }
}
