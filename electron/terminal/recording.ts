// Putting on record: what every record carries, the one way into the log, and the alarm when it cannot be written.
// What `append` has answered is on disk; a write that fails is an alarm until one succeeds, never a word in passing.
import { randomUUID } from 'node:crypto'
import type { Result } from '../../core/result.ts'
import type { RecordBody, SealedRecord } from '../../core/sync/wire.ts'
import type { RecordView, StatusView } from '../api.ts'
import type { TerminalClock } from '../clock.ts'
import type { Refusal } from '../handlers/context.ts'
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

export type Recording = ReturnType<typeof createRecording>

export function createRecording(parts: RecordingParts) {
  const { storage, clock, log } = parts
  const { journal, cache } = storage
  let alarm: StatusView['alarm'] = null

  return {
    alarm: () => alarm,
    journalDamaged(): void {
      alarm = 'journal-damaged'
    },

    append(bodies: readonly RecordBody[]): Result<readonly SealedRecord[], Refusal> {
      const sealed = journal.log.append(bodies)
      const before = alarm
      alarm = sealed.ok ? null : sealed.error.code
      if (alarm !== before) log('journal-alarm', { alarm: alarm ?? 'over' })
      if (sealed.ok) clock.sawTime(bodies[0]?.at ?? 0)
      parts.onChange()
      return sealed
    },

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
