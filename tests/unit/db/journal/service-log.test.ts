import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { CHAIN_START, isSealed, sealRecord } from '../../../../core/sync/chain.ts'
import { sealedRecord } from '../../../../core/sync/wire.ts'
import { serviceLog } from '../../../../db/journal/service-log.ts'
import { bytesBelow, card, folder, journalAt, journalDb, must, service } from '../support.ts'

const journalFile = () => join(folder(), 'journal.db')

describe('what is appended', () => {
  it('is sealed into the chain, in order, and waits to be sent', () => {
    const journal = journalAt(journalFile())
    const first = must(journal.log.append([service(), service()]))
    const second = must(journal.log.append([service()]))
    const all = [...first, ...second]
    expect(all.map(r => r.sequence)).toEqual([1, 2, 3])
    expect(all[0]?.prev).toBe(CHAIN_START)
    expect(all.slice(1).map(r => r.prev)).toEqual(all.slice(0, 2).map(r => r.hash))
    expect(all.every(isSealed)).toBe(true)
    expect(all.every(r => sealedRecord.safeParse(r).success)).toBe(true)
    expect(journal.outbox.unsent()).toBe(3)
    expect(journal.log.brokenAt()).toBeNull()
  })

  it('goes on with the same chain after a restart', () => {
    const file = journalFile()
    const before = journalAt(file)
    const [last] = must(before.log.append([service({ at: 1_763_000_500 })]))
    before.close()
    const after = journalAt(file)
    const [next] = must(after.log.append([service()]))
    expect(next?.prev).toBe(last?.hash)
    expect(after.log.brokenAt()).toBeNull()
  })

  it('is written all together or not at all', () => {
    const journal = journalAt(journalFile())
    const twice = randomUUID()
    must(journal.log.append([service({ id: twice })]))
    const refused = journal.log.append([service(), service({ id: twice }), service()])
    expect(refused).toEqual({ ok: false, error: { code: 'journal-write-failed' } })
    expect(journal.outbox.unsent()).toBe(1)
    expect(must(journal.log.append([service()]))[0]?.sequence).toBe(2)
    expect(journal.log.brokenAt()).toBeNull()
  })

  it('that finds no room on the disk is refused by that name, and the log goes on when there is room again', () => {
    const db = journalDb(journalFile())
    const log = serviceLog(db)
    must(log.append([service()]))
    const pages = Number(db.pragma('page_count', { simple: true }))
    db.pragma(`max_page_count = ${pages}`)
    const long = () => service({ comment: '很'.repeat(500), evidence: 'x'.repeat(9000) })
    expect(log.append([long(), long(), long()])).toEqual({ ok: false, error: { code: 'disk-full' } })
    db.pragma(`max_page_count = ${pages + 1000}`)
    expect(must(log.append([long()]))[0]?.sequence).toBe(2)
    expect(log.brokenAt()).toBeNull()
  })

  it('stands in the file in no readable form', () => {
    const dir = folder()
    must(journalAt(join(dir, 'journal.db')).log.append([service({ comment: '满意的服务' })]))
    expect(bytesBelow(dir).includes('满意的服务')).toBe(false)
    expect(bytesBelow(dir).includes('check-person')).toBe(false)
  })
})

describe('the database itself refuses', () => {
  function withThree() {
    const db = journalDb(journalFile())
    const records = must(serviceLog(db).append([service(), service(), service()]))
    const last = records[2]
    if (last === undefined) throw new Error('three were appended')
    return { db, last }
  }
  const insert = `INSERT INTO service_log (sequence, id, body, prev, hash) VALUES (@sequence, @id, @body, @prev, @hash)`
  const next = (sequence: number, prev: string, body = service()) =>
    sealRecord({ sequence, id: body.id, body: JSON.stringify(body), prev })

  it.each([
    ["UPDATE service_log SET body = '{}' WHERE sequence = 2"],
    ["UPDATE service_log SET hash = 'f' WHERE sequence = 3"],
    ['UPDATE OR REPLACE service_log SET sequence = 1 WHERE sequence = 3'],
    ['DELETE FROM service_log'],
    ['DELETE FROM service_log WHERE sequence = 3'],
  ])('%s', sql => {
    const { db } = withThree()
    expect(() => db.exec(sql)).toThrow('append-only')
    expect(serviceLog(db).brokenAt()).toBeNull()
  })

  it('a record that leaves a gap', () => {
    const { db, last } = withThree()
    expect(() => db.prepare(insert).run(next(5, last.hash))).toThrow('does not follow')
  })

  it('a record without a number of its own', () => {
    const { db, last } = withThree()
    expect(() => db.prepare(insert).run({ ...next(4, last.hash), sequence: null })).toThrow('does not follow')
  })

  it('a record that follows another than the last', () => {
    const { db, last } = withThree()
    expect(() => db.prepare(insert).run(next(4, last.prev))).toThrow('does not follow')
  })

  it('a record in the place of another, by number or by id', () => {
    const { db, last } = withThree()
    const replace = insert.replace('INSERT', 'INSERT OR REPLACE')
    expect(() => db.prepare(replace).run(next(3, last.prev))).toThrow('does not follow')
    const sameId = next(4, last.hash, { ...service(), id: last.id })
    expect(() => db.prepare(replace).run(sameId)).toThrow('does not follow')
    db.pragma('recursive_triggers = OFF')
    expect(() => db.prepare(replace).run(sameId)).toThrow('does not follow')
    expect(serviceLog(db).brokenAt()).toBeNull()
  })

  it('a record whose id is not the one in its text', () => {
    const { db, last } = withThree()
    expect(() => db.prepare(insert).run({ ...next(4, last.hash), id: randomUUID() })).toThrow('CHECK')
  })

  it('and whoever gets past it leaves a broken chain', () => {
    const { db } = withThree()
    db.exec('DROP TRIGGER service_log_changes_no_record')
    db.prepare("UPDATE service_log SET body = json_set(body, '$.clerk', '9999') WHERE sequence = 2").run()
    expect(serviceLog(db).brokenAt()).toBe(2)
    db.exec('DROP TRIGGER service_log_keeps_every_record; PRAGMA foreign_keys = OFF')
    db.exec('DELETE FROM service_log WHERE sequence = 1')
    expect(serviceLog(db).brokenAt()).toBe(1)
  })
})

describe('the records of a day', () => {
  const DAY = 1_763_000_000

  it('come newest first, with what became of them', () => {
    const { log, outbox } = journalAt(journalFile())
    must(log.append([service({ at: DAY - 1 }), service({ at: DAY }), service({ at: DAY + 5, item: '1.1' })]))
    must(log.append([service({ at: DAY + 100 })]))
    must(
      outbox.settle([
        { sequence: 2, status: 'accepted' },
        { sequence: 3, status: 'rejected', reason: 'bad-body' },
      ]),
    )
    const today = log.between(DAY, DAY + 100, 10)
    expect(today.map(r => [r.sequence, r.body.item, r.delivery, r.rejection])).toEqual([
      [3, '1.1', 'rejected', 'bad-body'],
      [2, '1.2', 'acknowledged', null],
    ])
    expect(log.countBetween(DAY, DAY + 100)).toBe(2)
    expect(log.between(DAY, DAY + 100, 1).map(r => r.sequence)).toEqual([3])
    expect(log.bySequence(4)?.delivery).toBe('pending')
    expect(log.bySequence(5)).toBeNull()
  })

  it('carry the time that the clock last said', () => {
    const { log } = journalAt(journalFile())
    expect(log.lastAt()).toBeNull()
    must(log.append([service({ at: DAY + 7 }), service({ at: DAY + 3 })]))
    expect(log.lastAt()).toBe(DAY + 3)
  })
})

describe('what a holder used at this window', () => {
  it('counts from the moment it is recorded', () => {
    const { log } = journalAt(journalFile())
    const mine = service({ item: '5.2', amountCny: 1200, at: 1_763_000_077 })
    must(log.append([mine, service({ card: card(2) })]))
    expect(log.usageOf(card(1), '州医院')).toEqual([
      { recordId: mine.id, itemId: '5.2', at: 1_763_000_077, siteName: '州医院', amountCny: 1200 },
    ])
    expect(log.usageOf(card(3), '州医院')).toEqual([])
  })

  it('does not count a refusal, nor what was taken back', () => {
    const { log } = journalAt(journalFile())
    const mistake = service()
    must(log.append([mistake, service({ kind: 'refusal', item: null, relation: null })]))
    expect(log.usageOf(card(1), '')).toHaveLength(1)
    must(log.append([service({ kind: 'void', voids: mistake.id })]))
    expect(log.usageOf(card(1), '')).toEqual([])
    expect(log.isVoided(mistake.id)).toBe(true)
    expect(log.isVoided(randomUUID())).toBe(false)
  })
})
