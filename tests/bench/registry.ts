// `npm run bench -- registry`: the office's registry at the size of a province, on a real PostgreSQL filled in place.
// Measured: the supervision page, looking holders up, taking records in, and counting what came in.
import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { makeCardNumber } from '../../core/card/card-number.ts'
import { CHAIN_START, sealRecord } from '../../core/sync/chain.ts'
import { parseEnrolmentCode } from '../../core/sync/enrolment-code.ts'
import type { RecordBody, SealedRecord } from '../../core/sync/wire.ts'
import { publicRaw } from '../../registry/keys.ts'
import { openRegistry, type Registry } from '../../registry/registry.ts'
import { startPostgres } from '../support/postgres.ts'

const SITES = 200
const ITEMS = ['1.1', '1.2', '2.1', '4.2', '5.2', '7.2', '9.1', '9.2', '10.1', '11.1'] as const
const YEAR = 2025
/** Records of one statement that fills the table. */
const CHUNK = 500_000
/** Rows of the ingestion that is timed: batches as terminals send them. */
const INGESTED = 20_000
const BATCH = 200

/** A year of services over all sites, items and holders; the text is short, for only the counts are asked for. */
const FILL = `
  INSERT INTO record (terminal_id, branch, sequence, id, body, prev, hash, received_at, at, kind, card_no, item, site_id, outcome, reason, nonce, voids)
  SELECT 'bench-' || (n % 1000), 0, n / 1000 + 1, gen_random_uuid()::TEXT, '{}', '', '', at, at, 'service',
         bench_card.card_no, items.ids[1 + n % cardinality(items.ids)],
         'site-' || ((n / 7) % $3), 'good', 'G-01', NULL, NULL
  FROM (SELECT n, $4::BIGINT + (n * 31557) % 31500000 AS at FROM generate_series($1::BIGINT, $2::BIGINT) AS n) AS numbers
  JOIN bench_card ON bench_card.number = (n * 7919) % (SELECT COUNT(*) FROM bench_card),
       (SELECT $5::TEXT[] AS ids) AS items`
// Numbered once: a million numbers in an array would be unpacked for every record.
const NUMBER_CARDS = `
  CREATE TEMPORARY TABLE bench_card AS
  SELECT row_number() OVER (ORDER BY card_no) - 1 AS number, card_no FROM holder`
const FILL_DUE = `
  INSERT INTO tally_due (month, site_id, item, tier, kind, outcome, reason, card_no, sign, tickets, amount, took)
  SELECT to_char(to_timestamp(at) AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM'), site_id, item, 'A', kind, outcome, reason, card_no, 1, 1, 0,
         (sequence % 40)::INTEGER
  FROM record WHERE sequence BETWEEN $1 AND $2`

export async function runRegistryBench(args: readonly string[]): Promise<object> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      holders: { type: 'string', default: '1000000' },
      records: { type: 'string', default: '10000000' },
    },
  })
  const [holders, records] = [Number(values.holders), Number(values.records)]
  const dataDir = mkdtempSync(join(tmpdir(), 'xhc-registry-bench-'))
  const postgres = await startPostgres()
  const databaseUrl = await postgres.freshDatabase()
  const registry = await openRegistry({ dataDir, databaseUrl })
  const direct = new pg.Client(databaseUrl)
  await direct.connect()
  try {
    say(`entering ${holders} holders`)
    await registry.seed(holders, done => done % 100_000 === 0 && say(`${done} holders`))
    await createSites(registry)
    const begin = Math.floor(Date.UTC(YEAR, 0, 1) / 1000) - 8 * 3600
    await direct.query(NUMBER_CARDS)
    await direct.query('ANALYZE bench_card')
    for (let at = 0; at < records; at += CHUNK) {
      await direct.query(FILL, [at, Math.min(at + CHUNK, records) - 1, SITES, begin, ITEMS])
      say(`${Math.min(at + CHUNK, records)} records`)
    }
    // By sequence: a thousand terminals share each, so a step of CHUNK / 1000 is one chunk.
    const countedAt = performance.now()
    let counting = 0
    for (let from = 1; from <= Math.ceil(records / 1000); from += CHUNK / 1000) {
      await direct.query(FILL_DUE, [from, from + CHUNK / 1000 - 1])
      const began = performance.now()
      await registry.supervision.count()
      counting += performance.now() - began
      say(
        `counted up to ${Math.min(from * 1000 + CHUNK, records)} in ${seconds(performance.now() - countedAt)} s`,
      )
    }
    await direct.query('ANALYZE')
    const ingestion = await ingest(registry)
    const page = await timed(40, () => figures(registry))
    const search = await timed(200, i => look(registry, i))
    const [{ size = 0 } = {}] = (await direct.query('SELECT pg_database_size(current_database()) AS size'))
      .rows
    say(`database ${Math.round(Number(size) / 1e6)} MB`)
    return {
      bench: 'registry',
      holders,
      records,
      supervision: { p50ms: page.p50, p95ms: page.p95 },
      search: { p50ms: search.p50, p95ms: search.p95 },
      ingestion: { rows: INGESTED, rowsPerSecond: ingestion },
      counting: { rowsPerSecond: Math.round(records / (counting / 1000)) },
    }
  } finally {
    await direct.end()
    await registry.close()
    await postgres.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

async function createSites(registry: Registry): Promise<void> {
  const counties = [
    '楚雄市',
    '禄丰市',
    '双柏县',
    '牟定县',
    '南华县',
    '姚安县',
    '大姚县',
    '永仁县',
    '元谋县',
    '武定县',
  ]
  for (let i = 0; i < SITES; i++)
    await registry.createSite({
      id: `site-${i}`,
      nameZh: `第 ${i} 窗口单位`,
      nameEn: `Site ${i}`,
      kind: 'service-hall',
      county: counties[i % counties.length] ?? '',
    })
}

/** The page of a year, then of its months: what the office opens on a Monday. */
async function figures(registry: Registry): Promise<void> {
  for (const period of [String(YEAR), `${YEAR}-03`]) {
    const asked = { period, items: null, site: null, county: null, tier: null }
    const found = await registry.supervision.figures(asked)
    if (found.total.services === 0) throw new Error('a page of nothing was measured')
  }
}

const QUESTIONS = ['杨', '李明', 'yang', 'zhangw', 'lm', '012', '5323', '王芳 ', 'zhou']
async function look(registry: Registry, i: number): Promise<void> {
  const text = QUESTIONS[i % QUESTIONS.length] ?? ''
  await registry.office.search({ text, status: null, tier: null, after: null, limit: 50 })
}

/** Batches of real, chained records through the registry's own door, one terminal after the other. */
async function ingest(registry: Registry): Promise<number> {
  const window = { siteId: 'site-1', nameZh: '一号窗口', nameEn: 'Window 1', itemIds: null }
  // Nobody serves here: the address in the code is never asked for.
  const code = parseEnrolmentCode((await registry.enrolmentCode(window, 'http://127.0.0.1:1')) ?? '')
  const enrolled =
    code.ok && (await registry.enrol(code.value.secret, publicRaw(generateKeyPairSync('ed25519').publicKey)))
  if (enrolled === false || !enrolled.ok) throw new Error('not enrolled')
  const log = logOf(enrolled.value.id)
  const began = performance.now()
  for (let at = 0; at < log.length; at += BATCH)
    await registry.takeRecords(enrolled.value, { records: log.slice(at, at + BATCH) })
  return Math.round(log.length / ((performance.now() - began) / 1000))
}

function logOf(terminal: string): SealedRecord[] {
  let prev = CHAIN_START
  const at = Math.floor(Date.now() / 1000) - INGESTED
  return Array.from({ length: INGESTED }, (_, i) => {
    const body = served(terminal, makeCardNumber('5323', 1 + i), at + i)
    const sealed = sealRecord({ sequence: i + 1, id: body.id, body: JSON.stringify(body), prev })
    prev = sealed.hash
    return sealed
  })
}

function served(terminal: string, card: string, at: number): RecordBody {
  return {
    v: 1,
    id: randomUUID(),
    terminal,
    site: 'site-1',
    visit: randomUUID(),
    kind: 'service',
    at,
    took: 6,
    clerk: '0312',
    card,
    serial: 1,
    tier: 'A',
    presentation: 'physical',
    nonce: null,
    item: '1.1',
    relation: 'self',
    quantity: 1,
    amountCny: null,
    outcome: 'good',
    reason: 'G-01',
    personChecked: true,
    voids: null,
    comment: null,
    rating: null,
    basis: { catalogue: '2023.2', sequence: 1, keyList: 1, app: '0.1.0' },
    evidence: null,
  }
}

async function timed(times: number, run: (i: number) => Promise<void>) {
  const took: number[] = []
  for (let i = 0; i < times; i++) {
    const began = performance.now()
    await run(i)
    took.push(performance.now() - began)
  }
  const sorted = took.toSorted((a, b) => a - b)
  const at = (share: number): number => Math.round((sorted[Math.floor(times * share)] ?? 0) * 10) / 10
  return { p50: at(0.5), p95: at(0.95) }
}

const say = (text: string): void => void process.stderr.write(`${text}\n`)
const seconds = (ms: number): number => Math.round(ms / 100) / 10
