// Full screen in a browser: entered by a click or a key, as browsers want it, and noticed when it is left.
// Where the program has a window of its own (Electron), the window does all of this and nothing here is used.
import { createStore } from '../ui/store.ts'

/** Chromium's: without it Escape, which is the counter's "next holder", would leave full screen. */
type KeyboardLock = { lock?(keys: readonly string[]): Promise<void> }

const isFull = (): boolean => document.fullscreenElement !== null

export const fullScreen = createStore(isFull())
document.addEventListener('fullscreenchange', () => fullScreen.set(isFull()))

/** False where the browser would not. Call it from a key or a click. */
export async function enterFullScreen(): Promise<boolean> {
  try {
    await document.documentElement.requestFullscreen({ navigationUI: 'hide' })
  } catch {
    return false
  }
  const { keyboard } = navigator as Navigator & { readonly keyboard?: KeyboardLock }
  await keyboard?.lock?.(['Escape']).catch(() => {})
  return true
}

export async function leaveFullScreen(): Promise<void> {
  if (isFull()) await document.exitFullscreen().catch(() => {})
}
