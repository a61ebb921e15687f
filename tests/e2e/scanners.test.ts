// Scanners of every kind at the counter: typing at any pace, reading ID cards, on a serial port; and their set-up.
// Keys are real key events; the serial port is stood in for at navigator.serial.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { SAMPLE } from '../../renderer/scanner/setup/analyse.ts'
import type { AppUnderTest } from '../support/app-under-test.ts'
import { axeComplaints } from '../support/axe.ts'
import { type E2eWorld, e2eWorld, next, verdictOf } from '../support/e2e-world.ts'
import { standInSerial } from '../support/stand-in-serial.ts'
import { scanByKeyboard, scanThroughInputMethod } from '../support/typed.ts'
import { physicalCode } from '../support/visits.ts'

let world: E2eWorld
let app: AppUnderTest
let page: Page
beforeAll(async () => {
  world = await e2eWorld()
  app = await world.open(undefined, [], standInSerial)
  await app.page.evaluate(standInVoice)
  page = app.page
  page.setDefaultTimeout(10_000)
})
afterAll(async () => {
  await app?.close()
  await world.end()
})

/** What the machine's one voice was asked to say; the page's own choice of voices is not stood in for. */
function standInVoice(): void {
  const said: string[] = []
  Object.assign(window, { said })
  const voice = { lang: 'zh-CN', localService: true, name: 'own', default: true, voiceURI: 'own' }
  speechSynthesis.getVoices = () => [voice]
  speechSynthesis.speak = ({ text }) => void said.push(text)
  Object.defineProperty(SpeechSynthesisUtterance.prototype, 'voice', {
    set: () => undefined,
    configurable: true,
  })
  speechSynthesis.dispatchEvent(new Event('voiceschanged'))
}
const said = () => page.evaluate(() => (window as unknown as { said: string[] }).said)

const physical = (key: string): Promise<string> => physicalCode(world, key)
const bytesOf = (text: string): number[] => [...new TextEncoder().encode(text)]

describe('a scanner that types', () => {
  test.each([1, 2, 5, 10, 20])('at %i ms per key is read whole', async msPerKey => {
    await scanByKeyboard(page, await physical('yang'), msPerKey)
    expect(await verdictOf(page)).toEqual({ outcome: 'check-person', reason: 'P-10' })
    await next(page)
  })

  test('and fires twice shows one verdict, and a second firing changes nothing that was chosen', async () => {
    const code = await physical('yang')
    await scanByKeyboard(page, code)
    await verdictOf(page)
    await page.waitForTimeout(450)
    await page.keyboard.press('1')
    await page.waitForTimeout(400)
    await scanByKeyboard(page, code)
    await page.waitForTimeout(400)
    expect(await verdictOf(page)).toEqual({ outcome: 'check-person', reason: 'P-10' })
    await expect.poll(() => page.locator('[data-testid="tile-1.1"][aria-pressed=true]').count()).toBe(1)
    await next(page)
  })

  test('a whole ID card, line by line, finds its holder; nothing of it stays on the screen', async () => {
    const { idNumber } = world.card('yang')
    for (const line of [
      '杨明芳',
      '女',
      '彝',
      '19800101',
      '云南省楚雄市某某路1号',
      idNumber,
      '楚雄市公安局',
    ]) {
      for (const key of line) {
        if (/[\x20-\x7e]/.test(key)) await page.keyboard.press(key)
        // A wedge sends what is on no key as a key of its own; Playwright can only do that by hand.
        else
          await page.evaluate(
            text =>
              window.dispatchEvent(
                new KeyboardEvent('keydown', { key: text, bubbles: true, cancelable: true }),
              ),
            key,
          )
      }
      await page.keyboard.press('Enter')
    }
    expect(await verdictOf(page)).toEqual({ outcome: 'check-person', reason: 'P-12' })
    const shown = await page.locator('body').innerText()
    for (const kept of ['杨明芳', '某某路', '公安局', idNumber]) expect(shown).not.toContain(kept)
    await next(page)
  })
})

test('the verdict is spoken where that is wanted: its word and a number, once for a scanner that fires twice, no name', async () => {
  await page.keyboard.press('F5')
  await page.getByTestId('devices-speech').click()
  await page.locator('[data-testid=speech-state][data-state=ready]').waitFor()
  await page.keyboard.press('Escape')
  await page.getByTestId('devices').waitFor({ state: 'detached' })
  const code = await physical('yang')
  await scanByKeyboard(page, code)
  await verdictOf(page)
  await scanByKeyboard(page, code, 0)
  await next(page)
  await scanByKeyboard(page, '134567890123456789')
  await verdictOf(page)
  await next(page)
  const [first = '', ...others] = await said()
  expect(first).toMatch(/^需核对本人，\d+ 项可办$/)
  expect(others).toEqual(['非本系统码'])
})

describe('a scanner on a serial port', () => {
  const state = (kind: string) => page.locator(`[data-testid=serial-state][data-state=${kind}]`).waitFor()
  const send = (bytes: number[]) => page.evaluate(sent => window.serialScanner.send(sent), bytes)
  const devices = async () => {
    await page.keyboard.press('F5')
    await page.getByTestId('serial-state').waitFor()
  }

  test('is chosen once, at its speed, and its scans are judged', async () => {
    await devices()
    await state('not-chosen')
    expect(await axeComplaints(page)).toEqual([])
    await page.getByTestId('serial-speed').selectOption('115200')
    await page.getByTestId('serial-choose').click()
    await state('open')
    expect(await page.evaluate(() => window.serialScanner.open())).toBe(115_200)
    await send(bytesOf(`${await physical('yang')}\r\n`))
    expect(await verdictOf(page)).toEqual({ outcome: 'check-person', reason: 'P-10' })
    expect(await page.getByTestId('devices').count()).toBe(0)
    await next(page)
  })

  test('in pieces, without a terminator, between STX and ETX: each is one scan', async () => {
    const code = await physical('pu')
    for (const [before, after] of [
      [[], []],
      [[], [0x0d]],
      [[0x02], [0x03]],
    ] as const) {
      const bytes = [...before, ...bytesOf(code), ...after]
      await send(bytes.slice(0, 100))
      await page.waitForTimeout(15)
      await send(bytes.slice(100))
      expect(await verdictOf(page)).toEqual({ outcome: 'some-services', reason: 'P-20' })
      await next(page)
    }
  })

  test('a disturbance of the line costs no more than the scan at hand', async () => {
    await page.evaluate(() => window.serialScanner.disturb())
    await page.waitForTimeout(50)
    await send(bytesOf(`${await physical('yang')}\r`))
    expect(await verdictOf(page)).toEqual({ outcome: 'check-person', reason: 'P-10' })
    await next(page)
  })

  test('unplugged it says so, plugged in it is read again, also after a restart of the page', async () => {
    await devices()
    await page.evaluate(() => window.serialScanner.unplug())
    await state('unplugged')
    await page.evaluate(() => window.serialScanner.plug())
    await state('open')
    await page.reload()
    await page.getByTestId('ready').waitFor()
    await expect.poll(() => page.evaluate(() => window.serialScanner.open())).toBe(115_200)
    await send(bytesOf(`${await physical('yang')}\n`))
    expect((await verdictOf(page)).outcome).toBe('check-person')
    await next(page)
  })

  test('held by another program it says so; given up it is closed', async () => {
    await devices()
    await page.getByTestId('serial-forget').click()
    await state('not-chosen')
    expect(await page.evaluate(() => window.serialScanner.open())).toBeNull()
    await page.evaluate(() => window.serialScanner.occupy(true))
    await page.getByTestId('serial-choose').click()
    await state('failed')
    await page.getByTestId('serial-forget').click()
    await page.keyboard.press('Escape')
  })
})

describe('the set-up of a scanner', () => {
  /** Three pulls of the trigger, as the wizard asks for. */
  async function pull(scan: () => Promise<void>): Promise<string | null> {
    for (let i = 0; i < 3; i++) {
      await scan()
      await page.waitForTimeout(900)
    }
    const report = page.getByTestId('wizard-report')
    await report.waitFor()
    return await report.getAttribute('data-findings')
  }

  beforeAll(async () => {
    await page.keyboard.press('F5')
    await page.getByTestId('open-wizard').click()
    await page.locator('[data-testid=wizard-field]:focus').waitFor()
  })

  test('is free of complaints, and shows the sample as a code', async () => {
    await expect.poll(() => page.getByRole('img').count()).toBeGreaterThan(0)
    expect(await axeComplaints(page)).toEqual([])
  })

  test('a scanner that types behind an input method, in full width, is found out', async () => {
    expect(await pull(() => scanThroughInputMethod(page, SAMPLE))).toBe('input-method full-width')
  })

  test.each([
    ['without a suffix', async () => await page.keyboard.type(SAMPLE, { delay: 2 }), 'no-suffix'],
    [
      'with the AIM sign before, saying everything twice',
      () => scanByKeyboard(page, `]Q1${SAMPLE}${SAMPLE}`),
      'aim-prefix double',
    ],
    ['that loses keys', () => scanByKeyboard(page, SAMPLE.replace('456', '')), 'lost-keys'],
  ])('a scanner %s is found out', async (_, scan, findings) => {
    await page.getByTestId('wizard-again').click()
    expect(await pull(scan)).toBe(findings)
    await expect
      .poll(() => page.getByTestId('wizard-report').locator('li').count())
      .toBe(findings.split(' ').length)
  })

  test('a good one is told so, and its pace is kept', async () => {
    await page.getByTestId('wizard-again').click()
    expect(await pull(() => scanByKeyboard(page, SAMPLE, 3))).toBe('')
    expect(await axeComplaints(page)).toEqual([])
    await page.waitForTimeout(400)
    await page.keyboard.press('Enter')
    await page.getByTestId('wizard-kept').waitFor()
    await page.waitForTimeout(300)
    await page.keyboard.press('Escape')
    await expect.poll(() => page.getByTestId('scanner-profile').textContent()).toContain('已调试')
    await page.keyboard.press('Escape')
    await scanByKeyboard(page, await physical('yang'))
    expect((await verdictOf(page)).outcome).toBe('check-person')
  })
})

test('diagnostics tell what the scanners did, in words and never in what was read', async () => {
  await next(page)
  await page.keyboard.press('F1')
  await page.getByTestId('open-diagnostics').click()
  await expect
    .poll(async () => {
      const shown = await page.locator('body').innerText()
      return ['字符被输入法截走', '结尾没有回车', '扫一次发两次', '丢字符', '串口 打不开'].filter(
        event => !shown.includes(event),
      )
    })
    .toEqual([])
  await page.keyboard.press('Escape')
})
