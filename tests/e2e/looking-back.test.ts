// After the fact: what was recorded is found again, explained, reported, exported and printed; support sees machines, never people.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import readSheets from 'read-excel-file/node'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openJournal } from '../../db/journal/journal.ts'
import { fileKeyStore } from '../../db/key.ts'
import { findTerminalData } from '../../electron/storage.ts'
import { runCommand } from '../../registry/commands/run.ts'
import type { AppUnderTest } from '../support/app-under-test.ts'
import { band, type E2eWorld, e2eWorld, next, pressByHand, signIn, verdictOf } from '../support/e2e-world.ts'
import { readCodes } from '../support/read-codes.ts'
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

/** The audit trail as it lies on disk: acts with what they were done to. */
async function acts(): Promise<readonly (readonly [string, string | null])[]> {
  const dir = findTerminalData(join(world.folder, 'terminal-1')) ?? ''
  const key = await fileKeyStore(dir).load('journal')
  if (!key.ok || key.value === null) throw new Error('no journal key')
  const journal = openJournal(join(dir, 'journal.db'), key.value, { readonly: true })
  if (!journal.ok) throw new Error(journal.error.code)
  const trail = journal.value.auditTrail(50).map(({ act, detail }) => [act, detail] as const)
  journal.value.close()
  return trail
}

describe('the records screen', () => {
  test('lists what was recorded, filters it, and says in words what is wrong with a filter', async () => {
    const { page } = app
    await scanByKeyboard(page, await physical('yang'))
    await verdictOf(page)
    await pressByHand(page, '1', '2', 'Enter')
    await band(page, 'done-band').waitFor()
    await scanByKeyboard(page, await physical('revoked'))
    expect(await verdictOf(page)).toMatchObject({ outcome: 'no' })
    await pressByHand(page, 'r')
    await next(page)
    await page.keyboard.press('F4')
    const table = page.getByTestId('records-table')
    await table.getByText('杨*芳').first().waitFor()
    await expect.poll(() => page.getByTestId('records-total').textContent()).toContain('3')
    await page.getByTestId('filter-outcome').selectOption('no')
    await page.getByTestId('filter-search').click()
    await expect.poll(() => page.getByTestId('records-total').textContent()).toContain('1')
    expect(await table.textContent()).not.toContain('杨*芳')
    await page.getByTestId('filter-tail').fill('12')
    await page.getByTestId('filter-search').click()
    await expect.poll(() => page.getByText('请输入四位数字').count()).toBe(1)
    await page.getByTestId('filter-reset').click()
    await expect.poll(() => page.getByTestId('records-total').textContent()).toContain('3')
    // By the end of the card number, typed digit by digit: the counter beneath takes none of them.
    await page.getByTestId('filter-tail').focus()
    await page.keyboard.type(world.card('yang').card.slice(-4), { delay: 110 })
    await page.keyboard.press('Enter')
    await expect.poll(() => page.getByTestId('records-total').textContent()).toContain('2')
  })

  test('opens a record by keyboard alone and says step by step why it was what it was', async () => {
    const { page } = app
    await page.getByTestId('record-1').focus()
    await page.keyboard.press('Enter')
    const why = page.getByTestId('why')
    await why.waitFor()
    await expect.poll(() => why.getAttribute('data-replay')).toBe('true')
    await expect.poll(() => why.textContent()).toContain('结果相同：需核对本人（P-10）')
    await expect.poll(() => page.getByTestId('steps').locator('li').count()).toBe(8)
    await expect
      .poll(() => page.getByTestId('steps').locator('[data-state=decided]').textContent())
      .toContain('可办项目')
    await expect.poll(() => page.getByTestId('record-detail').textContent()).toContain('同一次来访')
    await page.keyboard.press('Escape')
    await page.getByTestId('record-detail').waitFor({ state: 'detached' })
    await page.keyboard.press('Escape')
    await band(page, 'ready').waitFor()
  })
})

describe('the report', () => {
  test('adds up the day, says what the registry has of it, and draws what its tables say', async () => {
    const { page } = app
    await page.keyboard.press('F4')
    await page.getByTestId('tab-report').click()
    const report = page.getByTestId('report')
    await report.waitFor()
    await expect
      .poll(() => report.locator('.report-sums li').allTextContents())
      .toEqual(['来访2', '办理2', '未办理1', '已作废0'])
    await expect.poll(() => report.getByTestId('reconciled').textContent()).toMatch(/3 条记录/)
    await expect.poll(() => report.locator('canvas').count()).toBe(4)
    await expect.poll(() => report.getByTestId('hours-table').textContent()).toContain('来访')
    await expect.poll(() => report.getByRole('img').count()).toBe(4)
    // Two visits, both ended; what the registry has not answered waits, in the hours it was recorded in.
    const load = await report
      .getByTestId('load-table')
      .locator('tbody tr')
      .evaluateAll(rows =>
        rows.map(row =>
          [...row.querySelectorAll('td')].map(cell => Number.parseInt(cell.textContent ?? '', 10)),
        ),
      )
    const sumOf = (column: number) => load.reduce((sum, row) => sum + (row[column] ?? Number.NaN), 0)
    expect([1, 2, 4].map(sumOf)).toEqual([2, 2, 3])
    expect(Math.max(...load.map(row => row[0] ?? 0))).toBeGreaterThan(0)
    await page.waitForTimeout(300)
  })

  test.each(['xlsx', 'csv'] as const)('is taken along as %s, and that is audited', async format => {
    const { page } = app
    const [saved] = await Promise.all([
      page.waitForEvent('download'),
      page.getByTestId(`report-${format}`).click(),
    ])
    expect(saved.suggestedFilename()).toMatch(new RegExp(`^huicai-report-.*\\.${format}$`))
    const bytes = readFileSync(await saved.path())
    const text =
      format === 'csv' ? bytes.toString('utf8') : JSON.stringify((await readSheets(bytes)).map(s => s.data))
    expect(text).toContain('就医绿色通道')
    expect(text).toContain('窗口忙闲')
    expect(text).toContain('待上传积压')
    expect(text).not.toContain('杨明芳')
    expect(await acts()).toContainEqual([
      'exported',
      expect.stringMatching(new RegExp(`^report .*${format}$`)),
    ])
  })

  test('is printed on A4 as it stands, without the screen around it', async () => {
    const { page } = app
    await page.evaluate(() => {
      Object.assign(globalThis, { prints: 0 })
      window.print = () => {
        ;(globalThis as unknown as { prints: number }).prints += 1
      }
    })
    await page.getByTestId('report-print').click()
    await expect.poll(() => page.evaluate('prints')).toBe(1)
    await page.emulateMedia({ media: 'print' })
    await expect.poll(() => page.getByTestId('print-document').isVisible()).toBe(true)
    await expect.poll(() => page.getByTestId('report').isVisible()).toBe(false)
    await expect.poll(() => page.getByTestId('print-document').textContent()).toContain('就医绿色通道')
    await page.emulateMedia({ media: null })
    await page.keyboard.press('Escape')
    await band(page, 'ready').waitFor()
  })
})

describe('a receipt', () => {
  const open = async (): Promise<void> => {
    const { page } = app
    await page.keyboard.press('F4')
    await page.getByTestId('record-1').click()
    await page.getByTestId('record-print').click()
    await page.getByTestId('receipt').first().waitFor()
  }

  test('is previewed without counting, printed once as the original and then as a marked re-print', async () => {
    const { page } = app
    await open()
    const preview = page.getByTestId('receipt-dialog').getByTestId('receipt')
    await expect.poll(() => preview.textContent()).toContain('杨*芳')
    await expect.poll(() => preview.textContent()).toContain('年度免费体检')
    expect(await preview.getByTestId('receipt-copy').count()).toBe(0)
    await page.getByTestId('receipt-print').click()
    await page.getByTestId('receipt-issued').waitFor()
    expect(await page.getByTestId('print-document').getByTestId('receipt-copy').count()).toBe(0)
    await page.getByTestId('receipt-print').click()
    await expect
      .poll(() => page.getByTestId('print-document').getByTestId('receipt-copy').textContent())
      .toBe('补打（第 2 次打印）')
    expect((await acts()).map(([act]) => act).filter(act => act.startsWith('receipt'))).toEqual([
      'receipt-reprinted',
      'receipt-printed',
    ])
  })

  test.each([
    ['a4', 210, 297],
    ['a5', 148, 210],
    ['80mm', 80, null],
    ['58mm', 58, null],
  ] as const)('fits one sheet of %s', async (paper, width, height) => {
    const { page } = app
    await page.getByTestId('print-paper').selectOption(paper)
    await page.getByTestId('receipt-print').click()
    await page.locator(`[data-testid=print-document][data-paper="${paper}"]`).waitFor({ state: 'attached' })
    await page.waitForTimeout(200)
    const pdf = (await page.pdf({ preferCSSPageSize: true, printBackground: true })).toString('latin1')
    const boxes = [...pdf.matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)].map(m =>
      [m[1], m[2]].map(Number),
    )
    expect(boxes).toHaveLength(1)
    const [box] = boxes
    const mm = (points: number | undefined) => Math.round(((points ?? 0) / 72) * 25.4)
    expect(Math.abs(mm(box?.[0]) - width)).toBeLessThanOrEqual(1)
    if (height !== null) expect(Math.abs(mm(box?.[1]) - height)).toBeLessThanOrEqual(1)
  })

  test('is genuine to the registry by its code alone, and a changed one is not', async () => {
    const { page } = app
    const statement = await page
      .getByTestId('print-document')
      .getByTestId('receipt')
      .getAttribute('data-statement')
    expect(await world.registry().receipt(statement ?? '')).toMatchObject({
      ok: true,
      value: { statement: { n: '杨*芳', s: '楚雄州人民医院' }, records: [{}, {}] },
    })
    await page.emulateMedia({ media: 'print' })
    const qr = await page.getByTestId('print-document').locator('svg').screenshot()
    await page.emulateMedia({ media: null })
    expect(await readCodes(new Uint8Array(qr))).toEqual([statement])
    const verified = await runCommand(world.registry(), ['receipt', 'verify', statement ?? ''], world.folder)
    expect(verified).toMatchObject({ exit: 0, out: expect.stringMatching(/^genuine · .* · 楚雄州人民医院/) })
    const forged = (statement ?? '').replace(/.{4}$/, 'AAAA')
    expect(await world.registry().receipt(forged)).toMatchObject({
      ok: false,
      error: { code: 'bad-signature' },
    })
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    await band(page, 'ready').waitFor()
  })
})

describe('diagnostics', () => {
  test('check both files and the chain, and give support a bundle without anybody in it', async () => {
    const { page } = app
    await page.keyboard.press('F1')
    await page.getByTestId('open-diagnostics').click()
    await page.getByTestId('diagnostics').getByText('journal.db').waitFor()
    await page.getByTestId('diagnostics').getByText('摄像头 没有找到').waitFor()
    await page.getByTestId('diagnostics-check').click()
    const done = page.locator('[data-testid=check-state][data-check=done]')
    await done.waitFor({ timeout: 20_000 })
    await expect.poll(() => done.textContent()).toContain('3 条，前后相连')
    const [saved] = await Promise.all([
      page.waitForEvent('download'),
      page.getByTestId('diagnostics-bundle').click(),
    ])
    const { gunzipSync } = await import('node:zlib')
    const bundle = gunzipSync(readFileSync(await saved.path())).toString('utf8')
    const yang = world.card('yang')
    for (const personal of ['杨', yang.card, yang.idNumber]) expect(bundle).not.toContain(personal)
    // Four digits by themselves: inside the count of free bytes they are nobody's.
    for (const digits of [yang.idNumber.slice(-4), '0312'])
      expect(bundle).not.toMatch(new RegExp(`(?<![0-9])${digits}(?![0-9])`))
    expect(JSON.parse(bundle)).toMatchObject({ format: 'huicai-support-1', check: { journal: 'sound' } })
    await page.keyboard.press('Escape')
    await band(page, 'ready').waitFor()
  })
})

describe('taking a record back', () => {
  test('needs a reason, marks the record, gives its use back and is counted in the report', async () => {
    const { page } = app
    await page.keyboard.press('F4')
    await page.getByTestId('record-1').click()
    await page.getByTestId('record-void').click()
    await page.getByTestId('void-confirm').click()
    await page.getByTestId('void-dialog').getByRole('alert').waitFor()
    await pressByHand(page, '2', 'Enter')
    await page.getByTestId('void-dialog').waitFor({ state: 'detached' })
    const detail = page.getByTestId('record-detail')
    await detail.getByText('选错了项目').waitFor()
    expect(await page.getByTestId('record-void').count()).toBe(0)
    await page.keyboard.press('Escape')
    await expect.poll(() => page.locator('tr[data-voided=true]').count()).toBe(1)
    await expect.poll(() => page.locator('tr[data-voided=true]').textContent()).toContain('已作废')
    await page.getByTestId('tab-report').click()
    await page.getByTestId('report').waitFor()
    await expect
      .poll(() => page.getByTestId('report').locator('.report-sums').textContent())
      .toContain('已作废1')
    await page.keyboard.press('Escape')
    await band(page, 'ready').waitFor()
  })
})

test('the report of one shift says whose it was and counts what was recorded in it alone', async () => {
  const { page } = app
  await page.keyboard.press('F4')
  await page.getByTestId('tab-report').click()
  const sums = page.getByTestId('report').locator('.report-sums li')
  await page.getByTestId('report').locator('canvas').first().waitFor()
  const ofTheDay = await sums.allTextContents()
  await page.keyboard.press('Escape')
  await band(page, 'ready').waitFor()
  await pressByHand(page, 'F9', 'Enter')
  await signIn(page)
  await band(page, 'ready').waitFor()
  await page.keyboard.press('F4')
  await page.getByTestId('tab-report').click()
  const select = page.getByTestId('report-shift')
  await expect.poll(() => select.locator('option').allTextContents()).toHaveLength(3)
  await select.selectOption({ index: 1 })
  await page.getByTestId('report').getByText('交班报表　工号 0312').waitFor()
  await page.getByTestId('report').getByText('（已下班）').waitFor()
  await expect.poll(() => sums.allTextContents()).toEqual(ofTheDay)
  expect(await page.getByTestId('print-document').textContent()).toContain('交班报表　工号 0312')
  const [saved] = await Promise.all([page.waitForEvent('download'), page.getByTestId('report-csv').click()])
  expect(saved.suggestedFilename()).toMatch(/^huicai-report-\d{4}-\d\d-\d\d-\d{4}(-to-.*)?\.csv$/)
  await select.selectOption({ index: 2 })
  await page.getByTestId('report').getByText('（当班）').waitFor()
  await expect.poll(() => sums.allTextContents()).toEqual(['来访0', '办理0', '未办理0', '已作废0'])
  await select.selectOption({ index: 0 })
  await expect.poll(() => sums.allTextContents()).toEqual(ofTheDay)
  await page.keyboard.press('Escape')
  await band(page, 'ready').waitFor()
})
