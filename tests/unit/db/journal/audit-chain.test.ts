// The audit as a chain: what breaks it, what older journals bring into it, and what a rescue keeps of it.
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { isSealedAct, type SealedAct, walkAudit } from '../../../../db/journal/audit-chain.ts'
import { JOURNAL_MIGRATIONS } from '../../../../db/journal/migrations/index.ts'
import { rescueJournal } from '../../../../db/journal/rescue/rescue.ts'
import { migrate } from '../../../../db/migrate.ts'
import { connect, type Db } from '../../../../db/open.ts'
import { folder, journalAt, KEY, must } from '../support.ts'

const ACTS = 60
const all = (db: Db) =>
  db.prepare<[], SealedAct>('SELECT id, at, clerk, act, detail, prev, hash FROM audit ORDER BY id').all()

function withActs(acts = ACTS): string {
  const file = join(folder(), 'journal.db')
  const journal = journalAt(file)
  for (let i = 0; i < acts; i++)
    must(journal.audit(1_795_400_000 + i, i % 3 === 0 ? null : '0312', 'looked-up', `name ${i}`))
  journal.close()
  return file
}

/** Past the triggers, as somebody with the key and a tool would. */
function tamper(file: string, sql: string): Db {
  const db = connect(file, KEY)
  const triggers = db
    .prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
    .pluck()
    .all()
  for (const name of triggers.filter(n => n.startsWith('audit_'))) db.exec(`DROP TRIGGER ${name}`)
  db.exec(sql)
  return db
}

describe('the chain of the audit', () => {
  it('holds from the first act to the last, over a restart, in pieces of any size', () => {
    const file = withActs()
    const journal = journalAt(file)
    must(journal.audit(1_795_500_000, '0312', 'signed-out'))
    journal.close()
    const db = connect(file, KEY)
    for (const piece of [1, 7, 61, 500])
      expect(walkAudit(db, () => {}, piece)).toEqual({ acts: ACTS + 1, brokenAt: null })
    const acts = all(db)
    expect(acts.every(isSealedAct)).toBe(true)
    expect(acts.slice(1).map(a => a.prev)).toEqual(acts.slice(0, -1).map(a => a.hash))
    db.close()
  })

  it.each([
    ['who did it', "UPDATE audit SET clerk = '0999' WHERE id = 31", 31],
    ['when', 'UPDATE audit SET at = at + 1 WHERE id = 2', 2],
    ['what', "UPDATE audit SET act = 'locked' WHERE id = 60", 60],
    ['of what', 'UPDATE audit SET detail = NULL WHERE id = 1', 1],
    ['its seal', "UPDATE audit SET hash = printf('%064d', 7) WHERE id = 40", 40],
    ['an act that is gone', 'DELETE FROM audit WHERE id = 12', 12],
    ['an unsealed act put in', "INSERT INTO audit (at, clerk, act) VALUES (1, '0312', 'voided')", 61],
  ])('shows a change of %s', (_, sql, at) => {
    const db = tamper(withActs(), sql)
    expect(walkAudit(db).brokenAt).toBe(at)
    db.close()
  })

  it.each([
    "INSERT INTO audit (at, clerk, act) VALUES (1, '0312', 'voided')",
    "INSERT INTO audit (id, at, act, prev, hash) VALUES (99, 1, 'voided', (SELECT hash FROM audit ORDER BY id DESC LIMIT 1), 'x')",
    "INSERT INTO audit (at, act, prev, hash) VALUES (1, 'voided', 'elsewhere', 'x')",
    "UPDATE audit SET prev = 'a', hash = 'b' WHERE id = 1",
  ])('takes nothing that does not follow: %s', sql => {
    const db = connect(withActs(3), KEY)
    expect(() => db.exec(sql)).toThrow('append-only')
    db.close()
  })
})

describe('a journal of version 6', () => {
  it('brings its acts into the chain, as they were, and goes on from the last of them', () => {
    const file = join(folder(), 'journal.db')
    const old = connect(file, KEY, { create: true })
    old.pragma('journal_mode = WAL')
    must(migrate(old, JOURNAL_MIGRATIONS.slice(0, 6)))
    const add = old.prepare('INSERT INTO audit (at, clerk, act, detail) VALUES (?, ?, ?, ?)')
    // More than one piece of what is sealed at a time.
    for (let i = 0; i < 1203; i++)
      add.run(i, i % 2 === 0 ? null : '0312', 'locked', i % 5 === 0 ? null : 'idle')
    const before = old.prepare('SELECT id, at, clerk, act, detail FROM audit').raw().all()
    must(migrate(old, JOURNAL_MIGRATIONS.slice(0, 7)))
    expect(old.prepare('SELECT id, at, clerk, act, detail FROM audit').raw().all()).toEqual(before)
    expect(walkAudit(old)).toEqual({ acts: 1203, brokenAt: null })
    old.close()
    const journal = journalAt(file)
    must(journal.audit(2000, '0312', 'unlocked'))
    journal.close()
    const db = connect(file, KEY)
    expect(walkAudit(db)).toEqual({ acts: 1204, brokenAt: null })
    db.close()
  })
})

describe('a rescue', () => {
  it('keeps the chain whole where every act could be read', () => {
    const file = withActs()
    const before = connect(file, KEY)
    const acts = all(before)
    before.close()
    const into = `${file}.rescued`
    expect(must(rescueJournal(file, KEY, into)).incomplete).not.toContain('audit')
    const db = connect(into, KEY)
    expect(all(db)).toEqual(acts)
    expect(walkAudit(db).brokenAt).toBeNull()
    db.close()
  })

  it('takes over no act whose seal does not prove it, and the check names where it is missing', () => {
    const file = withActs()
    tamper(file, "UPDATE audit SET clerk = '0999' WHERE id = 31").close()
    const into = `${file}.rescued`
    must(rescueJournal(file, KEY, into))
    const db = connect(into, KEY)
    expect(all(db).map(a => a.id)).toEqual(
      Array.from({ length: ACTS }, (_, i) => i + 1).filter(id => id !== 31),
    )
    expect(walkAudit(db).brokenAt).toBe(31)
    db.close()
    // And it goes on from there.
    const journal = journalAt(into)
    must(journal.audit(1_795_500_000, null, 'journal-rescued'))
    journal.close()
  })

  it('seals the acts of an older file, which had no seal', () => {
    const file = join(folder(), 'journal.db')
    const old = connect(file, KEY, { create: true })
    must(migrate(old, JOURNAL_MIGRATIONS.slice(0, 6)))
    for (let i = 0; i < 9; i++) old.exec(`INSERT INTO audit (at, clerk, act) VALUES (${i}, '0312', 'locked')`)
    old.close()
    const into = `${file}.rescued`
    must(rescueJournal(file, KEY, into))
    const db = connect(into, KEY)
    expect(walkAudit(db)).toEqual({ acts: 9, brokenAt: null })
    db.close()
  })
})
