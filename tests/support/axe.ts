// What axe has to say about the page as it stands, once nothing on it is on its way.
// No rule is ever switched off here: an exception needs its reason where it is made.
import axe from 'axe-core'
import type { Page } from 'playwright-core'

/** One line a complaint, with the element's markup; empty when there is none. */
export async function axeComplaints(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source)
  await settled(page)
  const violations = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> }
    }
    return (await axe.run()).violations
  })
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(node => node.html).join(' ')}`)
}

/** What fades in is half there, and has half its contrast; what turns for ever (a spinner) is not waited for. */
async function settled(page: Page): Promise<void> {
  await page.waitForFunction(
    () =>
      document.fonts.status === 'loaded' &&
      document
        .getAnimations()
        .every(a => a.playState !== 'running' || a.effect?.getTiming().iterations === Infinity),
  )
}
