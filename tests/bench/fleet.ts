// `npm run bench -- fleet`: one night of a whole fleet against one registry on a real PostgreSQL, over real HTTP.
// Terminals push with the terminal's own code; what arrived is counted in the database, record by record.
import { createHash, generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { makeCardNumber } from '../../core/card/card-number.ts'
import { CHAIN_START, sealRecord } from '../../core/sync/chain.ts'
import { parseEnrolmentCode } from '../../core/sync/enrolment-code.ts'
import {
  type ArtifactRef,
  type Manifest,
  manifest,
  type RecordAnswers,
  type RecordBody,
  type SealedRecord,
  signedDocument,
} from '../../core/sync/wire.ts'
import { push } from '../../electron/sync/push.ts'
import { createRegistryClient } from '../../electron/sync/registry-client.ts'
import { publicRaw } from '../../registry/keys.ts'
import { openRegistry, type Registry } from '../../registry/registry.ts'
import { serveRegistry } from '../../registry/server.ts'
import { startPostgres } from '../support/postgres.ts'

/** Terminals that sync at the same moment. */
const AT_ONCE = 24
/** One in so many never heard the first answer, and sends everything again. */
const ANSWER_LOST = 10

type SimulatedTerminal = {
  readonly id: string
  readonly key: KeyObject
  readonly log: readonly SealedRecord[]
}

export async function runFleetBench(args: readonly string[]): Promise<object> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      terminals: { type: 'string', default: '1000' },
      holders: { type: 'string', default: '100000' },
      records: { type: 'string', default: '50' },
    },
  })
  const [count, holders, each] = [values.terminals, values.holders, values.records].map(Number) as [
    number,
    number,
    number,
  ]
  const dataDir = mkdtempSync(join(tmpdir(), 'xhc-fleet-'))
  const postgres = await startPostgres()
  const databaseUrl = await postgres.freshDatabase()
  let statements = 0
  const registry = await openRegistry({
    dataDir,
    databaseUrl,
    onStatement: () => {
      statements += 1
    },
  })
  try {
    say(`seeding ${holders} holders`)
    await registry.seed(holders)
    const serving = await serveRegistry(registry)
    say(`enrolling ${count} terminals, ${each} records each`)
    const fleet = await enrolFleet(registry, count, holders, each)
    const before = await registry.publisher.manifest()
    const known = manifest.parse(JSON.parse(before.payload)).sequence

    say('the night begins')
    statements = 0
    const began = performance.now()
    await inParallel(fleet, terminal => night(terminal, serving.url, known))
    const seconds = (performance.now() - began) / 1000
    const queriesPerTerminal = round(statements / count)
    const records = count * each
    say(`${records} records in ${round(seconds)} s: ${Math.round(records / seconds)} rows/s`)

    const { lost, duplicated } = await compare(databaseUrl, fleet)
    await serving.close()
    return {
      bench: 'fleet',
      terminals: count,
      records,
      seconds: round(seconds),
      queriesPerTerminal,
      lost,
      duplicated,
    }
  } finally {
    await registry.close()
    await postgres.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

async function enrolFleet(
  registry: Registry,
  count: number,
  holders: number,
  each: number,
): Promise<readonly SimulatedTerminal[]> {
  await registry.createSite({
    id: 'hospital',
    nameZh: '州医院',
    nameEn: 'Hospital',
    kind: 'hospital-checkup',
    county: '楚雄市',
  })
  const numbers = Array.from({ length: count }, (_, i) => i)
  const fleet: SimulatedTerminal[] = []
  await inParallel(numbers, async number => {
    const window = {
      siteId: 'hospital',
      nameZh: `${number} 号窗口`,
      nameEn: `Window ${number}`,
      itemIds: null,
    }
    const code = parseEnrolmentCode((await registry.enrolmentCode(window)) ?? '')
    const pair = generateKeyPairSync('ed25519')
    const enrolled = code.ok && (await registry.enrol(code.value.secret, publicRaw(pair.publicKey)))
    if (enrolled === false || !enrolled.ok) throw new Error('a terminal was not enrolled')
    const { id } = enrolled.value
    fleet.push({ id, key: pair.privateKey, log: logOf(id, number, holders, each) })
  })
  return fleet
}

/** A day at one window: every tenth holder has his check-up, every twentieth is refused. */
function logOf(terminal: string, number: number, holders: number, each: number): SealedRecord[] {
  const now = Math.floor(Date.now() / 1000)
  let prev = CHAIN_START
  return Array.from({ length: each }, (_, i) => {
    const card = makeCardNumber('5323', 1 + ((number * each + i) % holders))
    const body = record(terminal, card, now - (each - i) * 300, i)
    const sealed = sealRecord({ sequence: i + 1, id: body.id, body: JSON.stringify(body), prev })
    prev = sealed.hash
    return sealed
  })
}

function record(terminal: string, card: string, at: number, i: number): RecordBody {
  const refused = i % 20 === 19
  return {
    v: 1,
    id: randomUUID(),
    terminal,
    site: 'hospital',
    visit: randomUUID(),
    kind: refused ? 'refusal' : 'service',
    at,
    took: 4.2,
    clerk: '0312',
    card,
    serial: 1,
    tier: 'A',
    presentation: 'physical',
    nonce: null,
    item: refused ? null : i % 10 === 0 ? '1.2' : '1.1',
    relation: refused ? null : 'self',
    quantity: 1,
    amountCny: null,
    outcome: refused ? 'refused' : 'good',
    reason: 'G-01',
    personChecked: !refused,
    voids: null,
    comment: null,
    rating: i % 5 === 0 ? 5 : null,
    basis: { catalogue: '2023.1', sequence: 1, keyList: 1, app: '0.1.0' },
    evidence: null,
  }
}

/** Hello, push, manifest, changes: what a terminal does at its minute of the night. */
async function night(terminal: SimulatedTerminal, url: string, known: number): Promise<void> {
  const client = createRegistryClient(
    url,
    { terminalId: terminal.id, key: terminal.key },
    () => Math.floor(Date.now() / 1000),
    60_000,
  )
  const last = terminal.log.at(-1)
  must(await client.hello({ sequence: last?.sequence ?? 0, hash: last?.hash ?? CHAIN_START }))
  const pushes = Number.parseInt(terminal.id.slice(-4), 16) % ANSWER_LOST === 0 ? 2 : 1
  for (let i = 0; i < pushes; i++) {
    const outbox = simulatedOutbox(terminal.log)
    must(await push(client, outbox, outbox, () => {}))
    if (outbox.unsent() > 0 || outbox.rejected() > 0) throw new Error('a record was not taken in')
  }
  const document = signedDocument.parse(must(await client.document('/v1/manifest')))
  const state = manifest.parse(JSON.parse(document.payload))
  for (const change of changesSince(known, state)) {
    const body = must(await client.artifact(change.path))
    const hash = createHash('sha256')
    for await (const chunk of body) hash.update(chunk)
    if (hash.digest('hex') !== change.sha256) throw new Error('a change file is not what it is called')
  }
}

const changesSince = (known: number, state: Manifest): readonly ArtifactRef[] =>
  state.changes.filter(change => change.from >= known)

/** A journal's outbox and log without its file: a thousand files would measure the disk. */
function simulatedOutbox(log: readonly SealedRecord[]) {
  const settled = new Map<number, string>()
  return {
    nextBatch: (limit: number) => log.filter(r => !settled.has(r.sequence)).slice(0, limit),
    markSent: () => ({ ok: true as const, value: null }),
    settle(answers: RecordAnswers['answers']) {
      for (const answer of answers) settled.set(answer.sequence, answer.status)
      return { ok: true as const, value: null }
    },
    unsent: () => log.length - settled.size,
    rejected: () => [...settled.values()].filter(status => status === 'rejected').length,
    hashAt: (sequence: number) => log[sequence - 1]?.hash ?? null,
    from: (sequence: number, limit: number) => log.slice(sequence - 1, sequence - 1 + limit),
    missingBefore: () => [],
  }
}

async function compare(
  databaseUrl: string,
  fleet: readonly SimulatedTerminal[],
): Promise<{ readonly lost: number; readonly duplicated: number }> {
  const sql = new pg.Client(databaseUrl)
  await sql.connect()
  const { rows } = await sql.query<{ id: string; body: string; times: string }>(
    'SELECT id, MIN(body) AS body, COUNT(*) AS times FROM record GROUP BY id',
  )
  await sql.end()
  const arrived = new Map(rows.map(row => [row.id, row]))
  const sent = fleet.flatMap(terminal => terminal.log)
  return {
    lost: sent.filter(r => arrived.get(r.id)?.body !== r.body).length,
    duplicated: rows.reduce((sum, row) => sum + Number(row.times) - 1, 0),
  }
}

async function inParallel<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  let next = 0
  const worker = async (): Promise<void> => {
    for (let at = next++; at < all.length; at = next++) await work(all[at] as T)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
}

function must<T>(
  result: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: object },
): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error))
  return result.value
}

const round = (n: number): number => Math.round(n * 100) / 100
const say = (text: string): void => void process.stderr.write(`${text}\n`)
