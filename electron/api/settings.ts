// Settings of this terminal: what may be chosen, by whom, and what the site's policy has fixed.
// A new setting is a line in `settingValues` and one in ../settings/rules.ts; no secret is a setting.
import { z } from 'zod'
import { type Bilingual, bilingual } from '../../core/policy/catalogue.ts'
import { LONGEST_IDLE, SHORTEST_IDLE } from '../../core/policy/site-policy.ts'

export type { Bilingual }

export const THEMES = ['light', 'dark', 'contrast'] as const
export type ThemeName = (typeof THEMES)[number]
export const PAPERS = ['a4', 'a5', '80mm', '58mm'] as const

/** The schema of each setting; stored under its name. */
export const settingValues = z.object({
  language: z.enum(['zh', 'en']),
  theme: z.enum(THEMES),
  /** Per cent. */
  textSize: z.union([z.literal(100), z.literal(125), z.literal(150)]),
  sounds: z.boolean(),
  /** Per cent. */
  volume: z.int().min(20).max(100),
  spokenVerdict: z.boolean(),
  /** Id and name of the camera as JSON (renderer/scanner/camera-choice.ts); null: the browser's own choice. */
  camera: z.string().max(200).nullable(),
  /** The system's name of the printer; null: the system's default. */
  printer: z.string().max(200).nullable(),
  paper: z.enum(PAPERS),
  // ---- a supervisor's ----
  /** Services of this window, among those that the site offers; null: all of them. */
  itemIds: z.array(z.string().max(8)).min(1).max(200).nullable(),
  /** Seconds without key, scan or pointer until the window hides the holder. */
  idleSeconds: z.int().min(SHORTEST_IDLE).max(LONGEST_IDLE),
  kiosk: z.boolean(),
})
export type SettingValues = z.infer<typeof settingValues>
export type SettingName = keyof SettingValues
export const SETTING_NAMES = Object.keys(settingValues.shape) as [SettingName, ...SettingName[]]

export const settingsView = z.object({
  /** As they hold now: chosen here, or fixed by policy, or the default. */
  values: settingValues,
  /** Fixed by the site's policy: nobody at this terminal may change them. */
  fixed: z.array(z.enum(SETTING_NAMES)),
  /** For the clerk who is signed in; before anybody is, what anybody may change. */
  changeable: z.array(z.enum(SETTING_NAMES)),
  idle: z.object({ shortest: z.int(), longest: z.int() }),
  languages: z.array(z.enum(['zh', 'en'])),
  /** Whether receipts are printed here, by the site's policy: not at all, when asked for, after every record. */
  receipt: z.enum(['off', 'offer', 'always']),
})
export type SettingsView = z.infer<typeof settingsView>

export const settingsProcedures = {
  'settings.get': { input: z.void(), output: settingsView },
  /** What the site offers, of which `itemIds` chooses. */
  'settings.services': {
    input: z.void(),
    output: z.object({ services: z.array(z.object({ id: z.string(), title: bilingual })) }),
  },
  /** All of the changes or none; answered with what holds afterwards, which also goes out as the event `app`. */
  'settings.put': { input: settingValues.partial(), output: settingsView },
} as const
