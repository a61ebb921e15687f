// The last time that was worth trusting, kept in the journal: a clock turned back over a restart is noticed.
// What was put on record is as good a witness as any.
import type { Journal } from '../../db/journal/journal.ts'
import type { TrustedTimeStore } from '../clock.ts'

const TRUSTED_TIME = 'last-trusted'
const CLOCK_OFFSET = 'clock-offset'

export function trustedTimeIn(journal: Journal): TrustedTimeStore {
  return {
    load() {
      const offset = journal.meta(CLOCK_OFFSET)
      return {
        lastTrusted: Math.max(Number(journal.meta(TRUSTED_TIME) ?? 0), journal.log.lastAt() ?? 0),
        offsetAtLastSync: offset === null ? null : Number(offset),
      }
    },
    save(lastTrusted, offset) {
      journal.putMeta(TRUSTED_TIME, String(lastTrusted))
      if (offset !== null) journal.putMeta(CLOCK_OFFSET, String(offset))
    },
  }
}
