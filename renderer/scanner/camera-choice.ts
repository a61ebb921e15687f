// Which camera this window uses: chosen once, known again by its id, or by its name where the id has changed.
// A camera that is not there never stands in the way of one that is.
import { createStore } from '../ui/store.ts'
import type { CameraDevice, CameraState } from './camera.ts'

const STORED = 'huicai.camera'

/** A camera as the settings keep it; null for anything else. */
export function readCamera(text: string | null): CameraDevice | null {
  try {
    const value: unknown = JSON.parse(text ?? 'null')
    if (typeof value !== 'object' || value === null || !('id' in value) || !('label' in value)) return null
    return { id: String(value.id), label: String(value.label) }
  } catch {
    return null
  }
}

/** Null: whichever the system offers first. */
export const cameraChoice = createStore<CameraDevice | null>(readCamera(localStorage.getItem(STORED)))

export function chooseCamera(device: CameraDevice | null): void {
  const before = cameraChoice.get()
  // Settings come again with every change of any of them.
  if (before !== null && before.id === device?.id) return
  if (device === null) localStorage.removeItem(STORED)
  else localStorage.setItem(STORED, JSON.stringify(device))
  cameraChoice.set(device)
}

/** The device to open, or undefined for any. Ids are salted anew when a browser's data was cleared; names stay. */
export function deviceFor(choice: CameraDevice | null, devices: readonly CameraDevice[]): string | undefined {
  if (choice === null) return undefined
  const same =
    devices.find(({ id }) => id === choice.id) ??
    devices.find(({ label }) => label !== '' && label === choice.label)
  return same?.id
}

/** Whether cameras that came or went are a reason to open anew. */
export function reopensFor(
  state: CameraState,
  choice: CameraDevice | null,
  devices: readonly CameraDevice[],
): boolean {
  switch (state.kind) {
    case 'starting':
      return false
    case 'live': {
      const wanted = deviceFor(choice, devices)
      // The chosen one is back, and another stands in for it.
      if (wanted !== undefined && state.deviceId !== '') return wanted !== state.deviceId
      return false
    }
    case 'no-camera':
    case 'busy':
      return devices.length > 0
    case 'denied':
      return false
    case 'failed':
      return devices.length > 0 && (state.code === 'stream-ended' || state.code === 'no-picture')
  }
}

/** Seconds after which a camera is tried again by itself; null for never. Another program may let go of it. */
export const retryAfter = (state: CameraState): number | null => (state.kind === 'busy' ? 5 : null)
