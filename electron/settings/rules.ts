// For each setting: its value where nobody has chosen, who may choose, and what the site's policy fixes.
// Pure. What policy fixes holds whatever was chosen before it did.
import { type PolicyChoice, SHORTEST_IDLE, type SitePolicy } from '../../core/policy/site-policy.ts'
import type { SettingName, SettingValues } from '../api/settings.ts'

type Rule<V> = {
  readonly by: 'anyone' | 'supervisor'
  readonly initial: (policy: SitePolicy) => V
  /** The value that holds by policy alone, or undefined where the choice is free. */
  readonly fixed?: (policy: SitePolicy) => V | undefined
  /** Whether a choice, well-formed as it is, lies within what the policy allows. */
  readonly allows?: (value: V, policy: SitePolicy) => boolean
}

const switched = (choice: PolicyChoice): boolean | undefined =>
  choice === 'choice' ? undefined : choice === 'on'

export const SETTING_RULES: { readonly [N in SettingName]: Rule<SettingValues[N]> } = {
  language: {
    by: 'anyone',
    initial: policy => policy.languages[0] ?? 'zh',
    fixed: policy => (policy.languages.length === 1 ? policy.languages[0] : undefined),
    allows: (language, policy) => policy.languages.includes(language),
  },
  theme: { by: 'anyone', initial: () => 'light' },
  textSize: { by: 'anyone', initial: () => 100 },
  sounds: { by: 'anyone', initial: () => true, fixed: policy => switched(policy.sounds) },
  volume: { by: 'anyone', initial: () => 60 },
  spokenVerdict: { by: 'anyone', initial: () => false, fixed: policy => switched(policy.spokenVerdict) },
  camera: { by: 'anyone', initial: () => null },
  printer: { by: 'anyone', initial: () => null },
  paper: { by: 'anyone', initial: () => 'a4' },
  itemIds: { by: 'supervisor', initial: () => null },
  idleSeconds: {
    by: 'supervisor',
    initial: policy => policy.idleSeconds,
    fixed: policy => (policy.idleSeconds <= SHORTEST_IDLE ? SHORTEST_IDLE : undefined),
    // Shorter than the office asks for, if the hall likes; never longer.
    allows: (seconds, policy) => seconds <= policy.idleSeconds,
  },
  kiosk: { by: 'supervisor', initial: () => false, fixed: policy => switched(policy.kiosk) },
}
