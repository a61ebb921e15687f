import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runCommand } from '../../registry/commands/run.ts'
import { openApp } from '../support/app-under-test.ts'
import { band, CLERK, type E2eWorld, e2eWorld, pressByHand, signIn, verdictOf } from '../support/e2e-world.ts'
import { fillDisk, makeRoom } from '../support/full-disk.ts'
import { recordOfAnotherPast } from '../support/later-record.ts'
import { runMore, threeLightRuns } from '../support/tour/sync.ts'
import { scanByKeyboard } from '../support/typed.ts'
import { physicalCode } from '../support/visits.ts'

let world: E2eWorld
beforeAll(async () => {
  world = await e2eWorld()
})
afterAll(() => world.end())

/** Listed by id, not by age: a new one is the one that was not there. */
const terminalIds = async (): Promise<string[]> =>
  (await world.registry().terminals()).map(t => String(t['id']))

describe('the sync screen', () => {
  it('opens with one key, tells ages and runs, updates with another, and is left with a third', async () => {
    const { page, close } = await world.open()
    await pressByHand(page, 'F11')
    const screen = page.getByTestId('sync-screen')
    await screen.waitFor()
    await page.locator('[data-age=holders][data-state=fresh]').waitFor()
    await page.locator('[data-age=keyList] .sync-as-of').getByText('截至').waitFor()
    const rows = page.getByTestId('sync-runs').locator('tbody tr')
    await rows.first().waitFor()
    const before = await rows.count()
    await pressByHand(page, 'F8')
    await expect.poll(() => rows.count(), { timeout: 15_000 }).toBe(before + 1)
    await expect.poll(() => rows.first().textContent()).toContain('手动')
    await expect.poll(() => rows.first().getAttribute('data-ok')).toBe('true')

    await world.cutOff()
    await pressByHand(page, 'F8')
    await expect.poll(() => rows.count(), { timeout: 20_000 }).toBe(before + 2)
    await expect.poll(() => rows.first().textContent()).toContain('连不上登记中心')
    await page.getByText('之后自动再试').waitFor()
    await page.getByTestId('language-toggle').evaluate((button: HTMLElement) => button.click())
    await page.getByText('The registry cannot be reached').first().waitFor()
    await page.getByTestId('language-toggle').evaluate((button: HTMLElement) => button.click())
    await pressByHand(page, 'Escape')
    await screen.waitFor({ state: 'detached' })
    await band(page, 'ready').waitFor()
    await world.comeBack()
    await close()
  })
})

describe('what the registry says of this terminal’s chain', () => {
  it('stands on the counter and on the sync screen until a supervisor has read it, and stays listed with who did', async () => {
    const before = await terminalIds()
    const { page, dataDir, close } = await world.open()
    const id = (await terminalIds()).find(one => !before.includes(one)) ?? ''
    await recordOfAnotherPast(world.registry(), dataDir)
    const told = page.getByTestId('notices-button').getByText('登记中心通知 1')
    await expect
      .poll(
        async () => {
          await pressByHand(page, 'F8')
          return await told.count()
        },
        { timeout: 30_000 },
      )
      .toBe(1)
    const notice = page.getByTestId('chain-notice')
    await pressByHand(page, 'F9', 'Enter')
    await page.getByTestId('signin-number').waitFor()
    await pressByHand(page, 'F11')
    await notice.getByText('请组长看过后标为已读').waitFor()
    await pressByHand(page, '1', 'Escape')
    await notice.waitFor({ state: 'detached' })

    await signIn(page)
    await told.waitFor()
    await pressByHand(page, 'F11')
    await notice.and(page.getByRole('alert')).getByText('登记中心有本机已经没有的记录：第 1 条').waitFor()
    await pressByHand(page, '1')
    await notice.getByText(`${CLERK.number} 已读`).waitFor()
    await page.getByTestId('notices-button').waitFor({ state: 'detached' })
    await page.getByTestId('language-toggle').evaluate((button: HTMLElement) => button.click())
    await notice.getByText(`Read by ${CLERK.number}`).waitFor()
    await page.getByTestId('language-toggle').evaluate((button: HTMLElement) => button.click())
    await pressByHand(page, 'Escape')
    await close()
    // Settled at the window alone: the registry keeps what it saw until the office settles it.
    const open = await world
      .registry()
      .worklist.list({ items: null, kind: 'removal', state: 'open', site: null }, 0)
    expect(open).toMatchObject([{ terminal: id, sequence: 1 }])
  })
})

describe('light runs', () => {
  it('of a day stand in one line, with how often and the longest; a whole run begins another', async () => {
    const { page, close } = await world.open()
    await pressByHand(page, 'F11')
    await threeLightRuns(page)
    const line = page.getByTestId('sync-runs').locator('tbody tr[data-trigger=light]')
    await line.getByText(/^日间 ×\d+$/).waitFor()
    await line.getByText(/^.+ 至 \d\d:\d\d$/).waitFor()
    await line.getByText(/^≤ \d+\.\d 秒$/).waitFor()
    await runMore(page, true)
    await page.getByTestId('sync-light').and(page.locator(':enabled')).waitFor()
    await pressByHand(page, 'l')
    await expect.poll(() => line.count()).toBe(2)
    await close()
  })
})

describe('a window without network', () => {
  it('exports to a stick and imports from one, on the sync screen, and is told when a file is the same again', async () => {
    const before = await terminalIds()
    const { page, close } = await world.open()
    const id = (await terminalIds()).find(one => !before.includes(one)) ?? ''
    const down = join(world.folder, 'for-the-window.xhc-down')
    const given = await runCommand(
      world.registry(),
      ['sealed', 'export', '--terminal', id, '--out', down],
      '/',
    )
    expect(given).toMatchObject({ exit: 0, err: '' })
    await pressByHand(page, 'F11')
    const told = page.getByTestId('sealed-told')
    const saved = page.waitForEvent('download')
    await pressByHand(page, 'e')
    const download = await saved
    expect(download.suggestedFilename()).toBe(`${id}-1.xhc-up`)
    await told.getByText('已导出 0 条记录').waitFor()
    const up = join(world.folder, 'from-the-window.xhc-up')
    await download.saveAs(up)
    expect(
      await runCommand(world.registry(), ['sealed', 'import', up, '--out', join(world.folder, 'x')], '/'),
    ).toMatchObject({
      exit: 0,
    })

    await page.getByTestId('sealed-file').setInputFiles(down)
    await told.getByText('已导入').waitFor()
    await page.getByTestId('sync-runs').locator('tbody tr').first().getByText('存储盘').waitFor()
    await page.getByTestId('sealed-file').setInputFiles(down)
    await told.getByText('已经导入过了').waitFor()
    await page.getByTestId('sealed-file').setInputFiles(up)
    await told.getByText('要交给登记中心').waitFor()
    await close()
  })
})

describe('a terminal whose journal key is gone', () => {
  it('says so on its screen, and opens with the code that the registry reads out', async () => {
    const before = await terminalIds()
    const opened = await world.open()
    const id = (await terminalIds()).find(one => !before.includes(one)) ?? ''
    const { dataDir } = opened
    await opened.close()
    rmSync(join(dataDir, 'keys', 'journal.key'))

    const { page, close } = await openApp({ dataDir })
    await page.getByTestId('blocked').waitFor()
    await page.getByText('找不到数据文件的密钥').waitFor()
    await page.getByTestId('recovery-code').fill('0000-0000')
    await page.getByTestId('recover').click()
    await page.getByTestId('problem').getByText('恢复码不对').waitFor()

    const given = await runCommand(world.registry(), ['terminal', 'recovery-code', id, '--json'], '/')
    expect(given).toMatchObject({ exit: 0, err: '' })
    await page.getByTestId('recovery-code').fill((JSON.parse(given.out) as { code: string }).code)
    await page.getByTestId('recover').click()
    await signIn(page)
    await band(page, 'ready').waitFor()
    await close()
  })
})

describe('a disk that is full', () => {
  it('stops the window in full, works nothing behind the alarm, and gives the same holder back when there is room', async () => {
    const { page, dataDir, close } = await world.open()
    await scanByKeyboard(page, await physicalCode(world, 'yang'))
    await verdictOf(page)
    await pressByHand(page, '1')
    await fillDisk(dataDir)
    await pressByHand(page, 'Enter')
    const alarm = page.getByTestId('alarm')
    await alarm.locator('[data-alarm=disk-full]').waitFor()
    await alarm.getByText('腾出空间后').waitFor()
    expect(await page.getByTestId('done-band').count()).toBe(0)

    // Keys, Tab and the next card find nothing to work.
    await pressByHand(page, 'Escape', 'F9', 'F4', 'Tab', 'Tab', 'Enter')
    await scanByKeyboard(page, await physicalCode(world, 'li'))
    expect(await page.evaluate(() => document.activeElement?.matches('button, input, select'))).toBe(false)
    expect(await page.locator('[role=dialog]').count()).toBe(0)
    await band(page).getByText('需核对本人').waitFor()

    await makeRoom(dataDir)
    await alarm.waitFor({ state: 'detached', timeout: 15_000 })
    expect(await page.getByTestId('holder-name').textContent()).toBe('杨*芳')
    await pressByHand(page, 'Enter')
    await band(page, 'done-band').getByText('已记录').waitFor()
    await close()
  })
})
