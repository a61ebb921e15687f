// The sync screen and the worklist: runs, a registry that cannot be reached, files on a stick, a record that came back.
// The network is cut for one stop and back before the next.

import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { pressByHand } from '../e2e-world.ts'
import { recordOfALaterProgram, recordOfAnotherPast } from '../later-record.ts'
import { byKey, escaping, type Stop, there } from './guide.ts'

/** F8 at the sync screen, and one run more, well or badly ended. */
export async function runMore(page: Page, ok: boolean): Promise<void> {
  const rows = page.getByTestId('sync-runs').locator('tbody tr')
  const before = await rows.count()
  await pressByHand(page, 'F8')
  await rows.nth(before).waitFor()
  await page.getByTestId('sync-runs').locator(`tbody tr:first-child[data-ok=${ok}]`).waitFor()
}

/** By [L], and one line of them all. */
export async function threeLightRuns(page: Page): Promise<void> {
  const lines = page.getByTestId('sync-runs').locator('tbody tr[data-trigger=light]')
  for (const times of [1, 2, 3]) {
    await page.getByTestId('sync-light').and(page.locator(':enabled')).waitFor()
    await pressByHand(page, 'l')
    // The schedule's own may be among them.
    await lines
      .filter({ hasText: times === 1 ? /日间/ : new RegExp(`日间 ×([${times}-9]|\\d\\d)`) })
      .first()
      .waitFor()
  }
}

export const SYNC: readonly Stop[] = [
  {
    name: 'sync',
    async reach(guide) {
      await byKey('F11', 'sync-screen')(guide)
      await runMore(guide.page, true)
    },
  },
  {
    name: 'sync-unreachable',
    async reach(guide) {
      await guide.world.cutOff()
      await runMore(guide.page, false)
    },
    leave: async ({ world }) => await world.comeBack(),
  },
  {
    name: 'sealed-export',
    async reach(guide) {
      await pressByHand(guide.page, 'e')
      await there(guide, 'sealed-told')
    },
  },
  {
    name: 'sealed-refused',
    async reach({ page, world }) {
      const file = join(world.folder, 'holiday.xhc-down')
      writeFileSync(file, 'not a sealed file')
      await page.getByTestId('sealed-file').setInputFiles(file)
      await page.locator('.sync-told-bad').waitFor()
    },
    leave: escaping('sync-screen'),
  },
]

/** What stood by day, in lines, and what the registry says of this terminal's chain; read by a supervisor. */
export const CHAIN: readonly Stop[] = [
  {
    name: 'sync-by-day',
    async reach(guide) {
      await byKey('F11', 'sync-screen')(guide)
      await runMore(guide.page, true)
      await threeLightRuns(guide.page)
    },
  },
  {
    name: 'sync-notice',
    async reach(guide) {
      await recordOfAnotherPast(guide.world.registry(), guide.dataDir)
      await runMore(guide.page, true)
      await guide.page.locator('[data-testid=chain-notice][data-read=false]').waitFor()
    },
  },
  {
    name: 'sync-notice-read',
    async reach({ page }) {
      await pressByHand(page, '1')
      await page.locator('[data-testid=chain-notice][data-read=true]').waitFor()
    },
    leave: escaping('sync-screen'),
  },
]

export const WORKLIST: readonly Stop[] = [
  {
    name: 'worklist-empty',
    reach: byKey('F12', 'worklist'),
    leave: escaping('worklist'),
  },
  {
    name: 'worklist',
    async reach(guide) {
      const { page } = guide
      await recordOfALaterProgram(guide.dataDir)
      await pressByHand(page, 'F8')
      await page.getByTestId('rejected-button').waitFor()
      await byKey('F12', 'worklist')(guide)
      await page.locator('.worklist-row').waitFor()
    },
  },
  {
    name: 'worklist-support',
    async reach(guide) {
      await pressByHand(guide.page, '2')
      await guide.page.getByTestId('worklist-support').locator('pre').waitFor()
    },
    async leave({ page }) {
      await pressByHand(page, 'Escape')
      await page.getByTestId('worklist-support').waitFor({ state: 'detached' })
    },
  },
  {
    name: 'worklist-settle',
    async reach(guide) {
      await pressByHand(guide.page, '3')
      await there(guide, 'worklist-reason')
    },
  },
  {
    name: 'worklist-settled',
    async reach({ page }) {
      await page.getByTestId('worklist-reason').fill('已与登记中心电话核对')
      await pressByHand(page, 'Enter')
      await page.locator('.worklist-row[data-state=settled]').waitFor()
    },
    leave: escaping('worklist'),
  },
]
