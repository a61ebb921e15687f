// From an office's spreadsheet to cards in the register, in a real browser: columns, check, refused rows, progress.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import writeXlsxFile from 'write-excel-file/node'
import { idNumber } from '../../registry/seed.ts'
import { type ConsoleWorld, consoleWorld, open, violations } from '../support/console-world.ts'

let world: ConsoleWorld
let page: Page
const id = (n: number): string => idNumber('532301', 4000 + n)
beforeAll(async () => {
  world = await consoleWorld()
  page = await world.office()
})
afterAll(async () => {
  await world.end()
  expect(world.faults).toEqual([])
})

const text = (value: string) => ({ value, type: String })

test('holders from XLSX with headings of its own: mapped by hand, checked, entered; refused rows are downloaded', async () => {
  const file = join(world.folder, '第三批.xlsx')
  mkdirSync(world.folder, { recursive: true })
  await writeXlsxFile([
    ['人才姓名', '身份证号码', '类别', '到期日'].map(text),
    [
      text('杨明芳'),
      text(id(1)),
      text('A'),
      { value: new Date('2029-06-30'), type: Date, format: 'yyyy-mm-dd' },
    ],
    [text('李 华'), text(id(2)), text('B类'), text('2029年6月30日')],
    [text('周静'), { value: Number(id(3).replace('X', '1')), type: Number }, text('B'), text('2029-06-30')],
    [text('普春海'), text(id(4)), text('C'), text('2029-06-30')],
  ]).toFile(file)
  await open(page, '/import')
  await page.getByTestId('import-file').setInputFiles(file)
  await page.getByRole('alert').waitFor()
  await expect.poll(() => page.getByTestId('import-check').isDisabled()).toBe(true)
  await page.getByTestId('map-name').selectOption({ label: '人才姓名' })
  await page.getByTestId('import-preview').getByText('杨明芳').waitFor()
  expect(await violations(page)).toEqual([])
  await page.getByTestId('import-check').click()
  await page.getByTestId('import-result').waitFor()
  await expect.poll(() => page.getByTestId('import-result').textContent()).toBe('可录入 2 人，拒收 2 行。')
  await expect
    .poll(() => page.locator('[data-testid=import-refused] tbody tr').allTextContents())
    .toEqual([expect.stringContaining('身份证号有误'), expect.stringContaining('等级应为 A 或 B')])
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByTestId('import-report').click(),
  ])
  expect(readFileSync(await download.path(), 'utf8')).toMatch(
    /^\ufeff行 row,.*\r\n4,"身份证号",.*\r\n5,"等级",/,
  )
  await page.getByTestId('import-why').fill('2026 年第三批认定')
  await page.getByTestId('import-commit').click()
  await page.getByTestId('import-done').waitFor()
  await expect.poll(() => page.getByTestId('import-done').textContent()).toBe('已录入 2 人，拒收 2 行。')
  await open(page, '/holders')
  await page.getByTestId('holder-find').fill(id(1))
  await page.getByTestId('holder-search').click()
  await page.getByText('杨*芳').waitFor()
  // The list before the search has both of them: found is when one is left.
  const found = page.locator('[data-testid=holders-table] [data-status=pending]')
  await expect.poll(() => found.count()).toBe(1)
  await expect.poll(() => page.locator('[data-testid=holders-table]').textContent()).toContain('杨*芳')
})

test('a CSV as Chinese Windows saves it needs no mapping; a file that is none is refused in words', async () => {
  const csv = join(world.folder, 'gbk.csv')
  // 沐
  const mu = new Uint8Array([0xe3, 0xe5])
  const line = `,${id(5)},A,2029-06-30\r\n`
  const headings = new Uint8Array([
    // 姓名,身份证号,等级,有效期至 in GB 18030
    ...[0xd0, 0xd5, 0xc3, 0xfb, 0x2c, 0xc9, 0xed, 0xb7, 0xdd, 0xd6, 0xa4, 0xba, 0xc5, 0x2c],
    ...[0xb5, 0xc8, 0xbc, 0xb6, 0x2c, 0xd3, 0xd0, 0xd0, 0xa7, 0xc6, 0xda, 0xd6, 0xc1, 0x0d, 0x0a],
  ])
  writeFileSync(csv, Buffer.concat([headings, mu, Buffer.from(line)]))
  await open(page, '/import')
  await page.getByTestId('import-file').setInputFiles(csv)
  await page.getByTestId('import-check').click()
  await page.getByTestId('import-result').waitFor()
  await expect.poll(() => page.getByTestId('import-result').textContent()).toBe('可录入 1 人，拒收 0 行。')
  const broken = join(world.folder, 'broken.xlsx')
  writeFileSync(broken, Buffer.concat([Buffer.from('PK'), Buffer.alloc(200, 7)]))
  await open(page, '/import')
  await page.getByTestId('import-file').setInputFiles(broken)
  await page.getByRole('alert').waitFor()
})

test('an import that was sent and left is on the first page as waiting, and is gone on with after a reload', async () => {
  await open(page, '/import')
  const file = join(world.folder, '第四批.xlsx')
  await writeXlsxFile([
    ['姓名', '身份证号', '等级', '有效期至'].map(text),
    [text('王未完'), text(id(40)), text('A'), text('2029-06-30')],
  ]).toFile(file)
  await page.getByTestId('import-file').setInputFiles(file)
  await page.getByTestId('import-check').click()
  await page.getByTestId('import-commit').waitFor()
  await open(page, '/')
  await page.getByTestId('waiting').locator('[data-what=drafts]').waitFor()
  expect(await violations(page)).toEqual([])
  await page.getByTestId('waiting').locator('[data-what=drafts] a').click()
  await page.getByTestId('draft-go-on').first().waitFor()
  expect(await violations(page)).toEqual([])
  await page.getByTestId('draft-go-on').first().click()
  await page.getByTestId('import-commit').waitFor()
})
