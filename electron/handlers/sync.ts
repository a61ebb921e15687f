// Syncing by hand: anybody at the counter may, signed in or not, for it only makes the terminal know more.
import { err } from '../../core/result.ts'
import type { syncProcedures } from '../api/status.ts'
import type { Context, HandlersOf } from './context.ts'

export function syncHandlers({ sync }: Context): HandlersOf<typeof syncProcedures> {
  return {
    async 'sync.now'() {
      const runner = sync()
      return runner === null ? err({ code: 'not-enrolled' }) : await runner.now('manual')
    },
  }
}
