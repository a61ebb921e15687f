// Looking back on the log: every filter, page after page, and never a scan; the facts say what the records say.
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { CHAIN_START, sealRecord } from '../../../../core/sync/chain.ts'
import type { RecordBody } from '../../../../core/sync/wire.ts'
import type { Journal } from '../../../../db/journal/journal.ts'
import { type ListedRecord, type LogFilter, logPages } from '../../../../db/journal/log-pages.ts'
import { logReport } from '../../../../db/journal/log-report.ts'
import { journal as V1 } from '../../../../db/journal/migrations/001-journal.ts'
import { JOURNAL_MIGRATIONS } from '../../../../db/journal/migrations/index.ts'
import { serviceLog } from '../../../../db/journal/service-log.ts'
import { migrate } from '../../../../db/migrate.ts'
import { connect } from '../../../../db/open.ts'
import { card, folder, journalAt, journalDb, KEY, must, service } from '../support.ts'

const journalFile = () => join(folder(), 'journal.db')
const T0 = 1_763_000_000
const ANY: LogFilter = {
  from: T0,
  to: T0 + 86_400,
  item: null,
  outcome: null,
  kind: null,
  clerk: null,
  delivery: null,
  tail: null,
}

const refusal = (changed: Partial<RecordBody> = {}) =>
  service({ kind: 'refusal', item: null, relation: null, outcome: 'no', card: null, tier: null, ...changed })
const sequences = (records: readonly ListedRecord[]) => records.map(r => r.sequence)

/** 1…6: two clerks, two services, a refusal, another day, and a void of the first. */
function filled(): { journal: Journal; first: string } {
  const journal = journalAt(journalFile())
  const first = randomUUID()
  must(
    journal.log.append([
      service({ at: T0, id: first, item: '1.1', clerk: '1001' }),
      service({ at: T0 + 10, item: '1.2', clerk: '1001', card: card(2) }),
      refusal({ at: T0 + 10, clerk: '1002' }),
      service({ at: T0 + 20, item: '11.1', clerk: '1002', quantity: 4, tier: 'B', outcome: 'some-services' }),
      service({ at: T0 + 90_000, item: '1.2' }),
      service({ at: T0 + 30, kind: 'void', item: '1.1', voids: first, clerk: '1002' }),
    ]),
  )
  return { journal, first }
}

describe('the log looked back on', () => {
  it('is listed newest first, of the period alone, and pages meet without gap or repetition', () => {
    const { journal } = filled()
    expect(sequences(journal.pages.page(ANY, null, 10))).toEqual([6, 4, 3, 2, 1])
    const first = journal.pages.page(ANY, null, 2)
    const last = first.at(-1)
    expect(sequences(first)).toEqual([6, 4])
    expect(sequences(journal.pages.page(ANY, { at: last?.body.at ?? 0, sequence: 4 }, 2))).toEqual([3, 2])
    expect(journal.pages.count(ANY)).toBe(5)
  })

  it.each<[string, Partial<LogFilter>, number[]]>([
    ['a service', { item: '1.2' }, [2]],
    ['an outcome', { outcome: 'no' }, [3]],
    ['a kind', { kind: 'void' }, [6]],
    ['a clerk', { clerk: '1002' }, [6, 4, 3]],
    ['the end of a card number', { tail: card(2).slice(-4) }, [2]],
    ['two at once', { clerk: '1002', kind: 'service' }, [4]],
    ['what nobody did', { clerk: '1001', outcome: 'no' }, []],
  ])('is filtered by %s', (_, filter, expected) => {
    const { journal } = filled()
    const asked = { ...ANY, ...filter }
    expect(sequences(journal.pages.page(asked, null, 10))).toEqual(expected)
    expect(journal.pages.count(asked)).toBe(expected.length)
  })

  it('knows what became of each record, as the outbox learns it', () => {
    const { journal } = filled()
    must(journal.outbox.markSent([1, 2, 3]))
    must(
      journal.outbox.settle([
        { sequence: 1, status: 'accepted' },
        { sequence: 2, status: 'rejected', reason: 'bad-body' },
      ]),
    )
    const by = (delivery: LogFilter['delivery']) =>
      sequences(journal.pages.page({ ...ANY, delivery }, null, 10))
    expect(by('acknowledged')).toEqual([1])
    expect(by('rejected')).toEqual([2])
    expect(by('sent')).toEqual([3])
    expect(by('pending')).toEqual([6, 4])
    expect(journal.report.between(ANY.from, ANY.to).byDelivery).toEqual({
      acknowledged: 1,
      rejected: 1,
      sent: 1,
      pending: 2,
    })
  })

  it('marks what was taken back, and finds what took it back', () => {
    const { journal, first } = filled()
    const marks = journal.pages.page(ANY, null, 10).map(r => [r.sequence, r.voided])
    expect(marks).toEqual([
      [6, false],
      [4, false],
      [3, false],
      [2, false],
      [1, true],
    ])
    expect(journal.pages.byId(first)?.voided).toBe(true)
    expect(journal.pages.voidOf(first)?.sequence).toBe(6)
    expect(journal.pages.byId(randomUUID())).toBeNull()
  })

  it('finds all records of one visit', () => {
    const { journal } = filled()
    const visit = randomUUID()
    must(journal.log.append([service({ visit }), service({ visit, item: '1.1' })]))
    expect(sequences(journal.pages.ofVisit(visit))).toEqual([7, 8])
  })
})

describe('the report', () => {
  it('adds up services, refusals, tickets and amounts, and leaves out what was taken back', () => {
    const { journal } = filled()
    must(journal.log.append([service({ at: T0 + 40, item: '12.3', amountCny: 3000 })]))
    const report = journal.report.between(ANY.from, ANY.to)
    expect(report.total).toEqual({
      services: 3,
      refusals: 1,
      voided: 1,
      tickets: 6,
      amountCny: 3000,
      voids: 1,
    })
    expect(report.byItem.get('1.1')).toMatchObject({ services: 0, voided: 1, voids: 1 })
    expect(report.byItem.get('11.1')).toMatchObject({ services: 1, tickets: 4 })
    expect(report.byClerk.get('1002')).toMatchObject({ services: 1, refusals: 1, voids: 1 })
    expect(report.byOutcome.get('no')).toMatchObject({ services: 0, refusals: 1 })
    expect([...report.byTier.keys()].sort()).toEqual(['A', 'B'])
    expect(report.visits).toBe(5)
  })

  it('counts a visit once by the hour of Asia/Shanghai, with the median of its length', () => {
    const journal = journalAt(journalFile())
    const nine = Date.parse('2026-11-23T09:15:00+08:00') / 1000
    const visit = randomUUID()
    must(
      journal.log.append([
        service({ at: nine, visit, took: 4 }),
        service({ at: nine, visit, item: '1.1', took: 4 }),
        service({ at: nine + 60, took: 10 }),
        refusal({ at: nine + 120, took: 100 }),
        service({ at: nine + 3600, took: 7 }),
      ]),
    )
    const { byHour } = journal.report.between(nine, nine + 86_400)
    expect(byHour).toHaveLength(24)
    expect(byHour[9]).toEqual({ arrivals: 3, served: 2, refusals: 1, medianSeconds: 10 })
    expect(byHour[10]).toEqual({ arrivals: 1, served: 1, refusals: 0, medianSeconds: 7 })
    expect(byHour[8]).toEqual({ arrivals: 0, served: 0, refusals: 0, medianSeconds: null })
  })
})

describe('the facts', () => {
  it('of a journal of the version before are made from its records, deliveries and voids', () => {
    const db = connect(journalFile(), KEY, { create: true })
    migrate(db, [V1])
    const first = randomUUID()
    const bodies = [service({ at: T0, id: first }), service({ at: T0 + 5, kind: 'void', voids: first })]
    // As that version's own program wrote them.
    let prev = CHAIN_START
    for (const [i, body] of bodies.entries()) {
      const sealed = sealRecord({ sequence: i + 1, id: body.id, body: JSON.stringify(body), prev })
      db.prepare(
        'INSERT INTO service_log (sequence, id, body, prev, hash) VALUES (@sequence, @id, @body, @prev, @hash)',
      ).run(sealed)
      db.prepare("INSERT INTO outbox (sequence, state) VALUES (?, 'pending')").run(sealed.sequence)
      prev = sealed.hash
    }
    db.exec("UPDATE outbox SET state = 'acknowledged' WHERE sequence = 1")
    migrate(db, JOURNAL_MIGRATIONS)
    const pages = logPages(db)
    expect(pages.page(ANY, null, 10).map(r => [r.sequence, r.voided, r.delivery])).toEqual([
      [2, false, 'pending'],
      [1, true, 'acknowledged'],
    ])
    expect(pages.count({ ...ANY, delivery: 'acknowledged' })).toBe(1)
    expect(logReport(db).between(ANY.from, ANY.to).total).toMatchObject({ services: 0, voided: 1, voids: 1 })
    must(serviceLog(db).append([service({ at: T0 + 9 })]))
    expect(pages.count(ANY)).toBe(3)
    db.close()
  })

  it('cannot be changed or taken away', () => {
    const db = journalDb(journalFile())
    must(serviceLog(db).append([service({ at: T0 })]))
    expect(() => db.exec('DELETE FROM log_fact')).toThrow('the facts follow the log')
    expect(() => db.exec("UPDATE log_fact SET clerk = '9999'")).toThrow('the facts follow the log')
  })

  it('follow record and outbox by index alone, whatever the size of the log', () => {
    const db = journalDb(journalFile())
    const plans = [
      `UPDATE log_fact SET voided = 1
       WHERE (at, sequence) = (SELECT at, sequence FROM service_log WHERE id = '')`,
      `UPDATE log_fact SET delivery = 'sent'
       WHERE at = (SELECT at FROM service_log WHERE sequence = 1) AND sequence = 1`,
    ].map(sql => db.prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all())
    for (const plan of plans) expect(plan.map(p => p.detail).join('\n')).not.toMatch(/SCAN/)
  })
})

/** A few milliseconds on a quiet machine; reading all the records' texts would take half a second and more. */
const AT_ONCE_MS = 80

describe('at a hundred thousand records', () => {
  it('a page and a count come at once, even for what hardly ever happened', () => {
    const db = journalDb(journalFile())
    const made = 100_000
    // Chained for real these take ten seconds; nothing that is asked here looks at the chain.
    db.exec('DROP TRIGGER service_log_follows_its_chain')
    const put = db.prepare<[number, string, string]>(
      "INSERT INTO service_log (sequence, id, body, prev, hash) VALUES (?, ?, ?, '', '')",
    )
    const queue = db.prepare<[number]>("INSERT INTO outbox (sequence, state) VALUES (?, 'pending')")
    db.transaction(() => {
      for (let n = 0; n < made; n++) {
        const outcome = n === 77 ? 'not-ours' : 'good'
        const body = service({ at: T0 + n * 60, card: card(n % 7000), outcome })
        put.run(n + 1, body.id, JSON.stringify(body))
        queue.run(n + 1)
      }
    })()
    const pages = logPages(db)
    const all = { ...ANY, to: T0 + made * 60 }
    const timed = (work: () => unknown): number => {
      const times = Array.from({ length: 5 }, () => {
        const began = performance.now()
        work()
        return performance.now() - began
      })
      return Math.min(...times)
    }
    const rare = { ...all, outcome: 'not-ours' }
    expect(pages.page(rare, null, 50)).toHaveLength(1)
    expect(pages.count(all)).toBe(made)
    expect(timed(() => pages.page(all, null, 50))).toBeLessThan(AT_ONCE_MS)
    expect(timed(() => pages.page(all, { at: T0 + 60_000, sequence: 500 }, 50))).toBeLessThan(AT_ONCE_MS)
    expect(timed(() => pages.page({ ...all, tail: card(42).slice(-4) }, null, 50))).toBeLessThan(AT_ONCE_MS)
    expect(timed(() => pages.page(rare, null, 50))).toBeLessThan(4 * AT_ONCE_MS)
    expect(timed(() => pages.count(rare))).toBeLessThan(4 * AT_ONCE_MS)
  }, 60_000)
})
