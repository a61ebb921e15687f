// Nobody is kept out: axe finds nothing on any screen in either language and in any theme, 200 % reaches everything,
// and nothing is said by colour or by motion alone.
import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AppUnderTest } from '../support/app-under-test.ts'
import { band, type E2eWorld, e2eWorld } from '../support/e2e-world.ts'
import { guideOf, walk } from '../support/tour.ts'
import { scanByKeyboard } from '../support/typed.ts'

let world: E2eWorld
let app: AppUnderTest
/** What was found on one walk through all screens: each is looked at in every way while it is there. */
const found = { axe: [] as string[], wide: [] as string[], signs: new Map<string, Band>() }
type Band = { readonly words: string; readonly signs: number }

beforeAll(async () => {
  world = await e2eWorld()
  app = await world.open()
  const { page } = app
  await page.evaluate(axe.source)
  await walk(guideOf(page, world), async name => {
    await lookForComplaints(page, name)
    await lookForWhatIsCutOff(page, name)
    await lookWithoutColours(page)
  })
}, 240_000)
afterAll(async () => {
  await app.close()
  await world.end()
})

type Complaint = { readonly id: string; readonly nodes: readonly { readonly html: string }[] }

/** All that axe knows, and the target size of WCAG 2.2 that it leaves off by itself. */
async function complaints(page: Page): Promise<string[]> {
  const violations = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run(context: Document, options: object): Promise<{ violations: Complaint[] }> }
    }
    const options = { resultTypes: ['violations'], rules: { 'target-size': { enabled: true } } }
    return (await axe.run(document, options)).violations
  })
  return violations.map(v => `${v.id} ×${v.nodes.length} ${v.nodes[0]?.html.slice(0, 160) ?? ''}`)
}

/** As the settings screen does it: through the terminal, which tells every screen. */
/** In place, whatever lies over the top bar: a click by script reaches its button under any dialog. */
async function look(page: Page, language: 'zh' | 'en', theme: 'light' | 'dark' | 'contrast'): Promise<void> {
  const tag = language === 'zh' ? 'zh-CN' : 'en'
  const other = await page.evaluate(lang => document.documentElement.lang !== lang, tag)
  if (other)
    await page.evaluate(() => document.querySelector<HTMLElement>('[data-testid=language-toggle]')?.click())
  await page.locator(`html[lang="${tag}"]`).waitFor({ state: 'attached' })
  // The terminal's settings come back with the language; the theme is set when they have.
  if (other) await page.waitForTimeout(60)
  await page.evaluate(name => {
    document.documentElement.dataset['theme'] = name
  }, theme)
}

const LOOKS = [
  ['zh', 'light'],
  ['en', 'dark'],
  ['zh', 'dark'],
  ['en', 'light'],
  ['zh', 'contrast'],
] as const

async function lookForComplaints(page: Page, name: string): Promise<void> {
  const seen = new Set<string>()
  for (const [language, theme] of LOOKS) {
    await look(page, language, theme)
    for (const complaint of await complaints(page)) {
      if (!seen.has(complaint)) found.axe.push(`${name} ${language} ${theme}: ${complaint}`)
      seen.add(complaint)
    }
  }
  await look(page, 'zh', 'light')
}

/** 200 % of 1366 × 768. What may scroll sideways by itself is a table or a picture of paper (WCAG 1.4.10 excepts them). */
async function lookForWhatIsCutOff(page: Page, name: string): Promise<void> {
  await page.setViewportSize({ width: 683, height: 384 })
  const { sideways, outside } = await page.evaluate(() => {
    const root = document.documentElement
    const excepted = '.list-box, .report-part, .preview-paper, .chart, .spoken, #print-root'
    const parts = document.querySelectorAll<HTMLElement>('button, input, select, textarea, h1, h2, p')
    return {
      sideways: root.scrollWidth - root.clientWidth,
      outside: [...parts]
        .filter(element => element.closest(excepted) === null && element.getClientRects().length > 0)
        .filter(element => {
          const { left, right, width } = element.getBoundingClientRect()
          return width > 1 && (right > root.clientWidth + 1 || left < -1)
        })
        .map(element => element.dataset['testid'] ?? element.outerHTML.slice(0, 80)),
    }
  })
  await page.setViewportSize({ width: 1366, height: 768 })
  if (sideways > 0) found.wide.push(`${name}: scrolls sideways by ${sideways} px`)
  found.wide.push(...outside.map(what => `${name}: ${what} is outside`))
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
  expect(found.axe).toEqual([])
})

test('at 200 % of 1366 × 768 nothing is cut off, out of reach or to be scrolled both ways', () => {
  expect(found.wide).toEqual([])
})

test('without colours every outcome is still a word and a sign', () => {
  expect(found.signs.size).toBe(7)
  for (const [outcome, { words, signs }] of found.signs) {
    expect(signs, outcome).toBeGreaterThan(0)
    expect(words, outcome).toMatch(/[\u4e00-\u9fff]{2}/)
  }
})

test('every key’s focus is seen, and Tab reaches every control of the counter', async () => {
  const { page } = app
  await band(page, 'ready').waitFor()
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
  const reached = new Set<string>()
  for (let i = 0; i < 40; i++) {
    await page.keyboard.press('Tab')
    const at = await page.evaluate(() => {
      const focused = document.activeElement
      if (!(focused instanceof HTMLElement) || focused === document.body) return null
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(focused)
      const seen = (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1) || boxShadow !== 'none'
      return { what: focused.dataset['testid'] ?? focused.textContent?.trim() ?? '', seen }
    })
    if (at === null) continue
    expect(at.seen, `${at.what} has a visible focus`).toBe(true)
    reached.add(at.what)
  }
  const controls = await page
    .locator('button:visible:enabled, input:visible:enabled, select:visible:enabled')
    .evaluateAll(all => all.map(e => (e as HTMLElement).dataset['testid'] ?? e.textContent?.trim() ?? ''))
  expect(controls.filter(control => !reached.has(control))).toEqual([])
})

test('nothing moves for whoever asked for less motion', async () => {
  const { page } = app
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await guideOf(page, world)
    .physical('yang')
    .then(code => scanByKeyboard(page, code))
  await band(page).waitFor()
  const moving = await page.evaluate(
    () =>
      document.getAnimations().filter(a => Number(a.effect?.getComputedTiming().duration ?? 0) > 1).length,
  )
  await page.emulateMedia({ reducedMotion: null })
  expect(moving).toBe(0)
})
