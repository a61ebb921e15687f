// The uses of quotas as terminals may know them: in card order for a snapshot, and their sums block by block.
// All of them, however old: a quota of so many years counts from the first use there ever was.
import {
  addUse,
  BLOCK,
  type BucketSum,
  blockOf,
  digestText,
  EMPTY_BUCKET,
  usageDigest,
} from '../core/sync/buckets.ts'
import type { UsageRow } from '../core/sync/wire.ts'
import type { Queries } from './store/sql.ts'

const PAGE = `
  SELECT card_no, record, item, at, site, amount_cny FROM usage
  WHERE NOT void AND (card_no, record) > ($1, $2) ORDER BY card_no, record LIMIT $3`
const OF_BLOCK = `
  SELECT card_no, record, item, at, site, amount_cny FROM usage
  WHERE NOT void AND card_no >= $1 AND card_no < $2`

type Columns = {
  readonly card_no: string
  readonly record: string
  readonly item: string
  readonly at: number
  readonly site: string
  readonly amount_cny: number | null
}

/** What is used in one block; `digest` as in a bucket. */
export type BlockUses = { readonly block: number; readonly uses: number; readonly digest: string }

export async function* usesInOrder(sql: Queries, page = 5000): AsyncGenerator<UsageRow[]> {
  let [card, record] = ['', '']
  for (;;) {
    const rows = await sql.query<Columns>(PAGE, [card, record, page])
    if (rows.length === 0) return
    yield rows.map(wireUse)
    card = rows.at(-1)?.card_no ?? card
    record = rows.at(-1)?.record ?? record
  }
}

/** The sums of all blocks: reads the whole table. */
export async function allBlockUses(sql: Queries): Promise<BlockUses[]> {
  const sums = new Map<number, BucketSum>()
  for await (const page of usesInOrder(sql))
    for (const row of page) {
      const block = blockOf(row.card)
      sums.set(block, addUse(sums.get(block) ?? EMPTY_BUCKET, usageDigest(row)))
    }
  return [...sums].map(([block, sum]) => blockUses(block, sum))
}

/** `held` with the blocks of these cards counted anew from what the table says now. */
export async function recountedUses(
  sql: Queries,
  held: readonly BlockUses[],
  cards: Iterable<string>,
): Promise<BlockUses[]> {
  const blocks = new Map(held.map(uses => [uses.block, uses]))
  for (const block of new Set([...cards].map(blockOf))) {
    const rows = await sql.query<Columns>(OF_BLOCK, [firstCard(block), firstCard(block + 1)])
    const sum = rows.map(wireUse).reduce((a, row) => addUse(a, usageDigest(row)), EMPTY_BUCKET)
    if (sum.uses > 0) blocks.set(block, blockUses(block, sum))
    else blocks.delete(block)
  }
  return [...blocks.values()]
}

const blockUses = (block: number, sum: BucketSum): BlockUses => ({
  block,
  uses: sum.uses,
  digest: digestText(sum),
})

const firstCard = (block: number): string => String(block * BLOCK * 10).padStart(12, '0')

const wireUse = (u: Columns): UsageRow => ({
  t: 'u',
  record: u.record,
  card: u.card_no,
  item: u.item,
  at: u.at,
  site: u.site,
  amountCny: u.amount_cny,
  void: false,
})
