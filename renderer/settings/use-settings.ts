// The terminal's settings for any screen: `const { values, put } = useSettings()`.
// Changing one goes to the terminal and comes back as what holds; nothing is changed here by itself.
import { createContext, useContext } from 'react'
import type { ApiError, Input, SettingName, SettingsView } from '../../electron/api.ts'

export type SettingsModel = SettingsView & {
  /** Null: it is done, and every screen has heard of it. */
  readonly put: (changes: Input<'settings.put'>) => Promise<ApiError | null>
}

const SettingsContext = createContext<SettingsModel | null>(null)
export const SettingsProvider = SettingsContext.Provider

/** Null before the terminal has said what it is. */
export const useSettingsOrNull = (): SettingsModel | null => useContext(SettingsContext)

export function useSettings(): SettingsModel {
  const model = useSettingsOrNull()
  if (model === null) throw new Error('no SettingsProvider above')
  return model
}

/** Whether the clerk at this window may change it now. */
export const mayChange = ({ changeable }: SettingsView, name: SettingName): boolean =>
  changeable.includes(name)
