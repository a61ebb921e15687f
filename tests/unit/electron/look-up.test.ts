// Looking holders up: what comes out, what is written down, and when a supervisor is asked.
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { DEFAULT_POLICY } from '../../../core/policy/site-policy.ts'
import { err, ok, type Result } from '../../../core/result.ts'
import type { Clerk } from '../../../db/journal/clerks.ts'
import { JOURNAL_MIGRATIONS } from '../../../db/journal/migrations/index.ts'
import { migrate, versionOf } from '../../../db/migrate.ts'
import { connect } from '../../../db/open.ts'
import type { VisitView } from '../../../electron/api.ts'
import type { Context, Refusal } from '../../../electron/handlers/context.ts'
import { lookUpHandlers } from '../../../electron/handlers/look-up.ts'
import { allowanceAfter, LOOKS, WINDOW_SECONDS } from '../../../electron/look-up/allowance.ts'
import { idHash } from '../../../electron/visit/judge.ts'
import { aVisit } from '../../support/fake-bridge.ts'
import { cacheAt, card, folder, holder, journalAt, KEY, must } from '../db/support.ts'

const NOW = 1_770_000_000
const ID_KEY = Buffer.alloc(32, 9)
const ID_NUMBER = '11010519491231002X'
const PIN = '805193'

async function window(holders = [holder(1), holder(2, { name: '杨丽', pinyin: 'yang li', idTail: '7788' })]) {
  const dir = folder()
  const cache = cacheAt(join(dir, 'cache.db'))
  const journal = journalAt(join(dir, 'journal.db'))
  must(cache.applyChanges(holders, 1, NOW))
  must(await journal.clerks.add({ number: '0001', name: '周组长', role: 'supervisor' }, PIN))
  must(await journal.clerks.add({ number: '0312', name: '张三', role: 'clerk' }, '730518'))
  let now = NOW
  let allowed = true
  let clerk: Clerk | null = { number: '0312', name: '张三', role: 'clerk' }
  const presented: string[] = []
  const closed: string[] = []
  const context = {
    storage: { cache, journal },
    clock: { now: () => now },
    identity: () => ({ idLookupKey: ID_KEY.toString('base64url') }),
    rules: () => ({}),
    policy: () => ({ ...DEFAULT_POLICY, lookUp: allowed }),
    signedIn: (): Result<Clerk, Refusal> => (clerk === null ? err({ code: 'not-signed-in' }) : ok(clerk)),
    counter: {
      present: (raw: string): VisitView => {
        presented.push(raw)
        return aVisit({})
      },
      close: (id: string) => void closed.push(id),
    },
  } as unknown as Context
  const handlers = lookUpHandlers(context)
  return {
    handlers,
    journal,
    presented,
    find: async (text: string) => await handlers['lookUp.find']({ text }),
    pass: (seconds: number) => {
      now += seconds
    },
    forbid: () => {
      allowed = false
    },
    become: (next: Clerk | null) => {
      clerk = next
    },
    audit: () =>
      journal
        .auditTrail(100)
        .toReversed()
        .map(({ clerk, act, detail }) => [clerk, act, detail]),
  }
}

describe('a look-up', () => {
  it('is refused where the site’s policy has none, and nothing is searched', async () => {
    const { find, forbid, audit } = await window()
    forbid()
    expect(await find('yang')).toEqual({ ok: false, error: { code: 'look-up-off' } })
    expect(audit()).toEqual([])
  })

  it('answers with masked names and tails, and never a whole number', async () => {
    const { find } = await window()
    const found = must(await find('yang'))
    expect(found).toMatchObject({ kind: 'name', more: false, left: LOOKS - 1 })
    expect(found.results.map(({ ref: _, ...shown }) => shown)).toEqual([
      {
        nameMasked: '杨*',
        cardTail: card(2).slice(-4),
        idTail: '7788',
        tier: 'A',
        provincial: false,
        status: 'active',
      },
      {
        nameMasked: '杨*芳',
        cardTail: card(1).slice(-4),
        idTail: '001X',
        tier: 'A',
        provincial: false,
        status: 'active',
      },
    ])
    expect(JSON.stringify(found)).not.toContain(card(1))
    expect(JSON.stringify(found)).not.toContain('明')
  })

  it('finds a whole ID number by its keyed hash', async () => {
    const hash = idHash(ID_NUMBER, ID_KEY).toString('hex')
    const { find, audit } = await window([
      holder(1),
      holder(2, { name: '李芳', pinyin: 'li fang', idHash: hash }),
    ])
    expect(must(await find(ID_NUMBER))).toMatchObject({ kind: 'id-number', results: [{ nameMasked: '李*' }] })
    expect(JSON.stringify(audit())).not.toContain('1101')
  })

  it('shows nine, and says that there are others', async () => {
    const { find } = await window(Array.from({ length: 12 }, (_, i) => holder(i + 1)))
    const found = must(await find('杨明芳'))
    expect(found.results).toHaveLength(9)
    expect(found.more).toBe(true)
  })

  it('is in the audit trail with its kind and how many were found, without what was typed', async () => {
    const { find, audit } = await window()
    await find('杨明芳')
    await find(card(1))
    await find('zzz')
    expect(audit()).toEqual([
      ['0312', 'looked-up', 'name 1'],
      ['0312', 'looked-up', 'card-number 1'],
      ['0312', 'looked-up', 'name 0'],
    ])
  })

  it('for too little is none: nothing is shown, counted or written', async () => {
    const { find, audit } = await window()
    expect(must(await find(' 12 '))).toEqual({ kind: 'nothing', results: [], more: false, left: LOOKS })
    expect(audit()).toEqual([])
  })

  it('is for a clerk who is signed in', async () => {
    const { find, become } = await window()
    become(null)
    expect(await find('杨')).toEqual({ ok: false, error: { code: 'not-signed-in' } })
  })
})

describe('a result', () => {
  it('is opened as the card number typed by hand would be, and that is on record', async () => {
    const { handlers, find, presented, audit } = await window()
    const { results } = must(await find('杨明芳'))
    const visit = must(await handlers['lookUp.open']({ ref: results[0]?.ref ?? '' }))
    expect(presented).toEqual([card(1)])
    expect(audit().at(-1)).toEqual(['0312', 'look-up-opened', visit.visitId])
  })

  it('of an earlier search, of nobody’s, or of another clerk’s cannot be opened', async () => {
    const { handlers, find, become, presented } = await window()
    const gone = { ok: false, error: { code: 'look-up-gone' } }
    const first = must(await find('杨明芳')).results[0]?.ref ?? ''
    const second = must(await find('杨丽')).results[0]?.ref ?? ''
    expect(await handlers['lookUp.open']({ ref: first })).toEqual(gone)
    become({ number: '0400', name: '李四', role: 'clerk' })
    expect(await handlers['lookUp.open']({ ref: second })).toEqual(gone)
    expect(presented).toEqual([])
  })
})

describe('looking up many', () => {
  async function used() {
    const made = await window()
    for (let i = 0; i < LOOKS; i++) expect((await made.find('杨')).ok).toBe(true)
    return made
  }

  it('comes to an end, and goes on when the first look is ten minutes old', async () => {
    const { find, pass } = await used()
    pass(60)
    expect(await find('杨')).toEqual({
      ok: false,
      error: { code: 'look-up-limit', retryAfter: WINDOW_SECONDS - 60 },
    })
    pass(WINDOW_SECONDS - 60)
    expect((await find('杨')).ok).toBe(true)
  })

  it('is one clerk’s own affair', async () => {
    const { find, become } = await used()
    become({ number: '0400', name: '李四', role: 'clerk' })
    expect((await find('杨')).ok).toBe(true)
  })

  it('goes on at once with a supervisor’s PIN, and that is on record', async () => {
    const { handlers, find, audit } = await used()
    expect(await handlers['lookUp.allow']({ number: '0001', pin: PIN })).toEqual({
      ok: true,
      value: { left: LOOKS },
    })
    expect((await find('杨')).ok).toBe(true)
    expect(audit().at(-2)).toEqual(['0312', 'look-ups-allowed', 'by 0001'])
  })

  it('does not go on with a clerk’s PIN, or a wrong one', async () => {
    const { handlers, find } = await used()
    expect(await handlers['lookUp.allow']({ number: '0312', pin: '730518' })).toEqual({
      ok: false,
      error: { code: 'not-allowed' },
    })
    expect((await handlers['lookUp.allow']({ number: '0001', pin: '111222' })).ok).toBe(false)
    expect((await find('杨')).ok).toBe(false)
  })

  it('is not locked for ever by a clock that was wrong', () => {
    const looks = Array.from({ length: LOOKS }, () => NOW + 500)
    expect(allowanceAfter(looks, NOW)).toEqual({ allowed: false, retryAfter: WINDOW_SECONDS })
  })
})

it('the audit trail of an older journal is kept, and counts looks from then on', () => {
  const db = connect(join(folder(), 'journal.db'), KEY, { create: true })
  migrate(db, JOURNAL_MIGRATIONS.slice(0, 1))
  db.exec("INSERT INTO audit (at, clerk, act, detail) VALUES (1, '0312', 'signed-in', NULL)")
  migrate(db, JOURNAL_MIGRATIONS)
  expect(versionOf(db)).toBe(JOURNAL_MIGRATIONS.length)
  expect(db.prepare('SELECT clerk, act FROM audit').raw().all()).toEqual([['0312', 'signed-in']])
  db.close()
})
