// What the holder-facing page finds as `window.holderScreen`: its two calls, its one event, and no way to any other channel.
// Only types and names come in here (no zod), and neither ipcRenderer nor an event object ever goes out.
import { contextBridge, type IpcRendererEvent, ipcRenderer } from 'electron'
import type { HolderBridge, HolderView } from './api/holder.ts'
import { HOLDER_EVENT_CHANNEL, holderChannel } from './holder-names.ts'

/** An invoke rejects when main has gone or is going; the page knows only replies. */
const GONE = { ok: false, error: { code: 'internal', id: 'preload' } } as const

const bridge: HolderBridge = {
  get: () => ipcRenderer.invoke(holderChannel('holder.get')).catch(() => GONE),
  rate: word => ipcRenderer.invoke(holderChannel('holder.rate'), word).catch(() => GONE),
  onView(listener) {
    const heard = (_event: IpcRendererEvent, view: unknown) => listener(view as HolderView)
    ipcRenderer.on(HOLDER_EVENT_CHANNEL, heard)
    return () => {
      ipcRenderer.off(HOLDER_EVENT_CHANNEL, heard)
    }
  },
}

contextBridge.exposeInMainWorld('holderScreen', bridge)
