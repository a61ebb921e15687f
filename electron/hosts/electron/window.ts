// The clerk's window: how large, how closed off, and what happens when its page dies.
// No preference here may ever be loosened for a feature; the page needs nothing but its preload.
import { BrowserWindow } from 'electron'
import type { Log } from '../served.ts'
import { APP_URL } from './app-url.ts'
import { grant } from './rights.ts'

/** A page that dies this often in a minute will die again: stop, and say so. */
const RELOADS_PER_MINUTE = 3

/** Of every window of ours. */
export const CLOSED_OFF = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  webSecurity: true,
  navigateOnDragDrop: false,
  // Its dictionaries would be fetched from the internet.
  spellcheck: false,
} as const

export type WindowParts = {
  readonly preload: string
  readonly devTools: boolean
  readonly log: Log
  /** The page cannot be kept alive. */
  readonly onHopeless: () => void
}

export function openWindow({ preload, devTools, log, onHopeless }: WindowParts): BrowserWindow {
  const window = new BrowserWindow({
    width: 1366,
    height: 768,
    minWidth: 1024,
    minHeight: 700,
    title: '惠才卡服务窗口',
    backgroundColor: '#ffffff',
    autoHideMenuBar: true,
    show: false,
    webPreferences: { ...CLOSED_OFF, preload, devTools },
  })
  grant(window.webContents, 'clerk')
  const load = () => {
    window.loadURL(APP_URL).catch(() => log('page-not-loaded'))
  }
  const crashes: number[] = []
  window.once('ready-to-show', () => window.show())
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    log('page-gone', { reason })
    if (reason === 'clean-exit') return
    const now = performance.now()
    crashes.push(now)
    if (crashes.filter(at => now - at < 60_000).length > RELOADS_PER_MINUTE) return onHopeless()
    // Not from inside the event: Chromium is still burying the process (electron/electron#51900).
    setImmediate(() => {
      if (!window.isDestroyed()) load()
    })
  })
  load()
  return window
}

/** Somebody started the app again: bring this window forward. */
export function bringForward(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}
