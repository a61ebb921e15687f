// What a clerk's hands and a USB scanner do to the keyboard, for real pages.
// The page sees nothing but key events and inserted text.
import type { CDPSession, Page } from 'playwright-core'

/**
 * A keyboard-wedge scanner: every character as a key press, `msPerKey` apart, then Enter. The keys come at the scanner's own
 * pace, as from a cable: none waits until the page has dealt with the one before, which would make a slow page a slow scanner.
 */
export async function scanByKeyboard(page: Page, text: string, msPerKey = 2): Promise<void> {
  const cable = await page.context().newCDPSession(page)
  const began = Date.now()
  const sent: Promise<unknown>[] = []
  for (const [i, character] of [...text, '\r'].entries()) {
    const due = began + i * msPerKey
    const early = due - Date.now()
    if (early > 0) await new Promise(resolve => setTimeout(resolve, early))
    // The time of the stroke, not of its arrival: this process, too, may be kept waiting.
    sent.push(...strike(cable, character, due / 1000))
  }
  await Promise.all(sent)
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
