// A working day at a hospital's window, from the first holder to the report.
// In the order in which a clerk comes to see it; what was recorded at one stop is what a later one looks back on.
import { SAMPLE, SCANS } from '../../../renderer/scanner/setup/analyse.ts'
import { band, next, pressByHand } from '../e2e-world.ts'
import { scanByKeyboard } from '../typed.ts'
import {
  byKey,
  escaping,
  type Guide,
  physical,
  press,
  record,
  type Stop,
  scan,
  there,
  toNext,
  virtual,
  write,
} from './guide.ts'

export const BEFORE_THE_FIRST: readonly Stop[] = [
  { name: 'ready', reach: async ({ page }) => await band(page, 'ready').waitFor() },
  { name: 'data-ages', reach: byKey('F7', 'data-dialog'), leave: escaping('data-dialog') },
  { name: 'elsewhere', reach: byKey('F6', 'elsewhere-dialog'), leave: escaping('elsewhere-dialog') },
  { name: 'help', reach: byKey('F1', 'help-dialog') },
  {
    name: 'diagnostics',
    async reach(guide) {
      await press(guide, 'open-diagnostics')
      await guide.page.getByTestId('diagnostics').getByText('journal.db').waitFor()
    },
    leave: escaping('diagnostics'),
  },
  { name: 'devices', reach: byKey('F5', 'devices') },
  {
    name: 'scanner-set-up',
    async reach(guide) {
      await press(guide, 'open-wizard')
      await there(guide, 'wizard-field')
    },
  },
  {
    name: 'scanner-set-up-finding',
    async reach(guide) {
      for (let i = 0; i < SCANS; i++) {
        await scanByKeyboard(guide.page, SAMPLE, 6)
        await guide.page.waitForTimeout(700)
      }
      await guide.page.getByTestId('wizard-report').waitFor()
    },
    leave: escaping('scanner-wizard', 'devices'),
  },
]

const lookFor = async (guide: Guide, text: string): Promise<void> => {
  await write(guide, 'look-up-text', text)
  await guide.page.waitForTimeout(60)
  await guide.page.keyboard.press('Enter')
}

/** More than a clerk may look for in a short time (electron/look-up/allowance.ts). */
const TOO_MANY = 40

export const LOOK_UP: readonly Stop[] = [
  { name: 'look-up', reach: byKey('F3', 'look-up') },
  {
    name: 'look-up-found',
    async reach(guide) {
      await lookFor(guide, '杨')
      await guide.page.getByTestId('look-up-1').waitFor()
    },
  },
  {
    name: 'look-up-allow',
    async reach(guide) {
      const { page } = guide
      for (let i = 0; i < TOO_MANY; i++) {
        await page.getByTestId('look-up-text').fill('杨')
        await page.getByTestId('look-up-search').click()
        await page.waitForTimeout(40)
        if ((await page.getByTestId('look-up-allow').count()) > 0) break
      }
      await there(guide, 'look-up-allow-pin')
    },
    leave: escaping('look-up-allow'),
  },
]

/** The holder's display opens in a window of its own, and the clerk goes on at his. */
async function openHolderDisplay(guide: Guide): Promise<void> {
  const opened = guide.page.context().waitForEvent('page')
  await guide.page.keyboard.press('F10')
  guide.holder = await opened
  await guide.holder.setViewportSize({ width: 1280, height: 720 })
  await guide.page.bringToFront()
}

const shown = async (guide: Guide, kind: string): Promise<void> => {
  await guide.holder?.locator(`[data-testid=holder-screen][data-kind=${kind}]`).waitFor()
}

export const HOLDERS: readonly Stop[] = [
  {
    name: 'holder-idle',
    on: 'holder',
    async reach(guide) {
      await openHolderDisplay(guide)
      await shown(guide, 'idle')
    },
  },
  { name: 'check-person', reach: async guide => await scan(guide, await physical(guide, 'li')) },
  { name: 'refuse', reach: byKey('r', 'refuse-dialog'), leave: escaping('refuse-dialog') },
  { name: 'selected', reach: async ({ page }) => await pressByHand(page, '1') },
  {
    name: 'holder-serving',
    on: 'holder',
    async reach(guide) {
      await shown(guide, 'serving')
      await guide.holder?.getByText('就医绿色通道').waitFor()
    },
  },
  { name: 'comment', reach: byKey('n', 'comment-dialog'), leave: escaping('comment-dialog') },
  { name: 'recorded', reach: record },
  {
    name: 'holder-rating',
    on: 'holder',
    async reach(guide) {
      await shown(guide, 'done')
      await guide.holder?.getByTestId('grade-4').press('Enter')
      await guide.holder?.getByTestId('holder-comment').waitFor()
    },
  },
  {
    name: 'holder-thanks',
    on: 'holder',
    async reach(guide) {
      await guide.holder?.getByTestId('holder-send').press('Enter')
      await guide.holder?.getByTestId('holder-thanks').waitFor()
    },
    async leave({ page }) {
      await page.bringToFront()
    },
  },
  {
    name: 'good',
    reach: async guide => await scan(guide, await virtual(guide, 'yang')),
    async leave(guide) {
      await pressByHand(guide.page, '1')
      await record(guide)
    },
  },
  {
    name: 'some-services',
    reach: async guide => await scan(guide, await virtual(guide, 'pu')),
    leave: toNext,
  },
  {
    name: 'cannot-judge',
    reach: async guide => await scan(guide, await physical(guide, 'yang', 7)),
    leave: toNext,
  },
  { name: 'no', reach: async guide => await scan(guide, await physical(guide, 'reissued', 1)) },
  {
    name: 'holder-wait',
    on: 'holder',
    reach: async guide => await shown(guide, 'wait'),
    leave: async ({ page }) => await page.bringToFront(),
  },
  { name: 'say', reach: byKey('s', 'say-dialog'), leave: escaping('say-dialog') },
  {
    name: 'refused',
    async reach({ page }) {
      await pressByHand(page, 'r')
      await band(page).waitFor({ state: 'detached' })
    },
    async leave(guide) {
      await next(guide.page)
      await guide.holder?.close()
      guide.holder = null
    },
  },
  {
    name: 'not-ours',
    reach: async guide => await scan(guide, '134567890123456789'),
    leave: toNext,
  },
  {
    name: 'scan-again',
    reach: async guide => await scan(guide, (await physical(guide, 'yang')).slice(0, 90)),
    leave: toNext,
  },
]

const records = async (guide: Guide): Promise<void> => {
  await guide.page.keyboard.press('F4')
  await there(guide, 'record-1')
}

export const LOOKING_BACK: readonly Stop[] = [
  { name: 'records', reach: records },
  {
    name: 'record',
    async reach(guide) {
      await press(guide, 'record-1')
      await there(guide, 'why')
    },
  },
  {
    name: 'receipt',
    async reach(guide) {
      await press(guide, 'record-print')
      await there(guide, 'receipt')
    },
  },
  {
    name: 'receipt-again',
    async reach(guide) {
      // A browser's own print dialog would wait for somebody.
      await guide.page.evaluate(() => {
        window.print = () => undefined
      })
      await pressByHand(guide.page, 'Enter')
      await guide.page.getByTestId('receipt-dialog').getByTestId('receipt-copy').waitFor()
    },
    leave: escaping('receipt-dialog'),
  },
  {
    name: 'void',
    async reach(guide) {
      await press(guide, 'record-void')
      await there(guide, 'void-wrong-person')
    },
    leave: escaping('void-dialog', 'record-detail'),
  },
  {
    name: 'report',
    async reach(guide) {
      await press(guide, 'tab-report')
      await guide.page.getByTestId('report').locator('canvas').first().waitFor()
    },
    async leave({ page }) {
      await page.keyboard.press('Escape')
      await band(page, 'ready').waitFor()
    },
  },
]
