// The one place where the terminal's parts are put together, behind the api table.
// A call never throws: what cannot be done is answered with a code, and what was acknowledged is on disk.
import { randomBytes, randomUUID } from 'node:crypto'
import { DEFAULT_POLICY } from '../core/policy/site-policy.ts'
import { err, ok, type Result } from '../core/result.ts'
import type { RecordBody, SealedRecord } from '../core/sync/wire.ts'
import { storeErrorOf } from '../db/errors.ts'
import type { Clerk } from '../db/journal/clerks.ts'
import type { KeyStore } from '../db/key.ts'
import type { HolderInput, HolderProcedureName, HolderView } from './api/holder.ts'
import type {
  ApiError,
  AppView,
  EventData,
  EventName,
  Input,
  Output,
  ProcedureName,
  RecordView,
  StatusView,
} from './api.ts'
import { createClock, systemTime } from './clock.ts'
import { createFileCheck } from './diagnostics/check.ts'
import { appHandlers } from './handlers/app.ts'
import { clerksHandlers } from './handlers/clerks.ts'
import type { Context, Handlers, Refusal } from './handlers/context.ts'
import { diagnosticsHandlers } from './handlers/diagnostics.ts'
import { lookUpHandlers } from './handlers/look-up.ts'
import { printingHandlers } from './handlers/printing.ts'
import { recordsHandlers } from './handlers/records.ts'
import { repairHandlers } from './handlers/repair.ts'
import { reportHandlers } from './handlers/report.ts'
import { sealedHandlers } from './handlers/sealed.ts'
import { sessionHandlers } from './handlers/session.ts'
import { settingsHandlers } from './handlers/settings.ts'
import { syncHandlers } from './handlers/sync.ts'
import { visitHandlers } from './handlers/visit.ts'
import { voidHandlers } from './handlers/void.ts'
import { worklistHandlers } from './handlers/worklist.ts'
import type { Log, Served } from './hosts/served.ts'
import { type Identity, loadIdentity, privateKeyOf } from './identity.ts'
import type { PrintHost } from './printing/print-host.ts'
import { recordViewer } from './records.ts'
import { mendDamage } from './repair/mend.ts'
import { type Session, stateOf, workingClerk } from './session.ts'
import { createSettings } from './settings/store.ts'
import { statusView } from './status.ts'
import { openStorage, type StorageError } from './storage.ts'
import { createRegistryClient, type RegistryClient } from './sync/registry-client.ts'
import { jitterOf, nextNight } from './sync/schedule.ts'
import { createTerminalSync, syncHistory, type TerminalSync } from './sync/terminal-sync.ts'
import { beginPractice, type Practice } from './training/practice.ts'
import { type Counter, type CounterParts, createCounter } from './visit/counter.ts'
import type { Rules } from './visit/grounds.ts'
import { dataFacts, groundsFor, readRules } from './visit/grounds.ts'
import { createLiveQuota } from './visit/live-quota.ts'
import type { Stamp } from './visit/record.ts'

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
  /** Where the host prints by itself; without it the browser's dialog does. */
  readonly printing?: PrintHost
}

type Listeners = { [N in EventName]: Set<(data: EventData<N>) => void> }

const TRUSTED_TIME = 'last-trusted'
const CLOCK_OFFSET = 'clock-offset'

export async function createTerminal(options: TerminalOptions): Promise<Result<Served, StartError>> {
  const opened = await openStorage(options)
  if (!opened.ok) return opened
  const storage = opened.value
  const { journal, cache } = storage
  const clock = createClock({
    load: () => ({
      lastTrusted: Math.max(Number(journal.meta(TRUSTED_TIME) ?? 0), journal.log.lastAt() ?? 0),
      offsetAtLastSync: journal.meta(CLOCK_OFFSET) === null ? null : Number(journal.meta(CLOCK_OFFSET)),
    }),
    save(lastTrusted, offset) {
      journal.putMeta(TRUSTED_TIME, String(lastTrusted))
      if (offset !== null) journal.putMeta(CLOCK_OFFSET, String(offset))
    },
  })

  let identity: Identity | null = loadIdentity(journal)
  let rules: Rules | null = null
  let session: Session | null = null
  let network: StatusView['network'] = 'unknown'
  let alarm: StatusView['alarm'] = null
  let sync: TerminalSync | null = null
  let practice: Practice | null = null
  const listeners: Listeners = { status: new Set(), app: new Set(), holderWord: new Set(), visit: new Set() }
  const holderScreens = new Set<(view: HolderView) => void>()
  let openHolderScreen: Context['openHolderScreen'] = async () => null
  const policy = () => identity?.site.policy ?? DEFAULT_POLICY
  const settings = createSettings(journal, policy)

  const emit = <N extends EventName>(name: N, data: EventData<N>): void => {
    for (const listener of listeners[name]) listener(data)
  }
  const statusChanged = (): void => mended(() => emit('status', status()))
  const appChanged = (): void => mended(() => emit('app', app()))

  /** Does it again when what failed was the cache, which then begins anew. */
  function mended(work: () => void): void {
    try {
      work()
    } catch (cause) {
      if (mend(cause)) work()
    }
  }

  /** True when a damaged cache was the cause and has been put right; what is no damage of a file is thrown on. */
  function mend(cause: unknown): boolean {
    if (storeErrorOf(cause)?.code !== 'corrupt') throw cause
    const found = mendDamage(storage, options.dataDir)
    options.log('damage', { found })
    if (found === 'journal-damaged') {
      alarm = 'journal-damaged'
      return false
    }
    journal.audit(clock.now(), null, 'cache-remade')
    // Rules that were read and checked stay good; the file that they came in need not.
    const held = rules
    refreshRules()
    rules ??= held
    void sync?.now('catch-up').catch(() => {})
    return true
  }

  /** Keys and catalogue are read again after every sync; between two syncs they do not change. */
  function refreshRules(): void {
    const read = identity === null ? null : readRules(storage, identity)
    rules = read?.ok === true ? read.value : null
    // What verdicts rest on from now on must be there when they are asked about years later.
    const document = cache.document('catalogue')
    if (rules !== null && document !== null)
      journal.catalogues.keep(document, rules.catalogue.version, clock.now())
  }

  function status(): StatusView {
    const progress = sync?.progress() ?? null
    const now = clock.now()
    return statusView({
      clock: clock.facts(),
      data: dataFacts(storage),
      limits: rules?.catalogue.limits ?? null,
      holders: cache.holders.count(),
      catalogueVersion: rules?.catalogue.version ?? null,
      unsent: journal.outbox.unsent(),
      rejected: journal.worklist.open(),
      network,
      alarm,
      sync: progress ?? {
        state: 'idle',
        last: syncHistory(storage, 1)[0] ?? null,
        nextAt: identity === null ? null : nextNight(now, jitterOf(identity.terminalId)),
      },
    })
  }

  function app(): AppView {
    return {
      phase: phase(),
      host: options.host,
      version: options.appVersion,
      terminalId: identity?.terminalId ?? null,
      site: identity?.site ?? null,
      clerk: session?.clerk ?? null,
      training: practice !== null,
      settings: settings.view(openSession()?.clerk.role ?? null),
      status: status(),
    }
  }

  function phase(): AppView['phase'] {
    if (identity === null) return 'enrol'
    if (session === null) return 'sign-in'
    return session.state === 'open' ? 'counter' : session.state
  }

  const openSession = (): Session | null => (session?.state === 'open' ? session : null)

  function startSync(who: Identity): TerminalSync {
    const runner = createTerminalSync({
      storage,
      dataDir: options.dataDir,
      clock,
      identity: who,
      monotonicMs: systemTime.monotonicMs,
      about: () => ({ app: options.appVersion, dataAsOf: dataFacts(storage).holdersAsOf }),
      answerWithinMs: options.answerWithinMs,
      onIdentity(changed) {
        identity = changed
        appChanged()
      },
      onClerks: clerksChanged,
      onNetwork(state) {
        network = state
      },
      onChange() {
        // A run that has ended may have brought new keys or rules; while it runs, the old ones hold.
        if (runner.progress() === null) mended(refreshRules)
        statusChanged()
      },
    })
    if (options.scheduled !== false) {
      runner.begin()
      if (storage.cacheRemade) void runner.now('catch-up').catch(() => {})
    }
    return runner
  }

  /** One for as long as this terminal is who it is: it learns the clock's difference once. */
  let live: { readonly terminalId: string; readonly client: RegistryClient } | null = null
  function quotaClient(): RegistryClient | null {
    if (identity === null) return null
    const { address, terminalId } = identity
    if (live?.terminalId !== terminalId)
      live = {
        terminalId,
        client: createRegistryClient(address, { terminalId, key: privateKeyOf(identity) }, clock.now),
      }
    return live.client
  }

  /** Of the window itself, in service and in training. */
  const window = {
    stamp: visit => stamp(Math.max(0, Math.round(systemTime.monotonicMs() - visit.scannedMonotonic) / 1000)),
    monotonicMs: systemTime.monotonicMs,
    later(ms, work) {
      const timer = setTimeout(work, ms).unref()
      return () => clearTimeout(timer)
    },
    onHolder() {
      for (const listener of holderScreens) listener(holderView())
    },
    onWord: word => emit('holderWord', word),
    onVisit: view => emit('visit', view),
  } satisfies Partial<CounterParts>
  const counter: Counter = createCounter({
    ...window,
    grounds() {
      if (identity === null || rules === null)
        throw new Error('a scan before the rules are there is refused earlier')
      return groundsFor(storage, identity, rules, clock.facts(), settings.values().itemIds)
    },
    noteSeen: (claims, visit) => journal.seen.note(claims, visit),
    append,
    newId: randomUUID,
    sawTime: clock.sawTime,
    askQuota: createLiveQuota(quotaClient),
    overrides: () => ({ allowed: policy().overrides, here: identity?.site.siteName.zh ?? '' }),
    isVoided: recordId => journal.log.isVoided(recordId),
  })
  const counterNow = (): Counter => practice?.counter ?? counter
  function holderView(): HolderView {
    const view = counterNow().holderView(identity?.site.siteName ?? null)
    return practice === null ? view : { ...view, training: true }
  }

  /** Training is the session's: it begins and ends with it, and both are in the audit. */
  function followTraining(before: Session | null): void {
    if (practice !== null && session?.training !== true) endPractice(before)
    if (practice !== null || session?.training !== true || identity === null || rules === null) return
    practice = beginPractice({ ...window, context, who: identity, rules })
    journal.audit(clock.now(), session.clerk.number, 'training-begun')
    window.onHolder()
  }

  function endPractice(of: Session | null): void {
    practice?.end()
    practice = null
    journal.audit(clock.now(), of?.clerk.number ?? null, 'training-ended')
    window.onHolder()
  }

  function append(bodies: readonly RecordBody[]): Result<readonly SealedRecord[], Refusal> {
    const sealed = journal.log.append(bodies)
    const before = alarm
    alarm = sealed.ok ? null : sealed.error.code
    if (alarm !== before) options.log('journal-alarm', { alarm: alarm ?? 'over' })
    if (sealed.ok) clock.sawTime(bodies[0]?.at ?? 0)
    statusChanged()
    return sealed
  }

  function stamp(took: number): Stamp {
    return {
      terminalId: identity?.terminalId ?? '',
      siteId: identity?.site.siteId ?? '',
      clerk: session?.clerk.number ?? '',
      at: clock.now(),
      took,
      basis: {
        catalogue: rules?.catalogue.version ?? '',
        sequence: cache.meta('sequence'),
        keyList: rules?.keyListCounter ?? null,
        app: options.appVersion,
        ...(identity !== null && {
          window: { siteKind: identity.site.siteKind, itemIds: identity.site.itemIds },
        }),
      },
      newId: randomUUID,
    }
  }

  function recorded(sealed: readonly SealedRecord[]): RecordView[] {
    const views = () =>
      sealed.flatMap(({ sequence }) => {
        const logged = journal.log.bySequence(sequence)
        return logged === null ? [] : [recordViewer({ cache, journal }, rules?.catalogue ?? null)(logged)]
      })
    try {
      return views()
    } catch (cause) {
      // They are on disk: whatever is wrong with the cache, the clerk must hear that they are.
      return mend(cause) ? views() : []
    }
  }

  function signedIn(): Result<Clerk, Refusal> {
    if (identity === null) return err({ code: 'not-enrolled' })
    return workingClerk(session)
  }

  function supervisor(): Result<Clerk, Refusal> {
    const who = signedIn()
    return who.ok && who.value.role !== 'supervisor' ? err({ code: 'not-allowed' }) : who
  }

  function setSession(next: Session | null): void {
    const before = session
    counterNow().forget()
    session = next
    followTraining(before)
    appChanged()
  }

  function beginShift(clerk: Clerk): Result<null, Refusal> {
    const before = session
    // The same clerk on another way in, as by badge at his own lock: the shift goes on.
    if (before?.clerk.number !== clerk.number) {
      const begun = journal.shifts.begin(clerk.number, clock.now())
      if (!begun.ok) return begun
      if (before !== null)
        journal.audit(clock.now(), before.clerk.number, 'handed-over', `to ${clerk.number}`)
    }
    setSession({ clerk, state: stateOf(journal, clerk.number), training: false })
    return ok(null)
  }

  function clerksChanged(numbers: readonly string[]): void {
    if (session === null || !numbers.includes(session.clerk.number)) return
    const now = journal.clerks.find(session.clerk.number)
    if (now === null || now.state === 'closed') {
      journal.audit(clock.now(), session.clerk.number, 'signed-out', 'closed')
      journal.shifts.end(clock.now(), 'signed-out')
      setSession(null)
      return
    }
    session = { ...session, clerk: { number: now.number, name: now.name, role: now.role } }
    appChanged()
  }

  /** The program ended before anybody signed out: nobody works here until somebody signs in. */
  function breakOffShift(): void {
    const left = journal.shifts.current()
    if (left === null) return
    const lastSeen = Math.max(left.beganAt, journal.log.lastAt() ?? 0, journal.auditTrail(1)[0]?.at ?? 0)
    journal.shifts.end(lastSeen, 'broken-off')
    journal.audit(clock.now(), left.clerk, 'shift-broken-off')
  }

  const context: Context = {
    options,
    storage,
    clock,
    counter,
    identity: () => identity,
    enrolled(who) {
      identity = who
      sync = startSync(who)
      appChanged()
    },
    session: () => session,
    openSession,
    setSession,
    beginShift,
    clerksChanged,
    signedIn,
    supervisor,
    policy,
    settings,
    append,
    stamp,
    rules: () => rules,
    sync: () => sync,
    app,
    status,
    recorded,
    openHolderScreen: () => openHolderScreen(),
    emit,
    appChanged,
    statusChanged,
  }
  const check = createFileCheck({
    dataDir: options.dataDir,
    keyStore: options.keyStore,
    now: clock.now,
    monotonicMs: systemTime.monotonicMs,
  })
  const handlers: Handlers = {
    ...appHandlers(context),
    ...sessionHandlers(context),
    ...visitHandlers(context),
    ...lookUpHandlers(context),
    ...recordsHandlers(context),
    ...reportHandlers(context),
    ...printingHandlers(context),
    ...diagnosticsHandlers(context, check),
    ...worklistHandlers(context),
    ...syncHandlers(context),
    ...sealedHandlers(context),
    ...repairHandlers,
    ...settingsHandlers(context),
    ...voidHandlers(context),
    ...clerksHandlers(context),
  }

  const handlerOf = <N extends ProcedureName>(name: N): Handlers[N] =>
    practice?.handlers[name] ?? handlers[name]

  /** A read that met damage is done again once the cache is right. */
  async function answer<N extends ProcedureName>(
    name: N,
    input: Input<N>,
  ): Promise<Result<Output<N>, Refusal>> {
    try {
      return await handlerOf(name)(input)
    } catch (cause) {
      if (mend(cause)) return await handlerOf(name)(input)
      statusChanged()
      return err({ code: 'journal-damaged' })
    }
  }

  if (storage.cacheRemade) {
    options.log('damage', { found: 'cache-remade' })
    journal.audit(clock.now(), null, 'cache-remade')
  }
  mended(refreshRules)
  breakOffShift()
  if (identity !== null) sync = startSync(identity)
  const inFlight = new Set<Promise<unknown>>()

  return ok({
    async call<N extends ProcedureName>(name: N, input: Input<N>) {
      const running = answer(name, input)
      inFlight.add(running)
      try {
        const result = await running
        return result.ok ? result : { ok: false, error: apiError(name, result.error, options.log) }
      } finally {
        inFlight.delete(running)
      }
    },
    on<N extends EventName>(name: N, listener: (data: EventData<N>) => void) {
      const set: Set<(data: EventData<N>) => void> = listeners[name]
      set.add(listener)
      return () => set.delete(listener)
    },
    holder: {
      async call(name, input) {
        const given = name === 'holder.rate' ? counterNow().rate(input as HolderInput<'holder.rate'>) : null
        if (given !== null && !given.ok) return { ok: false, error: apiError(name, given.error, options.log) }
        return { ok: true, value: holderView() }
      },
      onView(listener) {
        holderScreens.add(listener)
        return () => holderScreens.delete(listener)
      },
      opensWith(open) {
        openHolderScreen = open
      },
    },
    wake: () => sync?.wake(),
    async close() {
      await sync?.stop()
      await check.stop()
      await Promise.allSettled(inFlight)
      if (practice !== null) endPractice(session)
      storage.close()
    },
  })
}

function apiError(name: ProcedureName | HolderProcedureName, refusal: Refusal, log: Log): ApiError {
  const id = randomBytes(4).toString('hex')
  log('call-refused', { procedure: name, code: refusal.code, id })
  return { ...refusal, id }
}
