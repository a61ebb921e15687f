// Keeps the screen awake while the card is on it; given back when the page goes out of sight, and asked for again when it is back.
// A phone that does not know how (or is short of power) simply goes dark: nothing else depends on it.
import { useEffect } from 'react'

export function useWakeLock(): void {
  useEffect(() => {
    let lock: WakeLockSentinel | null = null
    let over = false
    async function ask(): Promise<void> {
      if (document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return
      try {
        const granted = await navigator.wakeLock.request('screen')
        // The page was left meanwhile, or two answers came to two questions: one lock is enough.
        if (over || lock?.released === false) await granted.release()
        else lock = granted
      } catch {
        // Refused: see above.
      }
    }
    const again = (): void => void ask()
    document.addEventListener('visibilitychange', again)
    void ask()
    return () => {
      over = true
      document.removeEventListener('visibilitychange', again)
      void lock?.release()
    }
  }, [])
}
