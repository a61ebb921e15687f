// Supervision in a real browser: figures with their charts and tables, worklists settled, files taken, each role its own.
// What the pages show was delivered by terminals as records, and counted by the registry itself.
import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { readSheet } from 'read-excel-file/node'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ConsoleWorld, consoleWorld, open, violations } from '../support/console-world.ts'
import { deliveringTerminal } from '../support/served-records.ts'

let world: ConsoleWorld
let page: Page
let year = ''
beforeAll(async () => {
  world = await consoleWorld()
  const { registry } = world
  year = new Date((registry.now() + 8 * 3600) * 1000).toISOString().slice(0, 4)
  const site = (id: string, nameZh: string, kind: 'tax-hall' | 'hospital-checkup', county: string) =>
    registry.createSite({ id, nameZh, nameEn: `Site ${id}`, kind, county })
  await site('yao-an-tax', '姚安县办税服务厅', 'tax-hall', '姚安县')
  await site('lufeng-hospital', '禄丰市人民医院', 'hospital-checkup', '禄丰市')
  await site('idle-hall', '从未开张的大厅', 'tax-hall', '大姚县')
  await registry.seed(6)
  const [one = '', two = ''] = await cardsOf(world)
  const [tax, hospital] = [
    await deliveringTerminal(registry, 'yao-an-tax'),
    await deliveringTerminal(registry, 'lufeng-hospital'),
  ]
  const visit = '5f3c2d1a-0b4e-4c6d-8e7f-112233445566'
  await tax.deliver([
    tax.record({ card: one, took: 4 }),
    tax.record({ card: two, took: 8, rating: 5, comment: '很快' }),
    tax.record({ card: one, took: 9, visit, rating: 1, comment: '等了一个小时，没有人管' }),
    tax.record({ kind: 'refusal', card: null, item: null, relation: null, outcome: 'no', reason: 'N-20' }),
  ])
  await hospital.deliver([
    hospital.record({ card: one, item: '1.2' }),
    hospital.record({ card: one, item: '1.2' }),
  ])
  page = await world.office()
})
afterAll(async () => {
  await world.end()
  expect(world.faults).toEqual([])
})

async function cardsOf({ registry }: ConsoleWorld): Promise<string[]> {
  const cards: string[] = []
  for await (const card of registry.cardsToPrint()) cards.push(card)
  return cards
}
const rowsOf = async (of: Page, testId: string): Promise<string[][]> =>
  await of
    .getByTestId(testId)
    .locator('tbody tr')
    .evaluateAll(rows => rows.map(row => [...row.querySelectorAll('td')].map(td => td.textContent ?? '')))

test('a period’s services and refusals are there in figures, charts and tables that agree', async () => {
  await open(page, '/supervision')
  await page.getByTestId('total-services').getByText('5', { exact: true }).waitFor()
  await page.getByTestId('counting').waitFor({ state: 'detached' })
  await expect.poll(() => page.getByTestId('total-refusals').textContent()).toBe('1')
  await expect.poll(() => page.getByTestId('total-holders').textContent()).toBe('2')
  const sites = await rowsOf(page, 'by-site')
  expect(sites.map(row => [row[0], row[2]])).toEqual([
    ['姚安县办税服务厅', '3'],
    ['禄丰市人民医院', '2'],
  ])
  expect((await rowsOf(page, 'reasons'))[0]?.[0]).toMatch(/^N-20 ./)
  expect((await rowsOf(page, 'idle')).map(row => row[0])).toContain('从未开张的大厅')
  await page.locator('.chart canvas').nth(2).waitFor()
  await expect.poll(() => page.locator('.chart canvas').count()).toBe(3)
  expect(await violations(page)).toEqual([])
})

test('filters stand in the address: a bookmark opens the same view, and back leads back', async () => {
  await page.getByTestId('county').selectOption('姚安县')
  await page.getByTestId('total-services').getByText('3', { exact: true }).waitFor()
  expect(new URL(page.url()).searchParams.get('county')).toBe('姚安县')
  const again = await world.office()
  await again.goto(page.url())
  await again.getByTestId('total-services').getByText('3', { exact: true }).waitFor()
  // Persons were not counted by county: a dash, not a guess.
  await expect.poll(() => again.getByTestId('total-holders').textContent()).toBe('—')
  await page.goBack()
  await page.getByTestId('total-services').getByText('5', { exact: true }).waitFor()
  await open(page, `/supervision?period=${Number(year) - 1}`)
  await page.getByTestId('total-services').getByText('0', { exact: true }).waitFor()
})

test('the workbook and the circular are taken with the page’s figures', async () => {
  await open(page, '/supervision?site=yao-an-tax')
  await page.getByTestId('total-services').getByText('3', { exact: true }).waitFor()
  const [book] = await Promise.all([page.waitForEvent('download'), page.getByTestId('sheet').click()])
  expect(book.suggestedFilename()).toBe(`supervision-${year}.xlsx`)
  const rows = await readSheet(readFileSync(await book.path()))
  expect(rows.find(row => row[0] === '服务人次')).toEqual(['服务人次', 3])
  for (const [format, start] of [
    ['pdf', '%PDF-'],
    ['docx', 'PK'],
  ] as const) {
    const [paper] = await Promise.all([
      page.waitForEvent('download'),
      page.getByTestId(`circular-${format}`).click(),
    ])
    expect(paper.suggestedFilename()).toBe(`circular-${year}.${format}`)
    expect(readFileSync(await paper.path(), 'latin1').slice(0, start.length)).toBe(start)
  }
})

test('a conflict is counted beside its page’s name, says what it means, and is settled for a reason', async () => {
  await open(page, '/conflicts')
  await page.getByTestId('waiting-conflicts').getByText('1', { exact: true }).waitFor()
  const row = page.getByTestId('conflicts').locator('tbody tr')
  await expect.poll(() => row.count()).toBe(1)
  await expect.poll(() => row.textContent()).toContain('超限额使用')
  expect(await violations(page)).toEqual([])
  await page.getByTestId('look').click()
  await page.getByTestId('verdict').selectOption('corrected')
  await page.getByTestId('why').fill('两处核实，第二次已作废')
  expect(await violations(page)).toEqual([])
  await page.getByTestId('conflict-submit').click()
  await page.getByText('没有符合条件的冲突。').waitFor()
  await page.getByTestId('waiting-conflicts').waitFor({ state: 'detached' })
  await page.getByTestId('state').selectOption('settled')
  expect(new URL(page.url()).searchParams.get('state')).toBe('settled')
  await page.getByTestId('look').click()
  await page.getByText('两处核实，第二次已作废').waitFor()
  await page.keyboard.press('Escape')
})

test('a rating of one is followed up: contacted, then answered, and the answer stands', async () => {
  await open(page, '/ratings')
  const row = page.getByTestId('follow-ups').locator('tbody tr')
  await row.getByText('等了一个小时，没有人管').waitFor()
  await expect.poll(() => row.count()).toBe(1)
  expect(await rowsOf(page, 'by-grade')).toEqual([
    ['姚安县办税服务厅', '1', '0', '0', '0', '1', '2', '3.00', '50.0%'],
  ])
  expect(await violations(page)).toEqual([])
  await page.getByTestId('follow-open').click()
  await page.getByTestId('note').fill('已电话联系，致歉')
  expect(await violations(page)).toEqual([])
  await page.getByTestId('follow-up-submit').click()
  await row.getByText('已联系，待答复').waitFor()
  await page.getByTestId('follow-open').click()
  await page.getByTestId('note').fill('已增开一个窗口')
  await page.getByTestId('follow-up-submit').click()
  await page.getByText('没有这样的回访。').waitFor()
  await page.getByTestId('follow').selectOption('settled')
  await page.getByTestId('follow-ups').getByRole('button').click()
  await expect.poll(() => page.getByTestId('answer').textContent()).toBe('已增开一个窗口')
  await page.keyboard.press('Escape')
})

test('a unit sees its own items alone on all three pages, and no circular', async () => {
  const unit = world.registry.catalogue.items.find(i => i.id === '7.2')?.units[0]?.zh ?? ''
  const theirs = await world.as('unit', unit)
  await open(theirs, '/supervision')
  await theirs.getByTestId('total-services').getByText('3', { exact: true }).waitFor()
  expect((await rowsOf(theirs, 'by-item')).map(row => row[0]?.slice(0, 3))).toEqual(['7.2'])
  expect(await theirs.getByTestId('circular-pdf').count()).toBe(0)
  await open(theirs, '/conflicts?state=all')
  await theirs.getByText('没有符合条件的冲突。').waitFor()
  await open(theirs, '/ratings?follow=all')
  await theirs.getByTestId('follow-ups').getByText('等了一个小时').waitFor()
})

test('in English all three pages say the same, and read aloud as well', async () => {
  await page.getByTestId('language-toggle').click()
  await page.getByRole('link', { name: 'Supervision' }).waitFor()
  for (const path of ['/supervision', '/conflicts?state=all', '/ratings?follow=all']) {
    await open(page, path)
    await page.locator('main table tbody tr').first().waitFor()
    expect(await violations(page)).toEqual([])
    await expect.poll(() => page.locator('main h1').textContent()).toMatch(/^[A-Z]/)
  }
})
