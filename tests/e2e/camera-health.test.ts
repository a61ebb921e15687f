// The camera at the counter: chosen, unplugged, busy, forbidden, black, still; each said plainly, each mended by itself.
// The cameras are stood in for at getUserMedia and enumerateDevices; everything behind is the app's own.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AppUnderTest } from '../support/app-under-test.ts'
import { band, type E2eWorld, e2eWorld, verdictOf } from '../support/e2e-world.ts'
import { standInCameras } from '../support/stand-in-cameras.ts'
import { scanByKeyboard } from '../support/typed.ts'

let world: E2eWorld
let app: AppUnderTest
let page: Page
beforeAll(async () => {
  world = await e2eWorld()
  app = await world.open(undefined, [], standInCameras)
  page = app.page
})
afterAll(async () => {
  await app?.close()
  await world.end()
})

const camera = (state: string, picture?: string) =>
  page
    .locator(
      `[data-testid=camera][data-state=${state}]${picture === undefined ? '' : `[data-picture=${picture}]`}`,
    )
    .waitFor({ timeout: 15_000 })
const words = () => page.getByTestId('camera').textContent()

test('a camera that is unplugged is said to be, the scanner goes on, and it opens again when it is plugged in', async () => {
  await camera('live', 'good')
  await page.evaluate(() => window.cameras.unplug('desk'))
  await camera('failed')
  expect(await words()).toContain('断开')
  const code = await world.registry().physicalCode(world.card('yang').card)
  await scanByKeyboard(page, code.ok ? code.value : '')
  expect((await verdictOf(page)).outcome).toBe('check-person')
  await page.keyboard.press('Escape')
  await band(page, 'ready').waitFor()
  await page.evaluate(() => window.cameras.plug('desk', 'Desk camera'))
  await camera('live', 'good')
})

test('a camera that another program holds is tried again until it is free', async () => {
  await page.evaluate(() => {
    window.cameras.fail('NotReadableError', 'Could not start video source')
    window.cameras.unplug('desk')
    window.cameras.plug('desk', 'Desk camera')
  })
  await camera('busy')
  expect(await words()).toContain('占用')
  await page.evaluate(() => window.cameras.fail(null))
  await camera('live')
})

test('a camera that the system forbids says where to allow it, one that the browser forbids says so', async () => {
  await page.evaluate(() => {
    window.cameras.fail('NotAllowedError', 'Permission denied by system')
    window.cameras.unplug('desk')
    window.cameras.plug('desk', 'Desk camera')
  })
  await camera('denied')
  expect(await words()).toContain('Windows')
  await page.evaluate(() => window.cameras.fail('NotAllowedError', 'Permission denied'))
  await page.getByTestId('camera').getByRole('button').click()
  await expect.poll(words).toContain('地址栏')
  await page.evaluate(() => window.cameras.fail(null))
  await page.getByTestId('camera').getByRole('button').click()
  await camera('live')
})

test('no camera at all is said, and the first one plugged in is used', async () => {
  await page.evaluate(() => window.cameras.unplug('desk'))
  await camera('failed')
  await page.getByTestId('camera').getByRole('button').click()
  await camera('no-camera')
  await page.evaluate(() => window.cameras.plug('desk', 'Desk camera'))
  await camera('live')
})

test('a black picture and one that stands still are noticed, and forgotten when they are over', async () => {
  await page.evaluate(() => window.cameras.paint('black'))
  await camera('live', 'dark')
  expect(await words()).toContain('全黑')
  await page.evaluate(() => window.cameras.paint('moving'))
  await camera('live', 'good')
  await page.evaluate(() => window.cameras.paint('still'))
  await camera('live', 'frozen')
  expect(await words()).toContain('不动')
  await page.evaluate(() => window.cameras.paint('moving'))
  await camera('live', 'good')
})

test('lamp and zoom are worked where the camera has them', async () => {
  await page.getByTestId('camera-torch').click()
  await page.getByTestId('camera-zoom-in').click()
  await expect
    .poll(() => page.evaluate(() => window.cameras.applied()))
    .toEqual([{ torch: true }, { zoom: 1.5 }])
})
