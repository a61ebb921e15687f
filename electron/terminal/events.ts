// Who listens to this terminal's events; both hosts pass them on to the page.
// Nothing is decided here, and who has left hears nothing more.
import type { EventData, EventName } from '../api.ts'

type Listeners = { readonly [N in EventName]: Set<(data: EventData<N>) => void> }

export type Events = ReturnType<typeof createEvents>

export function createEvents() {
  const listeners: Listeners = { status: new Set(), app: new Set(), holderWord: new Set(), visit: new Set() }
  return {
    emit<N extends EventName>(name: N, data: EventData<N>): void {
      for (const listener of listeners[name]) listener(data)
    },
    /** Returns its own unsubscribe. */
    on<N extends EventName>(name: N, listener: (data: EventData<N>) => void): () => void {
      const set: Set<(data: EventData<N>) => void> = listeners[name]
      set.add(listener)
      return () => set.delete(listener)
    },
  }
}
