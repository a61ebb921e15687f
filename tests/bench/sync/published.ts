// A published state of N synthetic holders as files, made by the registry's own writer and kept in the temporary folder.
// Every twentieth holder has used something; nothing here is a real person.
import { createHash } from 'node:crypto'
import { createWriteStream, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { z } from 'zod'
import {
  addRow,
  addUse,
  bucketOf,
  bucketText,
  EMPTY_BUCKET,
  emptyBuckets,
  rowDigest,
  usageDigest,
} from '../../../core/sync/buckets.ts'
import { bucketSum, type HolderRow, type UsageRow } from '../../../core/sync/wire.ts'
import { blocksOf, packBlocks } from '../../../registry/blocks.ts'
import { syntheticHolder } from '../million.ts'

export const BENCH_FOLDER = join(tmpdir(), 'xhc-bench')
const PAGE = 5000
const USED_EVERY = 20
/** Files of another shape than today's are made anew. */
const SHAPE = 2

const sidecar = z.object({ shape: z.literal(SHAPE), rows: z.int(), buckets: z.array(bucketSum) })

export type PublishedSnapshot = z.infer<typeof sidecar> & { readonly file: string }

export async function publishedSnapshot(holders: number): Promise<PublishedSnapshot> {
  mkdirSync(BENCH_FOLDER, { recursive: true })
  const file = join(BENCH_FOLDER, `snapshot-${holders}.ndjson.gz`)
  const beside = `${file}.json`
  if (existsSync(file) && existsSync(beside)) {
    const kept = sidecar.safeParse(JSON.parse(readFileSync(beside, 'utf8')))
    if (kept.success) return { ...kept.data, file }
  }
  process.stderr.write(`writing a snapshot of ${holders} holders …\n`)
  const sums = emptyBuckets()
  const packed = packBlocks(
    blocksOf(
      counted(holderPages(holders), row => {
        const id = bucketOf(row.card)
        sums[id] = addRow(sums[id] ?? EMPTY_BUCKET, rowDigest(row))
      }),
      counted(pagesOfUses(holders), row => {
        const id = bucketOf(row.card)
        sums[id] = addUse(sums[id] ?? EMPTY_BUCKET, usageDigest(row))
      }),
    ),
  )
  await pipeline(packed.bytes, createWriteStream(`${file}.new`, { flush: true }))
  renameSync(`${file}.new`, file)
  const made = { shape: SHAPE, rows: packed.rows(), buckets: sums.map(bucketText) } as const
  writeFileSync(beside, JSON.stringify(made))
  return { ...made, buckets: [...made.buckets], file }
}

async function* counted<Row>(
  pages: AsyncIterable<readonly Row[]>,
  count: (row: Row) => void,
): AsyncGenerator<readonly Row[]> {
  for await (const page of pages) {
    for (const row of page) count(row)
    yield page
  }
}

/** In the order of a snapshot's two tables, as rows of the wire. */
export async function* holderPages(holders: number): AsyncGenerator<HolderRow[]> {
  for (let from = 0; from < holders; from += PAGE)
    yield Array.from({ length: Math.min(PAGE, holders - from) }, (_, i) => syntheticHolder(from + i))
}

export async function* pagesOfUses(holders: number): AsyncGenerator<UsageRow[]> {
  const uses = Math.ceil(holders / USED_EVERY)
  for (let from = 0; from < uses; from += PAGE)
    yield Array.from({ length: Math.min(PAGE, uses - from) }, (_, i) => syntheticUse((from + i) * USED_EVERY))
}

function syntheticUse(index: number): UsageRow {
  const hash = createHash('sha256').update(`use ${index}`).digest('hex')
  return {
    t: 'u',
    record: `${hash.slice(0, 8)}-${hash.slice(8, 12)}-4${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${hash.slice(20, 32)}`,
    card: syntheticHolder(index).card,
    item: '1.2',
    at: 1_763_000_000,
    site: '楚雄州人民医院',
    amountCny: null,
    void: false,
  }
}
