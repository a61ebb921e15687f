// Has the shell kept for a start without a network. A newer one that waits takes over when the pages are opened,
// never under somebody's hands while he shows his card.

export async function keepShell(): Promise<void> {
  if (!('serviceWorker' in navigator)) return
  try {
    const registration = await navigator.serviceWorker.register('/m/sw.js', { scope: '/m/' })
    if (registration.waiting === null) return
    // The page has only just begun, with the shell of the last build: begin again with the new one.
    navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true })
    registration.waiting.postMessage('take-over')
  } catch {
    // A browser that keeps nothing (private windows of some): the card works as long as there is a network.
  }
}
