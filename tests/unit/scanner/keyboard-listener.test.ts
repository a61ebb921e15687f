// The listener's own part: what reaches the page late, on a machine that is busy, is judged by when it was struck.
// Its rules are keyboard.ts's, tested with the reducer; real pages are tests/e2e/scanners.test.ts.
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { listenToKeyboard } from '../../../renderer/scanner/keyboard-listener.ts'

const CODE = 'XHC1.ABCDEFGHIJKLMNOPQRSTUVWXYZ'

let page: EventTarget
let scans: string[]
let persons: string[]
let end: () => void

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  page = new EventTarget()
  vi.stubGlobal('window', page)
  vi.stubGlobal('document', { activeElement: null })
  vi.stubGlobal('HTMLInputElement', class {})
  vi.stubGlobal('HTMLTextAreaElement', class {})
  scans = []
  persons = []
  end = listenToKeyboard({
    onScan: text => void scans.push(text),
    onKey: key => persons.push(key) > 0,
  })
})

afterEach(() => {
  end()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

function key(character: string, timeStamp: number): void {
  const event = new Event('keydown', { cancelable: true })
  const facts = {
    key: character,
    timeStamp,
    keyCode: 0,
    repeat: false,
    isComposing: false,
    getModifierState: () => false,
  }
  for (const [name, value] of Object.entries(facts)) Object.defineProperty(event, name, { value })
  page.dispatchEvent(event)
}

/** Struck every 2 ms from now on; each comes `late` ms after its stroke. */
function scanned(text: string, late: (index: number) => number): void {
  const began = performance.now()
  for (const [i, character] of [...text].entries()) {
    const struck = began + i * 2
    vi.advanceTimersByTime(Math.max(0, struck + late(i) - performance.now()))
    key(character, struck)
  }
}

it('a scan without terminator is over after a silence', () => {
  scanned(CODE, () => 0)
  expect(scans).toEqual([])
  vi.advanceTimersByTime(1000)
  expect(scans).toEqual([CODE])
  expect(persons).toEqual([])
})

it.each([60, 150, 350])('keys that come in two lots %i ms apart, late both, are one scan', apart => {
  scanned(CODE, i => (i < 14 ? 300 : 300 + apart))
  vi.advanceTimersByTime(1000)
  expect(scans).toEqual([CODE])
  expect(persons).toEqual([])
})

it('a person’s key goes on as it came', () => {
  key('1', performance.now())
  vi.advanceTimersByTime(1000)
  expect(persons).toEqual(['1'])
  expect(scans).toEqual([])
})
