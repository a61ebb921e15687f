// Tab through whatever lies on top of the page: what it reaches, and whether the eye can follow.
// It leaves the focus where it was; nothing is pressed.
import type { Page } from 'playwright-core'

/** Puts into the page what the walk asks there; once a document. */
function watchFocus(): void {
  const CONTROLS = 'button, a[href], input, select, textarea, summary, [tabindex="0"]'
  const visible = (element: HTMLElement): boolean =>
    element.getClientRects().length > 0 && getComputedStyle(element).visibility !== 'hidden'
  const layer = (): HTMLElement =>
    [...document.querySelectorAll<HTMLElement>('[role=dialog][aria-modal=true], [role=alertdialog]')]
      .filter(visible)
      .at(-1) ?? document.body
  const nameOf = (element: HTMLElement): string =>
    element.dataset['testid'] ??
    `${element.tagName.toLowerCase()} ${element.textContent?.trim().slice(0, 30)}`
  /** Of radio buttons Tab reaches one, and the arrows the rest. */
  const group = (element: HTMLElement): unknown =>
    element instanceof HTMLInputElement && element.type === 'radio' ? `radio ${element.name}` : element

  const seen = (element: HTMLElement): boolean =>
    [element, element.parentElement, element.closest('label')].some(each => {
      if (each === null) return false
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(each)
      return (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1) || boxShadow !== 'none'
    })
  /** What is focused must not lie under something else (WCAG 2.4.11). */
  const covered = (element: HTMLElement): boolean => {
    const { left, top, width, height } = element.getBoundingClientRect()
    const at = document.elementFromPoint(left + width / 2, top + height / 2)
    // Beyond the window's edge nothing is; a see-through radio lies under its own label.
    return at !== null && !element.contains(at) && !at.contains(element) && at.closest('label') === null
  }

  const reached = new Set<unknown>()
  const complaints = new Set<string>()
  let before: Element | null = null
  const note = (event: FocusEvent): void => {
    const element = event.target
    if (!(element instanceof HTMLElement) || element.closest('[aria-hidden=true]') !== null) return
    reached.add(group(element))
    // The text of a dialog takes the focus when it opens, and needs no ring.
    if (!element.matches(CONTROLS)) return
    if (!seen(element)) complaints.add(`${nameOf(element)}: focus is not seen`)
    // A dialog that keeps the focus fetches it back from outside at once.
    setTimeout(() => {
      if (document.activeElement === element && covered(element))
        complaints.add(`${nameOf(element)}: focused under something else`)
    })
  }
  const controls = (): readonly HTMLElement[] =>
    [...layer().querySelectorAll<HTMLElement>(CONTROLS)].filter(
      element =>
        visible(element) &&
        element.tabIndex >= 0 &&
        !element.matches(':disabled') &&
        element.closest('[aria-hidden=true], [inert]') === null,
    )
  Object.assign(window, {
    focusWalk: {
      begin(): number {
        reached.clear()
        complaints.clear()
        before = document.activeElement
        document.addEventListener('focusin', note)
        return controls().length
      },
      end(): readonly string[] {
        document.removeEventListener('focusin', note)
        const missed = controls().filter(element => !reached.has(group(element)))
        const now = document.activeElement
        if (before instanceof HTMLElement && before !== document.body) before.focus()
        else if (now instanceof HTMLElement) now.blur()
        return [...complaints, ...missed.map(element => `${nameOf(element)}: Tab does not reach it`)]
      },
    },
  })
}

type Walk = { readonly focusWalk: { begin(): number; end(): readonly string[] } }

export async function walkByTab(page: Page): Promise<readonly string[]> {
  await page.evaluate(watchFocus)
  const controls = await page.evaluate(() => (window as unknown as Walk).focusWalk.begin())
  // Some more: a page's end is a stop of its own, and a trap has its two ends.
  for (let tabs = 0; tabs < controls + 4; tabs++) await page.keyboard.press('Tab')
  return await page.evaluate(() => (window as unknown as Walk).focusWalk.end())
}
