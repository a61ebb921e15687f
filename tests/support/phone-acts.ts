// What a holder and the office do on their pages that a database has to carry: told once, done on both stores.
// Each act waits for what it brings about on the page.
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Registry } from '../../registry/registry.ts'
import { open, violations } from './console-world.ts'
import { clipped } from './phone-world.ts'

const looksRight = async (page: Page): Promise<void> => {
  expect(await violations(page)).toEqual([])
  expect(await clipped(page)).toEqual([])
}

/** The newest visit, by a low grade in words: once, and the registry has it. */
export async function rateNewestVisit(page: Page, registry: Registry): Promise<void> {
  await page.getByTestId('tab-visits').click()
  const visit = page.getByTestId('visit').first()
  await visit.getByTestId('grade-2').check({ force: true })
  await visit.getByTestId('comment').fill('排队有点久')
  await visit.getByTestId('send-rating').click()
  await visit.locator('[data-testid=rated][data-rating="2"]').waitFor()
  await visit.getByText('排队有点久').waitFor()
  expect(await visit.getByTestId('send-rating').count()).toBe(0)
  const [said] = await registry.comments(0, 0xffff_ffff, 10)
  expect(said).toMatchObject({ rating: 2, comment: '排队有点久' })
}

/** 1.1 was used by the holder himself, the check-up was not; two hospitals do it. */
export async function seeBenefits(page: Page): Promise<void> {
  await page.getByTestId('tab-benefits').click()
  await page.getByTestId('benefit-1.1').click()
  await page.locator('[data-testid=use][data-whom=self]').first().waitFor()
  await page.getByTestId('tab-benefits').click()
  await page.getByTestId('benefit-1.2').click()
  await page.locator('[data-testid=benefit-state][data-state=available]').waitFor()
  await page.getByTestId('to-these-sites').click()
  await page.getByTestId('pick-kind').selectOption('hospital-checkup')
  await expect.poll(() => page.getByTestId('site').count()).toBe(2)
}

/** From the moment the phone hears of it there is no code, and it is told what to do, not why. */
export async function seeSuspension(page: Page, registry: Registry, card: string): Promise<void> {
  const changed = await registry.change(card, 'suspend', { actor: 'test', reason: 'under review' })
  expect(changed.ok).toBe(true)
  await page.reload()
  await page.getByTestId('standing').waitFor()
  expect(await page.getByTestId('qr').count()).toBe(0)
  const text = (await page.textContent('main')) ?? ''
  expect(text).toContain('人才办')
  expect(text).not.toContain('under review')
}

export type HalfDay = { readonly item: string; readonly site: string; readonly day: string }

export async function askForHalfDay(page: Page, { item, site, day }: HalfDay): Promise<void> {
  await page.getByTestId('tab-benefits').click()
  await page.getByTestId(`benefit-${item}`).click()
  await page.getByTestId('to-appointment').click()
  await page.getByTestId('appointment-site').selectOption(site)
  await page.getByTestId('appointment-day').selectOption(day)
  await page.getByTestId('part-afternoon').check({ force: true })
  await looksRight(page)
  await page.getByTestId('ask-appointment').click()
  await page.locator('[data-testid=appointment][data-state=requested]').waitFor()
}

/** In the console; then the holder reads it. */
export async function confirmHalfDay(office: Page, page: Page, { day }: HalfDay): Promise<void> {
  await open(office, '/appointments')
  const row = office.getByTestId('appointments').getByRole('row').filter({ hasText: day })
  await row.getByTestId('confirm').click()
  await office.getByTestId('words').fill('请到三楼 2 号窗口')
  expect(await violations(office)).toEqual([])
  await office.getByTestId('decide-submit').click()
  await row.getByText('已确认').waitFor()
  expect(await violations(office)).toEqual([])
  await page.reload()
  await page.locator('[data-testid=appointment][data-state=confirmed]').waitFor()
  await page.getByText('请到三楼 2 号窗口').waitFor()
  await looksRight(page)
}
