// What a clerk's hands and a USB scanner do to the keyboard, for real pages.
// The page sees nothing but key events and inserted text.
import type { Page } from 'playwright-core'

/** A keyboard-wedge scanner: every character as a key press, `msPerKey` apart, then Enter. */
export async function scanByKeyboard(page: Page, text: string, msPerKey = 2): Promise<void> {
  await page.keyboard.type(text, { delay: msPerKey })
  await page.keyboard.press('Enter')
}

/** Characters an input method commits at once. */
const COMMITTED = 60

/** A scanner behind a Chinese input method: full-width digits arrive as inserted text, no key events. */
export async function scanThroughInputMethod(page: Page, text: string): Promise<void> {
  const wide = fullWidth(text)
  for (let at = 0; at < wide.length; at += COMMITTED)
    await page.keyboard.insertText(wide.slice(at, at + COMMITTED))
  await page.keyboard.press('Enter')
}

/** 0…9 as ０…９. */
export function fullWidth(text: string): string {
  return text.replace(/[0-9]/g, digit => String.fromCharCode(digit.charCodeAt(0) + 0xfee0))
}
