// The api tables over Electron's IPC: one channel per procedure, one per event, for the window that has the right to it.
// The sender is judged first and at once; nothing of an untrusted call is even parsed.
import { BrowserWindow, type IpcMainInvokeEvent, ipcMain, type WebFrameMain } from 'electron'
import { CALL_NAMES, callChannel, eventChannel } from '../../api-names.ts'
import { HOLDER_CALL_NAMES, HOLDER_EVENT_CHANNEL, holderChannel } from '../../holder-names.ts'
import type { Dispatch } from '../dispatch.ts'
import { isAppUrl } from './app-url.ts'
import { mayCall, type Table } from './rights.ts'

/** Only the live main frame of our own page. `senderFrame` is null or detached once its page is gone. */
export function isTrusted(frame: Pick<WebFrameMain, 'detached' | 'parent' | 'url'> | null): boolean {
  return frame !== null && !frame.detached && frame.parent === null && isAppUrl(frame.url)
}

/** Once, before the first window; for as long as the app runs. */
export function serveIpc(dispatch: Dispatch): void {
  for (const name of CALL_NAMES) serve('clerk', dispatch, name, callChannel(name))
  dispatch.listen((name, data) => push('clerk', clerkEventChannel(name), data))
}

export function serveHolderIpc(dispatch: Dispatch): void {
  for (const name of HOLDER_CALL_NAMES) serve('holder', dispatch, name, holderChannel(name))
  dispatch.listen((_, data) => push('holder', HOLDER_EVENT_CHANNEL, data))
}

function serve(table: Table, dispatch: Dispatch, name: string, channel: string): void {
  ipcMain.handle(channel, (event: IpcMainInvokeEvent, raw: unknown) =>
    // Synchronously: after an await the frame may be another page's.
    isTrusted(event.senderFrame) && mayCall(event.sender, table)
      ? dispatch.call(name, raw)
      : dispatch.refuse('untrusted-sender', { procedure: name }),
  )
}

function push(table: Table, channel: string, data: unknown): void {
  for (const window of BrowserWindow.getAllWindows()) {
    // Only living windows are listed; the page of a living window may be gone.
    const { webContents } = window
    if (!webContents.isDestroyed() && mayCall(webContents, table)) webContents.send(channel, data)
  }
}

/** The dispatch names only events of its own table. */
const clerkEventChannel = eventChannel as (name: string) => string
