// A terminal's first minutes: enrolment, sign-in, the day's records; and what it must never do: talk to anybody else.
import { join } from 'node:path'
import axe from 'axe-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { codeFor, HOSPITAL } from '../../scripts/demo/world.ts'
import { openApp } from '../support/app-under-test.ts'
import {
  band,
  CLERK,
  type E2eWorld,
  e2eWorld,
  enrolInPage,
  pressByHand,
  signIn,
  verdictOf,
} from '../support/e2e-world.ts'
import { scanByKeyboard } from '../support/typed.ts'

let world: E2eWorld
beforeAll(async () => {
  world = await e2eWorld()
})
afterAll(async () => await world.end())

test('a used enrolment code is refused in words, a fresh one enrols, and the clerk signs in by keys alone', async () => {
  const used = await codeFor(world.registry(), HOSPITAL)
  const first = await world.open()
  await first.close()
  const app = await openApp({ dataDir: join(world.folder, 'fresh') })
  const { page } = app
  await enrolInPage(page, used.replace(/[0-9A-HJKMNP-TV-Z]{5} /, '00000 '))
  await page.getByRole('alert').waitFor()
  await expect.poll(() => page.getByRole('alert').textContent()).toMatch(/[\u4e00-\u9fff]/)
  await enrolInPage(page, await codeFor(world.registry(), HOSPITAL))
  await signIn(page)
  await band(page, 'ready').waitFor()
  await app.close()
})

test('a wrong PIN does not let anybody in, and says so', async () => {
  const app = await openApp({ dataDir: join(world.folder, 'fresh') })
  const { page } = app
  await page.getByTestId('signin-number').fill(CLERK.number)
  await page.getByTestId('signin-pin').fill('999111')
  await page.getByTestId('signin-submit').click()
  await page.getByRole('alert').waitFor()
  expect(await band(page, 'ready').count()).toBe(0)
  await app.close()
})

test('a restarted terminal asks for sign-in, knows the holders, and lists today’s records', async () => {
  const app = await openApp({ dataDir: join(world.folder, 'fresh') })
  const { page } = app
  await signIn(page)
  await band(page, 'ready').waitFor()
  const code = await world.registry().physicalCode(world.card('yang').card)
  await scanByKeyboard(page, code.ok ? code.value : '')
  await verdictOf(page)
  await pressByHand(page, '1', 'Enter')
  await band(page, 'done-band').waitFor()
  await page.keyboard.press('F4')
  await page.getByTestId('records-table').getByText('杨*芳').waitFor()
  const text = await page.getByTestId('records-table').textContent()
  expect(text).toContain('杨*芳')
  expect(text).toContain('就医绿色通道')
  await app.close()
})

test('no request of the page leaves the machine, and the first load of script is at most 250 kB packed', async () => {
  const app = await openApp({ dataDir: join(world.folder, 'fresh') })
  const { page } = app
  const hosts = new Set<string>()
  page.on('request', request => hosts.add(new URL(request.url()).host))
  await page.reload()
  await signIn(page)
  await band(page, 'ready').waitFor()
  expect([...hosts].filter(host => host !== '' && host !== new URL(page.url()).host)).toEqual([])
  const scripts = await page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .filter(e => e.name.endsWith('.js'))
      .map(e => e.name),
  )
  const { gzipSync } = await import('node:zlib')
  let bytes = 0
  for (const url of scripts) bytes += gzipSync(await (await page.request.get(url)).body()).length
  expect(scripts.length).toBeGreaterThan(0)
  expect(bytes).toBeLessThanOrEqual(250 * 1024)
  await app.close()
})

test('axe finds nothing to complain about on the screens of the main flow, in Chinese and in English', async () => {
  const app = await openApp({ dataDir: join(world.folder, 'fresh') })
  const { page } = app
  const complaints = async (where: string): Promise<string[]> => {
    await page.evaluate(axe.source)
    const violations = await page.evaluate(async () => {
      const { axe } = globalThis as unknown as {
        axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> }
      }
      return (await axe.run()).violations
    })
    return violations.map(v => `${where}: ${v.id} ${v.nodes[0]?.html ?? ''}`)
  }
  await page.getByTestId('signin-number').waitFor()
  const found = await complaints('sign-in')
  await signIn(page)
  await band(page, 'ready').waitFor()
  for (const language of ['zh', 'en']) {
    found.push(...(await complaints(`ready ${language}`)))
    const code = await world.registry().physicalCode(world.card('pu').card)
    await scanByKeyboard(page, code.ok ? code.value : '')
    await verdictOf(page)
    found.push(...(await complaints(`verdict ${language}`)))
    await pressByHand(page, 'Escape', 'F4')
    await page.getByTestId('records-table').waitFor()
    found.push(...(await complaints(`records ${language}`)))
    await page.keyboard.press('Escape')
    await page.getByTestId('language-toggle').click()
  }
  expect(found).toEqual([])
  await app.close()
})
