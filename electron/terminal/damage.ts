// What happens when a read meets damage: a cache is begun anew and the read done again; a journal raises the alarm.
// What is no damage of a file is a bug and is thrown on; a journal is never touched.
import { storeErrorOf } from '../../db/errors.ts'
import type { TerminalClock } from '../clock.ts'
import type { Log } from '../hosts/served.ts'
import { mendDamage } from '../repair/mend.ts'
import type { Storage } from '../storage.ts'

export type MendingParts = {
  readonly storage: Storage
  readonly dataDir: string
  readonly log: Log
  readonly clock: Pick<TerminalClock, 'now'>
  onJournalDamaged(): void
  /** It is empty: rules are to be read again, and the data pulled. */
  onCacheRemade(): void
}

export type Mending = ReturnType<typeof createMending>

export function createMending(parts: MendingParts) {
  const { storage, dataDir, log, clock } = parts

  /** True when a damaged cache was the cause and has been put right. */
  function mend(cause: unknown): boolean {
    if (storeErrorOf(cause)?.code !== 'corrupt') throw cause
    const found = mendDamage(storage, dataDir)
    log('damage', { found })
    if (found === 'journal-damaged') {
      parts.onJournalDamaged()
      return false
    }
    storage.journal.audit(clock.now(), null, 'cache-remade')
    parts.onCacheRemade()
    return true
  }

  return {
    mend,
    /** Does it again when what failed was the cache, which then begins anew. */
    mended(work: () => void): void {
      try {
        work()
      } catch (cause) {
        if (mend(cause)) work()
      }
    },
  }
}
