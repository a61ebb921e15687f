// Sync as this terminal does it: its own files as outbox and target, its clock and identity kept in step.
// The mechanics are in run, push and pull; nothing is decided here but what to do with what they say.

import { join } from 'node:path'
import type { RosterClerk } from '../../core/sync/roster.ts'
import type { ChainNotice, SiteProfile } from '../../core/sync/wire.ts'
import { rangeText } from '../../db/journal/chain-notices.ts'
import type { SyncResult } from '../api.ts'
import { syncResult } from '../api.ts'
import type { TerminalClock } from '../clock.ts'
import { type Identity, privateKeyOf, saveIdentity } from '../identity.ts'
import type { Storage } from '../storage.ts'
import type { ApplyParts } from './apply/in-worker.ts'
import { forgetAppointments, takeAppointments } from './appointments.ts'
import { cacheTarget } from './cache-target.ts'
import { exchange } from './exchange.ts'
import { lightLine } from './light-runs.ts'
import { type About, createRegistryClient } from './registry-client.ts'
import { runSync } from './run.ts'
import { createSyncRunner, type SyncRunner } from './runner.ts'
import { jitterOf } from './schedule.ts'
import { applyStick, type StickIn } from './stick.ts'

/** Results that the status and the schedule look back on. */
const LOOK_BACK = 50

/** Seconds between two greetings on light runs: the registry's clock, our site's profile, and that we are there. */
const GREET_EVERY = 3600

export type TerminalSyncParts = {
  readonly storage: Storage
  readonly dataDir: string
  readonly clock: TerminalClock
  readonly identity: Identity
  readonly monotonicMs: () => number
  /** What the registry is told of us. */
  readonly about: () => About
  readonly answerWithinMs?: number | undefined
  /** The registry changed our site's profile, or the rules. */
  readonly onIdentity: (identity: Identity) => void
  /** The registry changed who may work here: their numbers. */
  readonly onClerks: (numbers: readonly string[]) => void
  readonly onNetwork: (state: 'online' | 'offline') => void
  readonly onChange: () => void
  readonly onWorker?: ApplyParts['onWorker'] | undefined
}

export type TerminalSync = SyncRunner & {
  /** A file from a stick, proven already: its answers, our site's profile and clerks, and the data. */
  applyStick(stick: StickIn): ReturnType<SyncRunner['now']>
}

export function createTerminalSync(parts: TerminalSyncParts): TerminalSync {
  const { storage, clock } = parts
  const { journal, cache } = storage
  let { identity } = parts
  let greetedAt = Number.NEGATIVE_INFINITY
  const client = createRegistryClient(
    identity.address,
    { terminalId: identity.terminalId, key: privateKeyOf(identity) },
    clock.now,
    parts.answerWithinMs,
  )
  function takeRoster(roster: readonly RosterClerk[]): void {
    const changed = journal.clerks.applyRoster(roster)
    if (!changed.ok || changed.value.length === 0) return
    journal.audit(clock.now(), null, 'clerks-delivered', changed.value.join(' '))
    parts.onClerks(changed.value)
  }

  function takeNotices(notices: readonly ChainNotice[]): void {
    const told = journal.chainNotices.take(notices, clock.now())
    if (!told.ok) return
    for (const notice of told.value.news) journal.audit(clock.now(), null, 'chain-noticed', rangeText(notice))
    for (const notice of told.value.closed)
      journal.audit(clock.now(), null, 'chain-mended', rangeText(notice))
  }

  function takeSite(site: SiteProfile): void {
    if (JSON.stringify(site) === JSON.stringify(identity.site)) return
    identity = { ...identity, site }
    saveIdentity(journal, identity)
    journal.audit(clock.now(), null, 'site-changed')
    parts.onIdentity(identity)
  }

  const pullPartsFor = (signal: AbortSignal) => ({
    target: cacheTarget(storage, { signal, onWorker: parts.onWorker }),
    terminalId: identity.terminalId,
    rootKey: identity.rootKey,
    downloads: join(parts.dataDir, 'downloads'),
    signal,
  })

  const runner = createSyncRunner({
    now: clock.now,
    jitter: jitterOf(identity.terminalId),
    history: () => syncHistory(storage),
    isEmpty: () => cache.meta('sequence') === null,
    remember: result => journal.addSyncRun(JSON.stringify(result)),
    rememberLight: result => journal.addLightRun(last => lightLine(last, result)),
    onChange: parts.onChange,
    async run(trigger, onProgress, signal) {
      // Proven by keys that this very run may bring: taken when it has ended.
      let expect: unknown
      const result = await runSync(trigger, {
        client,
        outbox: journal.outbox,
        chain: journal.chain,
        about: parts.about,
        pullParts: pullPartsFor(signal),
        greetingDue: clock.now() - greetedAt >= GREET_EVERY || clock.now() < greetedAt,
        now: clock.now,
        monotonicMs: parts.monotonicMs,
        onProgress,
        onHello(hello) {
          greetedAt = clock.now()
          clock.syncedWith(hello.serverTime)
          takeNotices(hello.chain ?? [])
          takeRoster(hello.clerks ?? [])
          takeSite(hello.site)
          expect = hello.appointments
        },
        onChain: takeNotices,
        onCutOff() {
          journal.audit(clock.now(), null, 'cut-off')
          cache.wipe()
          forgetAppointments(storage)
        },
      })
      if (result.error !== 'stopped') parts.onNetwork(result.error === 'unreachable' ? 'offline' : 'online')
      if (expect !== undefined) takeAppointments(storage, identity, expect)
      journal.seen.forgetExpired(clock.now())
      // Failing to costs nothing tonight: the next run tries again.
      if (result.ok) await exchange(client, storage, identity, clock.now())
      return result
    },
  })
  return {
    ...runner,
    applyStick: stick =>
      runner.during('sealed', async (_trigger, onProgress, signal) => {
        const result = await applyStick(stick, {
          storage,
          pullParts: pullPartsFor(signal),
          now: clock.now,
          monotonicMs: parts.monotonicMs,
          onProgress,
        })
        takeNotices(stick.answers.chain ?? [])
        if (result.ok) takeRoster(stick.clerks)
        if (result.ok && stick.site !== null) takeSite(stick.site)
        if (result.ok) takeAppointments(storage, identity, stick.appointments)
        return result
      }),
  }
}

/** Whole runs, newest first. */
export const syncHistory = ({ journal }: Storage, limit = LOOK_BACK): readonly SyncResult[] =>
  parsedRuns(journal.syncRuns(limit))

/** The last whole runs and, beside them, the last lines of light ones; newest first. */
export const recentRuns = ({ journal }: Storage, whole: number, light: number): SyncResult[] =>
  [...parsedRuns(journal.syncRuns(whole)), ...parsedRuns(journal.lightRuns(light))].sort(
    (a, b) => b.at - a.at,
  )

function parsedRuns(texts: readonly string[]): readonly SyncResult[] {
  return texts.flatMap(text => {
    const parsed = syncResult.safeParse(JSON.parse(text))
    return parsed.success ? [parsed.data] : []
  })
}
