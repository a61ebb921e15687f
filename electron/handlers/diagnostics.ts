// Diagnostics for whoever is signed in: looking costs nothing and names nobody. A bundle is audited.
// The check runs in a worker; it is ended when the terminal closes.
import { ok } from '../../core/result.ts'
import type { diagnosticsProcedures } from '../api/diagnostics.ts'
import { bundleOf } from '../diagnostics/bundle.ts'
import type { FileCheck } from '../diagnostics/check.ts'
import { diagnosticsView } from '../diagnostics/view.ts'
import type { Context, HandlersOf } from './context.ts'

const ACTS_IN_BUNDLE = 200

export function diagnosticsHandlers(
  context: Context,
  check: FileCheck,
): HandlersOf<typeof diagnosticsProcedures> {
  const { storage, clock, signedIn, identity } = context
  const { journal } = storage
  return {
    async 'diagnostics.get'() {
      const who = signedIn()
      return who.ok ? ok(await diagnosticsView(context, check.state())) : who
    },

    async 'diagnostics.check'() {
      const who = signedIn()
      return who.ok ? ok(await check.start()) : who
    },

    'diagnostics.checkState'() {
      const who = signedIn()
      return who.ok ? ok(check.state()) : who
    },

    async 'diagnostics.bundle'() {
      const who = signedIn()
      if (!who.ok) return who
      const noted = journal.audit(clock.now(), who.value.number, 'support-bundle')
      if (!noted.ok) return noted
      const view = await diagnosticsView(context, check.state())
      return ok(
        bundleOf(view, {
          terminalId: identity()?.terminalId ?? null,
          siteId: identity()?.site.siteId ?? null,
          acts: journal.auditTrail(ACTS_IN_BUNDLE),
        }),
      )
    },

    /** Before sign-in, too: a camera that is not there is news at any time. */
    'diagnostics.note'(event) {
      const noted = journal.devices.add({ at: clock.now(), ...event })
      return noted.ok ? ok(null) : noted
    },
  }
}
