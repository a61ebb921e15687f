// The catalogue's versions over the wire and in the register: what may be published, when it holds, and what it does to quotas.
import { readSheet } from 'read-excel-file/node'
import { describe, expect, test } from 'vitest'
import type { CardNumber } from '../../../core/card/card.ts'
import { addDays, dateOf, dateStart } from '../../../core/policy/calendar.ts'
import {
  type Catalogue,
  type CatalogueItem,
  catalogue as catalogueSchema,
} from '../../../core/policy/catalogue.ts'
import { openSigned } from '../../../core/sync/signed.ts'
import { cataloguePlan, signedDocument } from '../../../core/sync/wire.ts'
import { publishKey } from '../../../electron/sync/documents.ts'
import { sha256Of } from '../../../registry/catalogue/book.ts'
import { consoleClient, staffMember } from '../../support/console-client.ts'
import { atTime, PRESENTED, situation } from '../../unit/policy/good-card.ts'
import { freshManifest, trusted } from './copy.ts'
import type { World } from './world.ts'

let named = 0

export function catalogue(world: () => World): void {
  const book = () => world().registry.catalogues
  const today = () => dateOf(world().clock.now)
  const inDays = (days: number) => addDays(today(), days)
  const withItem = (base: Catalogue, id: string, change: Partial<CatalogueItem>): Catalogue => ({
    ...base,
    items: base.items.map(item => (item.id === id ? { ...item, ...change } : item)),
  })

  async function drafted(change: (base: Catalogue) => Catalogue = c => c): Promise<string> {
    named += 1
    const begun = await book().begin(null, `t.${named}`, 'zhou')
    if (!begun.ok) throw new Error(begun.error.code)
    const draft = await book().findDraft(begun.value)
    if (!draft.ok) throw new Error(draft.error.code)
    const { revision, basedOn, body } = draft.value
    const saved = await book().save(begun.value, { revision, basedOn, body: change(body) }, 'zhou')
    expect(saved).toEqual({ ok: true, value: 2 })
    return begun.value
  }
  const publish = (id: string, day: string, revision = 2) =>
    world().registry.publishCatalogue(id, { revision, day, why: '第三次调整' }, 'zhou')
  async function published(day: string, change?: (base: Catalogue) => Catalogue): Promise<string> {
    const done = await publish(await drafted(change), day)
    if (!done.ok) throw new Error(done.error.code)
    return done.value.version
  }
  const codeOf = (result: { ok: boolean; error?: { code: string } }) => result.error?.code ?? 'done'
  const begin = (date: string) => {
    world().clock.now = dateStart(date)
  }
  async function documentsOf() {
    const state = await freshManifest(world(), await world().terminal())
    const { keys } = await trusted(world())
    const key = publishKey(keys)
    const get = async (path: string) => signedDocument.parse(await (await fetch(world().url + path)).json())
    const [now, plan] = [await get('/v1/catalogue'), await get('/v1/catalogue-plan')]
    const opened = openSigned(plan, 'catalogue-plan', cataloguePlan, key)
    const rules = openSigned(now, 'catalogue', catalogueSchema, key)
    if (!opened.ok || !rules.ok) throw new Error('not signed as it should be')
    expect(sha256Of(plan.payload)).toBe(state.plan?.sha256)
    expect(sha256Of(now.payload)).toBe(state.catalogue.sha256)
    return { version: rules.value.version, upcoming: opened.value.upcoming }
  }

  test('the rules of 2023 are version one, of the hash that terminals have of them', async () => {
    const [first] = book().all()
    expect(first).toMatchObject({
      number: 1,
      version: '2023.2',
      effectiveFrom: '2023-07-20',
      publishedBy: 'registry',
    })
    const state = await freshManifest(world(), await world().terminal())
    expect(state.catalogue.sha256).toBe(first?.sha256)
    expect(first?.sha256).toBe(sha256Of(first?.text ?? ''))
  })

  test('a version must begin tomorrow or later, after every other, under a name of its own, and be sound', async () => {
    const id = await drafted()
    expect(codeOf(await publish(id, inDays(-1)))).toBe('day-too-soon')
    expect(codeOf(await publish(id, today()))).toBe('day-too-soon')
    expect(codeOf(await publish(id, inDays(5), 1))).toBe('draft-moved')
    expect(codeOf(await publish('nobody', inDays(5)))).toBe('not-found')
    expect(codeOf(await publish(await drafted(c => ({ ...c, version: '2023.2' })), inDays(5)))).toBe(
      'version-taken',
    )
    expect(codeOf(await publish(await drafted(c => withItem(c, '1.2', { tiers: [] })), inDays(5)))).toBe(
      'catalogue-unsound',
    )
    expect(await book().begin({ items: 'all' }, 'x', 'zhou')).toMatchObject({
      error: { code: 'no-catalogue' },
    })
    await book().discard(id)
  })

  test('two versions cannot begin on one day; one that was published first must be followed, not passed by', async () => {
    const other = await drafted()
    const version = await published(inDays(10))
    expect(codeOf(await publish(other, inDays(10)))).toBe('draft-behind')
    const moved = await book().findDraft(other)
    if (!moved.ok) throw new Error('gone')
    const { body, revision } = moved.value
    await book().save(other, { revision, body, basedOn: book().last().number }, 'zhou')
    expect(codeOf(await publish(other, inDays(10), 3))).toBe('day-taken')
    expect(codeOf(await publish(other, inDays(9), 3))).toBe('day-taken')
    expect(codeOf(await publish(other, inDays(11), 3))).toBe('done')
    expect((await documentsOf()).upcoming.map(u => u.effectiveFrom)).toEqual([inDays(10), inDays(11)])

    const last = book().last().version
    const withdraw = (v: string) => world().registry.withdrawCatalogue(v, '文字有误', 'zhou')
    expect(codeOf(await withdraw(version))).toBe('not-last')
    expect(codeOf(await withdraw(last))).toBe('done')
    expect(codeOf(await withdraw(last))).toBe('not-upcoming')
    expect(codeOf(await withdraw(version))).toBe('done')
    expect(codeOf(await withdraw('2023.2'))).toBe('not-upcoming')
    expect((await documentsOf()).upcoming).toEqual([])
    expect(book().find(version)?.withdrawn).toMatchObject({ by: 'zhou', why: '文字有误' })
  })

  test('it holds from midnight of its day in Asia/Shanghai, and is signed ahead as the very text that was published', async () => {
    const day = inDays(4)
    const version = await published(day, c =>
      withItem(c, '1.1', { title: { zh: '新就医通道', en: 'New channel' } }),
    )
    const ahead = await documentsOf()
    expect(ahead.version).not.toBe(version)
    expect(ahead.upcoming.map(u => [u.version, u.effectiveFrom])).toEqual([[version, day]])
    expect(sha256Of(ahead.upcoming[0]?.document.payload ?? '')).toBe(book().find(version)?.sha256)
    world().clock.now = dateStart(day) - 300
    expect((await documentsOf()).version).not.toBe(version)
    begin(day)
    const then = await documentsOf()
    expect([then.version, then.upcoming]).toEqual([version, []])
    expect(world().registry.catalogue.items.find(i => i.id === '1.1')?.title.zh).toBe('新就医通道')
  })

  test('a draft that somebody else saved is not overwritten, and one that is gone is not saved', async () => {
    const id = await drafted()
    const body = book().last().catalogue
    const save = (revision: number) => book().save(id, { revision, body, basedOn: 1 }, 'li')
    expect(codeOf(await save(1))).toBe('draft-moved')
    expect(codeOf(await save(2))).toBe('done')
    await book().discard(id)
    expect(codeOf(await save(3))).toBe('not-found')
    expect(codeOf(await book().discard(id))).toBe('not-found')
  })

  const conflictsOf = async (card: string) =>
    (await world().registry.conflicts()).filter(c => c.card_no === card).map(c => c.record)
  const usesOf = async (card: string, item: string) =>
    (await world().registry.usageOf(card, [item])).map(u => u.record).sort()

  test('a quota counts from its day on, by the version of the scan, and what was served before in its year counts too', async () => {
    const terminal = await world().terminal()
    const { card } = await world().holder()
    const green = () => ({ card, item: '1.1' })
    const before = terminal.record(green())
    await terminal.push([before])
    expect(await usesOf(card, '1.1')).toEqual([])
    const day = inDays(3)
    await published(day, c =>
      withItem(c, '1.1', { quota: { kind: 'times', per: 'calendar-year', limit: 1 } }),
    )
    // From the publication on every window knows of it, before the quota holds.
    await expect.poll(() => usesOf(card, '1.1')).toEqual([before.id])
    const eve = terminal.record(green())
    await terminal.push([eve])
    expect(await usesOf(card, '1.1')).toEqual([before.id, eve.id].sort())
    expect(await conflictsOf(card)).toEqual([])

    begin(day)
    // Scanned a minute before midnight, recorded half a minute after it: judged by the catalogue of its scan.
    world().clock.now += 30
    const across = terminal.record({ ...green(), took: 90 })
    const after = terminal.record(green())
    await terminal.push([across, after])
    expect(await conflictsOf(card)).toEqual([after.id])

    // A window that was away for weeks: its records of before are judged by the rules of before.
    const away = await world().terminal()
    const late = away.record({ ...green(), at: dateStart(day) - 3600 })
    const outdated = away.record({ ...green(), at: dateStart(day) + 3600 })
    world().clock.now += 20 * 86_400
    await away.push([late, outdated])
    expect((await conflictsOf(card)).sort()).toEqual([after.id, outdated.id].sort())
  })

  test('an item that is taken out keeps its name and its unit on what is on record, and no window offers it', async () => {
    const day = inDays(2)
    const gone = book()
      .last()
      .catalogue.items.find(i => i.id === '9.1')
    const version = await published(day, c => ({ ...c, items: c.items.filter(i => i.id !== '9.1') }))
    begin(day)
    expect(world().registry.catalogue.version).toBe(version)
    expect(world().registry.catalogue.items.some(i => i.id === '9.1')).toBe(false)
    expect(
      book()
        .knownAt(world().clock.now)
        .items.find(i => i.id === '9.1')?.title,
    ).toEqual(gone?.title)
    expect(world().registry.supervision.itemsOf(gone?.units[0]?.zh ?? '')).toContain('9.1')
    expect(world().registry.staff.units.map(u => u.zh)).toContain(gone?.units[0]?.zh)
    // Records of it that come late, or from a window that has not heard of it, are taken in like any other.
    const terminal = await world().terminal()
    const { card } = await world().holder()
    const served = terminal.record({ card, item: '9.1' })
    expect(await terminal.push([served])).toMatchObject([{ status: 'accepted' }])
  })

  describe('tried on what is on record', () => {
    async function officeAt() {
      return await consoleClient(world().url, await staffMember(world().registry, 'office'))
    }
    type Office = Awaited<ReturnType<typeof officeAt>>
    async function draftBy(office: Office, change: (base: Catalogue) => Catalogue): Promise<string> {
      named += 1
      const begun = await office.call('catalogue.begin', { name: `t.${named}`, body: null })
      if (!begun.ok) throw new Error(begun.code)
      const { id } = begun.value
      const draft = await office.call('catalogue.draft', { id })
      if (!draft.ok) throw new Error(draft.code)
      const { body, base } = draft.value
      const saved = await office.call('catalogue.save', {
        id,
        revision: 1,
        basedOn: base.number,
        body: change(body),
      })
      expect(saved).toMatchObject({ ok: true, value: { revision: 2 } })
      return id
    }
    async function ended(office: Office, id: string): Promise<string> {
      let state = 'running'
      await expect
        .poll(async () => {
          const asked = await office.call('catalogue.trying', { id })
          state = asked.ok ? (asked.value.running?.state ?? 'none') : asked.code
          return state
        })
        .not.toBe('running')
      return state
    }
    const evidenceOf = (card: string, at: number) => ({
      ...situation({
        presented: PRESENTED.physical,
        holder: { cardNumber: card as CardNumber },
        ...atTime(at),
      }),
    })

    test('a rule says what it would have refused, with its cases in a file; the records stay as they are', async () => {
      const office = await officeAt()
      const terminal = await world().terminal()
      const { card } = await world().holder()
      const at = world().clock.now - 3600
      const window = { siteKind: 'hospital-checkup' as const, itemIds: null }
      const basis = { catalogue: '2023.2', sequence: 1, keyList: 1, app: '1', window }
      const served = () => terminal.record({ card, item: '1.1', at, basis, evidence: evidenceOf(card, at) })
      const [first, second, taken] = [served(), served(), served()]
      const back = terminal.record({ card, kind: 'void', item: null, voids: taken.id, at })
      await terminal.push([first, second, taken, back])
      const counted = (await world().registry.counts())?.records
      const id = await draftBy(office, c => withItem(c, '1.1', { tiers: ['B'], quota: null }))
      expect(await office.call('catalogue.tryOut', { id })).toMatchObject({ ok: true })
      expect(await ended(office, id)).toBe('done')
      const draft = await office.call('catalogue.draft', { id })
      const tried = draft.ok ? draft.value.tried : null
      expect(tried).toMatchObject({ isCurrent: true })
      const mine = tried?.result.rows.find(r => r.item === '1.1' && r.cause === 'not-for-tier')
      // What was taken back never was.
      expect(mine).toMatchObject({ direction: 'refused-now', site: 'hospital', records: 2, holders: 1 })
      expect(tried?.sites['hospital']?.zh).toBe('楚雄州人民医院')
      expect(tried?.result.untried.find(u => u.why === 'no-evidence')?.records).toBeGreaterThan(0)
      expect(JSON.stringify(tried)).not.toContain(card)
      expect((await world().registry.counts())?.records).toBe(counted)

      const file = await office.file('catalogue.tried', { id, why: '会签' })
      const cases = await readSheet(Buffer.from(await file.arrayBuffer()), 4)
      expect(
        cases
          .slice(1)
          .filter(row => row.includes(card))
          .map(row => row.at(-1))
          .sort(),
      ).toEqual([first.id, second.id].sort())

      // Another text has not been tried.
      const body = { ...(draft.ok ? draft.value.body : null), version: 'other' }
      await office.call('catalogue.save', {
        id,
        revision: 2,
        basedOn: draft.ok ? draft.value.draft.basedOn : 0,
        body,
      })
      const changed = await office.call('catalogue.draft', { id })
      expect(changed.ok && changed.value.tried?.isCurrent).toBe(false)
      expect(await office.call('catalogue.discard', { id, why: '不再需要' })).toMatchObject({ ok: true })
    })

    test('only one runs at a time, it can be ended, and an unsound draft is not tried', async () => {
      const office = await officeAt()
      const id = await draftBy(office, c => c)
      const [one, two] = await Promise.all([
        office.call('catalogue.tryOut', { id }),
        office.call('catalogue.tryOut', { id }),
      ])
      expect([one, two].filter(a => a.ok)).toHaveLength(1)
      expect([one, two].find(a => !a.ok)).toMatchObject({ code: 'dry-run-running' })
      const stopped = await office.call('catalogue.stopTrying', { id })
      expect(await ended(office, id)).toBe(stopped.ok ? 'cancelled' : 'done')
      const bad = await draftBy(office, c => withItem(c, '1.1', { title: { zh: '', en: '' } }))
      expect(await office.call('catalogue.tryOut', { id: bad })).toMatchObject({ code: 'catalogue-unsound' })
      expect(
        await office.call('catalogue.publish', { id: bad, revision: 2, day: inDays(9), why: 'x' }),
      ).toMatchObject({
        code: 'catalogue-unsound',
      })
    })

    test('windows that would offer less are named before anything is published', async () => {
      const office = await officeAt()
      await world().terminal()
      const id = await draftBy(office, c => ({ ...c, items: c.items.filter(i => i.id !== '1.2') }))
      const asked = await office.call('catalogue.windows', { id })
      if (!asked.ok) throw new Error(asked.code)
      expect(asked.value.windows.length).toBeGreaterThan(0)
      expect(asked.value.windows[0]).toMatchObject({ lost: ['1.2'], site: { zh: '楚雄州人民医院' } })
    })

    test('units and auditors read; every act of the office is on the trail', async () => {
      const office = await officeAt()
      const login = await staffMember(world().registry, 'auditor')
      const auditor = await consoleClient(world().url, login)
      const list = await auditor.call('catalogue.list', {})
      expect(list.ok && list.value.versions.some(v => v.version === '2023.2')).toBe(true)
      expect(await auditor.call('catalogue.begin', { name: 'x', body: null })).toMatchObject({ status: 403 })
      const id = await draftBy(office, c => c)
      const day = inDays(30)
      const published = await office.call('catalogue.publish', { id, revision: 2, day, why: '第四次调整' })
      if (!published.ok) throw new Error(published.code)
      const { version } = published.value
      await office.call('catalogue.withdraw', { version, why: '推迟' })
      const page = await auditor.call('catalogue.version', { version })
      expect(page).toMatchObject({ value: { version: { state: 'withdrawn', withdrawn: { why: '推迟' } } } })
      const use = await auditor.call('catalogue.version', { version: '2023.2' })
      expect(use.ok && use.value.use).toMatchObject({ records: expect.any(Number) })
      expect(use.ok && use.value.use.terminals).toBeGreaterThan(0)
      const trail = await world().registry.staff.audit({
        login: null,
        subject: null,
        before: null,
        limit: 20,
      } as never)
      const acts = trail.map(line => line.act)
      for (const act of ['catalogue.begin', 'catalogue.save', 'catalogue.publish', 'catalogue.withdraw'])
        expect(acts).toContain(act)
    })
  })
}
