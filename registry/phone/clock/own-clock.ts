// The page's one clock: started from what was kept, watched while the page is seen, kept again now and then.
// Everything that needs the time takes it from here.
import { keepSealed, readSealed } from '../device/seal.ts'
import { createPhoneClock, type Kept, type PhoneClock, type Reading } from './clock.ts'

const KEY = 'clock'
const KEEP_EVERY = 20

const clocks = { wall: () => Date.now() / 1000, monotonic: () => performance.now() / 1000 }
let clock: PhoneClock = createPhoneClock(clocks, null)
let ticks = 0

/** Must be awaited before the first look at the time. */
export async function startClock(): Promise<void> {
  clock = createPhoneClock(clocks, await readSealed<Kept>('kept', KEY))
  setInterval(() => {
    if (document.visibilityState === 'visible') clock.look()
    ticks += 1
    if (ticks % KEEP_EVERY === 0) void keepTime()
  }, 1000)
  document.addEventListener('visibilitychange', () => {
    clock.outOfSight()
    if (document.visibilityState === 'hidden') void keepTime()
  })
}

export const readClock = (): Reading => clock.read()

/** The registry counts whole seconds: half of one is what it leaves out on the average. */
export function confirmClock(server: number): void {
  clock.confirm(server + 0.5)
  void keepTime()
}

export async function keepTime(): Promise<void> {
  const kept = clock.keep()
  if (kept !== null) await keepSealed('kept', KEY, kept)
}
