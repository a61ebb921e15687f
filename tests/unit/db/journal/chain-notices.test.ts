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
    { ...fork, until: 12, toldAt: 200, read: null },
    { ...filled, toldAt: 100, read: null },
  ])
})

test('is ticked off by one person once, which the audit knows; grown, it wants reading again', () => {
  const journal = journalAt(join(folder(), 'journal.db'))
  const { chainNotices } = journal
  must(chainNotices.take([gap, fork, { ...gap, kind: 'lost' }], 100))
  expect(chainNotices.unread()).toBe(2)
  must(chainNotices.tickOff(fork, 200, '0312'))
  expect(chainNotices.tickOff(fork, 201, '0400')).toEqual({ ok: false, error: { code: 'no-such-record' } })
  const readOf = (kind: string) => chainNotices.latest(9).find(notice => notice.kind === kind)?.read
  expect([chainNotices.unread(), readOf('fork'), readOf('gap')]).toEqual([
    1,
    { at: 200, clerk: '0312' },
    null,
  ])
  expect(journal.auditTrail(1)).toMatchObject([
    { at: 200, clerk: '0312', act: 'chain-notice-read', detail: 'fork 6–9' },
  ])

  must(chainNotices.take([fork], 300))
  expect(chainNotices.unread()).toBe(1)
  must(
    chainNotices.take(
      [
        { ...fork, until: 14 },
        { ...gap, closed: true },
      ],
      400,
    ),
  )
  expect([chainNotices.unread(), readOf('fork')]).toEqual([1, null])
})

test('is not ticked off where the audit cannot be written', () => {
  const file = join(folder(), 'journal.db')
  const { chainNotices } = journalAt(file)
  must(chainNotices.take([fork], 100))
  journalDb(file).exec("CREATE TRIGGER no_audit BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'no'); END")
  expect(chainNotices.tickOff(fork, 200, '0312').ok).toBe(false)
  expect(chainNotices.unread()).toBe(1)
})

test('of a journal of the version before it is unread, whenever it was told', () => {
  const file = join(folder(), 'journal.db')
  const db = connect(file, KEY, { create: true })
  migrate(db, JOURNAL_MIGRATIONS.slice(0, 8))
  db.exec("INSERT INTO chain_notice VALUES ('fork', 1, 6, 9, 9, 100, 0)")
  db.close()
  const { chainNotices } = journalAt(file)
  expect(chainNotices.latest(9)).toEqual([{ ...fork, toldAt: 100, read: null }])
  expect(chainNotices.unread()).toBe(1)
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
