// Nobody is kept out: axe finds nothing on any screen in either language and in any theme, 200 % reaches everything,
// Tab reaches every control and is seen there, and nothing is said by colour or by motion alone.
import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AppUnderTest } from '../support/app-under-test.ts'
import { band, type E2eWorld, e2eWorld } from '../support/e2e-world.ts'
import { walkByTab } from '../support/keyboard-walk.ts'
import { look } from '../support/look.ts'
import { walk } from '../support/tour/tour.ts'
import { scanByKeyboard } from '../support/typed.ts'
import { physicalCode } from '../support/visits.ts'

let world: E2eWorld
/** What was found on one walk through all screens: each is looked at in every way while it is there. */
const found = {
  axe: [] as string[],
  wide: [] as string[],
  keys: [] as string[],
  signs: new Map<string, Band>(),
}
const stops: string[] = []
type Band = { readonly words: string; readonly signs: number }

beforeAll(async () => {
  world = await e2eWorld()
  await walk(world, async (name, page) => {
    stops.push(name)
    // What fades in would be half there when it is looked at.
    await page.emulateMedia({ reducedMotion: 'reduce' })
    await lookForComplaints(page, name)
    found.keys.push(...(await walkByTab(page)).map(complaint => `${name}: ${complaint}`))
    await lookForWhatIsCutOff(page, name)
    await lookWithoutColours(page)
    await page.emulateMedia({ reducedMotion: null })
  })
}, 420_000)
afterAll(async () => await world.end())

/** All that axe knows, and the target size of WCAG 2.2 that it leaves off by itself. */
const EVERYTHING = { resultTypes: ['violations'], rules: { 'target-size': { enabled: true } } }
/** A theme changes colours and nothing else. */
const COLOURS = {
  resultTypes: ['violations'],
  runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] },
}

const LOOKS = [
  ['zh', 'light', EVERYTHING],
  ['zh', 'dark', COLOURS],
  ['zh', 'contrast', COLOURS],
  ['en', 'contrast', COLOURS],
  ['en', 'dark', COLOURS],
  ['en', 'light', EVERYTHING],
] as const

type Complaint = { readonly id: string; readonly nodes: readonly { readonly html: string }[] }

async function complaints(page: Page, options: object): Promise<string[]> {
  const violations = await page.evaluate(async asked => {
    const { axe } = globalThis as unknown as {
      axe: { run(context: Document, options: object): Promise<{ violations: Complaint[] }> }
    }
    return (await axe.run(document, asked)).violations
  }, options)
  return violations.map(v => `${v.id} ×${v.nodes.length} ${v.nodes[0]?.html.slice(0, 160) ?? ''}`)
}

async function lookForComplaints(page: Page, name: string): Promise<void> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source)
  const seen = new Set<string>()
  for (const [language, theme, options] of LOOKS) {
    await look(page, language, theme)
    for (const complaint of await complaints(page, options)) {
      if (!seen.has(complaint)) found.axe.push(`${name} ${language} ${theme}: ${complaint}`)
      seen.add(complaint)
    }
  }
  await look(page, 'zh', 'light')
}

/** 200 % of 1366 × 768. What may scroll sideways by itself is a table or a picture of paper (WCAG 1.4.10 excepts them). */
async function lookForWhatIsCutOff(page: Page, name: string): Promise<void> {
  const size = page.viewportSize()
  await page.setViewportSize({ width: 683, height: 384 })
  const { sideways, outside, buried } = await page.evaluate(() => {
    const root = document.documentElement
    const excepted =
      '.list-box, .report-part, .preview-paper, .chart, .spoken, #print-root, .manage-body, .sync-runs'
    const parts = [
      ...document.querySelectorAll<HTMLElement>('button, input, select, textarea, h1, h2, p'),
    ].filter(element => element.closest(excepted) === null && element.getClientRects().length > 0)
    const nameOf = (element: HTMLElement) => element.dataset['testid'] ?? element.outerHTML.slice(0, 80)
    /** Below or above the window, and nothing that scrolls brings it there. */
    const outOfReach = (element: HTMLElement): boolean => {
      element.scrollIntoView({ block: 'nearest' })
      const { top, bottom, height } = element.getBoundingClientRect()
      return height > 1 && height < root.clientHeight && (top < -1 || bottom > root.clientHeight + 1)
    }
    return {
      sideways: root.scrollWidth - root.clientWidth,
      outside: parts
        .filter(element => {
          const { left, right, width } = element.getBoundingClientRect()
          return width > 1 && (right > root.clientWidth + 1 || left < -1)
        })
        .map(nameOf),
      buried: parts.filter(outOfReach).map(nameOf),
    }
  })
  if (size !== null) await page.setViewportSize(size)
  if (sideways > 0) found.wide.push(`${name}: scrolls sideways by ${sideways} px`)
  found.wide.push(...outside.map(what => `${name}: ${what} is outside`))
  found.wide.push(...buried.map(what => `${name}: ${what} cannot be scrolled to`))
}

async function lookWithoutColours(page: Page): Promise<void> {
  const shown = band(page)
  if ((await shown.count()) === 0) return
  await page.emulateMedia({ forcedColors: 'active' })
  const words = (await shown.innerText()).trim()
  const signs = await shown.locator('svg:visible').count()
  await page.emulateMedia({ forcedColors: null })
  found.signs.set((await shown.getAttribute('data-outcome')) ?? '', { words, signs })
}

test('axe finds nothing to complain about on any screen, in both languages and every theme', () => {
  expect(stops.length).toBeGreaterThan(70)
  expect(found.axe).toEqual([])
})

test('at 200 % of 1366 × 768 nothing is cut off, out of reach or to be scrolled both ways', () => {
  expect(found.wide).toEqual([])
})

test('on every screen Tab reaches every control, and the focus is seen and lies under nothing', () => {
  expect(found.keys).toEqual([])
})

test('without colours every outcome is still a word and a sign', () => {
  expect(found.signs.size).toBe(7)
  for (const [outcome, { words, signs }] of found.signs) {
    expect(signs, outcome).toBeGreaterThan(0)
    expect(words, outcome).toMatch(/[\u4e00-\u9fff]{2}/)
  }
})

test('nothing moves for whoever asked for less motion', async () => {
  const app: AppUnderTest = await world.open()
  const { page } = app
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await scanByKeyboard(page, await physicalCode(world, 'yang'))
  await band(page).waitFor()
  const moving = await page.evaluate(
    () =>
      document.getAnimations().filter(a => Number(a.effect?.getComputedTiming().duration ?? 0) > 1).length,
  )
  expect(moving).toBe(0)
  await app.close()
})
