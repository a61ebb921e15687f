// The holder-facing page's only way out: its preload's bridge in Electron, its own port on loopback.
// A call resolves, whatever becomes of the host: a holder is never shown a fault.
import type { HolderBridge, HolderView, Reply } from '../../electron/api.ts'

declare global {
  interface Window {
    readonly holderScreen?: HolderBridge
  }
}

export const findHolderBridge = (): HolderBridge => window.holderScreen ?? loopbackBridge()

const NO_ANSWER = { ok: false, error: { code: 'internal', id: 'no-answer' } } as const

function loopbackBridge(): HolderBridge {
  const get = () => post('holder.get')
  return {
    get,
    rate: word => post('holder.rate', word),
    onView(listener) {
      const source = new EventSource('/api/events')
      source.addEventListener('view', ({ data }) => listener(JSON.parse(data)))
      // What happened while the stream was broken is not sent again.
      source.addEventListener('open', async () => {
        const reply = await get()
        if (reply.ok) listener(reply.value)
      })
      // While the host is gone nobody may be left standing on the screen.
      source.addEventListener('error', () => listener({ kind: 'idle', site: null }))
      return () => source.close()
    },
  }
}

async function post(name: string, input?: unknown): Promise<Reply<HolderView>> {
  try {
    const response = await fetch(`/api/${name}`, {
      method: 'POST',
      credentials: 'same-origin',
      headers: { 'Content-Type': 'application/json' },
      ...(input === undefined ? {} : { body: JSON.stringify(input) }),
    })
    return (await response.json()) as Reply<HolderView>
  } catch {
    return NO_ANSWER
  }
}
