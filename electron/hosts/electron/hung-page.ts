// A page that hangs cannot take the holder off the screen when the window locks: then the page itself is ended.
// window.ts loads it again; the terminal, which never hung, has locked by itself.
import type { BrowserWindow } from 'electron'
import type { Log, Served } from '../served.ts'

export function clearWhenLocked(window: BrowserWindow, served: Served, log: Log): void {
  let hangs = false
  let locked = false
  const clear = (): void => {
    if (!hangs || !locked || window.isDestroyed()) return
    hangs = false
    log('hung-page-ended')
    window.webContents.forcefullyCrashRenderer()
  }
  window.on('unresponsive', () => {
    hangs = true
    log('page-hangs')
    clear()
  })
  window.on('responsive', () => {
    hangs = false
  })
  const end = served.on('app', ({ phase }) => {
    locked = phase === 'locked'
    clear()
  })
  window.once('closed', end)
}
