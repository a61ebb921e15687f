// The bytes of a snapshot: block after block of card numbers, each a gzip member of its own, and where each one lies.
// One gunzip reads the whole file; a terminal whose bucket differs reads one range of it. The register is never in memory.
import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { blockOf } from '../core/sync/buckets.ts'
import type { HolderRow, SnapshotIndex, SnapshotPart, UsageRow } from '../core/sync/wire.ts'

/** gzip, not zstd: 39 bytes a holder against 33, unpacked as fast, and zstd's frames do not follow one another in Node. */
const LEVEL = 4
const pack = promisify(gzip)

export type Block = { readonly block: number; readonly rows: readonly (HolderRow | UsageRow)[] }

/** Holders and uses, each sorted by card, as blocks: in each first the holders, then what they used. */
export async function* blocksOf(
  holders: AsyncIterable<readonly HolderRow[]>,
  uses: AsyncIterable<readonly UsageRow[]>,
): AsyncGenerator<Block> {
  const [ofHolders, ofUses] = [byBlock(holders), byBlock(uses)]
  let [holder, use] = [await ofHolders.next(), await ofUses.next()]
  while (holder.done !== true || use.done !== true) {
    const block = Math.min(
      holder.done === true ? Number.POSITIVE_INFINITY : holder.value.block,
      use.done === true ? Number.POSITIVE_INFINITY : use.value.block,
    )
    const rows: (HolderRow | UsageRow)[] = []
    if (holder.done !== true && holder.value.block === block) {
      rows.push(...holder.value.rows)
      holder = await ofHolders.next()
    }
    if (use.done !== true && use.value.block === block) {
      rows.push(...use.value.rows)
      use = await ofUses.next()
    }
    yield { block, rows }
  }
}

async function* byBlock<Row extends HolderRow | UsageRow>(
  pages: AsyncIterable<readonly Row[]>,
): AsyncGenerator<{ readonly block: number; readonly rows: readonly Row[] }, undefined> {
  let block = -1
  let rows: Row[] = []
  for await (const page of pages) {
    for (const row of page) {
      const at = blockOf(row.card)
      if (at !== block && rows.length > 0) {
        yield { block, rows }
        rows = []
      }
      block = at
      rows.push(row)
    }
  }
  if (rows.length > 0) yield { block, rows }
}

/** Packs the blocks one by one; what `index` and `rows` answer is complete when `bytes` has ended. */
export function packBlocks(blocks: AsyncIterable<Block> | Iterable<Block>) {
  const parts: SnapshotPart[] = []
  let rows = 0
  async function* bytes(): AsyncGenerator<Buffer> {
    let offset = 0
    for await (const block of blocks) {
      const packed = await pack(`${block.rows.map(row => JSON.stringify(row)).join('\n')}\n`, {
        level: LEVEL,
      })
      parts.push({
        block: block.block,
        offset,
        bytes: packed.length,
        sha256: createHash('sha256').update(packed).digest('hex'),
      })
      rows += block.rows.length
      offset += packed.length
      yield packed
    }
    // A register without anybody is a file, too: gunzip refuses one without a byte.
    if (parts.length === 0) yield await pack('')
  }
  return { bytes: bytes(), rows: () => rows, index: (): SnapshotIndex => ({ v: 1, parts }) }
}
