// Shifts, settings, clerks and their badges in a real encrypted journal; and the way there from the version before.
import { createHash, randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type RosterClerk, scryptPin } from '../../../../core/sync/roster.ts'
import { openJournal } from '../../../../db/journal/journal.ts'
import { JOURNAL_MIGRATIONS } from '../../../../db/journal/migrations/index.ts'
import { openEncrypted } from '../../../../db/open.ts'
import { folder, journalAt, journalDb, KEY, must, service } from '../support.ts'

const NOW = 1_763_000_000
const PIN = '290571'
const file = () => join(folder(), 'journal.db')
const badge = (text: string) => createHash('sha256').update(text).digest()

async function rosterRow(changed: Partial<RosterClerk> & { readonly firstPin?: string } = {}) {
  const { firstPin, ...rest } = changed
  const salt = randomBytes(16)
  const row: RosterClerk = {
    number: '2001',
    name: '起春云',
    role: 'clerk',
    state: 'active',
    version: 1,
    pinVersion: 1,
    pin:
      firstPin === undefined
        ? null
        : { salt: salt.toString('hex'), hash: (await scryptPin(firstPin, salt)).toString('hex') },
    badgeHash: null,
    ...rest,
  }
  return row
}

describe('a journal of version 2', () => {
  it('keeps its clerks, records and audit, and gets shifts and settings', async () => {
    const path = file()
    const before = JOURNAL_MIGRATIONS.filter(m => m.version < 3)
    const old = must(openEncrypted(path, KEY, before, { synchronous: 'FULL' }))
    old.exec(`
      INSERT INTO clerk (number, name, role, salt, pin_hash)
      VALUES ('1001', '普丽华', 'supervisor', x'00', x'01'), ('1002', '李', 'clerk', x'00', x'01');
      UPDATE clerk SET state = 'closed' WHERE number = '1002';
      INSERT INTO audit (at, clerk, act) VALUES (${NOW}, '1001', 'enrolled');
      INSERT INTO meta VALUES ('identity', '{}');`)
    old.close()
    const journal = journalAt(path)
    expect(journal.clerks.list()).toEqual([
      {
        number: '1001',
        name: '普丽华',
        role: 'supervisor',
        state: 'active',
        origin: 'local',
        pinDue: false,
        hasBadge: false,
      },
      expect.objectContaining({ number: '1002', state: 'closed' }),
    ])
    expect(journal.auditTrail(5)).toHaveLength(1)
    expect(journal.meta('identity')).toBe('{}')
    expect(journal.shifts.current()).toBeNull()
    expect(journal.settings.all()).toEqual({})
  })
})

describe('a shift', () => {
  it('has a begin, an end, its records, and what was unsent when it ended', () => {
    const journal = journalAt(file())
    must(journal.log.append([service()]))
    must(journal.shifts.begin('1001', NOW))
    must(journal.log.append([service(), service()]))
    must(journal.outbox.settle([{ sequence: 1, status: 'accepted' }]))
    must(journal.shifts.end(NOW + 3600, 'signed-out'))
    expect(journal.shifts.current()).toBeNull()
    expect(journal.shifts.latest(5)).toEqual([
      {
        id: 1,
        clerk: '1001',
        beganAt: NOW,
        fromSequence: 1,
        toSequence: 3,
        takenFrom: null,
        handovers: 0,
        endedAt: NOW + 3600,
        endedBy: 'signed-out',
        unsent: 2,
        rejected: 0,
      },
    ])
  })

  it('is handed over to the one that begins, and the hand-overs are counted until somebody signs out', () => {
    const journal = journalAt(file())
    must(journal.shifts.begin('1001', NOW))
    const second = must(journal.shifts.begin('1002', NOW + 10))
    const third = must(journal.shifts.begin('1003', NOW + 20))
    expect(second).toMatchObject({ takenFrom: 1, handovers: 1 })
    expect(third).toMatchObject({ takenFrom: 2, handovers: 2 })
    expect(journal.shifts.byId(1)).toMatchObject({ endedBy: 'handed-over', endedAt: NOW + 10 })
    must(journal.shifts.end(NOW + 30, 'signed-out'))
    expect(must(journal.shifts.begin('1001', NOW + 40))).toMatchObject({ takenFrom: null, handovers: 0 })
    expect(journal.shifts.between(NOW + 10, NOW + 40).map(s => s.clerk)).toEqual(['1003', '1002'])
  })

  it('that has ended is changed by nobody, and none is forgotten', () => {
    const path = file()
    const journal = journalAt(path)
    must(journal.shifts.begin('1001', NOW))
    must(journal.shifts.end(NOW + 10, 'signed-out'))
    const db = journalDb(path)
    expect(() => db.exec('UPDATE shift SET ended_at = 1')).toThrow('stays as it was')
    expect(() => db.exec('DELETE FROM shift')).toThrow('never forgotten')
  })

  it('ends never before it began, whatever the clock says', () => {
    const journal = journalAt(file())
    must(journal.shifts.begin('1001', NOW))
    must(journal.shifts.end(NOW - 500, 'broken-off'))
    expect(journal.shifts.latest(1)).toMatchObject([{ endedAt: NOW, endedBy: 'broken-off' }])
  })
})

describe('settings', () => {
  it('are kept over a restart, with who changed them', () => {
    const path = file()
    const before = journalAt(path)
    must(before.settings.put({ theme: 'dark', itemIds: ['1.1'] }, NOW, '1001'))
    must(before.settings.put({ theme: 'light' }, NOW + 5, null))
    before.close()
    expect(journalAt(path).settings.all()).toEqual({ theme: 'light', itemIds: ['1.1'] })
    expect(journalDb(path).prepare("SELECT * FROM setting WHERE name = 'itemIds'").get()).toEqual({
      name: 'itemIds',
      value: '["1.1"]',
      changed_at: NOW,
      changed_by: '1001',
    })
  })
})

describe('clerks', () => {
  async function hall() {
    const journal = journalAt(file())
    must(await journal.clerks.add({ number: '1', name: '组长', role: 'supervisor' }, PIN))
    must(await journal.clerks.add({ number: '2', name: '窗口', role: 'clerk' }, PIN, true))
    return { journal, clerks: journal.clerks }
  }

  it('with a first PIN must change it, to another one that is strong', async () => {
    const { clerks } = await hall()
    expect(clerks.find('2')).toMatchObject({ pinDue: true })
    const change = (old: string, next: string) => clerks.changePin('2', old, next, NOW)
    expect(await change('000001', '415926')).toMatchObject({ error: { code: 'clerk-or-pin-wrong' } })
    expect(await change(PIN, '111111')).toMatchObject({ error: { code: 'pin-too-weak' } })
    expect(await change(PIN, PIN)).toMatchObject({ error: { code: 'pin-unchanged' } })
    expect(await change(PIN, '415926')).toMatchObject({ ok: true })
    expect(clerks.find('2')).toMatchObject({ pinDue: false })
    expect(await clerks.verify('2', '415926', NOW)).toMatchObject({ ok: true })
  })

  it('are never left without a supervisor', async () => {
    const { clerks } = await hall()
    const last = { ok: false, error: { code: 'last-supervisor' } }
    expect(clerks.close('1')).toEqual(last)
    expect(clerks.setRole('1', 'clerk')).toEqual(last)
    expect(clerks.find('1')).toMatchObject({ state: 'active', role: 'supervisor' })
    must(clerks.setRole('2', 'supervisor'))
    expect(must(clerks.close('1'))).toMatchObject({ state: 'closed' })
    expect(clerks.close('9')).toEqual({ ok: false, error: { code: 'no-such-clerk' } })
  })

  it('whose PIN was reset get in with it at once, although they were waiting, and must change it', async () => {
    const { clerks } = await hall()
    for (let i = 0; i < 3; i++) await clerks.verify('2', '000001', NOW)
    expect(await clerks.verify('2', PIN, NOW)).toMatchObject({ error: { code: 'too-many-attempts' } })
    must(await clerks.resetPin('2', '628318'))
    expect(await clerks.verify('2', '628318', NOW)).toMatchObject({ ok: true })
    expect(clerks.find('2')).toMatchObject({ pinDue: true })
  })

  it('sign in by badge until it is issued anew or they are closed', async () => {
    const { clerks } = await hall()
    must(clerks.setBadge('2', badge('first')))
    expect(clerks.byBadge(badge('first'), NOW)).toMatchObject({ ok: true, value: { number: '2' } })
    must(clerks.setBadge('2', badge('second')))
    expect(clerks.byBadge(badge('first'), NOW)).toMatchObject({ error: { code: 'clerk-or-pin-wrong' } })
    expect(clerks.byBadge(badge('second'), NOW)).toMatchObject({ ok: true })
    must(clerks.close('2'))
    must(clerks.reopen('2'))
    expect(clerks.byBadge(badge('second'), NOW)).toMatchObject({ error: { code: 'clerk-or-pin-wrong' } })
  })

  it('of many numbers tried one after the other, the terminal has all wait; right PINs do not count', async () => {
    const { clerks } = await hall()
    for (let i = 0; i < 20; i++) expect((await clerks.verify('1', PIN, NOW)).ok).toBe(true)
    for (let i = 0; i < 12; i++) await clerks.verify(String(100 + i), PIN, NOW)
    expect(await clerks.verify('1', PIN, NOW)).toEqual({
      ok: false,
      error: { code: 'too-many-attempts', retryAfter: 5 },
    })
    expect(clerks.byBadge(badge('x'), NOW)).toMatchObject({ error: { code: 'too-many-attempts' } })
    expect(await clerks.verify('1', PIN, NOW + 5)).toMatchObject({ ok: true })
  })
})

describe('clerks from the registry', () => {
  it('come with a first PIN that must be changed, and keep the one they chose', async () => {
    const { clerks } = journalAt(file())
    expect(must(clerks.applyRoster([await rosterRow({ firstPin: PIN })]))).toEqual(['2001'])
    expect(await clerks.verify('2001', PIN, NOW)).toMatchObject({ ok: true })
    expect(clerks.find('2001')).toMatchObject({ origin: 'registry', pinDue: true })
    must(await clerks.changePin('2001', PIN, '415926', NOW))
    const renamed = await rosterRow({ firstPin: PIN, version: 2, pinVersion: 1, name: '起云' })
    must(clerks.applyRoster([renamed]))
    expect(clerks.find('2001')).toMatchObject({ name: '起云', pinDue: false })
    expect(await clerks.verify('2001', '415926', NOW)).toMatchObject({ ok: true })
    must(clerks.applyRoster([await rosterRow({ firstPin: '628318', version: 3, pinVersion: 3 })]))
    expect(await clerks.verify('2001', '628318', NOW)).toMatchObject({ ok: true })
  })

  it('who were closed there are closed here, also when somebody has opened them again', async () => {
    const { clerks } = journalAt(file())
    must(clerks.applyRoster([await rosterRow({ role: 'supervisor' })]))
    const closed = await rosterRow({ state: 'closed', version: 2 })
    must(clerks.applyRoster([closed, await rosterRow({ number: '7', role: 'supervisor' })]))
    expect(clerks.find('2001')).toMatchObject({ state: 'closed' })
    must(clerks.reopen('2001'))
    expect(must(clerks.applyRoster([closed]))).toEqual(['2001'])
    expect(clerks.find('2001')).toMatchObject({ state: 'closed' })
    expect(must(clerks.applyRoster([closed]))).toEqual([])
  })

  it('leave those of this terminal as they are, and a known one his own PIN', async () => {
    const { clerks } = journalAt(file())
    must(await clerks.add({ number: '1', name: '组长', role: 'supervisor' }, PIN))
    must(await clerks.add({ number: '2001', name: '旧名', role: 'clerk' }, PIN))
    must(clerks.applyRoster([await rosterRow({ firstPin: '628318' })]))
    expect(clerks.find('1')).toMatchObject({ origin: 'local', state: 'active' })
    expect(clerks.find('2001')).toMatchObject({ origin: 'registry', name: '起春云', pinDue: false })
    expect(await clerks.verify('2001', PIN, NOW)).toMatchObject({ ok: true })
  })

  it('bring their badge, which from then on is nobody else’s', async () => {
    const { clerks } = journalAt(file())
    must(await clerks.add({ number: '1', name: '组长', role: 'supervisor' }, PIN))
    must(clerks.setBadge('1', badge('b')))
    must(clerks.applyRoster([await rosterRow({ badgeHash: badge('b').toString('hex') })]))
    expect(clerks.byBadge(badge('b'), NOW)).toMatchObject({ ok: true, value: { number: '2001' } })
  })
})

describe('the audit', () => {
  it('is found by clerk, act and time, page by page, and cannot be changed', () => {
    const path = file()
    const journal = journalAt(path)
    for (let i = 0; i < 6; i++)
      must(journal.audit(NOW + i, i % 2 === 0 ? '1' : '2', i < 3 ? 'signed-in' : 'locked', `n${i}`))
    const all = { before: null, from: 0, to: NOW + 100, clerk: null, act: null, limit: 2 }
    expect(journal.findAudit(all).map(e => e.detail)).toEqual(['n5', 'n4'])
    expect(journal.findAudit({ ...all, before: 5 }).map(e => e.detail)).toEqual(['n3', 'n2'])
    expect(journal.findAudit({ ...all, clerk: '2', limit: 9 }).map(e => e.detail)).toEqual(['n5', 'n3', 'n1'])
    expect(journal.findAudit({ ...all, act: 'signed-in', limit: 9 })).toHaveLength(3)
    expect(journal.findAudit({ ...all, from: NOW + 2, to: NOW + 4, limit: 9 })).toHaveLength(2)
    expect(() => journalDb(path).exec("UPDATE audit SET clerk = '3'")).toThrow('append-only')
    expect(openJournal(path, KEY).ok).toBe(true)
  })
})
