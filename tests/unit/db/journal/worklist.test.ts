// Rejected records as work: what each act does to the outbox and the count, and that nothing is ever forgotten.
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { JOURNAL_MIGRATIONS } from '../../../../db/journal/migrations/index.ts'
import { migrate } from '../../../../db/migrate.ts'
import { connect } from '../../../../db/open.ts'
import { folder, journalAt, journalDb, KEY, must, service } from '../support.ts'

const AT = 1_763_100_000

function withRejected() {
  const file = join(folder(), 'journal.db')
  const journal = journalAt(file)
  must(journal.log.append([service(), service(), service()]))
  must(journal.outbox.markSent([1, 2, 3]))
  must(
    journal.outbox.settle([
      { sequence: 1, status: 'accepted' },
      { sequence: 2, status: 'rejected', reason: 'bad-body', held: true },
      { sequence: 3, status: 'rejected', reason: 'chain-gap', held: false },
    ]),
  )
  return { file, journal }
}

test('rejected records are listed oldest first, with reason and attempts, and nothing done yet', () => {
  const { journal } = withRejected()
  expect(journal.worklist.list(10)).toMatchObject([
    { sequence: 2, rejection: 'bad-body', attempts: 1, last: null },
    { sequence: 3, rejection: 'chain-gap', attempts: 1, last: null },
  ])
  expect(journal.worklist.open()).toBe(2)
})

test('one that is sent again is in the outbox like any other, and is listed again when it is rejected again', () => {
  const { journal } = withRejected()
  must(journal.worklist.act(2, { act: 'sent-again', at: AT, clerk: '0312', note: null }))
  expect(journal.outbox.nextBatch(10).map(r => r.sequence)).toEqual([2])
  expect(journal.worklist.open()).toBe(1)
  must(journal.outbox.settle([{ sequence: 2, status: 'rejected', reason: 'bad-body', held: true }]))
  expect(journal.worklist.list(10)[0]?.last).toEqual({
    act: 'sent-again',
    at: AT,
    clerk: '0312',
    note: null,
  })
  expect(journal.worklist.open()).toBe(2)
})

test('one handed to support stays to be dealt with; one that is settled does not, and keeps its reason', () => {
  const { file, journal } = withRejected()
  must(journal.worklist.act(2, { act: 'handed-over', at: AT, clerk: '0312', note: null }))
  expect(journal.worklist.open()).toBe(2)
  must(journal.worklist.act(2, { act: 'settled', at: AT + 60, clerk: '0001', note: '已电话核对' }))
  expect(journal.worklist.open()).toBe(1)
  journal.close()
  const again = journalAt(file)
  expect(again.worklist.list(10)[0]).toMatchObject({
    sequence: 2,
    delivery: 'rejected',
    last: { act: 'settled', clerk: '0001', note: '已电话核对' },
  })
})

test('nothing is done about a record that is not rejected, or not there', () => {
  const { journal } = withRejected()
  for (const sequence of [1, 99])
    expect(journal.worklist.act(sequence, { act: 'settled', at: AT, clerk: '0001', note: 'none' })).toEqual({
      ok: false,
      error: { code: 'no-such-record' },
    })
  expect(journal.outbox.unsent()).toBe(0)
})

test.each([
  ['DELETE FROM rejection_act', 'stays'],
  ["UPDATE rejection_act SET note = 'other'", 'stays'],
  ["INSERT INTO rejection_act (sequence, at, clerk, act) VALUES (2, 1, '1', 'settled')", 'CHECK'],
  ["INSERT INTO rejection_act (sequence, at, clerk, act) VALUES (99, 1, '1', 'sent-again')", 'FOREIGN KEY'],
])('the database itself refuses %s', (sql, why) => {
  const { file, journal } = withRejected()
  must(journal.worklist.act(2, { act: 'settled', at: AT, clerk: '0001', note: 'why' }))
  expect(() => journalDb(file).exec(sql)).toThrow(why)
})

test('a journal of the version before keeps its rejected records, and they become work', () => {
  const file = join(folder(), 'journal.db')
  const at = JOURNAL_MIGRATIONS.findIndex(m => m.sql.includes('CREATE TABLE rejection_act'))
  const db = connect(file, KEY, { create: true })
  migrate(db, JOURNAL_MIGRATIONS.slice(0, at))
  const { id, ...rest } = service()
  db.prepare('INSERT INTO service_log (sequence, id, body, prev, hash) VALUES (1, ?, ?, ?, ?)').run(
    id,
    JSON.stringify({ id, ...rest }),
    '0'.repeat(64),
    'a'.repeat(64),
  )
  db.exec("INSERT INTO outbox (sequence, state, reason) VALUES (1, 'rejected', 'bad-body')")
  db.close()
  const journal = journalAt(file)
  expect(journal.worklist.list(10)).toMatchObject([{ sequence: 1, rejection: 'bad-body', last: null }])
  expect(journal.worklist.open()).toBe(1)
})
