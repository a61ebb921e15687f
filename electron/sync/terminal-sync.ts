// Sync as this terminal does it: its own files as outbox and target, its clock and identity kept in step.
// The mechanics are in run, push and pull; nothing is decided here but what to do with what they say.
import { join } from 'node:path'
import type { SyncResult } from '../api.ts'
import { syncResult } from '../api.ts'
import type { TerminalClock } from '../clock.ts'
import { type Identity, privateKeyOf, saveIdentity } from '../identity.ts'
import type { Storage } from '../storage.ts'
import type { PullTarget } from './pull.ts'
import { createRegistryClient } from './registry-client.ts'
import { runSync } from './run.ts'
import { createSyncRunner, type SyncRunner } from './runner.ts'
import { jitterOf } from './schedule.ts'

/** Results that the status and the schedule look back on. */
const LOOK_BACK = 50

export type TerminalSyncParts = {
  readonly storage: Storage
  readonly dataDir: string
  readonly clock: TerminalClock
  readonly identity: Identity
  readonly monotonicMs: () => number
  readonly answerWithinMs?: number | undefined
  /** The registry changed our site's profile, or the rules. */
  readonly onIdentity: (identity: Identity) => void
  readonly onNetwork: (state: 'online' | 'offline') => void
  readonly onChange: () => void
}

export function createTerminalSync(parts: TerminalSyncParts): SyncRunner {
  const { storage, clock } = parts
  const { journal, cache } = storage
  let { identity } = parts
  const client = createRegistryClient(
    identity.address,
    { terminalId: identity.terminalId, key: privateKeyOf(identity) },
    clock.now,
    parts.answerWithinMs,
  )
  return createSyncRunner({
    now: clock.now,
    jitter: jitterOf(identity.terminalId),
    history: () => syncHistory(storage),
    remember: result => journal.addSyncRun(JSON.stringify(result)),
    onChange: parts.onChange,
    async run(trigger, onProgress) {
      const result = await runSync(trigger, {
        client,
        outbox: journal.outbox,
        chain: journal.chain,
        pullParts: {
          target: pullTarget(storage),
          rootKey: identity.rootKey,
          downloads: join(parts.dataDir, 'downloads'),
        },
        now: clock.now,
        monotonicMs: parts.monotonicMs,
        onProgress,
        onHello(hello) {
          parts.onNetwork('online')
          clock.syncedWith(hello.serverTime)
          if (JSON.stringify(hello.site) === JSON.stringify(identity.site)) return
          identity = { ...identity, site: hello.site }
          saveIdentity(journal, identity)
          journal.audit(clock.now(), null, 'site-changed')
          parts.onIdentity(identity)
        },
        onCutOff() {
          journal.audit(clock.now(), null, 'cut-off')
          cache.wipe()
        },
      })
      if (result.error === 'unreachable') parts.onNetwork('offline')
      journal.seen.forgetExpired(clock.now())
      return result
    },
  })
}

/** Newest first. */
export function syncHistory({ journal }: Storage, limit = LOOK_BACK): readonly SyncResult[] {
  return journal.syncRuns(limit).flatMap(text => {
    const parsed = syncResult.safeParse(JSON.parse(text))
    return parsed.success ? [parsed.data] : []
  })
}

const KEY_LIST_COUNTER = 'key-list-counter'

function pullTarget({ cache, journal }: Storage): PullTarget {
  return {
    keyListCounter: () => Number(journal.meta(KEY_LIST_COUNTER) ?? 0),
    noteKeyListCounter: counter => void journal.putMeta(KEY_LIST_COUNTER, String(counter)),
    sequence: () => cache.meta('sequence'),
    document: kind => cache.document(kind),
    putDocument: document => cache.putDocument(document),
    confirm(kind, asOf) {
      if (kind === 'key-list') return cache.putMeta('key-list-as-of', asOf)
      cache.putMeta('holders-as-of', asOf)
      cache.putMeta('revocations-as-of', asOf)
    },
    applyChanges: (rows, sequence, asOf) => cache.applyChanges(rows, sequence, asOf),
    replaceBySnapshot: (rows, sequence, asOf, onRows) =>
      cache.replaceBySnapshot(rows, sequence, asOf, onRows),
    buckets: () => cache.buckets(),
  }
}
