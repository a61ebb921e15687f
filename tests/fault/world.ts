// The world of the fault suite: a PostgreSQL, a registry process, a proxy, a terminal process; each may be killed and comes back.
// What the two ends hold is read from their files and tables, past the processes under test.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { SealedRecord } from '../../core/sync/wire.ts'
import { bucketTexts, loadBuckets } from '../../db/cache/buckets.ts'
import { fileKeyStore, type KeyName } from '../../db/key.ts'
import { connect, type Db } from '../../db/open.ts'
import type { ApiErrorCode, ProcedureName } from '../../electron/api.ts'
import { HOSPITAL, SUPERVISOR } from '../../scripts/demo/world.ts'
import { startPostgres } from '../support/postgres.ts'
import type { Acknowledged, CacheState, Ends } from './check.ts'
import { type Child, startChild } from './child.ts'
import { type FaultProxy, startProxy } from './proxy.ts'
import { publishedStates, usageText } from './published.ts'

/** Milliseconds a terminal waits for an answer here: short, so that what hangs does not hold up a trial. */
const ANSWER_WITHIN = 700

const JOURNAL = 'SELECT sequence, id, body, prev, hash FROM service_log ORDER BY sequence'
const UNSENT = "SELECT sequence FROM outbox WHERE state IN ('pending', 'sent') ORDER BY sequence"
const REJECTED = "SELECT sequence FROM outbox WHERE state = 'rejected' ORDER BY sequence"
const SEQUENCE = "SELECT value FROM meta WHERE key = 'sequence'"
const HOLDERS = `
  SELECT card_no, serial, tier, status, status_since, expires_at, name, pinyin, id_tail, id_hash, provincial
  FROM holder`
const USAGE = 'SELECT card_no, record, item, at, site, amount_cny FROM usage'
const STANDING = `
  SELECT COALESCE((SELECT status FROM stop WHERE card_no = :card), (SELECT status FROM holder WHERE card_no = :card))`
const STANDINGS_THERE = 'SELECT card_no, status FROM holder WHERE card_no = ANY($1::TEXT[])'
const TERMINALS = 'SELECT id FROM terminal ORDER BY id'
const AT_REGISTRY =
  'SELECT sequence, id, body, prev, hash FROM record WHERE terminal_id = $1 ORDER BY sequence'
const COUNTED = `
  SELECT 'usage ' || record AS line FROM usage
  UNION ALL SELECT 'conflict ' || kind || ' ' || record FROM conflict`

export type Card = { readonly card: string; readonly code: string }
export type FaultWorld = Awaited<ReturnType<typeof faultWorld>>
type Reply = {
  readonly ok: boolean
  readonly value?: unknown
  readonly error?: { readonly code: ApiErrorCode }
}
export type TerminalProcess = Child & { call(name: ProcedureName, input: unknown): Promise<Reply> }

export async function faultWorld(holders: number) {
  const folder = mkdtempSync(join(tmpdir(), 'xhc-fault-'))
  const postgres = await startPostgres()
  const databaseUrl = await postgres.freshDatabase()
  const registryFolder = join(folder, 'registry')
  const terminalFolder = join(folder, 'terminal')
  const acknowledged: Acknowledged[] = []

  const startRegistry = (port: number): Promise<Child> =>
    startChild(join(import.meta.dirname, 'registry-process.ts'), [registryFolder, String(port)], {
      DATABASE_URL: databaseUrl,
    })
  let registry = await startRegistry(0)
  const port = Number(new URL(String(await registry.ask('url'))).port)
  const proxy: FaultProxy = await startProxy(() => port)
  await registry.ask('seed', { count: holders })
  const cards = (await registry.ask('cards', { count: 40 })) as readonly Card[]

  let joined = 0
  async function openTerminal(at: string): Promise<TerminalProcess> {
    joined += 1
    proxy.comeFrom(`127.1.${(joined >> 8) & 255}.${joined & 255}`)
    const child = await startChild(
      join(import.meta.dirname, 'terminal-process.ts'),
      [at, String(ANSWER_WITHIN)],
      {},
      line => {
        const said = line['acknowledged']
        if (Array.isArray(said) && at === terminalFolder) acknowledged.push(...(said as Acknowledged[]))
      },
    )
    return Object.assign(child, {
      call: async (name: ProcedureName, input: unknown) =>
        ((await child.ask('call', { name, input })) as Reply | undefined) ?? { ok: false },
    })
  }
  const startTerminal = (): Promise<TerminalProcess> => openTerminal(terminalFolder)
  let terminal = await startTerminal()
  const call = (name: ProcedureName, input: unknown): Promise<Reply> => terminal.call(name, input)
  const code = await registry.ask('code', { site: HOSPITAL, address: proxy.url })
  const enrolled = await call('enrolment.enrol', { code, clerk: SUPERVISOR })
  if (!enrolled.ok) throw new Error(`enrolment failed: ${JSON.stringify(enrolled)}`)
  const terminalId = String((enrolled.value as { terminalId: unknown }).terminalId)
  await call('sync.now', undefined)
  await signIn()

  const sql = new pg.Client({ connectionString: databaseUrl })
  await sql.connect()
  const published = publishedStates(join(registryFolder, 'published'), sql)
  const keys = fileKeyStore(terminalFolder)

  async function wentThrough(name: 'sync.now' | 'sync.light'): Promise<boolean> {
    const reply = await call(name, undefined)
    return reply.ok && (reply.value as { ok?: unknown }).ok === true
  }

  async function signIn(): Promise<void> {
    const signedIn = await call('session.signIn', { number: SUPERVISOR.number, pin: SUPERVISOR.pin })
    if (!signedIn.ok && terminal.alive) throw new Error(`sign-in failed: ${JSON.stringify(signedIn)}`)
  }

  async function reading<T>(name: KeyName, read: (db: Db) => T): Promise<T> {
    const key = await keys.load(name)
    if (!key.ok || key.value === null) throw new Error(`no ${name} key`)
    const db = connect(join(terminalFolder, `${name}.db`), key.value, { readonly: true })
    try {
      return db.transaction(() => read(db))()
    } finally {
      db.close()
    }
  }

  return {
    folder,
    proxy,
    cards,
    /** A terminal of its own in `folder`, which knows nobody yet. */
    openTerminal,
    terminalIds: async () => (await sql.query<{ id: string }>(TERMINALS)).rows.map(row => row.id),
    acknowledged,
    published,
    ask: (what: string, input?: unknown) => registry.ask(what, input),
    record: (count: number, pauseMs: number, codes: readonly string[]) =>
      terminal.ask('record', { count, pauseMs, codes }),
    /** True when the run went through whole. */
    sync: () => wentThrough('sync.now'),
    /** The revocation list alone. */
    light: () => wentThrough('sync.light'),
    standingsHere: (turned: readonly string[]): Promise<ReadonlyMap<string, string>> =>
      reading('cache', db => {
        const standing = db.prepare<{ card: number }, string>(STANDING).pluck()
        return new Map(turned.map(card => [card, standing.get({ card: Number(card) }) ?? 'nowhere']))
      }),
    async standingsThere(turned: readonly string[]): Promise<ReadonlyMap<string, string>> {
      const { rows } = await sql.query<{ card_no: string; status: string }>(STANDINGS_THERE, [turned])
      return new Map(rows.map(row => [row.card_no, row.status]))
    },
    killTerminal: () => terminal.kill(),
    killRegistry: () => registry.kill(),
    /** Whatever was killed comes back, at its old address and with its old folder. */
    async revive(): Promise<void> {
      if (!registry.alive) registry = await startRegistry(port)
      if (terminal.alive) return
      terminal = await startTerminal()
      await signIn()
    },
    async ends(): Promise<Ends> {
      const [journal, unsent, rejected] = await reading('journal', db => [
        db.prepare<[], SealedRecord>(JOURNAL).all(),
        db.prepare<[], number>(UNSENT).pluck().all(),
        db.prepare<[], number>(REJECTED).pluck().all(),
      ])
      const atRegistry = await sql.query<SealedRecord>(AT_REGISTRY, [terminalId])
      const counted = await sql.query<{ line: string }>(COUNTED)
      return {
        acknowledged,
        journal,
        unsent,
        rejected,
        registry: atRegistry.rows.map(r => ({ ...r, sequence: Number(r.sequence) })),
        counted: counted.rows.map(r => r.line),
      }
    },
    cache: (): Promise<CacheState> => reading('cache', cacheState),
    async end(): Promise<void> {
      await sql.end()
      await terminal.end()
      await proxy.close()
      await registry.end()
      await postgres.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function cacheState(db: Db): CacheState {
  type HolderColumns = [
    number,
    number,
    string,
    string,
    number,
    number,
    string,
    string,
    string,
    Buffer,
    string | null,
  ]
  type UsageColumns = [number, string, string, number, string, number | null]
  const rows = new Map<string, string>()
  for (const [card, serial, tier, status, since, expires, name, pinyin, tail, hash, provincial] of db
    .prepare<[], HolderColumns>(HOLDERS)
    .raw()
    .iterate())
    rows.set(
      cardText(card),
      JSON.stringify([
        serial,
        tier,
        status,
        since,
        expires,
        name,
        pinyin,
        tail,
        hash.toString('hex'),
        provincial,
      ]),
    )
  for (const [card, record, item, at, site, amountCny] of db.prepare<[], UsageColumns>(USAGE).raw().iterate())
    rows.set(`${cardText(card)} ${record}`, usageText({ item, at, site, amountCny }))
  return {
    sequence: db.prepare<[], number>(SEQUENCE).pluck().get() ?? null,
    rows,
    buckets: bucketTexts(loadBuckets(db)).map(b => `${b.count} ${b.digest}`),
  }
}

const cardText = (card: number): string => String(card).padStart(12, '0')
