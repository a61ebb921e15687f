// Who leads through the screens: the page, the world behind it, and a clerk's hands, which are on the keyboard alone.
// Nothing is checked here; what cannot be reached by keys is not reached, and the tour ends there.
import type { Page } from 'playwright-core'
import { band, type E2eWorld, next, pressByHand, verdictOf } from '../e2e-world.ts'
import { scanByKeyboard } from '../typed.ts'

export type Guide = {
  readonly page: Page
  readonly world: E2eWorld
  readonly dataDir: string
  /** The holder's own display, once it is open. */
  holder: Page | null
}

export type Stop = {
  /** The picture's file name. */
  readonly name: string
  reach(guide: Guide): Promise<void>
  /** Where it is seen, if not at the clerk's own page. */
  readonly on?: 'holder'
  /** Back to the counter, ready for the next stop; without it the next stop follows from here. */
  leave?(guide: Guide): Promise<void>
}

export async function physical({ world }: Guide, key: string, serial?: number): Promise<string> {
  const code = await world.registry().physicalCode(world.card(key).card, serial)
  if (!code.ok) throw new Error(code.error.code)
  return code.value
}

export async function virtual({ world }: Guide, key: string): Promise<string> {
  const codes = await world.registry().virtualCodes(world.card(key).card, 1, { lifetime: 300 })
  if (!codes.ok) throw new Error(codes.error.code)
  return codes.value[0]?.token ?? ''
}

export async function scan({ page }: Guide, code: string): Promise<void> {
  await scanByKeyboard(page, code)
  await verdictOf(page)
}

export const toNext = async ({ page }: Guide): Promise<void> => await next(page)

export const record = async ({ page }: Guide): Promise<void> => {
  await pressByHand(page, 'Enter')
  await band(page, 'done-band').waitFor()
}

/** What is there once it has come: a dialog's root has no size of its own. */
export async function there({ page }: Guide, testId: string): Promise<void> {
  await page.getByTestId(testId).first().waitFor({ state: 'attached' })
  await page.waitForTimeout(120)
}

/** A key, and the thing with this test id that it brings. */
export const byKey =
  (key: string, testId: string) =>
  async (guide: Guide): Promise<void> => {
    await guide.page.keyboard.press(key)
    await there(guide, testId)
  }

/** Esc, and what was open has gone. */
export const escaping =
  (...testIds: readonly string[]) =>
  async ({ page }: Guide): Promise<void> => {
    for (const testId of testIds) {
      await page.waitForTimeout(60)
      await page.keyboard.press('Escape')
      await page.getByTestId(testId).waitFor({ state: 'detached' })
    }
  }

const MOST_TABS = 120

/** Tab until the control has the focus. */
export async function tabTo({ page }: Guide, testId: string): Promise<void> {
  await page.getByTestId(testId).first().waitFor()
  for (let tabs = 0; tabs < MOST_TABS; tabs++) {
    const there = await page.evaluate(
      id => document.activeElement?.closest(`[data-testid="${id}"]`) != null,
      testId,
    )
    if (there) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`${testId} cannot be reached by Tab`)
}

/** A button worked by keys: Tab to it, and Enter. */
export async function press(guide: Guide, testId: string, key: 'Enter' | 'Space' = 'Enter'): Promise<void> {
  await tabTo(guide, testId)
  await guide.page.waitForTimeout(60)
  await guide.page.keyboard.press(key)
}

/** A field reached by Tab; its text comes at once, which is what a test saves time by. */
export async function write(guide: Guide, testId: string, text: string): Promise<void> {
  await tabTo(guide, testId)
  await guide.page.getByTestId(testId).fill(text)
}

/** F9, and one of its keys. */
export const leaveBy =
  (key: string, testId: string) =>
  async (guide: Guide): Promise<void> => {
    await byKey('F9', 'sign-out-dialog')(guide)
    await pressByHand(guide.page, key)
    await there(guide, testId)
  }
