// Quitting waits until the terminal has written and closed everything, once, and not for ever.
// A quit must never be refused: what is asked twice, or hangs, ends all the same.
import { app, powerMonitor } from 'electron'
import { causeOf } from '../dispatch.ts'
import type { Log } from '../served.ts'

/** Longer than any write; a sync that does not let go is not worth a machine that does not shut down. */
const PATIENCE_MS = 10_000

/** Call once, after `ready`, as soon as there is something to close. Returns the drain itself, for a session's end. */
export function drainAtQuit(close: () => Promise<void>, log: Log): () => Promise<void> {
  let draining: Promise<void> | undefined
  let drained = false
  const drain = () => {
    draining ??= bounded(close(), log).finally(() => {
      drained = true
    })
    return draining
  }
  app.on('before-quit', event => {
    if (drained) return
    event.preventDefault()
    void drain().then(() => app.quit())
  })
  // Linux and macOS going down; on Windows no app event comes, the window hears `session-end`.
  powerMonitor.on('shutdown', () => app.quit())
  return drain
}

async function bounded(closing: Promise<void>, log: Log): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const patience = new Promise<'late'>(resolve => {
    timer = setTimeout(resolve, PATIENCE_MS, 'late')
  })
  try {
    if ((await Promise.race([closing, patience])) === 'late') log('quit-without-close')
  } catch (cause) {
    log('close-failed', { cause: causeOf(cause) })
  } finally {
    clearTimeout(timer)
  }
}
