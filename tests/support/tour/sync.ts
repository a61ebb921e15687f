// The sync screen and the worklist: runs, a registry that cannot be reached, files on a stick, a record that came back.
// The network is cut for one stop and back before the next.

import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pressByHand } from '../e2e-world.ts'
import { recordOfALaterProgram } from '../later-record.ts'
import { byKey, escaping, type Guide, type Stop, there } from './guide.ts'

/** F8 at the sync screen, and one run more, well or badly ended. */
async function runMore({ page }: Guide, ok: boolean): Promise<void> {
  const rows = page.getByTestId('sync-runs').locator('tbody tr')
  const before = await rows.count()
  await pressByHand(page, 'F8')
  await rows.nth(before).waitFor()
  await page.getByTestId('sync-runs').locator(`tbody tr:first-child[data-ok=${ok}]`).waitFor()
}

export const SYNC: readonly Stop[] = [
  {
    name: 'sync',
    async reach(guide) {
      await byKey('F11', 'sync-screen')(guide)
      await runMore(guide, true)
    },
  },
  {
    name: 'sync-unreachable',
    async reach(guide) {
      await guide.world.cutOff()
      await runMore(guide, false)
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
