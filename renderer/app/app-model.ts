// What the terminal says of itself, kept current by its events: phase, clerk, site, status line.
// It decides nothing and remembers nobody who stood at the counter.
import type { ApiError, AppView, TerminalBridge } from '../../electron/api.ts'
import { notOvertaken } from '../bridge/not-overtaken.ts'
import { createStore, type Store } from '../ui/store.ts'

export type AppState =
  | { readonly kind: 'starting' }
  | { readonly kind: 'unreachable'; readonly error: ApiError }
  | { readonly kind: 'running'; readonly app: AppView }

export type AppModel = {
  readonly state: Store<AppState>
  /** Asks the terminal once, and again after it was unreachable. */
  readonly load: () => Promise<void>
  /** What a call of the screen's own has answered. */
  readonly show: (app: AppView) => void
  /** Follows the terminal's events; returns the end of it. */
  readonly follow: () => () => void
}

export function createAppModel(terminal: TerminalBridge): AppModel {
  const state = createStore<AppState>({ kind: 'starting' })
  let heard = 0
  const show = (app: AppView) => state.set({ kind: 'running', app })
  return {
    state,
    show,
    load: async () => {
      const reply = await notOvertaken(
        () => terminal.call('app.get', undefined),
        () => heard,
      )
      if (reply.ok) show(reply.value)
      else if (state.get().kind !== 'running') state.set({ kind: 'unreachable', error: reply.error })
    },
    follow: () => {
      const ends = [
        terminal.on('app', app => {
          heard += 1
          show(app)
        }),
        terminal.on('status', status => {
          heard += 1
          const now = state.get()
          if (now.kind === 'running') show({ ...now.app, status })
        }),
      ]
      return () => {
        for (const end of ends) end()
      }
    },
  }
}
