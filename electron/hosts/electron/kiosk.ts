// Kiosk in Electron: the clerk's window fills the screen and cannot be closed, while the terminal says so.
// Quitting is never refused: the machine may go down, and a program that must end ends.
import { app, type BrowserWindow } from 'electron'
import type { AppView } from '../../api.ts'
import type { Served } from '../served.ts'

/** Once, when the window is there; ends with it. */
export function followKiosk(window: BrowserWindow, served: Served): void {
  let held = false
  let leaving = false
  const follow = ({ kiosk }: AppView): void => {
    if (window.isDestroyed()) return
    held = kiosk === 'on'
    if (window.isKiosk() !== held) window.setKiosk(held)
  }
  const end = served.on('app', follow)
  void served.call('app.get', undefined).then(reply => {
    if (reply.ok) follow(reply.value)
  })
  app.on('before-quit', () => {
    leaving = true
  })
  window.on('close', event => {
    if (held && !leaving) event.preventDefault()
  })
  window.once('closed', end)
}
