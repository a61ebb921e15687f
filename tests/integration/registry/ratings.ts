// What holders said of their visits: counted once for each visit, however it reached the registry.
// Each test has a site's records of its own, so that the counts are its own.
import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { World } from './world.ts'

export function ratings(world: () => World): void {
  const of = async (site: string) =>
    (await world().registry.ratings(0, 2 ** 40)).filter(r => r.site_id === site)
  const commentsAt = async (site: string) =>
    (await world().registry.comments(0, 2 ** 40, 500)).filter(c => c.site_id === site)

  test('three services of one visit with a rating are one rating', async () => {
    const terminal = await world().terminal()
    const site = `site-${randomUUID()}`
    const visit = randomUUID()
    const said = { site, visit, rating: 5, comment: '很快' }
    await terminal.push([
      terminal.record({ ...said, item: '1.1' }),
      terminal.record({ ...said, item: '6.3' }),
      terminal.record({ ...said, item: '4.2' }),
    ])
    expect(await of(site)).toEqual([{ site_id: site, rating: 5, visits: 1 }])
    expect(await commentsAt(site)).toMatchObject([{ visit, rating: 5, comment: '很快' }])
  })

  test('a rating given after recording is taken in, and counts for its visit, once, also when it is sent twice', async () => {
    const terminal = await world().terminal()
    const site = `site-${randomUUID()}`
    const visit = randomUUID()
    const served = terminal.record({ site, visit, item: '1.1' })
    const rated = terminal.record({ site, visit, kind: 'rating', item: null, relation: null, rating: 4 })
    expect(await terminal.push([served, rated])).toEqual([
      { sequence: 1, status: 'accepted' },
      { sequence: 2, status: 'accepted' },
    ])
    expect((await terminal.push([served, rated])).map(a => a.status)).toEqual(['duplicate', 'duplicate'])
    expect(await of(site)).toEqual([{ site_id: site, rating: 4, visits: 1 }])
  })

  test('a later word on the same visit takes the place of the earlier one, and keeps what it does not speak of', async () => {
    const terminal = await world().terminal()
    const site = `site-${randomUUID()}`
    const visit = randomUUID()
    await terminal.push([
      terminal.record({ site, visit, item: '1.1', rating: 3, comment: '窗口指引不清楚' }),
      terminal.record({ site, visit, kind: 'rating', item: null, relation: null, rating: 5 }),
    ])
    expect(await of(site)).toEqual([{ site_id: site, rating: 5, visits: 1 }])
    expect(await commentsAt(site)).toMatchObject([{ rating: 5, comment: '窗口指引不清楚' }])
  })

  test('a rating uses up no quota', async () => {
    const terminal = await world().terminal()
    const { card } = await world().holder()
    const visit = randomUUID()
    const rated = terminal.record({ card, visit, kind: 'rating', item: null, relation: null, rating: 5 })
    await terminal.push([rated, terminal.record({ card, visit })])
    expect((await world().registry.conflicts()).filter(c => c.card_no === card)).toEqual([])
  })

  test('companions, a company and a refusal’s cause come in as they were written', async () => {
    const terminal = await world().terminal()
    const { card } = await world().holder()
    const records = [
      terminal.record({
        card,
        item: '11.1',
        quantity: 3,
        companions: [
          { relation: 'spouse', count: 1 },
          { relation: 'child', count: 1 },
        ],
      }),
      terminal.record({ card, item: '12.2', relation: 'company', company: '楚雄某某科技有限公司' }),
      terminal.record({ card, kind: 'refusal', item: null, relation: null, cause: 'holder-left' }),
    ]
    expect((await terminal.push(records)).map(a => a.status)).toEqual(['accepted', 'accepted', 'accepted'])
    const held = (await world().registry.records()).filter(r => r.terminal_id === terminal.id)
    expect(held.map(r => r.body)).toEqual(records.map(r => r.body))
  })

  test('a comment with a character that the database cannot keep stops no batch', async () => {
    const terminal = await world().terminal()
    const site = `site-${randomUUID()}`
    const record = terminal.record({ site, rating: 2, comment: 'a\0b' })
    expect(await terminal.push([record])).toEqual([{ sequence: 1, status: 'accepted' }])
    expect(await commentsAt(site)).toMatchObject([{ comment: 'ab' }])
  })
}
