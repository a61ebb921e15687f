import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { isSealed } from '../../../../core/sync/chain.ts'
import { outbox } from '../../../../db/journal/outbox.ts'
import { serviceLog } from '../../../../db/journal/service-log.ts'
import { folder, journalAt, journalDb, must, service } from '../support.ts'

function withRecords(count: number) {
  const file = join(folder(), 'journal.db')
  const journal = journalAt(file)
  must(journal.log.append(Array.from({ length: count }, () => service({ id: randomUUID() }))))
  return { file, journal }
}

describe('the outbox', () => {
  it('hands out the oldest records, in order, as they were sealed', () => {
    const { journal } = withRecords(5)
    const batch = journal.outbox.nextBatch(3)
    expect(batch.map(r => r.sequence)).toEqual([1, 2, 3])
    expect(batch.every(isSealed)).toBe(true)
  })

  it('hands out again what was sent and never answered, also after a restart', () => {
    const { file, journal } = withRecords(2)
    must(journal.outbox.markSent([1, 2]))
    expect(journal.log.bySequence(1)?.delivery).toBe('sent')
    expect(journal.outbox.unsent()).toBe(2)
    journal.close()
    expect(
      journalAt(file)
        .outbox.nextBatch(10)
        .map(r => r.sequence),
    ).toEqual([1, 2])
  })

  it('settles each record by its own answer; having had it already is as good as accepting it', () => {
    const { journal } = withRecords(4)
    must(
      journal.outbox.settle([
        { sequence: 1, status: 'accepted' },
        { sequence: 2, status: 'duplicate' },
        { sequence: 3, status: 'rejected', reason: 'chain-gap' },
      ]),
    )
    expect([1, 2, 3, 4].map(n => journal.log.bySequence(n)?.delivery)).toEqual([
      'acknowledged',
      'acknowledged',
      'rejected',
      'pending',
    ])
    expect(journal.log.bySequence(3)?.rejection).toBe('chain-gap')
    expect(journal.outbox.nextBatch(10).map(r => r.sequence)).toEqual([4])
    expect([journal.outbox.unsent(), journal.outbox.rejected()]).toEqual([1, 1])
  })

  it('takes nothing back that the registry has: an answer that comes late or twice changes nothing', () => {
    const { journal } = withRecords(1)
    must(journal.outbox.settle([{ sequence: 1, status: 'accepted' }]))
    must(journal.outbox.settle([{ sequence: 1, status: 'rejected', reason: 'chain-fork' }]))
    must(journal.outbox.settle([{ sequence: 1, status: 'duplicate' }]))
    must(journal.outbox.markSent([1]))
    expect(journal.log.bySequence(1)).toMatchObject({ delivery: 'acknowledged', rejection: null })
  })

  it('lets a rejected record be accepted after all', () => {
    const { journal } = withRecords(1)
    must(journal.outbox.settle([{ sequence: 1, status: 'rejected', reason: 'chain-gap' }]))
    must(journal.outbox.settle([{ sequence: 1, status: 'accepted' }]))
    expect(journal.log.bySequence(1)).toMatchObject({ delivery: 'acknowledged', rejection: null })
    expect(journal.outbox.rejected()).toBe(0)
  })

  it('does not mind an answer about a record it does not know', () => {
    const { journal } = withRecords(1)
    must(journal.outbox.settle([{ sequence: 99, status: 'accepted' }]))
    expect(journal.outbox.unsent()).toBe(1)
  })
})

describe('the database itself', () => {
  it.each([
    ['DELETE FROM outbox', 'forgets nothing'],
    ["UPDATE outbox SET state = 'pending' WHERE sequence = 1", 'not sent again'],
    ['UPDATE outbox SET sequence = 7 WHERE sequence = 2', 'not sent again'],
    ["UPDATE outbox SET state = 'lost' WHERE sequence = 2", 'CHECK'],
    ["UPDATE outbox SET state = 'rejected' WHERE sequence = 2", 'CHECK'],
    ["INSERT INTO outbox (sequence, state) VALUES (99, 'pending')", 'FOREIGN KEY'],
  ])('refuses %s', (sql, why) => {
    const db = journalDb(join(folder(), 'journal.db'))
    must(serviceLog(db).append([service(), service()]))
    must(outbox(db).settle([{ sequence: 1, status: 'accepted' }]))
    expect(() => db.exec(sql)).toThrow(why)
  })
})
