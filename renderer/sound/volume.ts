// How loud the window is: sounds and speech alike.
// Silence is `muted` (sounds.ts), never a volume of nought by accident.
import { createStore } from '../ui/store.ts'

const STORED = 'huicai.volume'
export const QUIETEST = 20
export const LOUDEST = 100
export const VOLUME_STEP = 20

export function readVolume(text: string | null): number {
  const value = Number(text ?? Number.NaN)
  return Number.isInteger(value) && value >= QUIETEST && value <= LOUDEST ? value : 60
}

/** Per cent. */
export const volume = createStore(readVolume(localStorage.getItem(STORED)))

/** So much louder or softer, within what there is. */
export const volumeBy = (by: number): number => Math.min(LOUDEST, Math.max(QUIETEST, volume.get() + by))

export function setVolume(to: number): void {
  localStorage.setItem(STORED, String(to))
  volume.set(to)
}
