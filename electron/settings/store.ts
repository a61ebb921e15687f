// The terminal's settings: read from the journal, held against the site's policy, changed by whom the rules let.
// A stored value that does not parse any more, or that policy has since forbidden, counts for nothing.
import { DEFAULT_POLICY, SHORTEST_IDLE, type SitePolicy } from '../../core/policy/site-policy.ts'
import { err, ok, type Result } from '../../core/result.ts'
import type { Role } from '../../db/journal/clerks.ts'
import type { Journal } from '../../db/journal/journal.ts'
import type { JournalError } from '../../db/journal/write.ts'
import {
  SETTING_NAMES,
  type SettingName,
  type SettingsView,
  type SettingValues,
  settingValues,
} from '../api/settings.ts'
import { SETTING_RULES } from './rules.ts'

/** As a call brings them: what is undefined is not touched. */
export type SettingChanges = { readonly [N in SettingName]?: SettingValues[N] | undefined }

export type SettingsError = {
  readonly code: 'not-allowed' | 'setting-fixed' | 'setting-out-of-range'
}

export type Settings = ReturnType<typeof createSettings>

export function createSettings(journal: Pick<Journal, 'settings'>, policy: () => SitePolicy) {
  let stored = journal.settings.all()

  function valueNow<N extends SettingName>(name: N, now: SitePolicy): SettingValues[N] {
    const rule = SETTING_RULES[name]
    const fixed = rule.fixed?.(now)
    if (fixed !== undefined) return fixed
    const chosen = settingValues.shape[name].safeParse(stored[name])
    if (!chosen.success) return rule.initial(now)
    const value = chosen.data as SettingValues[N]
    return rule.allows === undefined || rule.allows(value, now) ? value : rule.initial(now)
  }
  const values = (): SettingValues => {
    const now = policy()
    return settingValues.parse(Object.fromEntries(SETTING_NAMES.map(name => [name, valueNow(name, now)])))
  }
  const isFixed = (name: SettingName): boolean => SETTING_RULES[name].fixed?.(policy()) !== undefined
  const mayChange = (name: SettingName, role: Role | null): boolean =>
    SETTING_RULES[name].by === 'anyone' || role === 'supervisor'

  function problemWith<N extends SettingName>(
    name: N,
    value: SettingValues[N],
    role: Role | null,
  ): SettingsError['code'] | null {
    const rule = SETTING_RULES[name]
    if (!mayChange(name, role)) return 'not-allowed'
    if (isFixed(name)) return 'setting-fixed'
    return rule.allows === undefined || rule.allows(value, policy()) ? null : 'setting-out-of-range'
  }

  return {
    values,
    view: (role: Role | null): SettingsView => ({
      values: values(),
      fixed: SETTING_NAMES.filter(isFixed),
      changeable: SETTING_NAMES.filter(name => mayChange(name, role) && !isFixed(name)),
      idle: { shortest: SHORTEST_IDLE, longest: policy().idleSeconds },
      languages: policy().languages,
      receipt: policy().receipt,
    }),
    /** All or none; `by` null where nobody is signed in. Answers the names whose value is another one now. */
    put(
      changes: SettingChanges,
      by: { readonly number: string; readonly role: Role } | null,
      now: number,
    ): Result<readonly SettingName[], SettingsError | JournalError> {
      const before = values()
      const changed = SETTING_NAMES.filter(
        name => changes[name] !== undefined && JSON.stringify(changes[name]) !== JSON.stringify(before[name]),
      )
      for (const name of changed) {
        const problem = problemWith(name, changes[name] as SettingValues[typeof name], by?.role ?? null)
        if (problem !== null) return err({ code: problem })
      }
      const written = journal.settings.put(
        Object.fromEntries(changed.map(name => [name, changes[name]])),
        now,
        by?.number ?? null,
      )
      if (!written.ok) return written
      stored = journal.settings.all()
      return ok(changed)
    },
  }
}

/** Where no journal can be read: the defaults, and nothing to change. */
export const settingsWithoutJournal = (): SettingsView => {
  const nowhere = createSettings(
    { settings: { all: () => ({}), put: () => err({ code: 'journal-write-failed' }) } },
    () => DEFAULT_POLICY,
  )
  return { ...nowhere.view(null), changeable: [] }
}
