// What a look-up is at: nothing asked yet, asked, answered, or held up until a supervisor agrees.
// Pure state and the keys that move through it; the numbers behind the results stay with the terminal.
import type { ApiError, LookUpFound, LookUpResult, TerminalBridge } from '../../electron/api.ts'
import { createStore, type Store } from '../ui/store.ts'

export type LookUpState =
  | { readonly kind: 'empty' }
  | { readonly kind: 'searching' }
  | { readonly kind: 'found'; readonly found: LookUpFound; readonly at: number }
  | { readonly kind: 'refused'; readonly error: ApiError }

export type LookUp = {
  readonly state: Store<LookUpState>
  readonly search: (text: string) => Promise<void>
  readonly move: (by: 1 | -1) => void
  /** The result under the bar, or of this digit; null when there is none. */
  readonly picked: (digit?: number) => LookUpResult | null
  /** Resolves to the terminal's refusal, or null when the clerk may go on. */
  readonly allow: (number: string, pin: string) => Promise<ApiError | null>
}

export function createLookUp(terminal: TerminalBridge): LookUp {
  const state = createStore<LookUpState>({ kind: 'empty' })
  let asked = 0

  return {
    state,
    search: async text => {
      const mine = ++asked
      state.set({ kind: 'searching' })
      const reply = await terminal.call('lookUp.find', { text })
      // A later question has been asked meanwhile: its answer is the one to show.
      if (mine !== asked) return
      state.set(
        reply.ok ? { kind: 'found', found: reply.value, at: 0 } : { kind: 'refused', error: reply.error },
      )
    },
    move: by => {
      const now = state.get()
      if (now.kind !== 'found' || now.found.results.length === 0) return
      const count = now.found.results.length
      state.set({ ...now, at: (now.at + by + count) % count })
    },
    picked: digit => {
      const now = state.get()
      if (now.kind !== 'found') return null
      return now.found.results[digit === undefined ? now.at : digit - 1] ?? null
    },
    allow: async (number, pin) => {
      const reply = await terminal.call('lookUp.allow', { number, pin })
      if (reply.ok) state.set({ kind: 'empty' })
      return reply.ok ? null : reply.error
    },
  }
}
