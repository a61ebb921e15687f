// The one place where the terminal's parts are put together, behind the api table.
// It only joins: each part has its own file, and a line here that decides something belongs into one of them.
import { randomUUID } from 'node:crypto'
import { DEFAULT_POLICY } from '../core/policy/site-policy.ts'
import { ok, type Result } from '../core/result.ts'
import type { KeyStore } from '../db/key.ts'
import type { AppView, ProcedureName } from './api.ts'
import { createClock, systemTime, type TimeSource } from './clock.ts'
import { createFileCheck } from './diagnostics/check.ts'
import { allHandlers } from './handlers/all.ts'
import type { Context, Handlers } from './handlers/context.ts'
import type { Log, Served } from './hosts/served.ts'
import { type Identity, loadIdentity } from './identity.ts'
import { createKiosk } from './kiosk/kiosk.ts'
import { createIdleLock } from './people/idle-lock.ts'
import { createShift } from './people/shift.ts'
import type { PrintHost } from './printing/print-host.ts'
import { createSettings } from './settings/store.ts'
import { openStorage, type StorageError } from './storage.ts'
import { ownClient } from './sync/own-client.ts'
import { createAnswering } from './terminal/answering.ts'
import { createMending } from './terminal/damage.ts'
import { createEvents } from './terminal/events.ts'
import { createHolderSide } from './terminal/holder-side.ts'
import { createRecording } from './terminal/recording.ts'
import { createRuleBook } from './terminal/rule-book.ts'
import { createSyncing } from './terminal/syncing.ts'
import { trustedTimeIn } from './terminal/trusted-time.ts'
import { createViews } from './terminal/views.ts'
import { beginPractice } from './training/practice.ts'
import { createTraining } from './training/training.ts'
import { type Counter, type CounterParts, createCounter } from './visit/counter.ts'
import { groundsFor } from './visit/grounds.ts'
import { createLivePhoto } from './visit/live-photo.ts'
import { createLiveQuota } from './visit/live-quota.ts'

export type StartError = StorageError

export type TerminalOptions = {
  readonly dataDir: string
  readonly keyStore: KeyStore
  readonly host: AppView['host']
  readonly appVersion: string
  readonly log: Log
  /** Off in tools that drive sync by hand. */
  readonly scheduled?: boolean
  /** How long the registry's answer is waited for; shorter in tests of broken networks. */
  readonly answerWithinMs?: number
  /** Another time than the machine's, in tests of it. */
  readonly time?: TimeSource
  /** Where the host prints by itself; without it the browser's dialog does. */
  readonly printing?: PrintHost
}

export async function createTerminal(options: TerminalOptions): Promise<Result<Served, StartError>> {
  const opened = await openStorage(options)
  if (!opened.ok) return opened
  const storage = opened.value
  const { journal } = storage
  const { dataDir, keyStore, log, appVersion } = options
  const time = options.time ?? systemTime
  const clock = createClock(trustedTimeIn(journal), time)
  const events = createEvents()

  let identity: Identity | null = loadIdentity(journal)
  const who = () => identity
  const policy = () => identity?.site.policy ?? DEFAULT_POLICY
  const settings = createSettings(journal, policy)
  const kiosk = createKiosk(() => settings.values().kiosk)
  const book = createRuleBook(storage, clock, who)

  const { mend, mended } = createMending({
    storage,
    dataDir,
    log,
    clock,
    onJournalDamaged: () => recording.journalDamaged(),
    onCacheRemade() {
      book.refreshOrKeep()
      syncing.catchUp()
    },
  })
  const statusChanged = (): void => mended(() => events.emit('status', views.status()))
  const appChanged = (): void => mended(() => events.emit('app', views.app()))

  const shift = createShift({
    journal,
    clock,
    isEnrolled: () => identity !== null,
    onLeave: () => counterNow().forget(),
    onChange(before, now) {
      idle.alive()
      if (now?.clerk.number !== before?.clerk.number) kiosk.enter()
      training.follow(before, now)
      appChanged()
    },
  })
  const idle = createIdleLock({
    time,
    isOpen: () => shift.session() !== null && shift.session()?.state !== 'locked',
    seconds: () => settings.values().idleSeconds,
    lock: () => shift.lock('idle', 'terminal'),
  })
  const recording = createRecording({
    storage,
    clock,
    log,
    appVersion,
    identity: who,
    clerk: () => shift.session()?.clerk.number ?? '',
    rules: book.rules,
    mend,
    onChange: statusChanged,
  })
  const syncing = createSyncing({
    options,
    storage,
    clock,
    onIdentity(changed) {
      identity = changed
      appChanged()
    },
    onClerks: shift.clerksChanged,
    onEnded: () => mended(book.refresh),
    onChange: statusChanged,
  })

  /** Of the window itself, in service and in training. */
  const window = {
    stamp: visit =>
      recording.stamp(Math.max(0, Math.round(time.monotonicMs() - visit.scannedMonotonic) / 1000)),
    monotonicMs: time.monotonicMs,
    later(ms, work) {
      const timer = setTimeout(work, ms).unref()
      return () => clearTimeout(timer)
    },
    onHolder: () => holder.changed(),
    onWord: word => events.emit('holderWord', word),
    onVisit: view => events.emit('visit', view),
  } satisfies Partial<CounterParts>
  const client = ownClient(who, clock.now)
  const livePhoto = createLivePhoto(client)
  const counter = createCounter({
    ...window,
    grounds() {
      const rules = book.rules()
      if (identity === null || rules === null)
        throw new Error('a scan before the rules are there is refused earlier')
      return groundsFor(storage, identity, rules, clock.facts(), settings.values().itemIds)
    },
    noteSeen: (claims, visit) => journal.seen.note(claims, visit),
    append: recording.append,
    newId: randomUUID,
    sawTime: clock.sawTime,
    askQuota: createLiveQuota(client),
    askPhoto: async card => (policy().photo ? await livePhoto(card) : null),
    overrides: () => ({ allowed: policy().overrides, here: identity?.site.siteName.zh ?? '' }),
    isVoided: recordId => journal.log.isVoided(recordId),
  })
  const training = createTraining({
    journal,
    clock,
    begin() {
      const rules = book.rules()
      return identity === null || rules === null
        ? null
        : beginPractice({ ...window, context, who: identity, rules })
    },
    onHolder: window.onHolder,
  })
  const counterNow = (): Counter => training.practice()?.counter ?? counter
  const isTraining = () => training.practice() !== null

  const views = createViews({
    options,
    storage,
    clock,
    settings,
    book,
    recording,
    syncing,
    kiosk,
    identity: who,
    session: shift.session,
    isTraining,
  })
  const context: Context = {
    options,
    storage,
    clock,
    counter,
    identity: who,
    enrolled(enrolled) {
      identity = enrolled
      syncing.start(enrolled)
      appChanged()
    },
    session: shift.session,
    openSession: shift.open,
    setSession: shift.set,
    lock: shift.lock,
    beginShift: shift.begin,
    clerksChanged: shift.clerksChanged,
    signedIn: shift.signedIn,
    supervisor: shift.supervisor,
    policy,
    settings,
    kiosk,
    append: recording.append,
    stamp: recording.stamp,
    recorded: recording.recorded,
    rules: book.rules,
    sync: syncing.sync,
    app: views.app,
    status: views.status,
    openHolderScreen: () => holder.open(),
    emit: events.emit,
    appChanged,
    statusChanged,
  }
  const check = createFileCheck({ dataDir, keyStore, now: clock.now, monotonicMs: time.monotonicMs })
  const handlers = allHandlers(context, check)
  const answering = createAnswering({
    handlerOf: <N extends ProcedureName>(name: N): Handlers[N] =>
      training.practice()?.handlers[name] ?? handlers[name],
    mend,
    onDamage: statusChanged,
    log,
  })
  const holder = createHolderSide({
    counter: counterNow,
    siteName: () => identity?.site.siteName ?? null,
    isTraining,
    refused: answering.refused,
  })

  if (storage.cacheRemade) {
    log('damage', { found: 'cache-remade' })
    journal.audit(clock.now(), null, 'cache-remade')
  }
  mended(book.refresh)
  shift.breakOff()
  if (identity !== null) syncing.start(identity)

  return ok({
    call(name, input) {
      idle.heard(name)
      return answering.call(name, input)
    },
    on: events.on,
    holder: holder.served,
    wake() {
      idle.look()
      syncing.sync()?.wake()
    },
    lock: () => shift.lock('idle', 'terminal'),
    async close() {
      idle.stop()
      recording.stop()
      await syncing.sync()?.stop()
      await check.stop()
      await answering.settled()
      training.end(shift.session())
      storage.close()
    },
  })
}
