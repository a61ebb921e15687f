// The main job, whole: a card is shown or scanned, the verdict is read, the service recorded, and it reaches the registry.
import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { BANK } from '../../scripts/demo/world.ts'
import type { AppUnderTest } from '../support/app-under-test.ts'
import {
  band,
  type E2eWorld,
  e2eWorld,
  next,
  pressByHand,
  typeByHand,
  verdictOf,
} from '../support/e2e-world.ts'
import { scanByKeyboard, scanThroughInputMethod } from '../support/typed.ts'
import { physicalCode } from '../support/visits.ts'

let world: E2eWorld
beforeAll(async () => {
  world = await e2eWorld()
})
afterAll(async () => await world.end())

const physical = (key: string, serial?: number): Promise<string> => physicalCode(world, key, serial)
const virtual = async (key: string): Promise<string> => {
  const codes = await world.registry().virtualCodes(world.card(key).card, 1, { lifetime: 300 })
  if (!codes.ok) throw new Error(codes.error.code)
  return codes.value[0]?.token ?? ''
}

describe('before the fake camera', () => {
  test('a physical card is shown, its holder checked, the service recorded, and the record is in the registry', async () => {
    const app = await world.open(undefined, [
      { content: null, frames: 10 },
      { content: await physical('yang'), frames: 200 },
    ])
    const { page } = app
    expect(await verdictOf(page)).toEqual({ outcome: 'check-person', reason: 'P-10' })
    await expect.poll(() => page.getByTestId('holder-name').textContent()).toBe('杨*芳')
    await expect
      .poll(() => page.getByTestId('id-tail').textContent())
      .toBe(world.card('yang').idNumber.slice(-4))
    await pressByHand(page, '1', 'Enter')
    await band(page, 'done-band').waitFor()
    await page.keyboard.press('F8')
    await expect.poll(async () => (await world.arrived()).length, { timeout: 20_000 }).toBe(1)
    const [record] = await world.arrived()
    expect(record).toMatchObject({
      kind: 'service',
      card: world.card('yang').card,
      item: '1.1',
      relation: 'self',
      presentation: 'physical',
      outcome: 'check-person',
      personChecked: true,
    })
    expect(JSON.stringify(record)).not.toContain('杨')
    await app.close()
  })

  test('a virtual card is good at once, and is refused when it is shown a second time', async () => {
    const code = await virtual('yang')
    const app = await world.open(undefined, [
      { content: code, frames: 60 },
      { content: null, frames: 90 },
    ])
    const { page } = app
    expect(await verdictOf(page)).toEqual({ outcome: 'good', reason: 'P-01' })
    await pressByHand(page, '1', 'Enter')
    await band(page, 'done-band').waitFor()
    // The film comes round: the same code lies before the camera again.
    expect(await verdictOf(page)).toEqual({ outcome: 'no', reason: 'N-16' })
    await app.close()
  })

  test('a virtual card is refused for financial services at a bank, where the physical card is good', async () => {
    const app = await world.open(BANK, [
      { content: await virtual('yang'), frames: 60 },
      { content: null, frames: 300 },
    ])
    const { page } = app
    expect(await verdictOf(page)).toEqual({ outcome: 'no', reason: 'N-40' })
    expect(await page.getByTestId('record-button').count()).toBe(0)
    await next(page)
    await scanByKeyboard(page, await physical('yang'))
    expect(await verdictOf(page)).toEqual({ outcome: 'check-person', reason: 'P-10' })
    await app.close()
  })
})

describe('with a USB scanner', () => {
  let app: AppUnderTest
  beforeAll(async () => {
    app = await world.open()
  })
  afterAll(async () => await app.close())

  const tampered = (code: string): string =>
    code.slice(0, 150) + ((Number(code[150]) + 1) % 10) + code.slice(151)

  test.each([
    ['a card whose rights ended', () => physical('revoked'), 'no', 'N-22'],
    ['a card reported lost', () => physical('lost'), 'no', 'N-23'],
    ['a card that was re-issued', () => physical('reissued', 1), 'no', 'N-24'],
    ['an expired card', () => physical('expired'), 'no', 'N-21'],
    ['a suspended card', () => physical('suspended'), 'no', 'N-25'],
    ['a card number nobody has', async () => '532399999996', 'no', 'N-20'],
    ['a tampered code', async () => tampered(await physical('yang')), 'no', 'N-11'],
    ['a specimen', async () => world.registry().specimenCode().token, 'no', 'N-12'],
    ['a card issued after the last sync', () => physical('yang', 7), 'cannot-judge', 'U-34'],
    ['a WeChat payment code', async () => '134567890123456789', 'not-ours', 'F-52'],
    ['a product barcode', async () => '6901234567892', 'not-ours', 'F-56'],
    ['half a code', async () => (await physical('yang')).slice(0, 100), 'scan-again', 'R-63'],
  ])(
    '%s is answered in its own words and leaves nobody’s details on the screen for the next',
    async (_what, make, outcome, reason) => {
      await scanByKeyboard(app.page, await make())
      expect(await verdictOf(app.page)).toEqual({ outcome, reason })
      expect(await app.page.getByTestId('record-button').count()).toBe(0)
      await next(app.page)
      expect(await app.page.getByTestId('holder-strip').count()).toBe(0)
    },
  )

  test('a check-up used at the other hospital this year is shown as used up, with where', async () => {
    await scanByKeyboard(app.page, await physical('li'))
    expect(await verdictOf(app.page)).toEqual({ outcome: 'check-person', reason: 'P-10' })
    const tile = app.page.getByTestId('tile-1.2')
    await expect.poll(() => tile.getAttribute('data-availability')).toBe('used-up')
    await expect.poll(() => tile.textContent()).toContain('楚雄州中医医院')
    await next(app.page)
  })

  test('a scan while a dialog is open closes it and is judged', async () => {
    await app.page.keyboard.press('F1')
    await app.page.getByRole('dialog').waitFor()
    await scanByKeyboard(app.page, await physical('pu'), 4)
    expect(await verdictOf(app.page)).toEqual({ outcome: 'some-services', reason: 'P-20' })
    expect(await app.page.getByRole('dialog').count()).toBe(0)
    await next(app.page)
  })

  test('a scan into the number field leaves nothing behind in it', async () => {
    await app.page.keyboard.press('F2')
    await scanByKeyboard(app.page, await physical('yang'), 1)
    expect(await verdictOf(app.page)).toEqual({ outcome: 'check-person', reason: 'P-10' })
    await expect.poll(() => app.page.getByTestId('typed-input').inputValue()).toBe('')
    await next(app.page)
  })

  test('full-width digits of a Chinese input method are read, and the clerk is told that the scanner is set up wrongly', async () => {
    await app.page.keyboard.press('F2')
    await scanThroughInputMethod(app.page, await physical('yang'))
    expect(await verdictOf(app.page)).toEqual({ outcome: 'check-person', reason: 'P-10' })
    await expect.poll(() => app.page.getByTestId('notes').count()).toBe(1)
    await next(app.page)
  })

  test('a card number and an ID number typed by hand find the holder, to be checked', async () => {
    for (const [typed, reason] of [
      [world.card('yang').card, 'P-11'],
      [world.card('yang').idNumber, 'P-12'],
    ] as const) {
      await app.page.keyboard.press('F2')
      await typeByHand(app.page, typed)
      expect(await verdictOf(app.page)).toEqual({ outcome: 'check-person', reason })
      await next(app.page)
    }
  })

  test('a refusal is recorded with one key, without the holder’s name', async () => {
    const before = (await world.arrived()).length
    await scanByKeyboard(app.page, await physical('revoked'))
    await verdictOf(app.page)
    await pressByHand(app.page, 'r')
    await band(app.page, 'verdict-band').waitFor({ state: 'detached' })
    await app.page.keyboard.press('F8')
    await expect.poll(async () => (await world.arrived()).length, { timeout: 20_000 }).toBe(before + 1)
    expect((await world.arrived()).at(-1)).toMatchObject({ kind: 'refusal', reason: 'N-22', item: null })
  })

  test('a card reported lost this morning is refused after the next pull', async () => {
    const code = await physical('zhou')
    await scanByKeyboard(app.page, code)
    expect((await verdictOf(app.page)).outcome).toBe('check-person')
    await next(app.page)
    await world.registry().change(world.card('zhou').card, 'lost', { actor: 'test', reason: 'telephone' })
    await app.page.keyboard.press('F8')
    await expect
      .poll(
        async () => {
          await scanByKeyboard(app.page, code)
          const { reason } = await verdictOf(app.page)
          await next(app.page)
          return reason
        },
        { timeout: 20_000 },
      )
      .toBe('N-23')
  })

  test('markup in a code is shown as a foreign code and never becomes part of the page', async () => {
    const id = randomBytes(4).toString('hex')
    await app.page.keyboard.press('F2')
    await app.page.keyboard.insertText(`<img id="x${id}" src=x>`)
    await app.page.keyboard.press('Enter')
    expect((await verdictOf(app.page)).outcome).toBe('not-ours')
    expect(await app.page.locator(`#x${id}`).count()).toBe(0)
    await next(app.page)
  })
})

describe('without a network', () => {
  test('the whole flow works while the registry is down; when it is back the record arrives once', async () => {
    const code = await physical('yang')
    const app = await world.open()
    const { page } = app
    const before = (await world.arrived()).length
    await world.cutOff()
    await scanByKeyboard(page, code)
    expect(await verdictOf(page)).toEqual({ outcome: 'check-person', reason: 'P-10' })
    await pressByHand(page, '1', 'Enter')
    await band(page, 'done-band').waitFor()
    await page.keyboard.press('F8')
    await page.locator('[data-status=network][data-lamp=idle]').waitFor()
    await world.comeBack()
    await page.keyboard.press('F8')
    await expect.poll(async () => (await world.arrived()).length, { timeout: 20_000 }).toBe(before + 1)
    await page.keyboard.press('F8')
    await page.locator('[data-status=unsent]', { hasText: '待上传 0' }).waitFor()
    const ids = (await world.arrived()).map(r => r.id)
    expect(new Set(ids).size).toBe(ids.length)
    await app.close()
  })
})
