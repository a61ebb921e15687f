// What the registry says of the chain: told once, kept for ever, and a filled gap known for one.
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { ChainNotice } from '../../../../core/sync/wire.ts'
import { JOURNAL_MIGRATIONS } from '../../../../db/journal/migrations/index.ts'
import { migrate } from '../../../../db/migrate.ts'
import { connect } from '../../../../db/open.ts'
import { folder, journalAt, journalDb, KEY, must } from '../support.ts'

const gap: ChainNotice = { kind: 'gap', branch: 0, sequence: 4, until: 6, firstAt: 5, closed: false }
const fork: ChainNotice = { kind: 'fork', branch: 1, sequence: 6, until: 9, firstAt: 9, closed: false }

test('is news once, whoever says it how often; a gap that is filled is told as filled, once', () => {
  const { chainNotices } = journalAt(join(folder(), 'journal.db'))
  expect(must(chainNotices.take([gap], 100))).toEqual({ news: [gap], closed: [] })
  expect(must(chainNotices.take([fork, gap], 200))).toEqual({ news: [fork], closed: [] })
  const filled = { ...gap, closed: true }
  expect(must(chainNotices.take([filled, { ...fork, until: 12 }], 300))).toEqual({
    news: [],
    closed: [filled],
  })
  expect(must(chainNotices.take([filled], 400))).toEqual({ news: [], closed: [] })
  expect(chainNotices.latest(9)).toEqual([
    { ...fork, until: 12, toldAt: 200 },
    { ...filled, toldAt: 100 },
  ])
})

test('is never forgotten, by the database itself', () => {
  const file = join(folder(), 'journal.db')
  must(journalAt(file).chainNotices.take([fork], 1))
  expect(() => journalDb(file).exec('DELETE FROM chain_notice')).toThrow('stays')
})

test('a journal of the version before knows its light runs apart, and keeps every run', () => {
  const file = join(folder(), 'journal.db')
  const db = connect(file, KEY, { create: true })
  migrate(db, JOURNAL_MIGRATIONS.slice(0, 6))
  for (const trigger of ['nightly', 'light', 'manual', 'light'])
    db.prepare('INSERT INTO sync_run (result) VALUES (?)').run(JSON.stringify({ trigger }))
  db.close()
  const journal = journalAt(file)
  const triggers = (texts: readonly string[]) => texts.map(text => JSON.parse(text).trigger)
  expect(triggers(journal.syncRuns(9))).toEqual(['manual', 'nightly'])
  expect(triggers(journal.lightRuns(9))).toEqual(['light', 'light'])
})
