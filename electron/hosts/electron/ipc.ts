// The api table over Electron's IPC: one channel per procedure, one per event.
// The sender is judged first and at once; nothing of an untrusted call is even parsed.
import { BrowserWindow, ipcMain, type WebFrameMain } from 'electron'
import { CALL_NAMES, callChannel, eventChannel } from '../../api-names.ts'
import type { Dispatch } from '../dispatch.ts'
import { isAppUrl } from './app-url.ts'

/** Only the live main frame of our own page. `senderFrame` is null or detached once its page is gone. */
export function isTrusted(frame: Pick<WebFrameMain, 'detached' | 'parent' | 'url'> | null): boolean {
  return frame !== null && !frame.detached && frame.parent === null && isAppUrl(frame.url)
}

/** Once, before the first window; for as long as the app runs. */
export function serveIpc(dispatch: Dispatch): void {
  for (const name of CALL_NAMES) {
    ipcMain.handle(callChannel(name), (event, raw: unknown) =>
      // Synchronously: after an await the frame may be another page's.
      isTrusted(event.senderFrame)
        ? dispatch.call(name, raw)
        : dispatch.refuse('untrusted-sender', { procedure: name }),
    )
  }
  dispatch.listen((name, data) => {
    for (const window of BrowserWindow.getAllWindows()) {
      // Only living windows are listed; the page of a living window may be gone.
      if (!window.webContents.isDestroyed()) window.webContents.send(eventChannel(name), data)
    }
  })
}
