// Brings the page in line with the terminal's settings: language, theme, text size, sounds.
// The terminal's word holds; what the browser remembers is only for the moment before it has spoken.
import type { SettingValues } from '../../electron/api.ts'
import { setLanguage } from '../i18n/index.ts'
import { chooseCamera, readCamera } from '../scanner/camera-choice.ts'
import { setMuted } from '../sound/sounds.ts'
import { setSpeechWanted } from '../sound/speech.ts'
import { setVolume } from '../sound/volume.ts'

const STORED = 'huicai.look'

type Look = Pick<SettingValues, 'theme' | 'textSize'>

export function applySettings(values: SettingValues): void {
  applyLook(values)
  void setLanguage(values.language)
  setMuted(!values.sounds)
  setVolume(values.volume)
  setSpeechWanted(values.spokenVerdict)
  const camera = readCamera(values.camera)
  if (camera !== null) chooseCamera(camera)
  const { theme, textSize } = values
  localStorage.setItem(STORED, JSON.stringify({ theme, textSize } satisfies Look))
}

/** As it was last: called before the first paint, so that a dark counter does not flash white. */
export function applyStoredLook(): void {
  const [, theme, textSize] =
    localStorage.getItem(STORED)?.match(/^\{"theme":"(light|dark|contrast)","textSize":(100|125|150)\}$/) ??
    []
  if (theme !== undefined && textSize !== undefined) setRoot(theme, textSize)
}

const applyLook = ({ theme, textSize }: Look): void => setRoot(theme, String(textSize))

function setRoot(theme: string, textSize: string): void {
  document.documentElement.dataset['theme'] = theme
  document.documentElement.dataset['textSize'] = textSize
}
