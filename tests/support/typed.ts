// What a clerk's hands and a USB scanner do to the keyboard, for real pages.
// The page sees nothing but key events and inserted text.
import type { Page } from 'playwright-core'

/** A keyboard-wedge scanner: every character as a key press, `msPerKey` apart, then Enter. */
export async function scanByKeyboard(page: Page, text: string, msPerKey = 2): Promise<void> {
  await page.keyboard.type(text, { delay: msPerKey })
  await page.keyboard.press('Enter')
}

/** A scanner behind a Chinese input method: full-width digits arrive as inserted text, no key events. */
export async function scanThroughInputMethod(page: Page, text: string): Promise<void> {
  for (const char of text) await page.keyboard.insertText(fullWidth(char))
  await page.keyboard.press('Enter')
}

/** 0…9 as ０…９. */
export function fullWidth(text: string): string {
  return text.replace(/[0-9]/g, digit => String.fromCharCode(digit.charCodeAt(0) + 0xfee0))
}
