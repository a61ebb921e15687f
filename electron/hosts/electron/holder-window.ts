// The holder-facing window: on the second display, filling it, with a preload of its own that knows two calls.
// It never opens on the clerk's display, and closes rather than be moved there.
import { BrowserWindow, screen } from 'electron'
import type { Log } from '../served.ts'
import { APP_URL } from './app-url.ts'
import { grant } from './rights.ts'
import { CLOSED_OFF } from './window.ts'

export type HolderWindowParts = {
  readonly clerk: BrowserWindow
  readonly preload: string
  readonly devTools: boolean
  readonly log: Log
}

/** Opens it, or brings it forward; `null` where there is one display alone. Call once; it returns the opener. */
export function holderWindow({ clerk, preload, devTools, log }: HolderWindowParts) {
  let open: { readonly window: BrowserWindow; readonly displayId: number } | null = null
  const close = () => {
    if (open !== null && !open.window.isDestroyed()) open.window.close()
    open = null
  }
  // The app ends when its last window is closed: this one must not keep it alive.
  clerk.once('closed', close)
  screen.on('display-removed', (_event, display) => {
    if (display.id === open?.displayId) close()
  })

  return async (): Promise<{ readonly url: null } | null> => {
    if (open !== null && !open.window.isDestroyed()) {
      open.window.show()
      return { url: null }
    }
    const mine = screen.getDisplayMatching(clerk.getBounds()).id
    const other = screen.getAllDisplays().find(display => display.id !== mine)
    if (other === undefined) return null
    const { x, y, width, height } = other.bounds
    const window = new BrowserWindow({
      x,
      y,
      width,
      height,
      fullscreen: true,
      title: '惠才卡',
      backgroundColor: '#ffffff',
      autoHideMenuBar: true,
      show: false,
      webPreferences: { ...CLOSED_OFF, preload, devTools },
    })
    grant(window.webContents, 'holder')
    window.once('ready-to-show', () => window.showInactive())
    window.webContents.on('render-process-gone', (_event, { reason }) => {
      log('holder-page-gone', { reason })
      if (reason !== 'clean-exit') setImmediate(close)
    })
    window.loadURL(`${APP_URL}holder.html`).catch(() => log('holder-page-not-loaded'))
    open = { window, displayId: other.id }
    return { url: null }
  }
}
