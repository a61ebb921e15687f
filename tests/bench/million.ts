// A cache of N synthetic holders, built once by the app's own snapshot builder and kept in the temporary folder.
// Card numbers are makeCardNumber('5323', 0 … N-1), each an active holder of serial 1; nothing here is a real person.
import { createHash } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeCardNumber } from '../../core/card/card-number.ts'
import type { HolderRow } from '../../core/sync/wire.ts'
import { type Cache, openCache } from '../../db/cache/cache.ts'
import { CACHE_MIGRATIONS } from '../../db/cache/migrations/index.ts'
import { removeCache } from '../../db/cache/switch.ts'
import { openEncrypted } from '../../db/open.ts'

export type Million = {
  readonly book: Cache['holders']
  /** The floor: one bare primary-key read of the same columns, on a connection of its own. */
  readByPrimaryKey(card: number): unknown
  close(): void
}

const READ = `
  SELECT card_no, serial, tier, status, status_since, expires_at, name, id_tail, provincial
  FROM holder WHERE card_no = ?`

const KEY = createHash('sha256').update('xhc bench, no secret').digest()
const BATCH = 2000

/** Opens the cache with this many holders, or builds it first; progress on stderr. */
export async function openMillion(holders: number): Promise<Million> {
  const folder = join(tmpdir(), 'xhc-bench')
  mkdirSync(folder, { recursive: true })
  const file = join(folder, `cache-${holders}.db`)
  const cache = await filled(file, holders)
  const bare = openEncrypted(file, KEY, CACHE_MIGRATIONS, { readonly: true, synchronous: 'NORMAL' })
  if (!bare.ok) throw new Error(`the bench cache does not open: ${bare.error.code}`)
  const read = bare.value.prepare<[number]>(READ).raw()
  return {
    book: cache.holders,
    readByPrimaryKey: card => read.get(card),
    close() {
      bare.value.close()
      cache.close()
    },
  }
}

async function filled(file: string, holders: number): Promise<Cache> {
  const kept = openCache(file, KEY)
  if (kept.ok && kept.value.holders.count() === holders) return kept.value
  if (kept.ok) kept.value.close()
  removeCache(file)
  const fresh = openCache(file, KEY)
  if (!fresh.ok) throw new Error(`the bench cache cannot be made: ${fresh.error.code}`)
  const began = performance.now()
  const built = await fresh.value.replaceBySnapshot(batches(holders), 1, 1_767_225_600, done => {
    if (done % 100_000 === 0) process.stderr.write(`holders: ${done} of ${holders}\n`)
  })
  if (!built.ok) throw new Error(`the bench cache was not filled: ${built.error.code}`)
  process.stderr.write(`built in ${((performance.now() - began) / 1000).toFixed(1)} s\n`)
  return fresh.value
}

function* batches(holders: number): Generator<readonly HolderRow[]> {
  for (let from = 0; from < holders; from += BATCH) {
    yield Array.from({ length: Math.min(BATCH, holders - from) }, (_, i) => syntheticHolder(from + i))
  }
}

type Syllable = readonly [character: string, pinyin: string]
const SURNAMES: readonly Syllable[] = [
  ['杨', 'yang'],
  ['李', 'li'],
  ['普', 'pu'],
  ['张', 'zhang'],
  ['罗', 'luo'],
  ['起', 'qi'],
  ['王', 'wang'],
  ['鲁', 'lu'],
]
const GIVEN: readonly Syllable[] = [
  ['明', 'ming'],
  ['芳', 'fang'],
  ['华', 'hua'],
  ['丽', 'li'],
  ['建', 'jian'],
  ['国', 'guo'],
  ['秀', 'xiu'],
  ['英', 'ying'],
  ['云', 'yun'],
  ['春', 'chun'],
]

/** Deterministic: the same index is the same holder. */
export function syntheticHolder(index: number): HolderRow {
  const hash = createHash('sha256').update(`holder ${index}`).digest()
  const pick = (list: readonly Syllable[], byte: number): Syllable =>
    list[hash.readUInt8(byte) % list.length] ?? ['', '']
  const syllables = [pick(SURNAMES, 0), pick(GIVEN, 1), pick(GIVEN, 2)]
  return {
    t: 'h',
    card: makeCardNumber('5323', index),
    serial: 1,
    tier: index % 5 === 0 ? 'A' : 'B',
    status: 'active',
    statusSince: 1_704_067_200,
    expiresAt: 2_051_222_400,
    name: syllables.map(([character]) => character).join(''),
    pinyin: syllables.map(([, pinyin]) => pinyin).join(' '),
    idTail: String(hash.readUInt16BE(3) % 10_000).padStart(4, '0'),
    idHash: hash.toString('hex', 16, 32),
    provincial: index % 50 === 0 ? `XDA${String(index).padStart(8, '0')}` : null,
  }
}
