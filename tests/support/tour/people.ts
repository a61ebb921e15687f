// The people at a window: training, settings, clerks, a badge, the audit, locking, taking over, a supervisor's word.
// It ends with another clerk at work, whom the supervisor helps out with his PIN.
import { band, CLERK, pressByHand, update } from '../e2e-world.ts'
import { scanByKeyboard } from '../typed.ts'
import {
  byKey,
  escaping,
  type Guide,
  leaveBy,
  physical,
  press,
  type Stop,
  scan,
  tabTo,
  there,
  toNext,
  write,
} from './guide.ts'

const NEW_CLERK = { number: '0500', name: '罗志强', firstPin: '628318', pin: '415926' } as const

export const TRAINING: readonly Stop[] = [
  { name: 'training', reach: leaveBy('t', 'training-dialog'), leave: escaping('training-dialog') },
  {
    name: 'training-verdict',
    reach: async guide => await scan(guide, guide.world.registry().specimenCode(2).token),
    leave: toNext,
  },
  {
    name: 'training-real-card',
    async reach(guide) {
      await scanByKeyboard(guide.page, await physical(guide, 'yang'))
      await guide.page.getByText('真卡不在这里核验').waitFor()
    },
    async leave(guide) {
      await byKey('F9', 'sign-out-dialog')(guide)
      await pressByHand(guide.page, 't')
      await guide.page.getByTestId('training-band').waitFor({ state: 'detached' })
    },
  },
]

const addClerk = async (guide: Guide): Promise<void> => {
  await write(guide, 'clerk-number-field', NEW_CLERK.number)
  await write(guide, 'clerk-name-field', NEW_CLERK.name)
  await write(guide, 'clerk-pin-field', NEW_CLERK.firstPin)
}

export const MANAGING: readonly Stop[] = [
  { name: 'hand-over', reach: byKey('F9', 'sign-out-dialog') },
  {
    name: 'settings',
    async reach(guide) {
      await pressByHand(guide.page, 'm')
      await there(guide, 'settings-form')
    },
  },
  {
    name: 'own-pin',
    async reach(guide) {
      await press(guide, 'manage-pin')
      await there(guide, 'new-pin')
    },
  },
  {
    name: 'clerk-new',
    async reach(guide) {
      await press(guide, 'manage-clerks')
      await press(guide, 'clerk-add')
      await addClerk(guide)
    },
  },
  {
    name: 'clerks',
    async reach(guide) {
      await press(guide, 'clerk-form-submit')
      await there(guide, `clerk-${NEW_CLERK.number}`)
    },
  },
  {
    name: 'badge',
    async reach(guide) {
      await press(guide, `clerk-badge-${NEW_CLERK.number}`)
      await there(guide, 'badge-sheet')
    },
  },
  {
    name: 'audit',
    async reach(guide) {
      await press(guide, 'manage-audit')
      await guide.page.locator('[data-testid=audit-list] tr[data-act]').first().waitFor()
    },
    leave: escaping('manage-dialog'),
  },
]

/** As it came from the registry with the last sync: his number from the badge, the PIN from him. */
const BADGED = { number: '7002', name: '李建国', firstPin: '628318' } as const

async function badgeFromRegistry({ page, world }: Guide): Promise<string> {
  const registry = world.registry()
  const siteId = 'people-hospital'
  await registry.addClerk({ siteId, role: 'clerk', ...BADGED })
  const badge = await registry.issueBadge(siteId, BADGED.number)
  if (!badge.ok) throw new Error(badge.error.code)
  await update(page)
  await pressByHand(page, 'Escape')
  return badge.value
}
let badge = ''

export const LEAVING: readonly Stop[] = [
  {
    name: 'locked',
    async reach(guide) {
      badge = await badgeFromRegistry(guide)
      await leaveBy('l', 'locked')(guide)
    },
    async leave({ page }) {
      await page.waitForTimeout(200)
      await page.keyboard.type(CLERK.pin, { delay: 110 })
      await page.keyboard.press('Enter')
      await band(page, 'ready').waitFor()
    },
  },
  {
    name: 'take-over-badge',
    async reach(guide) {
      const { page } = guide
      await leaveBy('h', 'signin-number')(guide)
      await scanByKeyboard(page, badge)
      await page.locator(`[data-testid=signin-number][value="${BADGED.number}"]`).waitFor()
    },
  },
  {
    name: 'new-pin',
    async reach(guide) {
      await write(guide, 'signin-number', NEW_CLERK.number)
      await write(guide, 'signin-pin', NEW_CLERK.firstPin)
      await press(guide, 'signin-submit')
      await there(guide, 'new-pin')
    },
    async leave(guide) {
      await write(guide, 'pin-old', NEW_CLERK.firstPin)
      await write(guide, 'pin-next', NEW_CLERK.pin)
      await write(guide, 'pin-again', NEW_CLERK.pin)
      await press(guide, 'pin-submit')
      await band(guide.page, 'ready').waitFor()
    },
  },
]

export const OVERRIDE: readonly Stop[] = [
  {
    name: 'override-service',
    async reach(guide) {
      await scan(guide, await physical(guide, 'yang', 9))
      await pressByHand(guide.page, 'v')
      await there(guide, 'override-1.1')
    },
  },
  {
    name: 'override-ground',
    async reach(guide) {
      await pressByHand(guide.page, '1')
      await there(guide, 'override-papers-seen')
    },
  },
  {
    name: 'override-word',
    async reach(guide) {
      await pressByHand(guide.page, '2')
      await there(guide, 'override-person')
    },
  },
  {
    name: 'overridden',
    async reach(guide) {
      const { page } = guide
      await pressByHand(page, ' ')
      await write(guide, 'override-text', '认定文件原件')
      await write(guide, 'override-number', CLERK.number)
      await tabTo(guide, 'override-pin')
      await page.getByTestId('override-pin').fill(CLERK.pin)
      await pressByHand(page, 'Enter')
      await band(page, 'done-band').waitFor()
      await byKey('F4', 'records-table')(guide)
      await page.getByTestId('records-table').getByText('组长放行').waitFor()
    },
  },
  {
    name: 'overridden-record',
    async reach(guide) {
      await guide.page.getByTestId('records-table').locator('button').first().press('Enter')
      await there(guide, 'why')
    },
    leave: escaping('record-detail'),
  },
]
