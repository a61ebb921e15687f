// `npm run bench -- dry-run`: a changed rule tried on a year of records, on a real PostgreSQL filled in place.
// Measured beside it: how long the registry's own thread is held up at a time while the worker judges.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { openRegistry } from '../../registry/registry.ts'
import { startPostgres } from '../support/postgres.ts'
import { atTime, PRESENTED, situation } from '../unit/policy/good-card.ts'

const CHUNK = 100_000
const HOLDERS = 20_000
const ITEMS = ['1.1', '1.2', '1.1', '1.1'] as const
/** A body whose card, time, item and id are filled in by the database. */
const FILL = `
  INSERT INTO record (terminal_id, branch, sequence, id, body, prev, hash, received_at, at, kind, card_no, item, site_id, outcome, reason, nonce, voids)
  SELECT 'bench-' || (n % 1000), 0, n / 1000 + 1, 'r-' || n,
         replace(replace(replace(replace($3, '@card', card), '@item', item), '"@at"', at::TEXT), '@id', 'r-' || n),
         '', '', at, at, 'service', card, item, 'hospital', 'check-person', 'P-10', NULL, NULL
  FROM (
    SELECT n, $4::BIGINT + n * 30000000 / $5::BIGINT AS at, '5399' || lpad((n * 7919 % $6::BIGINT)::TEXT, 8, '0') AS card,
           ($7::TEXT[])[1 + n % cardinality($7::TEXT[])] AS item
    FROM generate_series($1::BIGINT, $2::BIGINT) AS n
  ) AS made`

export async function runDryRunBench(args: readonly string[]): Promise<object> {
  const { values } = parseArgs({
    args: [...args],
    options: { records: { type: 'string', default: '1000000' } },
  })
  const records = Number(values.records)
  const dataDir = mkdtempSync(join(tmpdir(), 'xhc-dry-run-bench-'))
  const postgres = await startPostgres()
  const databaseUrl = await postgres.freshDatabase()
  const registry = await openRegistry({ dataDir, databaseUrl })
  const direct = new pg.Client(databaseUrl)
  await direct.connect()
  try {
    const begin = registry.now() - 364 * 86_400
    for (let at = 0; at < records; at += CHUNK) {
      const until = Math.min(at + CHUNK, records) - 1
      await direct.query(FILL, [at, until, bodyText(), begin, records, HOLDERS, ITEMS])
      say(`${until + 1} records`)
    }
    await direct.query('ANALYZE record')
    const id = await registry.catalogues.begin(null, 'bench', 'bench')
    if (!id.ok) throw new Error(id.error.code)
    const draft = await registry.catalogues.findDraft(id.value)
    if (!draft.ok) throw new Error(draft.error.code)
    const { revision, basedOn, body } = draft.value
    const quota = { kind: 'times', per: 'calendar-year', limit: 12 } as const
    const items = body.items.map(item => (item.id === '1.1' ? { ...item, quota } : item))
    await registry.catalogues.save(id.value, { revision, basedOn, body: { ...body, items } }, 'bench')
    const delay = monitorEventLoopDelay({ resolution: 5 })
    delay.enable()
    const began = performance.now()
    const begun = await registry.dryRuns.begin(id.value, 'bench')
    if (!begun.ok) throw new Error(begun.error.code)
    while (registry.dryRuns.state(id.value)?.state === 'running')
      await new Promise(resolve => setTimeout(resolve, 100))
    const seconds = (performance.now() - began) / 1000
    delay.disable()
    const found = await registry.dryRuns.lastOf(id.value)
    if (found === null) throw new Error('no result')
    const { services, same, refusedNow, untried } = found.result
    return {
      bench: 'dry-run',
      records,
      seconds: Math.round(seconds * 10) / 10,
      recordsPerSecond: Math.round(records / seconds),
      heldUp: { p99ms: Math.round(delay.percentile(99) / 1e6), maxMs: Math.round(delay.max / 1e6) },
      found: { services, same, refusedNow, untried },
    }
  } finally {
    await direct.end()
    await registry.close()
    await postgres.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

/** As a counter writes it; every time in its evidence is that of the record. */
function bodyText(): string {
  const at = 1_790_000_000
  const evidence = situation({ presented: PRESENTED.physical, ...atTime(at) })
  const body = {
    v: 1,
    id: '@id',
    terminal: 'bench',
    site: 'hospital',
    visit: '@id',
    kind: 'service',
    at: '@at',
    took: 6,
    clerk: '0312',
    card: '@card',
    serial: 2,
    tier: 'A',
    presentation: 'physical',
    nonce: null,
    item: '@item',
    relation: 'self',
    quantity: 1,
    amountCny: null,
    outcome: 'check-person',
    reason: 'P-10',
    personChecked: true,
    voids: null,
    comment: null,
    rating: null,
    basis: {
      catalogue: '2023.2',
      sequence: 1,
      keyList: 1,
      app: 'bench',
      window: { siteKind: 'hospital-checkup', itemIds: null },
    },
    evidence: { ...evidence, clock: { wall: '@at', lastTrusted: '@at', offsetAtLastSync: 0 } },
  }
  return JSON.stringify(body).replaceAll(String(at - 3600), '"@at"')
}

const say = (text: string): void => void process.stderr.write(`${text}\n`)
