// How a change of the catalogue is made at the console, step by step as an official does it; for every test that tells of one.
// And the days: registry and terminals of this process read one clock, which is moved and goes on.
import type { Page } from 'playwright-core'
import { addDays, dateOf, dateStart } from '../../core/policy/calendar.ts'
import { open } from './console-world.ts'

/** A draft under a name of its own, open at its items; answers its address below /console. */
export async function beginDraft(page: Page, version: string): Promise<string> {
  await open(page, '/catalogue')
  await page.getByTestId('draft-begin').click()
  await page.getByTestId('draft-name').fill(version)
  await page.getByTestId('begin-draft-submit').click()
  await page.getByTestId('draft-state').waitFor()
  return new URL(page.url()).pathname.replace('/console', '')
}

/** Chooses an item in the list and waits for its form. */
export async function openItem(page: Page, id: string): Promise<void> {
  await page.getByTestId('part-items').click()
  await page.getByTestId(`item-${id}`).click()
  await page.locator(`[data-testid="item-${id}"][aria-current]`).waitFor()
}

export async function saveDraft(page: Page): Promise<void> {
  await page.getByTestId('draft-save').click()
  await page.locator('[data-testid=draft-state]:not(.warn)').waitFor()
}

/** Tries the draft on the records there are; what it found, as the page says it. */
export async function tryOut(page: Page): Promise<{ refusedNow: string; goodNow: string }> {
  await page.getByTestId('part-tried').click()
  await page.getByTestId('try-start').click()
  await page.locator('[data-testid=tried][data-current=true]').waitFor()
  return {
    refusedNow: (await page.getByTestId('refused-now').textContent()) ?? '',
    goodNow: (await page.getByTestId('good-now').textContent()) ?? '',
  }
}

/** Publishes the draft that is open; the page of the version is open then. */
export async function publish(page: Page, day: string, why: string): Promise<void> {
  await page.getByTestId('draft-publish').click()
  await page.getByTestId('publish-day').fill(day)
  await page.getByTestId('publish-why').fill(why)
  await page.getByTestId('publish-submit').click()
  await page.getByTestId('version-facts').waitFor()
}

export const tomorrow = (): string => addDays(dateOf(Date.now() / 1000), 1)

/** It is `seconds` after midnight of `date` in Asia/Shanghai, and time goes on from there. Answers the way back. */
export function moveClockTo(date: string, seconds: number): () => void {
  const real = Date.now
  const ahead = (dateStart(date) + seconds) * 1000 - real()
  Date.now = () => real() + ahead
  return () => {
    Date.now = real
  }
}
