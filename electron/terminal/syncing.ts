// The sync of this terminal, from enrolment to its end, and what it last heard of the network.
// While a run goes on the old rules hold; what it brought is read when it has ended.

import type { StatusView } from '../api.ts'
import { systemTime, type TerminalClock } from '../clock.ts'
import type { Identity } from '../identity.ts'
import type { Storage } from '../storage.ts'
import { createTerminalSync, type TerminalSync } from '../sync/terminal-sync.ts'
import type { TerminalOptions } from '../terminal.ts'
import { dataFacts } from '../visit/grounds.ts'

export type SyncingParts = {
  readonly options: TerminalOptions
  readonly storage: Storage
  readonly clock: TerminalClock
  /** The registry changed our site's profile, or the rules. */
  onIdentity(identity: Identity): void
  /** The registry changed who may work here: their numbers. */
  onClerks(numbers: readonly string[]): void
  /** A run has ended: it may have brought new keys or rules. */
  onEnded(): void
  onChange(): void
}

export type Syncing = ReturnType<typeof createSyncing>

export function createSyncing({ options, storage, clock, ...parts }: SyncingParts) {
  let sync: TerminalSync | null = null
  let network: StatusView['network'] = 'unknown'

  return {
    sync: () => sync,
    network: () => network,
    start(identity: Identity): void {
      const runner = createTerminalSync({
        storage,
        dataDir: options.dataDir,
        clock,
        identity,
        monotonicMs: systemTime.monotonicMs,
        about: () => ({ app: options.appVersion, dataAsOf: dataFacts(storage).holdersAsOf }),
        answerWithinMs: options.answerWithinMs,
        onIdentity: parts.onIdentity,
        onClerks: parts.onClerks,
        onNetwork(state) {
          network = state
        },
        onChange() {
          if (runner.progress() === null) parts.onEnded()
          parts.onChange()
        },
      })
      sync = runner
      if (options.scheduled === false) return
      runner.begin()
      if (storage.cacheRemade) void runner.now('catch-up').catch(() => {})
    },
    /** The cache is empty: pull at once; where there is no network, the schedule will. */
    catchUp(): void {
      void sync?.now('catch-up').catch(() => {})
    },
  }
}
