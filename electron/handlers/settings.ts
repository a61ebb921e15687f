// Reading and changing this terminal's settings.
// Every change is in the audit by name, with who made it; what the site's policy fixes is refused, not forgotten.
import { ok } from '../../core/result.ts'
import type { settingsProcedures } from '../api/settings.ts'
import type { Context, HandlersOf } from './context.ts'

export function settingsHandlers(context: Context): HandlersOf<typeof settingsProcedures> {
  const { settings, storage, clock } = context
  const view = () => settings.view(context.openSession()?.clerk.role ?? null)
  return {
    'settings.get': () => ok(view()),

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
