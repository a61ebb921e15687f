// The holder's whole story, on the embedded database and on a real PostgreSQL: applied for on a phone, reviewed, put on a notice,
// issued, carried, scanned by a real terminal, rated, followed up, answered. Only the days of the notice are not waited for.
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { readSheet } from 'read-excel-file/node'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { addWorkingDays } from '../../core/calendar/working-days.ts'
import { addDays, dateOf } from '../../core/policy/calendar.ts'
import { idNumber } from '../../registry/seed.ts'
import { HOSPITAL } from '../../scripts/demo/world.ts'
import type { AppUnderTest } from '../support/app-under-test.ts'
import * as story from '../support/application-story.ts'
import { moveClockTo } from '../support/catalogue-story.ts'
import { consoleClient, staffMember } from '../support/console-client.ts'
import { open, violations } from '../support/console-world.ts'
import { band, next, openTerminal, pressByHand, verdictOf } from '../support/e2e-world.ts'
import { type Phone, type PhoneWorld, phoneWorld } from '../support/phone-world.ts'
import { freshStore, STORES } from '../support/postgres.ts'
import { pngPicture } from '../support/proofs.ts'
import { readCodes } from '../support/read-codes.ts'

const MOBILE = '13908782001'
const UNIT = '州卫生健康委'
/** Milliseconds after which a code is past its lifetime and the tolerance. */
const OUT_OF_TIME = 95_000

describe.each(STORES)('the holder’s story on %s', store => {
  let world: PhoneWorld
  let stopStore: () => Promise<void>
  let toNow: () => void
  let applicant: Phone
  let application = ''
  let holder: Phone
  let scannedSlot = 0
  let card = ''
  let office: Page
  let terminal: AppUnderTest

  beforeAll(async () => {
    const { url, stop } = await freshStore(store)
    stopStore = stop
    // Three weeks ago: the notice is over today, whatever holidays lie between.
    toNow = moveClockTo(addDays(dateOf(Date.now() / 1000), -21), 10 * 3600)
    world = await phoneWorld(url)
  })
  afterAll(async () => {
    toNow()
    vi.useRealTimers()
    await terminal?.close()
    await world.end()
    await stopStore()
    expect(world.faults).toEqual([])
  })

  const slotOn = async ({ page }: Phone): Promise<number> =>
    Number(await page.getByTestId('qr').getAttribute('data-slot'))
  const visitOn = ({ page }: Phone) => page.getByTestId('visit').first()
  async function present(code: string) {
    await terminal.page.getByTestId('typed-input').fill(code)
    await terminal.page.getByTestId('typed-input').press('Enter')
    return await verdictOf(terminal.page)
  }

  test('somebody applies on his phone, with a clause, his data and a proof', async () => {
    applicant = await world.signedIn('applicant', MOBILE)
    const { page } = applicant
    await page.getByTestId('clause-A2').click()
    await page.getByTestId('begin-A').click()
    for (const [field, value] of [
      ['name', '沐春海'],
      ['idNumber', idNumber('532301', 7101)],
      ['employer', '楚雄州人民医院'],
      ['position', '主任医师'],
      ['statement', '2024 年入选省委联系专家，在楚雄工作八年。'],
    ] as const)
      await page.getByTestId(field).fill(value)
    await page.getByTestId('industry').selectOption('health')
    await page
      .getByTestId('file-proof')
      .setInputFiles({ name: '入选文件.png', mimeType: 'image/png', buffer: pngPicture() })
    await page.getByTestId('proof-list').getByText('入选文件.png').waitFor()
    await page.getByTestId('send-application').click()
    await page.getByTestId('application-number').waitFor()
    application = (await page.getByTestId('application-number').textContent()) ?? ''
    expect(application).toMatch(/^20\d\d-\d{6}$/)
  })

  test('unit and office review it, and it hangs in public to the last day', async () => {
    const { registry, url } = world
    const unit = await consoleClient(url, await staffMember(registry, 'unit', UNIT))
    const clerk = await consoleClient(url, await staffMember(registry, 'office'))
    const today = registry.applications.today()
    await story.reviewByUnit(unit, application, today)
    await story.clear(registry, clerk, application, today)
    const { until } = await story.putOnNotice(clerk, [application])
    await applicant.page.reload()
    await applicant.page.locator('[data-testid=stage][data-stage=notice]').waitFor()
    await expect(story.issueCard(clerk, application, '2031-06-30')).rejects.toThrow('notice-not-over')
    toNow()
    expect(until < registry.applications.today()).toBe(true)
  })

  test('after it he is approved and issued a card, which the bank makes and the office activates', async () => {
    office = await world.staffPage('office')
    await open(office, `/applications/${application}`)
    for (const [act, words] of [
      ['approve', '公示期满，无异议。'],
      ['issue', '列入发放名单。'],
    ] as const) {
      await office.getByTestId(`act-${act}`).click()
      await office.getByTestId('words').fill(words)
      await office.getByTestId('decision-submit').click()
      await office.getByTestId(`act-${act}`).waitFor({ state: 'detached' })
    }
    await office.getByTestId('issued-card').waitFor()
    await applicant.page.reload()
    await applicant.page.locator('[data-testid=stage][data-stage=issued]').waitFor()
    expect(await violations(applicant.page)).toEqual([])
    const bank = await world.staffPage('bank')
    await open(bank, '/cards')
    await bank.getByTestId('issue-why').fill('制卡')
    const [list] = await Promise.all([bank.waitForEvent('download'), bank.getByTestId('issue-xlsx').click()])
    const [, ...rows] = await readSheet(await list.path())
    expect(rows.map(row => row[1])).toEqual(['沐春海'])
    card = String(rows[0]?.[0])
    await open(office, `/holders/${card}`)
    await office.getByRole('button', { name: '启用', exact: true }).click()
    await office.getByTestId('deed').getByTestId('why').fill('已领卡')
    await office.getByTestId('deed-submit').click()
    await office.getByTestId('deed').waitFor({ state: 'detached' })
  })

  test('he signs in with his card’s number; the code on his phone is read by a terminal’s camera, served and recorded', async () => {
    holder = await world.signedIn('holder', card, { serviceWorkers: 'allow' })
    await holder.page.getByTestId('qr').waitFor()
    const png = await holder.page.screenshot()
    scannedSlot = await slotOn(holder)
    const film = [
      { png, frames: 70 },
      { content: null, frames: 400 },
    ]
    terminal = await openTerminal(world.registry, join(world.folder, 'terminal'), HOSPITAL, film)
    expect(await verdictOf(terminal.page)).toEqual({ outcome: 'good', reason: 'P-01' })
    await terminal.page.getByTestId('holder-name').filter({ hasText: '沐*海' }).waitFor()
    await pressByHand(terminal.page, '1', 'Enter')
    await band(terminal.page, 'done-band').waitFor()
    await terminal.page.keyboard.press('F8')
    await expect.poll(async () => (await world.registry.records()).length, { timeout: 20_000 }).toBe(1)
  })

  test('he sees it in his history and rates it low: the office has it to follow up by its days, and answers him', async () => {
    const { page } = holder
    await page.getByTestId('tab-visits').click()
    await visitOn(holder).getByTestId('grade-1').check({ force: true })
    await visitOn(holder).getByTestId('comment').fill('等了一个小时')
    await visitOn(holder).getByTestId('send-rating').click()
    await visitOn(holder).locator('[data-testid=follow-up][data-state=open]').waitFor()

    await open(office, '/ratings')
    const row = office.locator('[data-testid=follow-ups] tbody tr')
    await row.getByText('等了一个小时').waitFor()
    const today = dateOf(world.registry.now())
    const listed = await world.registry.followUps.list({ items: null, state: 'open', site: null })
    expect(listed.map(f => [f.card, f.rating, f.contactBy, f.settleBy])).toEqual([
      [card, 1, addWorkingDays(today, 1), addWorkingDays(today, 15)],
    ])
    for (const said of ['已电话联系，致歉', '已增开一个窗口']) {
      await office.getByTestId('follow-open').click()
      await office.getByTestId('note').fill(said)
      await office.getByTestId('follow-up-submit').click()
      await office.getByTestId('follow-up').waitFor({ state: 'detached' })
    }
    await page.reload()
    await visitOn(holder).locator('[data-testid=follow-up][data-state=settled]').waitFor()
    await expect
      .poll(() => visitOn(holder).getByTestId('follow-up').textContent())
      .toContain('已增开一个窗口')
  })

  test('cut off from the network, the codes fetched ahead are good once, and not after their time', async () => {
    const { page, context } = holder
    await page.getByTestId('tab-card').click()
    await page.getByTestId('qr').waitFor()
    await page.evaluate(() => navigator.serviceWorker.ready)
    await expect
      .poll(() => page.evaluate(async () => (await caches.keys()).length), { timeout: 10_000 })
      .toBe(1)
    await next(terminal.page)
    await context.setOffline(true)
    await page.reload()
    await page.getByTestId('qr').waitFor()
    await expect.poll(() => slotOn(holder), { timeout: 35_000 }).toBeGreaterThan(scannedSlot)
    const code = (await readCodes(await page.screenshot()))[0] ?? ''
    expect(await present(code)).toEqual({ outcome: 'good', reason: 'P-01' })
    await pressByHand(terminal.page, '1', 'Enter')
    await band(terminal.page, 'done-band').waitFor()
    await next(terminal.page)
    expect(await present(code)).toEqual({ outcome: 'no', reason: 'N-16' })
    await next(terminal.page)
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + OUT_OF_TIME })
    expect(await present(code)).toEqual({ outcome: 'no', reason: 'N-15' })
    vi.useRealTimers()
    await terminal.page.keyboard.press('F8')
    await expect
      .poll(async () => (await world.registry.records()).length, { timeout: 20_000 })
      .toBeGreaterThan(1)
  })
})
