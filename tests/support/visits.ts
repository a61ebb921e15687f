// The three commonest visits of issue 4, worked by keys alone in the real app: how many keys, how long.
// Keys are counted in the page, as the page got them; the scanner's own burst is none of the clerk's.
import type { Page } from 'playwright-core'
import { BANK, HOSPITAL } from '../../scripts/demo/world.ts'
import { band, type E2eWorld, pressByHand } from './e2e-world.ts'
import { scanByKeyboard } from './typed.ts'

export type MeasuredVisit = {
  readonly name: string
  /** Keys after the scan, to the record or the refusal. */
  readonly keys: number
  /** What the machine took of it, in ms: from the scanner's last key to the verdict, and from the last key to "recorded". */
  readonly ms: number
  readonly verdictMs: number
  readonly recordedMs: number
}

type Script = {
  readonly name: string
  readonly site: typeof HOSPITAL
  readonly code: (world: E2eWorld) => Promise<string>
  readonly keys: readonly string[]
}

const SCRIPTS: readonly Script[] = [
  {
    name: 'green channel at a hospital',
    site: HOSPITAL,
    code: world => physicalCode(world, 'yang'),
    keys: ['1', 'Enter'],
  },
  {
    // He came for the check-up of this year, which he had at the other hospital.
    name: 'check-up already used',
    site: HOSPITAL,
    code: world => physicalCode(world, 'li'),
    keys: ['r', '4'],
  },
  {
    name: 'virtual card at a bank',
    site: BANK,
    code: world => virtualCode(world, 'yang'),
    keys: ['r'],
  },
]

export async function physicalCode(world: E2eWorld, key: string, serial?: number): Promise<string> {
  const code = await world.registry().physicalCode(world.card(key).card, serial)
  if (!code.ok) throw new Error(code.error.code)
  return code.value
}

export async function virtualCode(world: E2eWorld, key: string): Promise<string> {
  const codes = await world.registry().virtualCodes(world.card(key).card, 1, { lifetime: 300 })
  if (!codes.ok) throw new Error(codes.error.code)
  return codes.value[0]?.token ?? ''
}

export async function measureVisits(world: E2eWorld): Promise<readonly MeasuredVisit[]> {
  const measured: MeasuredVisit[] = []
  for (const site of [HOSPITAL, BANK]) {
    const app = await world.open(site)
    // Before the page's own scripts: what the scanner's listener keeps for itself nobody after it hears.
    await app.page.addInitScript(watchThePage)
    await app.page.reload()
    await band(app.page, 'ready').waitFor()
    for (const script of SCRIPTS.filter(s => s.site === site))
      measured.push(await measure(app.page, world, script))
    await app.close()
  }
  return measured
}

type Stamps = { scanEnded: number; verdict: number; lastKey: number; recorded: number; keys: number }
type Watched = { readonly stamps: Stamps; readonly watch: () => void }

async function measure(page: Page, world: E2eWorld, { name, code, keys }: Script): Promise<MeasuredVisit> {
  const text = await code(world)
  await page.evaluate(() => (window as unknown as Watched).watch())
  await scanByKeyboard(page, text)
  await band(page).waitFor()
  await pressByHand(page, ...keys)
  await band(page, 'done-band').waitFor()
  const stamps = await page.evaluate(() => (window as unknown as Watched).stamps)
  await pressByHand(page, 'Escape')
  const verdictMs = Math.round(stamps.verdict - stamps.scanEnded)
  const recordedMs = Math.round(stamps.recorded - stamps.lastKey)
  return { name, keys: stamps.keys, ms: verdictMs + recordedMs, verdictMs, recordedMs }
}

/** In the page: notes when the scanner ended, when verdict and record stood on the screen, and counts keys between them. */
function watchThePage(): void {
  const none = { scanEnded: 0, verdict: 0, lastKey: 0, recorded: 0, keys: 0 }
  const watched: { stamps: typeof none; watch(): void } = { stamps: none, watch() {} }
  const shows = (id: string) => document.querySelector(`[data-testid=${id}]`) !== null
  watched.watch = () => {
    const stamps = { ...none }
    Object.assign(window, { stamps })
    const observer = new MutationObserver(() => {
      if (stamps.verdict === 0 && shows('verdict-band')) stamps.verdict = performance.now()
      if (stamps.verdict === 0 || !shows('done-band')) return
      stamps.recorded = performance.now()
      observer.disconnect()
    })
    observer.observe(document.body, { childList: true, subtree: true })
  }
  Object.assign(window, watched)
  window.addEventListener(
    'keydown',
    event => {
      const { stamps } = window as unknown as { stamps: typeof none }
      if (!event.isTrusted || stamps.recorded !== 0) return
      if (stamps.verdict === 0) stamps.scanEnded = performance.now()
      else {
        stamps.keys += 1
        stamps.lastKey = performance.now()
      }
    },
    true,
  )
}
