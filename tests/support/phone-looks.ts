// What every state of the phone pages is looked at for: axe has nothing to say, and nothing is cut off from 320 to 430 px,
// in either size of type. One phone is Chinese, one English with large type, side by side before the same registry.
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { violations } from './console-world.ts'
import { clipped, type Phone, type PhoneOptions } from './phone-world.ts'

const LOOKS = [
  { language: 'zh', large: false, width: 430 },
  { language: 'en', large: true, width: 320 },
] as const satisfies readonly PhoneOptions[]
const HEIGHT = 844

export type Looks = ReturnType<typeof looksOf>

/** `make`: a phone with these options, for the first or the second of two people in the same state. */
export async function twoLooks(make: (options: PhoneOptions, person: 0 | 1) => Promise<Phone>) {
  return looksOf([await make(LOOKS[0], 0), await make(LOOKS[1], 1)])
}

function looksOf(phones: readonly Phone[]) {
  return {
    phones,
    /** `show` brings the state about on a page, and waits until it stands there. */
    async at(name: string, show: (page: Page) => Promise<unknown>): Promise<void> {
      for (const [i, { page }] of phones.entries()) {
        const look = LOOKS[i] ?? LOOKS[0]
        await show(page)
        for (const type of ['normal', 'large'])
          for (const width of [320, 430]) {
            await setLook(page, type, width)
            expect(await clipped(page), `${name}, ${look.language}, ${type} at ${width}`).toEqual([])
          }
        await setLook(page, look.large ? 'large' : 'normal', look.width)
        expect(await violations(page), `${name}, ${look.language}`).toEqual([])
      }
    },
    async close(): Promise<void> {
      for (const { context } of phones) await context.close()
    },
  }
}

async function setLook(page: Page, type: string, width: number): Promise<void> {
  await page.setViewportSize({ width, height: HEIGHT })
  await page.evaluate(chosen => {
    document.documentElement.dataset['type'] = chosen
  }, type)
}

/** By the page's own router, without loading it anew. */
export async function goTo(page: Page, path: string): Promise<void> {
  await page.evaluate(to => {
    history.pushState(null, '', `/m${to}`)
    dispatchEvent(new PopStateEvent('popstate'))
  }, path)
  await page.locator('main h1').waitFor({ state: 'attached' })
}
