// Has the shell kept for a start without a network. A newer one that waits takes over when the pages are opened,
// never under somebody's hands while he shows his card or fills in a form.
import { beginAnew } from './begin-anew.ts'

// Not the browser's own word (userActivation): it outlives the page that somebody touched.
let isInUse = false
const touched = (): void => {
  isInUse = true
}
for (const touch of ['pointerdown', 'keydown'])
  addEventListener(touch, touched, { capture: true, once: true })

export async function keepShell(): Promise<void> {
  if (!('serviceWorker' in navigator)) return
  try {
    const registration = await navigator.serviceWorker.register('/m/sw.js', { scope: '/m/' })
    if (registration.waiting === null || isInUse) return
    // The page has only just begun, with the shell of the last build: begin again with the new one.
    const begin = (): void => {
      if (!isInUse) void beginAnew()
    }
    navigator.serviceWorker.addEventListener('controllerchange', begin, { once: true })
    registration.waiting.postMessage('take-over')
  } catch {
    // A browser that keeps nothing (private windows of some): the card works as long as there is a network.
  }
}
