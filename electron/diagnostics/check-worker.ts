// The check of both files and of both chains, on a thread and connections of its own, so that no scan waits for it.
// It opens read-only and changes nothing; what it finds is told in codes.
import { parentPort, workerData } from 'node:worker_threads'
import { isSealed } from '../../core/sync/chain.ts'
import { CACHE_MIGRATIONS } from '../../db/cache/migrations/index.ts'
import { walkAudit } from '../../db/journal/audit-chain.ts'
import { chainReader } from '../../db/journal/chain-reader.ts'
import { JOURNAL_MIGRATIONS } from '../../db/journal/migrations/index.ts'
import type { Migration } from '../../db/migrate.ts'
import { type Db, openEncrypted } from '../../db/open.ts'
import type { CheckOrder, CheckReport, Condition } from './check.ts'

const PIECE = 500
const NOT_WALKED = { records: 0, chainBrokenAt: null, acts: 0, auditBrokenAt: null } as const

const order = workerData as CheckOrder
const say = (report: CheckReport): void => parentPort?.postMessage(report)

say({ kind: 'progress', part: 'journal', done: 0, total: 3 })
const journal = withFile(order.journal, JOURNAL_MIGRATIONS, db => {
  const condition = quickCheck(db)
  return { condition, ...(condition === 'sound' ? { ...walkChain(db), ...auditOf(db) } : NOT_WALKED) }
})
say({ kind: 'progress', part: 'cache', done: 2, total: 3 })
const cache = withFile(order.cache, CACHE_MIGRATIONS, db => quickCheck(db))
say({
  kind: 'done',
  journal: journal?.condition ?? 'not-checked',
  cache: cache ?? 'not-checked',
  records: journal?.records ?? 0,
  chainBrokenAt: journal?.chainBrokenAt ?? null,
  acts: journal?.acts ?? 0,
  auditBrokenAt: journal?.auditBrokenAt ?? null,
})

function auditOf(db: Db): { readonly acts: number; readonly auditBrokenAt: number | null } {
  const { acts, brokenAt } = walkAudit(db)
  return { acts, auditBrokenAt: brokenAt }
}

function withFile<T>(
  file: CheckOrder['journal'],
  migrations: readonly Migration[],
  work: (db: Db) => T,
): T | null {
  if (file === null) return null
  const opened = openEncrypted(file.path, Buffer.from(file.key), migrations, {
    readonly: true,
    synchronous: 'NORMAL',
  })
  if (!opened.ok) return null
  try {
    return work(opened.value)
  } finally {
    opened.value.close()
  }
}

/** SQLite's own: every page and every row is where it should be. */
function quickCheck(db: Db): Condition {
  try {
    return db.pragma('quick_check(1)', { simple: true }) === 'ok' ? 'sound' : 'damaged'
  } catch {
    return 'damaged'
  }
}

/** In steps, with how far it is; a record that does not follow from the one before it ends the walk. */
function walkChain(db: Db): { readonly records: number; readonly chainBrokenAt: number | null } {
  const chain = chainReader(db)
  const { sequence: total } = chain.end()
  let at = 0
  let prev = chain.hashAt(0)
  for (;;) {
    const piece = chain.from(at + 1, PIECE)
    for (const record of piece) {
      if (record.sequence !== at + 1 || record.prev !== prev || !isSealed(record))
        return { records: total, chainBrokenAt: at + 1 }
      at = record.sequence
      prev = record.hash
    }
    say({ kind: 'progress', part: 'chain', done: at, total })
    if (piece.length < PIECE) return { records: total, chainBrokenAt: null }
  }
}
