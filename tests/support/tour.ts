// Every screen of the terminal in the order of a working day: one list for the pictures in docs/screens and for the axe matrix.
// A new screen is one more stop here; nothing is checked here, a stop only says how one gets there and away again.
import type { Page } from 'playwright-core'
import { band, CLERK, type E2eWorld, next, pressByHand, verdictOf } from './e2e-world.ts'
import { scanByKeyboard } from './typed.ts'

export type Guide = {
  readonly page: Page
  /** The printed code of a sample holder, or of an earlier printing of it. */
  physical(key: string, serial?: number): Promise<string>
  virtual(key: string): Promise<string>
}

export type Stop = {
  /** The picture's file name. */
  readonly name: string
  reach(guide: Guide): Promise<void>
  /** Back to the counter, ready for the next stop; without it the next stop follows from here. */
  leave?(guide: Guide): Promise<void>
}

export function guideOf(page: Page, world: E2eWorld): Guide {
  return {
    page,
    async physical(key, serial) {
      const code = await world.registry().physicalCode(world.card(key).card, serial)
      if (!code.ok) throw new Error(code.error.code)
      return code.value
    },
    async virtual(key) {
      const codes = await world.registry().virtualCodes(world.card(key).card, 1)
      if (!codes.ok) throw new Error(codes.error.code)
      return codes.value[0]?.token ?? ''
    },
  }
}

/** `at` is called at every stop, with the screen as it is there. */
export async function walk(guide: Guide, at: (name: string) => Promise<void>): Promise<void> {
  for (const stop of TOUR) {
    await stop.reach(guide)
    await at(stop.name)
    await stop.leave?.(guide)
  }
}

async function scan({ page }: Guide, code: string): Promise<void> {
  await scanByKeyboard(page, code)
  await verdictOf(page)
}

const toNext = async ({ page }: Guide): Promise<void> => await next(page)

/** A key, and the thing with this test id that it brings. */
const byKey =
  (key: string, testId: string) =>
  async ({ page }: Guide): Promise<void> => {
    await page.keyboard.press(key)
    // A dialog's root has no size of its own.
    await page.getByTestId(testId).waitFor({ state: 'attached' })
    await page.waitForTimeout(100)
  }

/** Esc, and what was open has gone. */
const escaping =
  (testId: string) =>
  async ({ page }: Guide): Promise<void> => {
    await page.keyboard.press('Escape')
    await page.getByTestId(testId).waitFor({ state: 'detached' })
  }

const record = async ({ page }: Guide): Promise<void> => {
  await pressByHand(page, 'Enter')
  await band(page, 'done-band').waitFor()
}

/** What a clerk who has signed in comes to see. */
export const TOUR: readonly Stop[] = [
  { name: 'ready', reach: async ({ page }) => await band(page, 'ready').waitFor() },
  { name: 'data-ages', reach: byKey('F7', 'data-dialog'), leave: escaping('data-dialog') },
  { name: 'elsewhere', reach: byKey('F6', 'elsewhere-dialog'), leave: escaping('elsewhere-dialog') },
  { name: 'look-up', reach: byKey('F3', 'look-up') },
  {
    name: 'look-up-found',
    async reach({ page }) {
      await page.getByTestId('look-up-text').fill('杨')
      await page.getByTestId('look-up-search').click()
      await page.getByTestId('look-up-1').waitFor()
    },
    leave: escaping('look-up'),
  },
  { name: 'devices', reach: byKey('F5', 'devices') },
  {
    name: 'scanner-set-up',
    async reach({ page }) {
      await page.getByTestId('open-wizard').click()
      await page.getByTestId('wizard-field').waitFor()
    },
    async leave(guide) {
      await escaping('scanner-wizard')(guide)
      await escaping('devices')(guide)
    },
  },
  { name: 'check-person', reach: async guide => await scan(guide, await guide.physical('li')) },
  { name: 'selected', reach: async ({ page }) => await pressByHand(page, '1') },
  { name: 'comment', reach: byKey('n', 'comment-dialog'), leave: escaping('comment-dialog') },
  { name: 'recorded', reach: record },
  {
    name: 'good',
    reach: async guide => await scan(guide, await guide.virtual('yang')),
    async leave(guide) {
      await pressByHand(guide.page, '1')
      await record(guide)
    },
  },
  {
    name: 'some-services',
    reach: async guide => await scan(guide, await guide.virtual('pu')),
    leave: toNext,
  },
  {
    name: 'cannot-judge',
    reach: async guide => await scan(guide, await guide.physical('yang', 7)),
    leave: toNext,
  },
  { name: 'no', reach: async guide => await scan(guide, await guide.physical('reissued', 1)) },
  { name: 'say', reach: byKey('s', 'say-dialog'), leave: escaping('say-dialog') },
  {
    name: 'refused',
    async reach({ page }) {
      await pressByHand(page, 'r')
      await band(page).waitFor({ state: 'detached' })
    },
    leave: toNext,
  },
  { name: 'not-ours', reach: async guide => await scan(guide, '134567890123456789'), leave: toNext },
  {
    name: 'scan-again',
    reach: async guide => await scan(guide, (await guide.physical('yang')).slice(0, 90)),
    leave: toNext,
  },
  {
    name: 'records',
    async reach({ page }) {
      await page.keyboard.press('F4')
      await page.getByTestId('record-1').waitFor()
    },
  },
  {
    name: 'record',
    async reach({ page }) {
      await page.getByTestId('record-1').click()
      await page.getByTestId('why').waitFor()
    },
  },
  {
    name: 'receipt',
    async reach({ page }) {
      await page.getByTestId('record-print').click()
      await page.getByTestId('receipt').first().waitFor()
    },
    leave: escaping('receipt-dialog'),
  },
  {
    name: 'void',
    async reach({ page }) {
      await page.getByTestId('record-void').click()
      await page.getByTestId('void-wrong-person').waitFor()
    },
    async leave(guide) {
      await escaping('void-dialog')(guide)
      await escaping('record-detail')(guide)
    },
  },
  {
    name: 'report',
    async reach({ page }) {
      await page.getByTestId('tab-report').click()
      await page.getByTestId('report').locator('canvas').first().waitFor()
    },
    async leave({ page }) {
      await page.keyboard.press('Escape')
      await band(page, 'ready').waitFor()
    },
  },
  { name: 'worklist', reach: byKey('F12', 'worklist'), leave: escaping('worklist') },
  { name: 'help', reach: byKey('F1', 'help-dialog') },
  {
    name: 'diagnostics',
    async reach({ page }) {
      await page.getByTestId('open-diagnostics').click()
      await page.getByTestId('diagnostics').getByText('journal.db').waitFor()
    },
    leave: escaping('diagnostics'),
  },
  { name: 'hand-over', reach: byKey('F9', 'sign-out-dialog') },
  {
    name: 'settings',
    async reach({ page }) {
      await page.getByTestId('manage-button').click()
      await page.getByTestId('settings-form').waitFor()
    },
  },
  {
    name: 'clerks',
    async reach({ page }) {
      await page.getByTestId('manage-clerks').click()
      await page.getByTestId('clerk-list').waitFor()
    },
  },
  {
    name: 'audit',
    async reach({ page }) {
      await page.getByTestId('manage-audit').click()
      await page.getByTestId('audit-list').waitFor()
    },
    leave: escaping('manage-dialog'),
  },
  {
    name: 'training',
    async reach(guide) {
      await byKey('F9', 'sign-out-dialog')(guide)
      await pressByHand(guide.page, 't')
      await guide.page.getByTestId('training-dialog').waitFor({ state: 'attached' })
    },
    async leave(guide) {
      await escaping('training-dialog')(guide)
      await byKey('F9', 'sign-out-dialog')(guide)
      await pressByHand(guide.page, 't')
      await guide.page.getByTestId('training-band').waitFor({ state: 'detached' })
    },
  },
  {
    name: 'locked',
    async reach(guide) {
      await byKey('F9', 'sign-out-dialog')(guide)
      await guide.page.getByTestId('lock-button').click()
      await guide.page.getByTestId('locked').waitFor()
    },
    async leave({ page }) {
      await page.getByTestId('unlock-pin').fill(CLERK.pin)
      await page.getByTestId('unlock-submit').click()
      await band(page, 'ready').waitFor()
    },
  },
]
