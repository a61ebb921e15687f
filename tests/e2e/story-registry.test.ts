// The registry's whole story, through its pages and a real terminal, on the embedded database and on a real PostgreSQL:
// imported, issued, scanned, recorded, counted, revoked, refused, announced; a key changed, and the rules, each on its day.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { readSheet } from 'read-excel-file/node'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import writeXlsxFile from 'write-excel-file/node'
import { parseToken } from '../../core/card/token.ts'
import { idNumber } from '../../registry/seed.ts'
import { HOSPITAL } from '../../scripts/demo/world.ts'
import type { AppUnderTest } from '../support/app-under-test.ts'
import {
  beginDraft,
  moveClockTo,
  openItem,
  publish,
  saveDraft,
  tomorrow,
  tryOut,
} from '../support/catalogue-story.ts'
import { type ConsoleWorld, consoleWorld, open } from '../support/console-world.ts'
import { band, CLERK, next, openTerminal, pressByHand, typeByHand, verdictOf } from '../support/e2e-world.ts'
import { startPostgres } from '../support/postgres.ts'
import { scanByKeyboard } from '../support/typed.ts'

const PEOPLE = [
  { name: '杨明芳', idNumber: idNumber('532301', 8001), tier: 'A' },
  { name: '周静', idNumber: idNumber('532301', 8002), tier: 'B' },
] as const
const [YANG, ZHOU] = PEOPLE
const keyOf = (code: string): number | null => {
  const parsed = parseToken(code)
  return parsed.ok ? parsed.value.claims.keyId : null
}
const text = (value: string) => ({ value, type: String })

const stores = {
  async PGlite() {
    return { url: undefined, stop: async () => {} }
  },
  async PostgreSQL() {
    const server = await startPostgres()
    return { url: await server.freshDatabase(), stop: server.stop }
  },
}

describe.each(['PGlite', 'PostgreSQL'] as const)('the registry’s story on %s', store => {
  let world: ConsoleWorld
  let office: Page
  let app: AppUnderTest
  let end: () => Promise<void>
  const cards = new Map<string, string>()

  beforeAll(async () => {
    const { url, stop } = await stores[store]()
    world = await consoleWorld(url)
    office = await world.office()
    end = async () => {
      await app.close()
      await world.end()
      await stop()
    }
  })
  afterAll(async () => {
    await end()
    expect(world.faults).toEqual([])
  })

  /** What the bank prints on the card. */
  async function codeOf(name: string): Promise<string> {
    const code = await world.registry.physicalCode(cards.get(name) ?? '')
    if (!code.ok) throw new Error(code.error.code)
    return code.value
  }
  async function scanned(name: string) {
    await scanByKeyboard(app.page, await codeOf(name))
    const verdict = await verdictOf(app.page)
    await next(app.page)
    return verdict
  }
  async function deed(card: string, button: string, fill: Readonly<Record<string, string>>): Promise<void> {
    await open(office, `/holders/${card}`)
    await office.getByRole('button', { name: button, exact: true }).click()
    for (const [field, value] of Object.entries(fill)) {
      const element = office.getByTestId('deed').getByTestId(field)
      if (field === 'ground') await element.selectOption(value)
      else await element.fill(value)
    }
    await office.getByTestId('deed-submit').click()
    await office.getByTestId('deed').waitFor({ state: 'detached' })
  }

  test('holders come out of the office’s spreadsheet', async () => {
    const file = join(world.folder, '第一批.xlsx')
    await writeXlsxFile([
      ['姓名', '身份证号', '等级', '有效期至'].map(text),
      ...PEOPLE.map(p => [p.name, p.idNumber, p.tier, '2031-06-30'].map(text)),
    ]).toFile(file)
    await open(office, '/import')
    await office.getByTestId('import-file').setInputFiles(file)
    await office.getByTestId('import-check').click()
    await office.getByTestId('import-result').waitFor()
    await office.getByTestId('import-why').fill('第一批认定')
    await office.getByTestId('import-commit').click()
    await office.getByTestId('import-done').waitFor()
    await expect.poll(() => office.getByTestId('import-done').textContent()).toBe('已录入 2 人，拒收 0 行。')
  })

  test('the bank takes the list of cards to make, and the cards are activated', async () => {
    const bank = await world.as('bank')
    await open(bank, '/cards')
    await bank.getByTestId('issue-why').fill('第一批制卡')
    const [list] = await Promise.all([bank.waitForEvent('download'), bank.getByTestId('issue-xlsx').click()])
    for (const [card, name] of (await readSheet(readFileSync(await list.path()))).slice(1))
      cards.set(String(name), String(card))
    expect([...cards.keys()].toSorted()).toEqual(PEOPLE.map(p => p.name).toSorted())
    for (const card of cards.values()) await deed(card, '启用', { why: '已领卡' })
    await bank.context().close()
  })

  test('a terminal joins, scans a card without asking anybody, and records the service', async () => {
    app = await openTerminal(world.registry, join(world.folder, 'terminal'), HOSPITAL)
    await scanByKeyboard(app.page, await codeOf(YANG.name))
    expect(await verdictOf(app.page)).toEqual({ outcome: 'check-person', reason: 'P-10' })
    await pressByHand(app.page, '1', 'Enter')
    await band(app.page, 'done-band').waitFor()
    await app.page.keyboard.press('F8')
    await expect.poll(async () => (await world.registry.records()).length, { timeout: 20_000 }).toBe(1)
  })

  test('the service stands in the supervision report, under its site', async () => {
    await open(office, `/supervision?site=${HOSPITAL.id}`)
    await office.getByTestId('total-services').getByText('1', { exact: true }).waitFor()
    await office.getByTestId('counting').waitFor({ state: 'detached' })
    await expect.poll(() => office.getByTestId('total-holders').textContent()).toBe('1')
  })

  test('one is revoked under art. 9: the terminal refuses that card after its next pull, and it stands among the year’s exits', async () => {
    // Tier B: this hospital's check-up is tier A's.
    expect((await scanned(ZHOU.name)).outcome).toBe('some-services')
    await deed(cards.get(ZHOU.name) ?? '', '取消资格', { ground: 'law', why: '判决生效' })
    await app.page.keyboard.press('F8')
    await expect.poll(async () => (await scanned(ZHOU.name)).outcome, { timeout: 20_000 }).toBe('no')
    await open(office, '/cards')
    await office.getByTestId('exit-why').fill('年度公布')
    const [exits] = await Promise.all([
      office.waitForEvent('download'),
      office.getByTestId('exits-xlsx').click(),
    ])
    const rows = await readSheet(readFileSync(await exits.path()))
    expect(rows.flat()).toContain(ZHOU.name)
    expect(rows.flat()).not.toContain(YANG.name)
  })

  test('the signing key is changed; a card made before and one made after are both good', async () => {
    const before = await codeOf(YANG.name)
    const rotated = await world.registry.rotateKey('physical')
    expect(rotated.ok).toBe(true)
    // The old key signs to the end of its second.
    await expect.poll(async () => keyOf(await codeOf(YANG.name))).not.toBe(keyOf(before))
    const after = await codeOf(YANG.name)
    for (const code of [before, after]) {
      await scanByKeyboard(app.page, code)
      expect((await verdictOf(app.page)).outcome).toBe('check-person')
      await next(app.page)
    }
  })

  test('a change of the catalogue is tried on what was recorded, published, and in force at the terminal on its day', async () => {
    const day = tomorrow()
    await beginDraft(office, '2030.1')
    await openItem(office, '1.1')
    await office.getByTestId('items-0-tiers-A').uncheck()
    await saveDraft(office)
    expect((await tryOut(office)).refusedNow).toBe('按新规则会拒办 1 次，涉及 1 名持卡人')
    await publish(office, day, '等级调整')
    await app.page.keyboard.press('F8')
    await expect
      .poll(
        async () => {
          await pressByHand(app.page, 'F7')
          const said = await app.page.getByTestId('data-catalogue').textContent()
          await pressByHand(app.page, 'Escape')
          return said
        },
        { timeout: 20_000 },
      )
      .toContain('2030.1 已收到')
    expect((await scanned(YANG.name)).outcome).toBe('check-person')
    const back = moveClockTo(day, 600)
    try {
      // The night has locked the window.
      await app.page.getByTestId('locked').waitFor()
      await typeByHand(app.page, CLERK.pin)
      await band(app.page, 'ready').waitFor()
      await scanByKeyboard(app.page, await codeOf(YANG.name))
      await verdictOf(app.page)
      await expect.poll(() => app.page.getByTestId('verdict-catalogue').textContent()).toContain('2030.1')
      await next(app.page)
    } finally {
      back()
    }
  })
})
