// A card stopped at the registry this minute, from the revocation list alone to the verdict that the clerk reads.
// No holder row comes down on the way: what refuses is the list, and the screen says which age is which.
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AppUnderTest } from '../support/app-under-test.ts'
import { type E2eWorld, e2eWorld, next, pressByHand, verdictOf } from '../support/e2e-world.ts'
import { scanByKeyboard } from '../support/typed.ts'

let world: E2eWorld
let app: AppUnderTest
beforeAll(async () => {
  world = await e2eWorld()
  app = await world.open()
})
afterAll(async () => {
  await app.close()
  await world.end()
})

/** On the sync screen, and away from it again. */
async function lightPull(page: Page): Promise<void> {
  await pressByHand(page, 'F11')
  const runs = page.getByTestId('sync-runs').locator('tbody tr[data-trigger=light]')
  const times = async () =>
    Number((await runs.count()) === 0 ? 0 : await runs.first().getAttribute('data-times'))
  await page.getByTestId('sync-runs').waitFor()
  const before = await times()
  await pressByHand(page, 'l')
  await expect.poll(times).toBeGreaterThan(before)
  await pressByHand(page, 'Escape')
}

test('revoked at the registry, pulled light, scanned again: refused with its reason, and the two ages told apart', async () => {
  const { page } = app
  const { card } = world.card('yang')
  const code = await world.registry().physicalCode(card)
  if (!code.ok) throw new Error(code.error.code)
  await scanByKeyboard(page, code.value)
  expect(await verdictOf(page)).toEqual({ outcome: 'check-person', reason: 'P-10' })
  await next(page)
  const holders = page.locator('[data-status=holders]')
  await expect.poll(() => holders.textContent()).toContain('持卡人数据截至')
  expect(await holders.textContent()).not.toContain('停用名单')

  const revoked = await world
    .registry()
    .change(card, 'revoke', { actor: '周主任', reason: '公告', ground: 'fraud' })
  expect(revoked.ok).toBe(true)
  // Not yet heard of here.
  await scanByKeyboard(page, code.value)
  expect((await verdictOf(page)).outcome).toBe('check-person')
  await next(page)

  await pressByHand(page, 'F11')
  const sequence = page.locator('[data-age=holders] .sync-state span')
  await sequence.getByText('数据版本').waitFor()
  const before = await sequence.textContent()
  await pressByHand(page, 'l')
  const run = page.getByTestId('sync-runs').locator('tbody tr[data-trigger=light]')
  await run.first().waitFor()
  await expect.poll(() => run.first().getAttribute('data-ok')).toBe('true')
  await expect.poll(() => run.first().textContent()).toContain('日间')
  // The holder rows are those of before.
  await expect.poll(() => sequence.textContent()).toBe(before)
  await page.screenshot({ path: process.env['LIGHT_PNG'] ?? join(world.folder, 'light.png') })
  await pressByHand(page, 'Escape')

  await scanByKeyboard(page, code.value)
  expect(await verdictOf(page)).toEqual({ outcome: 'no', reason: 'N-22' })
  const said = (await page.getByTestId('verdict-band').textContent()) ?? ''
  expect(said).toContain('不予办理')
  // Never why: that is between the office and the holder.
  expect(await page.locator('body').textContent()).not.toContain('公告')
  await expect.poll(() => holders.textContent()).toMatch(/持卡人数据截至 .+，停用名单 /)
  await page.screenshot({ path: process.env['REFUSED_PNG'] ?? join(world.folder, 'refused.png') })
  await next(page)
  await pressByHand(page, 'F7')
  await page.getByTestId('data-holders').getByText('截至').waitFor()
  await page.getByTestId('data-revocations').getByText('截至').waitFor()
  await pressByHand(page, 'Escape')
})

test('merged into the holder’s other card: told as that, never as lost, and his other card is good', async () => {
  const { page } = app
  const { registry } = world
  const [kept, gone] = [world.card('li').card, world.card('pu').card]
  const [keptCode, goneCode] = [await registry().physicalCode(kept), await registry().physicalCode(gone)]
  if (!keptCode.ok || !goneCode.ok) throw new Error('no code')
  expect((await registry().office.merge(kept, gone, { actor: '周主任', reason: '两次录入' })).ok).toBe(true)
  await lightPull(page)
  await scanByKeyboard(page, goneCode.value)
  expect(await verdictOf(page)).toEqual({ outcome: 'no', reason: 'N-28' })
  await page.getByTestId('verdict-band').getByText('已并入他的另一张卡').waitFor()
  await next(page)
  await scanByKeyboard(page, keptCode.value)
  expect((await verdictOf(page)).reason).toBe('P-10')
  await next(page)
})
