// Putting on record: what every record carries, the one way into the log, and the alarm when it cannot be written.
// What `append` has answered is on disk; a write that fails is an alarm until one succeeds, never a word in passing.
// Behind the alarm nobody can work: the terminal itself tries until it can write again.
import { randomUUID } from 'node:crypto'
import type { Result } from '../../core/result.ts'
import type { RecordBody, SealedRecord } from '../../core/sync/wire.ts'
import type { JournalError } from '../../db/journal/write.ts'
import type { RecordView, StatusView } from '../api.ts'
import type { TerminalClock } from '../clock.ts'
import type { Log } from '../hosts/served.ts'
import type { Identity } from '../identity.ts'
import { recordViewer } from '../records.ts'
import type { Storage } from '../storage.ts'
import type { Rules } from '../visit/grounds.ts'
import type { Stamp } from '../visit/record.ts'

export type RecordingParts = {
  readonly storage: Storage
  readonly clock: TerminalClock
  readonly log: Log
  readonly appVersion: string
  identity(): Identity | null
  /** The clerk's number; empty where nobody is signed in. */
  clerk(): string
  rules(): Rules | null
  /** True when a damaged cache was the cause and has been put right. */
  mend(cause: unknown): boolean
  onChange(): void
}

/** Between two tries to write again, in milliseconds: soon after the disk has room, and no burden to a dying one. */
const TRY_EVERY = 3_000

export type Recording = ReturnType<typeof createRecording>

export function createRecording(parts: RecordingParts) {
  const { storage, clock, log } = parts
  const { journal, cache } = storage
  let alarm: StatusView['alarm'] = null
  let trying: ReturnType<typeof setTimeout> | undefined

  function sound(now: Exclude<StatusView['alarm'], 'journal-damaged'>): void {
    clearTimeout(trying)
    if (now !== null) trying = setTimeout(tryAgain, TRY_EVERY).unref()
    if (now === alarm) return
    alarm = now
    log('journal-alarm', { alarm: now ?? 'over' })
  }

  function tryAgain(): void {
    const tried = journal.tryRoom()
    sound(tried.ok ? null : tried.error.code)
    parts.onChange()
  }

  return {
    alarm: () => alarm,
    /** Only a start with a rescue helps then. */
    journalDamaged(): void {
      clearTimeout(trying)
      alarm = 'journal-damaged'
    },

    append(bodies: readonly RecordBody[]): Result<readonly SealedRecord[], JournalError> {
      const sealed = journal.log.append(bodies)
      sound(sealed.ok ? null : sealed.error.code)
      if (sealed.ok) clock.sawTime(bodies[0]?.at ?? 0)
      parts.onChange()
      return sealed
    },

    stop: () => clearTimeout(trying),

    /** `took` in seconds. */
    stamp(took: number): Stamp {
      const identity = parts.identity()
      const rules = parts.rules()
      return {
        terminalId: identity?.terminalId ?? '',
        siteId: identity?.site.siteId ?? '',
        clerk: parts.clerk(),
        at: clock.now(),
        took,
        basis: {
          catalogue: rules?.catalogue.version ?? '',
          sequence: cache.meta('sequence'),
          keyList: rules?.keyListCounter ?? null,
          app: parts.appVersion,
          ...(identity !== null && {
            window: { siteKind: identity.site.siteKind, itemIds: identity.site.itemIds },
          }),
        },
        newId: randomUUID,
      }
    },

    /** As the screen shows them. */
    recorded(sealed: readonly SealedRecord[]): RecordView[] {
      const views = () =>
        sealed.flatMap(({ sequence }) => {
          const logged = journal.log.bySequence(sequence)
          return logged === null ? [] : [recordViewer(storage, parts.rules()?.catalogue ?? null)(logged)]
        })
      try {
        return views()
      } catch (cause) {
        // They are on disk: whatever is wrong with the cache, the clerk must hear that they are.
        return parts.mend(cause) ? views() : []
      }
    },
  }
}
