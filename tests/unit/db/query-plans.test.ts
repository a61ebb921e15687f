// Every query must find its rows through an index, whatever the size of the table.
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { emptyBuckets, tallyBuckets } from '../../../db/cache/buckets.ts'
import { documents } from '../../../db/cache/documents.ts'
import { readHolders } from '../../../db/cache/holders.ts'
import { cacheMeta } from '../../../db/cache/meta.ts'
import { rowWriter } from '../../../db/cache/rows.ts'
import { searchHolders } from '../../../db/cache/search.ts'
import { auditTrail } from '../../../db/journal/audit.ts'
import { chainNotices } from '../../../db/journal/chain-notices.ts'
import { clerks } from '../../../db/journal/clerks.ts'
import { deviceEvents } from '../../../db/journal/device-events.ts'
import { enrolment } from '../../../db/journal/enrolment.ts'
import { keptCatalogues } from '../../../db/journal/kept-catalogues.ts'
import { logPages } from '../../../db/journal/log-pages.ts'
import { logReport } from '../../../db/journal/log-report.ts'
import { lookUps } from '../../../db/journal/look-ups.ts'
import { journalMeta } from '../../../db/journal/meta.ts'
import { outbox } from '../../../db/journal/outbox.ts'
import { receiptPrints } from '../../../db/journal/receipt-prints.ts'
import { seenCodes } from '../../../db/journal/seen-codes.ts'
import { serviceLog } from '../../../db/journal/service-log.ts'
import { settings } from '../../../db/journal/settings.ts'
import { shifts } from '../../../db/journal/shifts.ts'
import { syncRuns } from '../../../db/journal/sync-runs.ts'
import { worklist } from '../../../db/journal/worklist.ts'
import type { Db } from '../../../db/open.ts'
import { cacheDb, expectIndexed, folder, journalDb, statementsOf } from './support.ts'

/** Statements that read all of something by their nature, or something small. */
const WHOLE_BY_NATURE = [
  'SELECT SUM(count) FROM bucket', // 256 rows
  'SELECT COUNT(*) FROM clerk', // a hall's clerks
  'ORDER BY state, LENGTH(number), number', // and their list
  'FROM setting', // a dozen
  'WHERE ended_at IS NULL', // the one that is open, from an index of it alone
  'FROM service_log ORDER BY sequence', // the whole chain, walked for damage
  'ORDER BY id DESC LIMIT ?', // the newest few, from the end of the table
  'ORDER BY sequence DESC LIMIT 1', // the last record
  "COUNT(*) FROM outbox WHERE state IN ('pending', 'sent')", // an index of the unsent alone
  "COUNT(*) FROM outbox WHERE state = 'rejected'", // and of the rejected
  "WHERE o.state = 'rejected'", // the rejected with what was done about each, from the same index
  "WHERE o.state IN ('pending', 'sent') ORDER BY o.sequence", // the oldest unsent, from the same index
]

const CACHE_PARTS = {
  holders: readHolders,
  search: searchHolders,
  rows: (db: Db) => rowWriter(db, tallyBuckets(emptyBuckets())),
  meta: cacheMeta,
  documents,
}
const JOURNAL_PARTS = {
  log: serviceLog,
  pages: logPages,
  report: logReport,
  catalogues: keptCatalogues,
  receipts: receiptPrints,
  devices: deviceEvents,
  outbox,
  seen: seenCodes,
  clerks,
  lookUps,
  meta: journalMeta,
  audit: auditTrail,
  runs: syncRuns,
  shifts,
  settings,
  worklist,
  chainNotices,
  enrolment,
}

function indexed(db: Db, part: (db: Db) => unknown): void {
  const statements = statementsOf(db, part)
  expect(statements.length).toBeGreaterThan(0)
  for (const sql of statements) {
    if (!WHOLE_BY_NATURE.some(known => sql.includes(known))) expectIndexed(db, sql)
  }
}

describe('in the cache', () => {
  it('a query without an index would be noticed', () => {
    const db = cacheDb(join(folder(), 'cache.db'))
    expect(() => expectIndexed(db, 'SELECT name FROM holder WHERE serial = ?')).toThrow('SCAN holder')
    expect(() => expectIndexed(db, 'SELECT name FROM holder WHERE card_no > ? ORDER BY tier')).toThrow(
      'B-TREE',
    )
  })

  it.each(Object.entries(CACHE_PARTS))('%s reads by index alone', (_, part) => {
    indexed(cacheDb(join(folder(), 'cache.db')), part)
  })
})

describe('in the journal', () => {
  it.each(Object.entries(JOURNAL_PARTS))('%s reads by index alone', (_, part) => {
    indexed(journalDb(join(folder(), 'journal.db')), part)
  })

  it.each([
    ["SELECT COUNT(*) FROM outbox WHERE state IN ('pending', 'sent')", 'outbox_unsent'],
    ["SELECT COUNT(*) FROM outbox WHERE state = 'rejected'", 'outbox_rejected'],
    ['SELECT id FROM shift WHERE ended_at IS NULL', 'shift_open'],
    [
      "SELECT COUNT(*) FROM chain_notice WHERE told_at >= 0 AND read_at IS NULL AND closed = 0 AND kind <> 'lost'",
      'chain_notice_unread',
    ],
    [
      `SELECT l.sequence FROM outbox AS o JOIN service_log AS l ON l.sequence = o.sequence
       WHERE o.state IN ('pending', 'sent') ORDER BY o.sequence LIMIT 200`,
      'outbox_unsent',
    ],
  ])('acknowledged records cost nothing: %s', (sql, index) => {
    const db = journalDb(join(folder(), 'journal.db'))
    const plan = db.prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all()
    expect(plan.map(({ detail }) => detail).join('\n')).toContain(index)
    expect(plan.map(({ detail }) => detail).join('\n')).not.toContain('TEMP B-TREE')
  })
})
