// What a site's policy and this terminal's settings do at the window, in a real browser: full screen, receipts, paper.
import { PNG } from 'pngjs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { HOSPITAL } from '../../scripts/demo/world.ts'
import type { AppUnderTest } from '../support/app-under-test.ts'
import { axeComplaints } from '../support/axe.ts'
import { consoleClient, staffMember } from '../support/console-client.ts'
import {
  band,
  CLERK,
  type E2eWorld,
  e2eWorld,
  pressByHand,
  typeByHand,
  update,
  verdictOf,
} from '../support/e2e-world.ts'
import { scanByKeyboard } from '../support/typed.ts'
import { physicalCode } from '../support/visits.ts'

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

const physical = (key: string): Promise<string> => physicalCode(world, key)

test('full screen is entered by its switch, kept over Escape, and left with a supervisor’s PIN', async () => {
  const { page } = app
  const does = page.getByTestId('kiosk-switch')
  const isFull = () => page.evaluate(() => document.fullscreenElement !== null)
  expect(await does.count()).toBe(0)
  await pressByHand(page, 'F9', 'm')
  await page.getByTestId('setting-kiosk-true').click()
  await page.locator('[data-testid=kiosk-switch][data-does=enter]').waitFor()
  await pressByHand(page, 'Escape')
  expect(await axeComplaints(page)).toEqual([])
  await does.click()
  await page.locator('[data-testid=kiosk-switch][data-does=leave]').waitFor()
  expect(await isFull()).toBe(true)
  // The counter's "next holder" is not the browser's "leave full screen".
  await scanByKeyboard(page, await physical('yang'))
  await verdictOf(page)
  await pressByHand(page, 'Escape')
  await band(page, 'ready').waitFor()
  expect(await isFull()).toBe(true)
  await pressByHand(page, 'F9', 'f')
  await page.locator('#kiosk-number').waitFor()
  expect(await axeComplaints(page)).toEqual([])
  await typeByHand(page, CLERK.number)
  await typeByHand(page, CLERK.pin)
  await page.locator('[data-testid=kiosk-switch][data-does=back]').waitFor()
  await expect.poll(isFull).toBe(false)
  await pressByHand(page, 'F9', 'f')
  await page.locator('[data-testid=kiosk-switch][data-does=leave]').waitFor()
  // A browser can always be left by its own means: then the switch says so, and support finds it.
  await page.evaluate(() => document.exitFullscreen())
  await page.locator('[data-testid=kiosk-switch][data-does=enter]').waitFor()
  await pressByHand(page, 'F9', 'm')
  await page.getByTestId('setting-kiosk-false').click()
  await does.waitFor({ state: 'detached' })
  await pressByHand(page, 'Escape')
})

/** The first tile, for the person who was looked at. */
async function serveFirst(key: string): Promise<void> {
  const { page } = app
  await scanByKeyboard(page, await physical(key))
  await verdictOf(page)
  await pressByHand(page, '1', 'Enter')
  await band(page, 'done-band').waitFor()
}

async function receiptPolicy(receipt: 'off' | 'offer' | 'always'): Promise<void> {
  const office = await consoleClient(world.served().url, await staffMember(world.registry(), 'office'))
  const set = await office.call('sites.setPolicy', { id: HOSPITAL.id, changes: { receipt }, why: '节约用纸' })
  expect(set).toMatchObject({ ok: true })
  await update(app.page)
}

test('a receipt is offered after recording, on the paper that was used last; the choice is the terminal’s, not the browser’s', async () => {
  const { page } = app
  // What an older program left in the browser is adopted once.
  await page.evaluate(() => localStorage.setItem('huicai.paper', '58mm'))
  await page.reload()
  await band(page, 'ready').waitFor()
  await expect.poll(() => page.evaluate(() => localStorage.getItem('huicai.paper'))).toBeNull()
  await serveFirst('pu')
  await page.keyboard.press('*')
  await page.getByTestId('receipt-print').waitFor()
  await expect.poll(() => page.getByTestId('print-paper').inputValue()).toBe('58mm')
  await page.getByTestId('print-paper').selectOption('80mm')
  await pressByHand(page, 'Escape')
  await page.reload()
  await band(page, 'ready').waitFor()
  await serveFirst('yang')
  await page.getByTestId('receipt-button').click()
  await page.getByTestId('receipt-print').waitFor()
  await expect.poll(() => page.getByTestId('print-paper').inputValue()).toBe('80mm')
  await pressByHand(page, 'Escape')
})

test('by the site’s policy a receipt comes up by itself, or not at all', async () => {
  const { page } = app
  await receiptPolicy('always')
  await serveFirst('pu')
  await page.getByTestId('receipt-print').waitFor()
  // The next holder does not wait for paper.
  await scanByKeyboard(page, await physical('yang'))
  await verdictOf(page)
  await page.getByTestId('receipt-print').waitFor({ state: 'detached' })
  await pressByHand(page, 'Escape')
  await receiptPolicy('off')
  await serveFirst('pu')
  expect(await page.getByTestId('receipt-button').count()).toBe(0)
  await page.keyboard.press('*')
  expect(await page.getByTestId('receipt-print').count()).toBe(0)
  await pressByHand(page, 'F4')
  await page.getByTestId('record-1').click()
  await page.getByTestId('record-detail-close').waitFor()
  expect(await page.getByTestId('record-print').count()).toBe(0)
  await pressByHand(page, 'Escape', 'Escape')
  await band(page, 'ready').waitFor()
})

test('where the host prints by itself, every receipt is on its way at once; the next holder is served meanwhile', async () => {
  const { page } = app
  const jobs: { readonly job: unknown; readonly paper: string }[] = []
  let answer = { ok: true, value: null } as object
  let release = () => {}
  const direct = { ok: true, value: { way: 'direct', printers: [{ name: 'POS-80', label: 'POS-80' }] } }
  await page.route('**/api/print.printers', route => route.fulfill({ json: direct }))
  await page.route('**/api/print.page', async route => {
    const done = new Promise<void>(resolve => {
      release = resolve
    })
    const paper = await page.getByTestId('print-document').textContent()
    jobs.push({ job: route.request().postDataJSON(), paper: paper ?? '' })
    await done
    await route.fulfill({ json: answer })
  })
  await receiptPolicy('always')
  await serveFirst('pu')
  await expect.poll(() => jobs).toMatchObject([{ job: { silent: true, printer: null, paper: '80mm' } }])
  expect(jobs[0]?.paper).toContain('惠才卡服务凭条')
  expect(jobs[0]?.paper).not.toContain('补打')
  await band(page, 'done-band').getByText('正在打印凭条').waitFor()
  // The printer is slow, and nobody waits for it: the next is served, and has his own after the first.
  await serveFirst('yang')
  expect(jobs).toHaveLength(1)
  release()
  await expect.poll(() => jobs).toHaveLength(2)
  expect(await page.getByTestId('receipt-dialog').count()).toBe(0)
  answer = { ok: false, error: { code: 'printer-failed', id: 'paper' } }
  release()
  await page.getByTestId('notice').getByText('没有打印成功').waitFor()
  // What did not come out is printed by hand, marked as the second print that it is.
  await page.keyboard.press('*')
  await page.getByTestId('receipt-dialog').getByTestId('receipt-copy').getByText('补打').waitFor()
  await pressByHand(page, 'Escape')
  await page.unroute('**/api/print.printers')
  await page.unroute('**/api/print.page')
  await receiptPolicy('offer')
})

test('the holder’s picture comes to the strip, and is gone with the next holder; without network the verdict stands alone', async () => {
  const { page } = app
  const picture = PNG.sync.write(new PNG({ width: 30, height: 40 }))
  const { office } = world.registry()
  expect(await office.putPhoto(world.card('pu').card, picture, 'test')).toMatchObject({ ok: true })
  const shown = page.getByTestId('holder-photo')
  await scanByKeyboard(page, await physical('pu'))
  await shown.waitFor()
  await expect.poll(() => shown.evaluate(img => (img as HTMLImageElement).naturalHeight)).toBe(40)
  expect(await axeComplaints(page)).toEqual([])
  await scanByKeyboard(page, await physical('yang'))
  await page.getByTestId('holder-name').getByText('杨*芳').waitFor()
  await shown.waitFor({ state: 'detached' })
  const pu = await physical('pu')
  await world.cutOff()
  await scanByKeyboard(page, pu)
  await page.getByTestId('holder-name').getByText('普*').waitFor()
  await shown.waitFor({ state: 'detached' })
  await world.comeBack()
  await pressByHand(page, 'Escape')
  await band(page, 'ready').waitFor()
})

test('where the machine has no voice of its own, the window says so, and its sounds are as distinct as ever', async () => {
  const { page } = app
  await pressByHand(page, 'F5')
  await page.getByTestId('devices-speech').click()
  const line = page.locator('[data-testid=speech-state][data-state=no-voice]')
  await line.waitFor()
  await expect.poll(() => line.textContent()).toContain('没有')
  // Each outcome and the recorded service has one to try, and no verdict waits for a voice.
  await expect.poll(() => page.locator('.device-sounds li').count()).toBe(8)
  await page.getByTestId('devices-speech').click()
  await pressByHand(page, 'Escape')
})
