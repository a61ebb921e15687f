// What axe has to say about the page as it stands.
// No rule is ever switched off here: an exception needs its reason where it is made.
import axe from 'axe-core'
import type { Page } from 'playwright-core'

/** One line a complaint, with the element's markup; empty when there is none. */
export async function axeComplaints(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source)
  const violations = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> }
    }
    return (await axe.run()).violations
  })
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)
}
