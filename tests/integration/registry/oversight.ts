// What the office does about what supervision finds: conflicts settled, low ratings followed up, papers made of the figures.
// Each test has a year, a site or a holder of its own: the suites share one register.
import { randomUUID } from 'node:crypto'
import { readSheet } from 'read-excel-file/node'
import { extractText, getDocumentProxy } from 'unpdf'
import { expect, test } from 'vitest'
import { addWorkingDays } from '../../../core/calendar/working-days.ts'
import { dateOf } from '../../../registry/register/dates.ts'
import { type ConsoleClient, consoleClient, staffMember } from '../../support/console-client.ts'
import { entryOf } from '../../support/zip-entry.ts'
import type { World } from './world.ts'

const at = (date: string): number => Math.floor(Date.parse(`${date}T10:00:00+08:00`) / 1000)
const DAY = 86_400

export function oversight(world: () => World): void {
  const as = async (role: 'office' | 'unit' | 'auditor', unit?: string): Promise<ConsoleClient> =>
    await consoleClient(world().url, await staffMember(world().registry, role, unit))
  const unitOf = (item: string): string =>
    world().registry.catalogue.items.find(i => i.id === item)?.units[0]?.zh ?? ''
  const value = <T>(answer: { ok: true; value: T } | { ok: false; code: string }): T => {
    if (!answer.ok) throw new Error(answer.code)
    return answer.value
  }
  const rated = async (rating: number, item = '7.2', comment: string | null = null) => {
    const terminal = await world().terminal()
    const { card } = await world().holder()
    const visit = randomUUID()
    await terminal.push([
      terminal.record({ card, visit, item }),
      terminal.record({ card, visit, kind: 'rating', item: null, relation: null, rating, comment }),
    ])
    return { terminal: terminal.id, visit, card }
  }

  test('a rating of two opens a follow-up whose deadlines are working days; a three opens none', async () => {
    const low = await rated(2, '7.2', '等了一个小时')
    const fair = await rated(3)
    const office = await as('office')
    const { followUps } = value(await office.call('followUps.list', { state: 'open', site: null }))
    const today = dateOf(world().clock.now)
    expect(followUps.find(f => f.visit === low.visit)).toMatchObject({
      rating: 2,
      state: 'open',
      card: low.card,
      comment: '等了一个小时',
      contactBy: addWorkingDays(today, 1),
      settleBy: addWorkingDays(today, 15),
      overdue: false,
      items: [{ id: '7.2' }],
    })
    expect(followUps.some(f => f.visit === fair.visit)).toBe(false)
  })

  test('contact, answer and another look are dated and attributed; nothing is settled before the holder was spoken to', async () => {
    const { terminal, visit, card } = await rated(1)
    const office = await as('office')
    const here = { terminal, visit }
    const early = await office.call('followUps.settle', { ...here, answer: '已整改' })
    expect(early).toMatchObject({ ok: false, code: 'not-from-this-state' })
    value(await office.call('followUps.contact', { ...here, note: '已电话联系' }))
    value(await office.call('followUps.settle', { ...here, answer: '已增开窗口' }))
    expect((await office.call('followUps.contact', { ...here, note: '再联系' })).ok).toBe(false)
    expect(await world().registry.followUps.ofCards([card])).toMatchObject([
      { visit, state: 'settled', answer: '已增开窗口' },
    ])
    value(await office.call('followUps.reopen', { ...here, why: '持卡人不认可' }))
    const page = value(await office.call('followUps.page', here))
    expect(page.followUp).toMatchObject({ state: 'contacted', answer: null })
    expect(page.steps.map(s => [s.step, s.note])).toEqual([
      ['contact', '已电话联系'],
      ['settle', '已增开窗口'],
      ['reopen', '持卡人不认可'],
    ])
    for (const step of page.steps) {
      expect(step.actor).toMatch(/^office-/)
      expect(step.at).toBe(world().clock.now)
    }
  })

  test('a better grade given later leaves the follow-up of the low one open', async () => {
    const terminal = await world().terminal()
    const visit = randomUUID()
    await terminal.push([terminal.record({ visit, item: '7.2', rating: 1 })])
    await terminal.push([terminal.record({ visit, kind: 'rating', item: null, relation: null, rating: 5 })])
    const found = await world().registry.followUps.find(null, { terminal: terminal.id, visit })
    expect(found).toMatchObject({ state: 'open', rating: 1 })
  })

  test('what nobody contacted in time is overdue, is counted, and stays so until it is settled', async () => {
    const { terminal, visit } = await rated(1, '8.1')
    const unit = await as('unit', unitOf('8.1'))
    const overdue = async () => value(await unit.call('oversight.waiting', {})).overdue
    const before = await overdue()
    world().clock.now += 12 * DAY
    const later = await as('unit', unitOf('8.1'))
    expect(value(await later.call('oversight.waiting', {})).overdue).toBe(before + 1)
    value(await later.call('followUps.contact', { terminal, visit, note: '已联系' }))
    // In time for the answer, whose term is longer.
    expect(value(await later.call('oversight.waiting', {})).overdue).toBe(before)
    const answer = await later.call('followUps.settle', { terminal, visit, answer: '好了' })
    expect(answer).toMatchObject({ ok: false, code: 'forbidden' })
    world().clock.now += 30 * DAY
    const listed = value(
      await (await as('office')).call('followUps.list', { state: 'overdue', site: null }),
    ).followUps
    const line = listed.find(f => f.visit === visit)
    expect(line?.overdue).toBe(true)
    expect(line?.daysLeft).toBeLessThan(0)
  })

  test('a unit sees, contacts and counts visits with its own items alone', async () => {
    const [own, foreign] = [await rated(2, '7.2', '自己的'), await rated(2, '1.1', '别人的')]
    const unit = await as('unit', unitOf('7.2'))
    const { followUps } = value(await unit.call('followUps.list', { state: null, site: null }))
    expect(followUps.some(f => f.visit === own.visit)).toBe(true)
    expect(followUps.some(f => f.visit === foreign.visit)).toBe(false)
    const { terminal, visit } = foreign
    for (const answer of [
      await unit.call('followUps.page', { terminal, visit }),
      await unit.call('followUps.contact', { terminal, visit, note: '看看' }),
    ])
      expect(answer).toMatchObject({ ok: false, code: 'no-such-follow-up' })
    const period = dateOf(world().clock.now).slice(0, 4)
    const summary = value(await unit.call('ratings.summary', { period, site: null, grade: null }))
    expect(summary.comments.map(c => c.comment)).toContain('自己的')
    expect(summary.comments.map(c => c.comment)).not.toContain('别人的')
  })

  test('grades, comments and frequent words of a period are those of its visits', async () => {
    const terminal = await world().terminal()
    const site = `site-${randomUUID()}`.slice(0, 40)
    const say = (rating: number, comment: string) =>
      terminal.record({ site, at: at('2071-03-05'), visit: randomUUID(), item: '7.2', rating, comment })
    await terminal.push([
      say(5, '窗口态度很好'),
      say(4, '窗口指引清楚'),
      say(4, '窗口好找窗口窗口'),
      say(2, '排队太久'),
      terminal.record({ site, at: at('2071-04-01'), visit: randomUUID(), item: '7.2', rating: 1 }),
    ])
    const office = await as('office')
    const march = value(await office.call('ratings.summary', { period: '2071-03', site, grade: null }))
    expect(march.sites).toMatchObject([{ site, grades: [0, 1, 0, 2, 1] }])
    expect(march.words).toEqual([{ word: '窗口', comments: 3 }])
    const low = value(await office.call('ratings.summary', { period: '2071', site, grade: 2 }))
    expect(low.comments.map(c => c.comment)).toEqual(['排队太久'])
    expect(low.sites).toMatchObject([{ grades: [1, 1, 0, 2, 1] }])
  })

  test('double use stands in the worklist until it is settled for a reason, and can be opened again', async () => {
    const [one, two] = [await world().terminal(), await world().terminal()]
    const { card } = await world().holder()
    await one.push([one.record({ card, item: '1.2' })])
    await two.push([two.record({ card, item: '1.2' })])
    const office = await as('office')
    const list = async (state: 'open' | 'settled') =>
      value(
        await office.call('conflicts.list', { kind: 'quota-overdrawn', state, site: null, page: 0 }),
      ).conflicts.find(c => c.card === card)
    const found = await list('open')
    expect(found).toMatchObject({
      kind: 'quota-overdrawn',
      terminal: two.id,
      otherTerminal: one.id,
      site: 'hospital',
      item: '1.2',
    })
    const subject = found?.subject ?? ''
    const waiting = async () => value(await office.call('oversight.waiting', {})).conflicts
    const before = await waiting()
    const settle = { subject, verdict: 'corrected' as const, why: '第二处已作废' }
    value(await office.call('conflicts.judge', settle))
    expect(await waiting()).toBe(before - 1)
    expect(await office.call('conflicts.judge', settle)).toMatchObject({ code: 'not-from-this-state' })
    expect(await list('settled')).toMatchObject({ verdict: 'corrected', why: '第二处已作废' })
    value(await office.call('conflicts.judge', { subject, verdict: 'reopened', why: '作废有误' }))
    expect(await list('open')).toBeDefined()
    const { findings } = value(await office.call('conflicts.history', { subject }))
    expect(findings.map(f => [f.verdict, f.why])).toEqual([
      ['corrected', '第二处已作废'],
      ['reopened', '作废有误'],
    ])
  })

  test('a gap in a chain is on the list, mends itself when the records come, and opens again when it happens again', async () => {
    const terminal = await world().terminal()
    const [first, second, third] = [terminal.record(), terminal.record(), terminal.record()]
    await terminal.push([first, third])
    const office = await as('office')
    const list = async () =>
      value(
        await office.call('conflicts.list', { kind: 'gap', state: null, site: 'hospital', page: 0 }),
      ).conflicts.find(c => c.terminal === terminal.id)
    const gap = await list()
    expect(gap).toMatchObject({ state: 'open', sequence: 2, until: 2 })
    const subject = gap?.subject ?? ''
    value(await office.call('conflicts.judge', { subject, verdict: 'fault', why: '网络中断' }))
    expect(await list()).toMatchObject({ state: 'settled' })
    world().clock.now += 60
    await terminal.push([third])
    expect(await list()).toMatchObject({ state: 'open', times: 2, verdict: 'fault' })
    await terminal.push([second, third])
    expect(await list()).toMatchObject({ state: 'over' })
  })

  test('a unit sees conflicts about its own items and no chains; it settles nothing', async () => {
    const [one, two] = [await world().terminal(), await world().terminal()]
    const { card } = await world().holder()
    await one.push([one.record({ card, item: '1.2' })])
    await two.push([two.record({ card, item: '1.2' })])
    const asked = { kind: null, state: null, site: null, page: 0 }
    const own = value(await (await as('unit', unitOf('1.2'))).call('conflicts.list', asked)).conflicts
    expect(own.some(c => c.card === card)).toBe(true)
    expect(own.every(c => c.item !== null)).toBe(true)
    const other = await as('unit', unitOf('7.2'))
    expect(value(await other.call('conflicts.list', asked)).conflicts.some(c => c.card === card)).toBe(false)
    const subject = own.find(c => c.card === card)?.subject ?? ''
    const judged = await other.call('conflicts.judge', { subject, verdict: 'explained', why: '没事' })
    expect(judged).toMatchObject({ ok: false, code: 'forbidden' })
  })

  test('figures follow unit and item, name limited services, ratings, services on a word, and sites that served nobody', async () => {
    const terminal = await world().terminal()
    const [one, two] = [(await world().holder()).card, (await world().holder()).card]
    const override = { by: '0300', reason: 'U-31', text: '网络中断，已电话核实' }
    const voided = randomUUID()
    await terminal.push([
      terminal.record({ at: at('2072-05-05'), card: one, item: '1.2' }),
      terminal.record({ at: at('2072-05-05'), card: two, item: '7.2', rating: 4, override }),
      terminal.record({ id: voided, at: at('2072-05-06'), card: two, item: '7.2', override }),
      terminal.record({ at: at('2072-05-06'), card: two, kind: 'void', voids: voided }),
    ])
    await world().registry.supervision.count()
    const office = await as('office')
    const all = value(await office.call('supervision.figures', { period: '2072' }))
    expect(all.total).toMatchObject({ services: 2, holders: 2 })
    expect(all.quotas.find(q => q.item === '1.2')).toMatchObject({ services: 1, holders: 1 })
    expect(all.quotas.find(q => q.item === '1.2')?.entitled).toBeGreaterThan(1)
    expect(all.grades).toEqual([0, 0, 0, 1, 0])
    expect(all.overrides).toMatchObject([{ site: 'hospital', item: '7.2', reason: 'U-31', services: 1 }])
    expect(all.cards.find(c => c.tier === 'A')?.unused).toBeGreaterThan(0)
    const item = value(await office.call('supervision.figures', { period: '2072', item: '1.2' }))
    expect(item.total).toMatchObject({ services: 1, holders: 1 })
    const unit = value(await office.call('supervision.figures', { period: '2072', unit: unitOf('7.2') }))
    expect(unit.items.map(i => i.item)).toEqual(['7.2'])
    // A unit that asks for somebody else's item gets nothing of it.
    const own = await as('unit', unitOf('7.2'))
    const foreign = value(await own.call('supervision.figures', { period: '2072', item: '1.2' }))
    expect(foreign.total).toMatchObject({ services: 0, refusals: 0 })
    expect(foreign.overrides).toEqual([])
    const choices = value(await own.call('supervision.choices', {}))
    expect(choices.units.map(u => u.zh)).toEqual([unitOf('7.2')])
    expect(choices.items.map(i => i.id)).not.toContain('1.2')
  })

  test('the workbook has the page’s figures, and runs nothing that somebody wrote', async () => {
    const terminal = await world().terminal()
    const { card } = await world().holder()
    const site = '=cmd|calc!A1'
    await terminal.push([terminal.record({ at: at('2073-05-05'), site, card, item: '1.1' })])
    await world().registry.supervision.count()
    const office = await as('office')
    const response = await office.file('supervision.sheet', { period: '2073', language: 'zh' })
    expect(response.headers.get('content-disposition')).toContain('supervision-2073.xlsx')
    const book = Buffer.from(await response.arrayBuffer())
    const total = await readSheet(book)
    expect(total.find(row => row[0] === '服务人次')).toEqual(['服务人次', 1])
    const sites = await readSheet(book, '各网点')
    expect(sites.map(row => row[0])).toContain(`'${site}`)
    const unit = await as('unit', unitOf('7.2'))
    const theirs = await unit.file('supervision.sheet', { period: '2073', language: 'en' })
    const row = (await readSheet(Buffer.from(await theirs.arrayBuffer()))).find(r => r[0] === 'Services')
    expect(row).toEqual(['Services', 0])
  })

  test('the circular names every answerable unit with its figures, is signed, and is the office’s alone', async () => {
    const terminal = await world().terminal()
    const { card } = await world().holder()
    await terminal.push([
      terminal.record({ at: at('2074-01-05'), card, item: '1.1' }),
      terminal.record({ at: at('2074-02-05'), card, item: '7.2', rating: 1 }),
      terminal.record({
        at: at('2074-02-06'),
        kind: 'refusal',
        card,
        item: '7.2',
        outcome: 'no',
        reason: 'N-20',
      }),
    ])
    await world().registry.supervision.count()
    const office = await as('office')
    const response = await office.file('supervision.circular', { period: '2074', format: 'pdf' })
    const proxy = await getDocumentProxy(new Uint8Array(await response.arrayBuffer()))
    const { text } = await extractText(proxy, { mergePages: true })
    const words = text.replaceAll(/\s/g, '')
    expect(words).toContain('关于2074年“兴楚惠才卡”服务落实情况的督查通报')
    expect(words).toContain('共服务持卡人2人次，涉及持卡人1人；未办理1次，占33.3%')
    for (const unit of world().registry.staff.units) expect(words).toContain(unit.zh)
    expect(words).toContain('中共楚雄州委人才工作领导小组办公室')
    const word = await office.file('supervision.circular', { period: '2074', format: 'docx' })
    const docx = Buffer.from(await word.arrayBuffer())
    expect(entryOf(docx, 'word/document.xml')).toContain('服务落实情况的督查通报')
    for (const [i, title] of ['图1 各月服务与未办理', '图2 各责任单位服务与未办理'].entries())
      expect(entryOf(docx, `word/charts/chart${i + 1}.xml`)).toContain(title)
    const unit = await (await as('unit')).file('supervision.circular', { period: '2074', format: 'pdf' })
    expect(unit.status).toBe(403)
  })
}
