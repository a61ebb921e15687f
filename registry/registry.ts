// The registry put together: store, keys, publisher, and every act the office, the bank and the wire may do.
// All ways in (HTTP, CLI, demo) come through here; each change that a terminal must know is published at once.

import { createHash, randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { makeCardNumber } from '../core/card/card-number.ts'
import type { KeyList, KeyUse } from '../core/card/keys.ts'
import type { Bilingual, Catalogue } from '../core/policy/catalogue.ts'
import type { PolicyChanges, SitePolicy } from '../core/policy/site-policy.ts'
import { err, ok, type Result } from '../core/result.ts'
import { formatEnrolmentCode, rootFingerprint } from '../core/sync/enrolment-code.ts'
import type { ExchangeRequest } from '../core/sync/exchange.ts'
import type { RosterClerk } from '../core/sync/roster.ts'
import type { ChainNotice, RecordBatch } from '../core/sync/wire.ts'
import { createApplications } from './applications/applications.ts'
import { APPLICATION_POLICY, reviewingUnits } from './applications/policy.ts'
import { createAppointments } from './appointments/appointments.ts'
import { artifactsIn } from './artifacts.ts'
import { writeBackup } from './backup/write.ts'
import { type BucketOptions, inBucket } from './bucket.ts'
import { type CatalogueBook, openCatalogueBook } from './catalogue/book.ts'
import { countWhatIsDue, isCountDue } from './catalogue/count-due.ts'
import { createDryRuns } from './catalogue/dry-run/runs.ts'
import { versionUse } from './catalogue/use.ts'
import { windowsWithLess } from './catalogue/windows.ts'
import * as clerks from './clerks.ts'
import { createConflicts } from './conflicts/conflicts.ts'
import { openExchange } from './exchange.ts'
import { createFollowUps } from './follow-up/follow-ups.ts'
import { createRated } from './follow-up/rated.ts'
import {
  type Act,
  type ActError,
  BULK,
  changeStanding,
  enterHolders,
  findHolder,
  type Ground,
  historyOf,
  holdersInOrder,
  idHashOf,
  knownIdHashes,
  lastCard,
  type NewHolder,
} from './holders.ts'
import { endingSoon, waitingFor } from './home/waiting.ts'
import { drill } from './keys/drill.ts'
import { type KeyChangeError, openKeyRing } from './keys.ts'
import { createPhoneAccess } from './phone-access/phone-access.ts'
import { type CodeSender, consoleSender } from './phone-access/sender.ts'
import { createPublisher } from './publisher.ts'
import * as ratings from './ratings.ts'
import { checkReceipt } from './receipts.ts'
import { chainEvents, heldRecords, noteJournalEnd, noticesFor } from './records/chain.ts'
import { usageOf } from './records/usage.ts'
import { takeRecords } from './records.ts'
import { dateOf } from './register/dates.ts'
import { importDrafts } from './register/import-drafts.ts'
import { createOfficeRegister } from './register/register.ts'
import { type InTurn, oneAfterAnother } from './register/turns.ts'
import { giveSealed, takeSealed } from './sealed.ts'
import { syntheticHolders } from './seed.ts'
import { type Items, listServices, lookAtService } from './services/service-book.ts'
import { noteReport, siteBook, type TerminalReport } from './sites/site-book.ts'
import type { Staff } from './staff/accounts.ts'
import { createStaffRegister } from './staff/staff.ts'
import { bindToKeys } from './store/bind-to-keys.ts'
import { migrate } from './store/migrate.ts'
import { observed } from './store/observed.ts'
import { openStore } from './store/open.ts'
import { createSupervision } from './supervision/supervision.ts'
import { terminalCache } from './terminal-cache.ts'
import * as terminals from './terminals.ts'
import * as tokens from './tokens.ts'
import { firstOf, type Visit, visitsOf } from './visits/visits.ts'

export type RegistryOptions = {
  /** The registry's own folder: keys, published files, and the embedded database. */
  readonly dataDir: string
  /** A PostgreSQL server; without it the embedded database in `dataDir/pg`. */
  readonly databaseUrl?: string
  /** Seconds since 1970 UTC. */
  readonly now?: () => number
  /** Where terminals fetch artifacts instead of from us: a bucket's or CDN's address, without a slash at its end. */
  readonly artifactBase?: string
  /** The published files go there as well. */
  readonly bucket?: BucketOptions
  /** Hears of every statement that goes to the database, its text alone: for measurements. */
  readonly onStatement?: (text: string) => void
  /** How one-time codes reach phones; a line on standard error unless told otherwise. */
  readonly codeSender?: CodeSender
  /** A demo: cards on phones say that they are specimens. */
  readonly demo?: boolean
  /** Told of a fault that no caller waits for. */
  readonly onFault?: (cause: unknown) => void
}

export type Registry = Awaited<ReturnType<typeof openRegistry>>

const RECORDS =
  'SELECT terminal_id, branch, sequence, id, body, received_at FROM record ORDER BY terminal_id, branch, sequence'
const CONFLICTS = 'SELECT at, kind, card_no, record, other FROM conflict ORDER BY at'
const CARDS_IN_FORCE = "SELECT COUNT(*) AS cards FROM holder WHERE status = 'active' AND expires_at > $1"
const NOTE_DISTRUST =
  'INSERT INTO setting (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value'
const PING = 'SELECT 1 AS one'
const ADD_VENDOR = 'INSERT INTO vendor (key_hash, name, created_at) VALUES ($1, $2, $3)'
const VENDOR = 'SELECT name FROM vendor WHERE key_hash = $1'
const COUNTS = `
  SELECT (SELECT COUNT(*) FROM holder) AS holders, (SELECT COUNT(*) FROM terminal) AS terminals,
         (SELECT COUNT(*) FROM record) AS records, (SELECT COUNT(*) FROM conflict) AS conflicts`

/** The registry's folder below `dir`: `dir/registry` where it is (a demo's data folder), else `dir`. */
export function findRegistryData(dir: string): string {
  return existsSync(join(dir, 'registry')) ? join(dir, 'registry') : dir
}

export async function openRegistry(options: RegistryOptions) {
  const { dataDir, now = () => Math.floor(Date.now() / 1000) } = options
  const keys = openKeyRing(join(dataDir, 'keys'), now)
  const store = await openStore(dataDir, options.databaseUrl)
  const sql = options.onStatement === undefined ? store : observed(store, options.onStatement)
  let catalogues: CatalogueBook
  try {
    await migrate(sql)
    await bindToKeys(sql, keys.rootKey)
    catalogues = await openCatalogueBook({ sql, now })
  } catch (cause) {
    await sql.close()
    throw cause
  }
  const exchange = openExchange(join(dataDir, 'keys'), keys, now)
  const published = join(dataDir, 'published')
  const artifacts =
    options.bucket === undefined
      ? artifactsIn(published)
      : inBucket(artifactsIn(published), published, options.bucket)
  await artifacts.removeLeftovers()
  const publisher = createPublisher({ sql, keys, catalogues, artifacts, now })
  const supervision = createSupervision(sql, catalogues.knownAt, now)
  const worklist = createConflicts(sql, now)
  const followUps = createFollowUps(sql, now)
  const dryRuns = createDryRuns({ sql, catalogues, now, failed: options.onFault ?? (() => {}) })
  const known = terminalCache(id => terminals.findTerminal(sql, id), now)
  const office = createOfficeRegister({
    sql,
    keys,
    now,
    publish: () => publisher.publish(),
  })
  let address = ''

  /** In the background: a year of a busy item is many rows, and windows learn of them as of any others. */
  let counting: Promise<void> = Promise.resolve()
  function countUses(): void {
    counting = counting
      .then(() => countWhatIsDue(sql))
      .then(async () => void (await publisher.publish()))
      .catch(options.onFault ?? (() => {}))
  }

  async function enter(
    people: readonly NewHolder[],
    actor: string,
    reason: string,
    queue: boolean,
  ): Promise<void> {
    await enterHolders(sql, people, { actor, reason, now: now(), idLookupKey: keys.idLookupKey, queue })
  }

  /** In portions, so that `onProgress` has something to say; more than a bulk go out as a snapshot. */
  async function enterAll(
    people: readonly NewHolder[],
    actor: string,
    reason: string,
    onProgress: (done: number) => void = () => {},
  ): Promise<void> {
    const bulk = people.length > BULK
    for (let at = 0; at < people.length; at += BULK) {
      await enter(people.slice(at, at + BULK), actor, reason, !bulk)
      onProgress(Math.min(people.length, at + BULK))
    }
    await publisher.publish()
  }
  /** ID numbers of `candidates` that the register has already. */
  async function knownIdNumbers(candidates: readonly string[]): Promise<ReadonlySet<string>> {
    const hashes = new Map(candidates.map(id => [idHashOf(id, keys.idLookupKey), id]))
    const known = await knownIdHashes(sql, [...hashes.keys()])
    return new Set([...hashes].filter(([hash]) => known.has(hash)).map(([, id]) => id))
  }
  /** The index of the first free card number with our prefix. */
  const nextCardIndex = async (): Promise<number> => Number((await lastCard(sql, '5323')).slice(4, 11)) + 1
  const here = oneAfterAnother()
  /** In this process first, so that whoever waits here holds no connection while he waits. */
  const inTurn: InTurn = work => here(() => sql.alone(work))
  const applications = createApplications({
    sql,
    idLookupKey: () => keys.idLookupKey,
    now,
    inTurn,
    async freeCards(count) {
      const first = await nextCardIndex()
      return Array.from({ length: count }, (_, i) => makeCardNumber('5323', first + i))
    },
    publish: () => publisher.publish(),
  })

  const imports = importDrafts({
    sql,
    secret: keys.idLookupKey,
    now,
    known: knownIdNumbers,
    nextIndex: nextCardIndex,
    enter: enterAll,
    inTurn,
    failed: options.onFault ?? (() => {}),
  })

  const registry = {
    dataDir,
    demo: options.demo ?? false,
    catalogues,
    /** The one in force today. */
    get catalogue(): Catalogue {
      return catalogues.inForce()
    },
    /** To be in force from its day on; every terminal gets it with its next sync. */
    async publishCatalogue(...asked: Parameters<CatalogueBook['publish']>) {
      const published = await catalogues.publish(...asked)
      if (!published.ok) return published
      await publisher.publish()
      countUses()
      return published
    },
    async withdrawCatalogue(...asked: Parameters<CatalogueBook['withdraw']>) {
      const withdrawn = await catalogues.withdraw(...asked)
      if (withdrawn.ok) await publisher.publish()
      return withdrawn
    },
    dryRuns,
    versionUse: (version: string, endsAt: number | null) => versionUse(sql, version, endsAt),
    windowsWithLess: (before: Catalogue, after: Catalogue) => windowsWithLess(sql, before, after),
    /** By the site's id, in both languages. */
    siteNames: async (): Promise<Record<string, Bilingual>> =>
      Object.fromEntries(
        (await terminals.listSites(sql)).map(s => [s.id, { zh: s.name_zh, en: s.name_en }] as const),
      ),
    keys,
    publisher,
    artifacts,
    artifactBase: options.artifactBase ?? null,
    now,
    /** Carries out what is due today, then publishes. */
    async publish(snapshot = false) {
      await office.carryOutDue()
      await imports.sweep()
      return await publisher.publish(snapshot)
    },
    office,
    exchange,
    keepExchange: (terminalId: string, given: ExchangeRequest) => exchange.keep(sql, terminalId, given),
    recoveryCode: (terminalId: string) => exchange.recoveryCode(sql, terminalId),
    /** Signing in on phones. */
    phone: createPhoneAccess({
      sql,
      now,
      key: exchange.secretFor('phone access'),
      sender: options.codeSender ?? consoleSender,
      onFault: options.onFault ?? (() => {}),
    }),
    staff: createStaffRegister({
      sql,
      catalogue: () => catalogues.knownAt(now()),
      reviewers: reviewingUnits(APPLICATION_POLICY),
      now,
    }),
    applications,
    /** Where terminals reach this registry: goes into enrolment codes. Set when it starts to serve. */
    setAddress(url: string): void {
      address = url
    },

    // ---- holders ----
    findHolder: (card: string) => findHolder(sql, card),
    history: (card: string) => historyOf(sql, card),
    enterHolders: enterAll,
    /** For whoever takes the next free card numbers: two at once would take the same. */
    inTurn,
    imports,
    knownIdNumbers,
    nextCardIndex,
    nextCard: async (): Promise<string> => makeCardNumber('5323', await nextCardIndex()),
    async seed(count: number, onProgress: (done: number) => void = () => {}): Promise<void> {
      const first = Number((await lastCard(sql, '5323')).slice(4, 11)) + 1
      let batch: NewHolder[] = []
      let done = 0
      for (const person of syntheticHolders(count, first, now())) {
        batch.push(person)
        if (batch.length < BULK) continue
        await enter(batch, 'seed', 'synthetic holder', false)
        done += batch.length
        batch = []
        onProgress(done)
      }
      if (batch.length > 0) await enter(batch, 'seed', 'synthetic holder', false)
      await publisher.publish()
    },
    async change(
      card: string,
      act: Act,
      by: { actor: string; reason: string; ground?: Ground },
    ): Promise<Result<null, ActError>> {
      const changed = await changeStanding(sql, card, act, { ...by, ground: by.ground ?? null, now: now() })
      if (!changed.ok) return changed
      await publisher.publish()
      return ok(null)
    },

    // ---- keys ----
    /** Published at once: a terminal must know the next key long before it signs. */
    async rotateKey(use: KeyUse, root?: string): Promise<Result<KeyList, KeyChangeError>> {
      const rotated = keys.rotate(use, root)
      if (rotated.ok) await publisher.publish()
      return rotated
    },
    async distrustKey(id: number, reason: string, root?: string): Promise<Result<KeyList, KeyChangeError>> {
      const done = keys.distrust(id, root)
      if (!done.ok) return done
      await sql.query(NOTE_DISTRUST, [`distrusted-key-${id}`, JSON.stringify({ at: now(), reason })])
      await publisher.publish()
      return done
    },
    async keyDrill(id: number, root?: string) {
      const drilled = drill(join(dataDir, 'keys'), id, now(), catalogues.inForce().limits, root)
      if (!drilled.ok) return drilled
      const [{ cards = 0 } = {}] = await sql.query<{ cards: number }>(CARDS_IN_FORCE, [now()])
      return ok({
        drill: drilled.value,
        cards,
        dataLimitHours: Math.round(catalogues.inForce().limits.age.holders.limitSeconds / 3600),
      })
    },

    supervision,
    home: {
      waiting: (staff: Staff, items: Items) =>
        waitingFor(
          sql,
          { conflicts: worklist.open, overdueFollowUps: followUps.overdue },
          { staff, items, now: now(), today: dateOf(now()) },
        ),
      endingSoon: (after: string | null, limit: number) => endingSoon(sql, now(), after, limit),
    },
    /** Records as people look at them; `items` of the staff register say which. */
    services: {
      list: (items: Items, asked: Parameters<typeof listServices>[2]) => listServices(sql, items, asked),
      look: (items: Items, id: string) => lookAtService(sql, items, id),
      items: (items: Items) =>
        catalogues
          .knownAt(now())
          .items.filter(item => items === null || items.includes(item.id))
          .map(({ id, title }) => ({ id, title })),
    },
    /** Double use, chain events and held records, to be settled. */
    worklist,
    followUps,
    rated: createRated(sql),
    appointments: createAppointments({ sql, keys, now, catalogue: catalogues.inForce }),

    // ---- operation ----
    async isAnswering(): Promise<boolean> {
      try {
        return (await sql.query(PING)).length === 1
      } catch {
        return false
      }
    },
    /** To a file that must not be there yet. */
    backup: (file: string, passphrase: string, onRows: (done: number) => void = () => {}) =>
      writeBackup({
        sql,
        keyFolder: join(dataDir, 'keys'),
        rootKey: keys.rootKey,
        file,
        passphrase,
        now: now(),
        onRows,
      }),

    // ---- codes ----
    /** Numbers of all cards that a holder may have in hand, or soon will: in force, or waiting for it. In order. */
    async *cardsToPrint(): AsyncGenerator<string> {
      for await (const page of holdersInOrder(sql))
        for (const h of page)
          if ((h.status === 'active' || h.status === 'pending') && h.expires_at > now()) yield h.card_no
    },
    async physicalCode(card: string, serial?: number) {
      const holder = await findHolder(sql, card)
      return holder === null
        ? err({ code: 'no-such-card' as const })
        : tokens.physicalCode(keys, holder, now(), serial)
    },
    async virtualCodes(card: string, slots: number, options: { lifetime?: number; from?: number } = {}) {
      const holder = await findHolder(sql, card)
      if (holder === null) return err({ code: 'no-such-card' as const })
      return tokens.virtualCodes(
        keys,
        holder,
        slots,
        catalogues.inForce().limits.freshness,
        options.from ?? now(),
        options.lifetime,
      )
    },
    specimenCode: (index?: number) => tokens.specimenCode(keys, now(), index),
    async createVendor(name: string): Promise<string> {
      const secret = randomBytes(24).toString('base64url')
      await sql.query(ADD_VENDOR, [hashOf(secret), name, now()])
      return secret
    },
    isVendor: async (secret: string): Promise<boolean> =>
      (await sql.query(VENDOR, [hashOf(secret)])).length > 0,

    // ---- sites and terminals ----
    createSite: (site: terminals.Site) => terminals.createSite(sql, site),
    sites: () => terminals.listSites(sql),
    roster: (siteId: string) => clerks.rosterOf(sql, siteId),
    addClerk: (clerk: clerks.NewClerk) => clerks.addClerk(sql, clerk),
    setClerkState: (siteId: string, number: string, state: RosterClerk['state']) =>
      clerks.setClerkState(sql, siteId, number, state),
    resetClerkPin: (siteId: string, number: string, firstPin: string) =>
      clerks.resetPin(sql, siteId, number, firstPin),
    issueBadge: (siteId: string, number: string) => clerks.issueBadge(sql, siteId, number),
    sitePolicy: (siteId: string) => terminals.findPolicy(sql, siteId),
    async changeSitePolicy(siteId: string, changes: PolicyChanges): Promise<SitePolicy | null> {
      const policy = await terminals.changePolicy(sql, siteId, changes)
      known.forgetAll()
      return policy
    },
    terminals: () => terminals.listTerminals(sql),
    /** Published at once: the terminal hears of it from any copy of the revocation list. */
    siteBook: siteBook(sql),
    /** What a terminal says of itself. */
    noteReport: (id: string, report: TerminalReport) => noteReport(sql, id, report, now()),
    async cutOff(id: string): Promise<boolean> {
      const done = await terminals.cutOff(sql, id)
      known.forget(id)
      if (done) await publisher.publish()
      return done
    },
    /** The code as text, or null where there is no such site. `at` overrides the address it names. */
    async enrolmentCode(window: terminals.WindowSpec, at = address): Promise<string | null> {
      const secret = await terminals.createCode(sql, window, now())
      if (secret === null) return null
      return formatEnrolmentCode({ address: at, secret, rootFingerprint: rootFingerprint(keys.rootKey) })
    },
    enrol: (secret: string, publicKey: string) => terminals.enrolTerminal(sql, secret, publicKey, now()),
    /** From memory for half a minute; what this process changes of a terminal holds at once. */
    findTerminal: (id: string) => known.find(id),
    /** After any other change of terminals, windows or sites. */
    forgetTerminals: (): void => known.forgetAll(),
    /** Is a holder's receipt genuine, and do its records stand. */
    receipt: (text: string) => checkReceipt(sql, text),
    /** `journal`: where the terminal's own journal ends, if it says so. Answers what it must know of its chain. */
    async noteContact(
      id: string,
      journal: { readonly sequence: number; readonly hash: string } | null = null,
    ): Promise<ChainNotice[]> {
      const { delivered, troubled } = await terminals.noteContact(sql, id, now())
      const cut = journal !== null && journal.sequence < delivered
      if (cut) await noteJournalEnd(sql, id, journal, now())
      return cut || troubled ? await noticesFor(sql, id) : []
    },
    /** As a terminal without network is told with its next file. */
    chainNotices: (id: string) => noticesFor(sql, id),

    // ---- a holder's own visits ----
    visits: {
      of: (card: string) => visitsOf(sql, card),
      rate: (visit: Visit, rating: number, comment: string | null) =>
        ratings.rateFromPhone(sql, { ...firstOf(visit), rating, comment }, now()),
    },

    // ---- records ----
    async takeRecords(terminal: terminals.Terminal, batch: Pick<RecordBatch, 'records' | 'missing'>) {
      return await takeRecords(sql, terminal, batch, catalogues.ruleOf, now())
    },
    /** What a holder used of these items, now. */
    usageOf: (card: string, items: readonly string[]) => usageOf(sql, card, items),
    /** Gaps, forks and the like, by name, oldest first. */
    chainEvents: () => chainEvents(sql),
    /** Records that could not be taken in, with their texts as they came. */
    heldRecords: () => heldRecords(sql),
    records: () =>
      sql.query<{
        terminal_id: string
        branch: number
        sequence: number
        id: string
        body: string
        received_at: number
      }>(RECORDS),
    /** Visits by site and grade, and what holders wrote; `from` inclusive, `to` exclusive. */
    ratings: (from: number, to: number) => ratings.ratingsBySite(sql, from, to),
    comments: (from: number, to: number, limit: number) => ratings.commentsOf(sql, from, to, limit),
    conflicts: () =>
      sql.query<{ at: number; kind: string; card_no: string | null; record: string; other: string | null }>(
        CONFLICTS,
      ),
    counts: async () =>
      (
        await sql.query<{ holders: number; terminals: number; records: number; conflicts: number }>(COUNTS)
      )[0],

    async close(): Promise<void> {
      await dryRuns.stop()
      await counting
      await imports.settled()
      await publisher.settled()
      await supervision.settled()
      await sql.close()
    },
  }
  if (await isCountDue(sql)) countUses()
  const sealed = { sql, exchange, registry }
  // The registry itself, not a copy: what it says of today is asked each time.
  return Object.assign(registry, {
    /** Takes in a file that a terminal without network exported; its answers wait for the next file to it. */
    takeSealed: (path: string) => takeSealed(sealed, path),
    /** All that a terminal needs for a night, closed for it alone, in a file at `path`. */
    giveSealed: (terminalId: string, path: string) => giveSealed(sealed, terminalId, path),
  })
}

const hashOf = (secret: string): string => createHash('sha256').update(secret, 'utf8').digest('hex')
