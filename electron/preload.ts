// What the page finds as `window.terminal`: the calls of the api table and its events, and no way to any other channel.
// Only types and names come in here (no zod), and neither ipcRenderer nor an event object ever goes out.
import { contextBridge, type IpcRendererEvent, ipcRenderer } from 'electron'
import type { Reply, TerminalBridge } from './api.ts'
import { CALL_NAMES, callChannel, EVENT_NAMES, eventChannel } from './api-names.ts'

type Call = (input: unknown) => Promise<Reply<never>>
type Listener = (data: never) => void

/** An invoke rejects when main has gone or is going; the page knows only replies. */
const refused = (code: 'bad-request' | 'internal'): Reply<never> => ({
  ok: false,
  error: { code, id: 'preload' },
})

/** One closure per known name: the page picks one of these, it never names a channel. */
const calls: ReadonlyMap<string, Call> = new Map(
  CALL_NAMES.map(name => [
    name,
    (input: unknown) => ipcRenderer.invoke(callChannel(name), input).catch(() => refused('internal')),
  ]),
)
const channels: ReadonlyMap<string, string> = new Map(EVENT_NAMES.map(name => [name, eventChannel(name)]))

const bridge: TerminalBridge = {
  call(name, input) {
    const call = calls.get(name)
    return call === undefined ? Promise.resolve(refused('bad-request')) : call(input)
  },
  on(name, listener: Listener) {
    const channel = channels.get(name)
    if (channel === undefined) return () => {}
    // Main has checked it against the table before sending.
    const heard = (_event: IpcRendererEvent, data: unknown) => listener(data as never)
    ipcRenderer.on(channel, heard)
    return () => {
      ipcRenderer.off(channel, heard)
    }
  },
}

contextBridge.exposeInMainWorld('terminal', bridge)
