// Reading and changing this terminal's settings.
// Every change is in the audit by name, with who made it; what the site's policy fixes is refused, not forgotten.
import { offerOf } from '../../core/policy/entitlement.ts'
import { err, ok } from '../../core/result.ts'
import type { settingsProcedures } from '../api/settings.ts'
import type { Context, HandlersOf } from './context.ts'

export function settingsHandlers(context: Context): HandlersOf<typeof settingsProcedures> {
  const { settings, storage, clock } = context
  const view = () => settings.view(context.openSession()?.clerk.role ?? null)
  return {
    'settings.get': () => ok(view()),

    'settings.services'() {
      const who = context.signedIn()
      if (!who.ok) return who
      const rules = context.rules()
      const site = context.identity()?.site
      if (rules === null || site === undefined) return err({ code: 'no-rules-yet' })
      const offered = offerOf(rules.catalogue, { siteKind: site.siteKind, itemIds: site.itemIds })
      return ok({ services: offered.items.map(({ item: { id, title } }) => ({ id, title })) })
    },

    'settings.put'(changes) {
      // Behind a lock stands whoever walked by: he may have it readable, and no more.
      const clerk = context.openSession()?.clerk ?? null
      const changed = settings.put(changes, clerk, clock.now())
      if (!changed.ok) return changed
      if (changed.value.length > 0) {
        storage.journal.audit(clock.now(), clerk?.number ?? null, 'settings-changed', changed.value.join(' '))
        context.appChanged()
      }
      return ok(view())
    },
  }
}
