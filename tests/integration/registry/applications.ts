// Applications over the console's own calls and the applicant's side: the whole way to the bank's list, and each refusal on it.
// Each test makes its own applicants; the clock only ever goes on.
import { beforeAll, expect, test } from 'vitest'
import { dateEnd } from '../../../core/policy/calendar.ts'
import { runCommand } from '../../../registry/commands/run.ts'
import * as story from '../../support/application-story.ts'
import { type ConsoleClient, consoleClient, staffMember } from '../../support/console-client.ts'
import { phoneClient } from '../../support/phone-client.ts'
import * as made from '../../support/proofs.ts'
import type { World } from './world.ts'

const HEALTH = '州卫生健康委'
const DAY = 86_400

export function applications(world: () => World): void {
  let office: ConsoleClient
  let unit: ConsoleClient
  beforeAll(async () => {
    const { registry, url } = world()
    office = await consoleClient(url, await staffMember(registry, 'office'))
    unit = await consoleClient(url, await staffMember(registry, 'unit', HEALTH))
  })
  const side = () => world().registry.applications.applicant
  /** Sessions end after a while: who comes back after days signs in again. */
  async function later(seconds: number): Promise<void> {
    const { registry, url, clock } = world()
    clock.now += seconds
    office = await consoleClient(url, await staffMember(registry, 'office'))
    unit = await consoleClient(url, await staffMember(registry, 'unit', HEALTH))
  }
  const stageOf = async (id: string): Promise<string> => {
    const page = await office.call('applications.page', { id })
    return page.ok ? page.value.application.stage : page.code
  }

  test('from the applicant’s phone to the bank’s issue list, every step dated and by somebody', async () => {
    const { registry, clock } = world()
    const who = story.applicant()
    const id = await story.apply(registry, who)
    await story.reviewByUnit(unit, id)
    await story.clear(registry, office, id)
    const { notice, until } = await story.putOnNotice(office, [id])
    const early = { chosen: [await story.seen(office, id)], words: '公示期满' }
    expect(
      await office.call('applications.decide', { ...early, decision: { kind: 'approve' } }),
    ).toMatchObject({ value: { answers: [{ code: 'notice-not-over' }] } })
    await later(dateEnd(until) - clock.now)
    const card = await story.issueCard(office, id, '2029-12-31')
    expect(await registry.findHolder(card)).toMatchObject({
      ...{
        name: who.facts.name,
        id_number: who.facts.idNumber,
        tier: 'A',
        status: 'pending',
        phone: who.mobile,
      },
      expires_at: dateEnd('2029-12-31') - 1,
    })
    expect((await registry.history(card))[0]).toMatchObject({ act: 'enter', reason: `申报 ${id}；A2` })
    const list = await office.file('cards.issueList', {
      issue: 'first',
      since: until,
      format: 'csv',
      why: '制卡',
    })
    expect(await list.text()).toContain(who.facts.name)
    const page = await office.call('applications.page', { id })
    if (!page.ok) throw new Error(page.code)
    expect(page.value.history.map(s => [s.party, s.decision.kind])).toEqual([
      ['applicant', 'submit'],
      ['unit', 'employer'],
      ['unit', 'industry'],
      ['office', 'office'],
      ...registry.applications.policy.opinions.map(() => ['office', 'opinion']),
      ['office', 'notice'],
      ['office', 'approve'],
      ['office', 'issue'],
    ])
    for (const step of page.value.history)
      expect([step.at <= clock.now, step.actor !== null]).toEqual([true, step.party !== 'applicant'])
    expect(await office.call('applications.notice', { id: notice })).toMatchObject({
      value: {
        entries: [{ application: id, person: { name: who.facts.name, employer: who.facts.employer } }],
      },
    })
    // The same person cannot apply for a second card.
    const again = { ...story.applicant(), facts: who.facts }
    await expect(story.apply(registry, again)).rejects.toThrow('already-holder')
  })

  test('an applicant comes back to what he wrote; what is wrong is named field by field; one application at a time', async () => {
    const who = story.applicant({ idNumber: '532322199001011234', employer: '', industry: 'astrology' })
    const begun = await side().begin(who.mobile, who.facts)
    if (!begun.ok) throw new Error(begun.error.code)
    const id = begun.value
    expect((await side().save(who.mobile, id, who.facts)).ok).toBe(true)
    expect(await side().mine(who.mobile)).toMatchObject([{ id, stage: 'draft', facts: who.facts }])
    expect(await side().begin(who.mobile, who.facts)).toMatchObject({ error: { code: 'one-at-a-time' } })
    expect(await side().send(who.mobile, id)).toMatchObject({
      error: { code: 'facts-wrong', fields: ['idNumber', 'employer', 'industry'] },
    })
    const good = story.applicant().facts
    await side().save(who.mobile, id, good)
    expect(await side().send(who.mobile, id)).toMatchObject({ error: { code: 'proof-missing' } })
    // Nobody else's number opens it, and a draft is no reviewer's business.
    expect(await side().save('13800000000', id, good)).toMatchObject({ error: { code: 'not-found' } })
    expect(await office.call('applications.page', { id })).toMatchObject({ code: 'not-found' })
    expect((await side().discard(who.mobile, id)).ok).toBe(true)
    expect(await side().mine(who.mobile)).toEqual([])
  })

  test('the same person does not apply from two phones at once', async () => {
    const { registry } = world()
    const who = story.applicant()
    await story.apply(registry, who)
    await expect(story.apply(registry, { ...story.applicant(), facts: who.facts })).rejects.toThrow(
      'already-applied',
    )
  })

  test('over the wire: a phone’s own application and nobody else’s; what others said of him does not reach it', async () => {
    const { url, clock, registry, messages } = world()
    const who = story.applicant()
    const phone = phoneClient(url, () => clock.now)
    await phone.signIn('applicant', who.mobile, messages)
    const begun = await phone.call('apply.begin', { clause: 'A2', tier: 'A' })
    if (!begun.ok) throw new Error(begun.code)
    const { id } = begun.value
    expect((await phone.call('apply.save', { id, facts: who.facts })).ok).toBe(true)
    const query = { id, purpose: 'proof', name: '证书.png' }
    expect((await phone.upload('apply.addProof', query, made.htmlPage())).status).toBe(422)
    expect((await phone.upload('apply.addProof', query, made.pngPicture())).status).toBe(200)
    const stranger = phoneClient(url, () => clock.now)
    await stranger.signIn('applicant', story.applicant().mobile, messages)
    expect(await stranger.call('apply.save', { id, facts: who.facts })).toMatchObject({ code: 'not-found' })
    expect(await stranger.call('apply.form', { id })).toMatchObject({ code: 'not-found' })
    expect((await stranger.upload('apply.addProof', query, made.pngPicture())).status).toBe(404)
    expect(await phone.call('apply.send', { id })).toMatchObject({ value: { wrong: [] } })
    await story.reviewByUnit(unit, id)
    await story.clear(registry, office, id)
    const mine = await phone.call('apply.mine', {})
    if (!mine.ok) throw new Error(mine.code)
    const [own] = mine.value.applications
    expect(own?.history.filter(s => s.kind === 'opinion').map(s => [s.finding, s.words])).toEqual(
      registry.applications.policy.opinions.map(() => [null, null]),
    )
    expect(JSON.stringify(mine.value)).not.toContain('无不良反映')
    expect(own?.history.find(s => s.kind === 'industry')?.words).toBe('材料属实，符合条件。')
  })

  test('a proof goes out to reviewers as it was kept: an attachment that runs nothing, each look on the trail', async () => {
    const { registry } = world()
    const who = story.applicant()
    const begun = await side().begin(who.mobile, who.facts)
    if (!begun.ok) throw new Error(begun.error.code)
    const id = begun.value
    await side().save(who.mobile, id, who.facts)
    for (const bytes of [made.pngWithMore(), made.pdfWith('', `% ${'x'.repeat(60_000)}\n`)])
      expect(await side().addProof(who.mobile, id, { name: '证书', purpose: 'proof', bytes })).toMatchObject({
        ok: true,
      })
    for (const [bytes, code] of [
      [made.htmlPage(), 'proof-page'],
      [made.svgWithScript(), 'proof-page'],
      [made.archiveBomb(), 'proof-archive'],
      [Buffer.alloc(20_000_000), 'proof-too-large'],
    ] as const)
      expect(await side().addProof(who.mobile, id, { name: '证书', purpose: 'proof', bytes })).toMatchObject({
        error: { code },
      })
    await side().send(who.mobile, id)
    const picture = await unit.file('applications.proof', { id, number: '1' })
    expect(Object.fromEntries(picture.headers)).toMatchObject({
      'content-type': 'image/png',
      'content-disposition': `attachment; filename="${id}-1.png"`,
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    })
    expect(Buffer.from(await picture.arrayBuffer()).equals(made.pngPicture())).toBe(true)
    const paper = await unit.file('applications.proof', { id, number: '2' })
    expect(
      Buffer.from(await paper.arrayBuffer())
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-')
    const trail = await registry.staff.audit({
      login: null,
      subject: id,
      act: 'applications.proof',
      before: null,
      limit: 5,
    })
    expect(trail.map(l => l.why)).toEqual(['proof 2', 'proof 1'])
  })

  test('a unit sees and decides its own applications alone; what is the office’s it does not decide', async () => {
    const { registry, url } = world()
    const mine = await story.apply(registry, story.applicant())
    const central = await story.apply(registry, story.applicant({ employerKind: 'central' }))
    const seenBy = async (client: ConsoleClient): Promise<string[]> => {
      const queue = await client.call('applications.queue', {
        stage: 'employer',
        late: false,
        after: null,
        limit: 100,
      })
      return queue.ok ? queue.value.rows.map(r => r.id) : []
    }
    expect(await seenBy(unit)).toContain(mine)
    expect(await seenBy(unit)).not.toContain(central)
    expect(await unit.call('applications.page', { id: central })).toMatchObject({ code: 'not-found' })
    expect(await unit.call('applications.look', { id: central, why: '看看' })).toMatchObject({
      code: 'not-found',
    })
    expect((await unit.file('applications.proof', { id: central, number: '1' })).status).toBe(404)
    await expect(decideAs(unit, central, { kind: 'return' })).rejects.toThrow('not-found')
    const hr = await consoleClient(url, await staffMember(registry, 'unit', '州人力资源和社会保障局'))
    expect(await seenBy(hr)).toContain(central)
    await story.reviewByUnit(unit, mine)
    // It lies with the office now.
    await expect(decideAs(unit, mine, { kind: 'return' })).rejects.toThrow('not-at-this-stage')
    const chosen = [{ id: mine, seen: 3 }]
    expect(
      await unit.call('applications.decide', { chosen, decision: { kind: 'office' }, words: '同意' }),
    ).toMatchObject({ code: 'forbidden' })
  })
  async function decideAs(client: ConsoleClient, id: string, decision: object): Promise<void> {
    const chosen = [await story.seen(office, id)]
    const done = await client.call('applications.review', {
      chosen,
      decision: decision as { kind: 'return' },
      words: '请补充',
    })
    const code = done.ok ? done.value.answers[0]?.code : done.code
    if (code !== null) throw new Error(code)
  }

  test('an auditor reads queues, masked pages and notices, and nobody’s name or proof', async () => {
    const { registry, url } = world()
    const id = await story.apply(registry, story.applicant())
    const auditor = await consoleClient(url, await staffMember(registry, 'auditor'))
    const page = await auditor.call('applications.page', { id })
    expect(page).toMatchObject({ value: { application: { name: '沐*海' } } })
    expect(JSON.stringify(page)).not.toMatch(/沐春海|53232\d{13}|139\d{8}/)
    expect(await auditor.call('applications.look', { id, why: '查' })).toMatchObject({ code: 'forbidden' })
    expect((await auditor.file('applications.proof', { id, number: '1' })).status).toBe(403)
    const bank = await consoleClient(url, await staffMember(registry, 'bank'))
    expect(await bank.call('applications.page', { id })).toMatchObject({ code: 'forbidden' })
    expect(await unit.call('applications.look', { id, why: '核对身份' })).toMatchObject({
      value: { name: '沐春海' },
    })
    const trail = await registry.staff.audit({
      login: null,
      subject: id,
      act: 'applications.look',
      before: null,
      limit: 5,
    })
    expect(trail.map(l => l.why)).toEqual(['核对身份'])
  })

  test('many are decided at once; one that somebody else has moved meanwhile is left and named', async () => {
    const { registry } = world()
    const ids = await Promise.all([1, 2, 3].map(() => story.apply(registry, story.applicant())))
    const chosen = await Promise.all(ids.map(id => story.seen(unit, id)))
    await story.decide(unit, 'applications.review', ids[1] ?? '', { kind: 'return' }, '请补充合同')
    const employer = { kind: 'employer', finding: 'agree', form: 'paper', signedOn: '2026-10-12' } as const
    const done = await unit.call('applications.review', { chosen, decision: employer, words: '单位均同意' })
    expect(done).toMatchObject({ value: { answers: [{ code: null }, { code: 'moved-on' }, { code: null }] } })
    expect(await Promise.all(ids.map(stageOf))).toEqual(['industry', 'returned', 'industry'])
  })

  test('an opinion on an uploaded form needs the form; sent back, it is completed with what was asked for', async () => {
    const { registry } = world()
    const who = story.applicant()
    const id = await story.apply(registry, who)
    const employer = { kind: 'employer', finding: 'agree', form: 'uploaded', signedOn: '2026-10-12' }
    await expect(story.decide(unit, 'applications.review', id, employer)).rejects.toThrow(
      'sealed-form-missing',
    )
    await story.decide(unit, 'applications.review', id, { kind: 'return' }, '缺盖章的申报表')
    const [page] = await side().mine(who.mobile)
    expect(page?.history.at(-1)?.words).toBe('缺盖章的申报表')
    const form = { name: '申报表.jpg', purpose: 'sealed-form', bytes: made.jpegPicture() } as const
    expect((await side().addProof(who.mobile, id, form)).ok).toBe(true)
    expect(await side().removeProof(who.mobile, id, 1)).toMatchObject({ error: { code: 'not-now' } })
    expect((await side().send(who.mobile, id)).ok).toBe(true)
    await story.decide(unit, 'applications.review', id, employer)
    expect(await stageOf(id)).toBe('industry')
  })

  test('an objection holds the card; a refusal can be objected to, once, and the office hears it', async () => {
    const { registry, clock } = world()
    const who = story.applicant()
    const id = await story.apply(registry, who)
    await story.reviewByUnit(unit, id)
    await story.clear(registry, office, id)
    const { until } = await story.putOnNotice(office, [id])
    await story.decide(office, 'applications.decide', id, { kind: 'objection' }, '来电：成果并非其本人完成')
    await later(dateEnd(until) - clock.now)
    await expect(story.decide(office, 'applications.decide', id, { kind: 'approve' })).rejects.toThrow(
      'objection-open',
    )
    const page = await office.call('applications.page', { id })
    const [objection] = page.ok ? page.value.application.openObjections : []
    await story.decide(
      office,
      'applications.decide',
      id,
      { kind: 'settle', objection, finding: 'founded' },
      '经查属实',
    )
    expect(await stageOf(id)).toBe('refused')
    expect((await side().decide(who.mobile, id, { kind: 'object' }, '有原始记录为证')).ok).toBe(true)
    await story.decide(office, 'applications.decide', id, { kind: 'rehear', finding: 'kept' }, '维持')
    expect(await side().decide(who.mobile, id, { kind: 'object' }, '再次')).toMatchObject({
      error: { code: 'too-late-to-object' },
    })
  })

  test('what came to nothing loses its personal data after its time; that and how it was decided stays', async () => {
    const { registry } = world()
    const who = story.applicant({ name: '奎云飞' })
    const id = await story.apply(registry, who)
    expect((await side().decide(who.mobile, id, { kind: 'withdraw' }, '个人原因')).ok).toBe(true)
    const drafted = story.applicant()
    const draft = await side().begin(drafted.mobile, drafted.facts)
    const alive = await story.apply(registry, story.applicant())
    const { withdrawn, draft: drafts } = registry.applications.policy.retentionDays
    await registry.applications.purge()
    expect(await stageOf(id)).toBe('withdrawn')
    expect((await unit.file('applications.proof', { id, number: '1' })).status).toBe(200)
    await later((withdrawn + 1) * DAY)
    await registry.applications.purge()
    expect(await side().mine(who.mobile)).toEqual([])
    const page = await office.call('applications.page', { id })
    expect(page).toMatchObject({
      value: { application: { name: '', deleted: true }, proofs: [], history: [{}, { words: null }] },
    })
    expect(JSON.stringify(page)).not.toMatch(/奎|个人原因/)
    expect((await unit.file('applications.proof', { id, number: '1' })).status).toBe(404)
    expect((await side().mine(drafted.mobile)).map(a => a.id)).toEqual([draft.ok ? draft.value : ''])
    await later((drafts + 1 - withdrawn) * DAY)
    expect((await registry.applications.purge()).drafts).toBeGreaterThan(0)
    expect(await side().mine(drafted.mobile)).toEqual([])
    expect(await stageOf(alive)).toBe('employer')
  })

  test('what is due is counted, and what is late comes first and can be asked for alone', async () => {
    const { registry } = world()
    const id = await story.apply(registry, story.applicant())
    const queue = async (late: boolean) => {
      const rows = await unit.call('applications.queue', { stage: 'employer', late, after: null, limit: 100 })
      if (!rows.ok) throw new Error(rows.code)
      return rows.value.rows.map(r => r.id)
    }
    const page = await unit.call('applications.page', { id })
    const due = page.ok ? page.value.application.dueOn : null
    if (due === null) throw new Error('not due')
    const waiting = async (what: string): Promise<number> => {
      const told = await unit.call('home.waiting', {})
      if (!told.ok) throw new Error(told.code)
      return told.value.waiting.find(line => line.what === what)?.count ?? 0
    }
    expect(await queue(true)).not.toContain(id)
    await later(dateEnd(due) - 60 - world().clock.now)
    const [dueThen, lateThen] = [await waiting('applications-due'), await waiting('applications-late')]
    expect(dueThen).toBeGreaterThan(0)
    await later(120)
    expect(await waiting('applications-due')).toBeLessThan(dueThen)
    expect(await waiting('applications-late')).toBeGreaterThan(lateThen)
    expect(await queue(true)).toContain(id)
    await later(30 * DAY)
    const counts = await unit.call('applications.counts', {})
    if (!counts.ok) throw new Error(counts.code)
    const stage = counts.value.stages.find(s => s.stage === 'employer')
    expect(stage?.late).toBeGreaterThan(0)
    const told = await runCommand(registry, ['applications', '--json'], '.')
    expect(JSON.parse(told.out)).toMatchObject({
      stages: expect.arrayContaining([{ ...stage, count: expect.any(Number), late: expect.any(Number) }]),
    })
    expect((await runCommand(registry, ['applications', '--purge'], '.')).out).toMatch(/^Deleted: \d+ drafts/)
    const first = await unit.call('applications.queue', { stage: null, late: false, after: null, limit: 1 })
    if (!first.ok) throw new Error(first.code)
    const [row] = first.value.rows
    expect(first.value.more).toBe(true)
    const next = await unit.call('applications.queue', {
      ...{ stage: null, late: false, limit: 1 },
      after: { dueOn: row?.dueOn ?? '9999', id: row?.id ?? '' },
    })
    expect(next.ok && next.value.rows[0]?.id).not.toBe(row?.id)
  })
}
