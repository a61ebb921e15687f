// What a clerk's hands and a USB scanner do to the keyboard, for real pages.
// The page sees nothing but key events and inserted text.
import type { CDPSession, Page } from 'playwright-core'

/**
 * A keyboard-wedge scanner: every character as a key press, `msPerKey` apart, then Enter. The keys have the times at which
 * a scanner strikes them and reach the page late, as after a moment in which it was busy: this process is no cable,
 * and whenever the machine kept it waiting between two keys, the page would rightly see a scan that broke off.
 */
export async function scanByKeyboard(page: Page, text: string, msPerKey = 2): Promise<void> {
  const cable = await page.context().newCDPSession(page)
  const began = Date.now()
  const characters = [...text, '\r']
  await new Promise(resolve => setTimeout(resolve, characters.length * msPerKey))
  // One after the other: of keys sent all at once, Chromium types some that the page had taken.
  for (const [i, character] of characters.entries())
    await Promise.all(strike(cable, character, (began + i * msPerKey) / 1000))
  await cable.detach()
}

/** `timestamp`: seconds since 1970 UTC. What no key types is inserted, as an input method does. */
function strike(cable: CDPSession, character: string, timestamp: number): readonly Promise<unknown>[] {
  if (character > '~') return [cable.send('Input.insertText', { text: character })]
  const enter = character === '\r'
  const key = enter ? 'Enter' : character
  const stroke = {
    key,
    code: codeOf(key),
    windowsVirtualKeyCode: character.toUpperCase().charCodeAt(0),
    timestamp,
  }
  return [
    cable.send('Input.dispatchKeyEvent', { ...stroke, type: 'keyDown', text: character }),
    cable.send('Input.dispatchKeyEvent', { ...stroke, type: 'keyUp' }),
  ]
}

function codeOf(key: string): string {
  if (key === 'Enter') return key
  if (/\d/.test(key)) return `Digit${key}`
  return /[a-z]/i.test(key) ? `Key${key.toUpperCase()}` : ''
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
