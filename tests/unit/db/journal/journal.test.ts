import { copyFileSync, rmSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openJournal } from '../../../../db/journal/journal.ts'
import { syncRuns } from '../../../../db/journal/sync-runs.ts'
import { folder, journalAt, journalDb, KEY, must, namesIn, service } from '../support.ts'

const journalFile = () => join(folder(), 'journal.db')

describe('the journal', () => {
  it('that vanished is never begun anew', () => {
    const file = journalFile()
    const journal = journalAt(file)
    must(journal.log.append([service()]))
    journal.close()
    rmSync(file)
    expect(openJournal(file, KEY)).toEqual({ ok: false, error: { code: 'missing' } })
    expect(namesIn(join(file, '..'))).toEqual(['journal.db.check'])
  })

  it('that lost its bytes is never begun anew', () => {
    const file = journalFile()
    journalAt(file).close()
    truncateSync(file, 0)
    expect(openJournal(file, KEY)).toEqual({ ok: false, error: { code: 'empty-file' } })
  })

  it('keeps small values over a restart', () => {
    const file = journalFile()
    const before = journalAt(file)
    expect(before.meta('last-trusted')).toBeNull()
    must(before.putMeta('last-trusted', '1763000000'))
    must(before.putMeta('last-trusted', '1763000060'))
    before.close()
    expect(journalAt(file).meta('last-trusted')).toBe('1763000060')
  })

  it('refuses every write in words when it is only read', () => {
    const file = journalFile()
    journalAt(file)
    const readonly = must(openJournal(file, KEY, { readonly: true }))
    const refused = { ok: false, error: { code: 'journal-write-failed' } }
    expect(readonly.log.append([service()])).toEqual(refused)
    expect(readonly.putMeta('a', 'b')).toEqual(refused)
    expect(readonly.audit(1, null, 'enrolled')).toEqual(refused)
    expect(readonly.addSyncRun('{}')).toEqual(refused)
    expect(readonly.outbox.settle([{ sequence: 1, status: 'accepted' }])).toEqual(refused)
    readonly.close()
  })

  it('opened twice still has one chain', () => {
    const file = journalFile()
    const [one, other] = [journalAt(file), journalAt(file)]
    for (let i = 0; i < 5; i++) {
      must(one.log.append([service()]))
      must(other.log.append([service(), service()]))
    }
    expect(one.log.brokenAt()).toBeNull()
    expect(other.outbox.unsent()).toBe(15)
  })

  it('as it lay on disk at any moment opens with everything that was acknowledged', () => {
    const file = journalFile()
    const journal = journalAt(file)
    for (let acknowledged = 1; acknowledged <= 20; acknowledged++) {
      must(journal.log.append([service()]))
      const cut = journalFile()
      for (const suffix of ['', '-wal', '.check']) copyFileSync(file + suffix, cut + suffix)
      const after = journalAt(cut)
      expect(after.outbox.unsent()).toBe(acknowledged)
      expect(after.log.brokenAt()).toBeNull()
    }
  })
})

describe('the audit trail', () => {
  it('tells who did what, newest first', () => {
    const journal = journalAt(journalFile())
    must(journal.audit(10, '1001', 'enrolled'))
    must(journal.audit(20, null, 'cut-off', 'by the registry'))
    expect(journal.auditTrail(5)).toEqual([
      { id: 2, at: 20, clerk: null, act: 'cut-off', detail: 'by the registry' },
      { id: 1, at: 10, clerk: '1001', act: 'enrolled', detail: null },
    ])
  })

  it.each([
    'DELETE FROM audit',
    "UPDATE audit SET clerk = 'nobody'",
    "INSERT OR REPLACE INTO audit (id, at, act) VALUES (1, 5, 'nothing')",
  ])('refuses %s', sql => {
    const file = journalFile()
    must(journalAt(file).audit(10, '1001', 'enrolled'))
    const db = journalDb(file)
    expect(() => db.exec(sql)).toThrow('append-only')
    db.pragma('recursive_triggers = OFF')
    expect(() => db.exec(sql)).toThrow('append-only')
  })
})

describe('the results of syncs', () => {
  it('come newest first, and the oldest make room', () => {
    const db = journalDb(journalFile())
    const runs = syncRuns(db)
    for (let i = 1; i <= 505; i++) must(runs.add(`{"run":${i}}`))
    expect(runs.latest(2)).toEqual(['{"run":505}', '{"run":504}'])
    expect(runs.latest(1000)).toHaveLength(500)
  })

  it('keep light runs in lines of their own, which never drive a whole one out', () => {
    const runs = syncRuns(journalDb(journalFile()))
    must(runs.add('night'))
    const alone = (result: string) => must(runs.addLight(() => ({ result, joined: false })))
    for (let i = 1; i <= 1000; i++) alone(`${i}`)
    expect(runs.latest(20)).toEqual(['night'])
    expect(runs.light(2)).toEqual(['1000', '999'])
    expect(runs.light(1000)).toHaveLength(60)
  })

  it('make a line of light runs longer, but never across a whole run', () => {
    const runs = syncRuns(journalDb(journalFile()))
    const seen: (string | null)[] = []
    const longer = () =>
      must(
        runs.addLight(last => {
          seen.push(last)
          return { result: `${last ?? ''}+`, joined: true }
        }),
      )
    longer()
    longer()
    must(runs.add('by hand'))
    longer()
    expect(seen).toEqual([null, '+', null])
    expect(runs.light(9)).toEqual(['+', '++'])
  })
})
