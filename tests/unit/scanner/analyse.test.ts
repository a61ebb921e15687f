// The set-up wizard's judgement: each defect of a scanner from the keys that it would send, and none where there is none.
import { describe, expect, test } from 'vitest'
import { SAFE_PACE } from '../../../renderer/scanner/keyboard.ts'
import { analyse, type Finding, SAMPLE, SCANS, scansIn } from '../../../renderer/scanner/setup/analyse.ts'
import type { RawEvent } from '../../../renderer/scanner/setup/recording.ts'

type Habit = {
  readonly gap?: number
  readonly text?: string
  readonly ends?: readonly string[]
  readonly begins?: readonly string[]
  readonly key?: Partial<Extract<RawEvent, { kind: 'key' }>>
}

/** Keys of one pull after another, two seconds apart. */
function pulls(habit: Habit = {}, times = SCANS, apart = 2000): RawEvent[] {
  const { gap = 4, text = SAMPLE, ends = ['Enter'], begins = [], key = {} } = habit
  let at = 1000
  const events: RawEvent[] = []
  for (let i = 0; i < times; i++) {
    for (const pressed of [...begins, ...text, ...ends]) {
      at += gap
      events.push({
        kind: 'key',
        key: pressed,
        at,
        ime: false,
        capsLock: false,
        alt: false,
        ctrl: false,
        ...key,
      })
    }
    at += apart
  }
  return events
}

test('a scanner that is set up well has no finding, and keeps the safe pace', () => {
  const { findings, measured, pace } = analyse(pulls())
  expect(findings).toEqual([])
  expect(measured).toEqual({ scans: 3, meanMs: 4, longestMs: 4, suffix: 'enter' })
  expect(pace).toEqual(SAFE_PACE)
})

test('Tab, and CR with LF, end a scan as well as Enter', () => {
  expect(analyse(pulls({ ends: ['Tab'] }))).toMatchObject({ findings: [], measured: { suffix: 'tab' } })
  expect(analyse(pulls({ ends: ['Enter', 'Enter'] }))).toMatchObject({
    findings: [],
    measured: { suffix: 'enter' },
  })
})

test('a slow scanner is measured, and its pace is kept with room', () => {
  const { findings, pace } = analyse(pulls({ gap: 45 }))
  expect(findings).toEqual([])
  expect(pace).toEqual({ gapMs: 83, meanGapMs: 64, silenceMs: 130 })
})

test('two scans are not enough to keep a pace', () => {
  expect(analyse(pulls({}, 2)).pace).toBeNull()
  expect(scansIn(pulls({}, 2))).toBe(2)
})

const wide = SAMPLE.replaceAll(/[0-9A-Za-z-]/g, c => String.fromCharCode(c.charCodeAt(0) + 0xfee0))
const swapped = [...SAMPLE].map(c => (c < 'a' ? c.toLowerCase() : c.toUpperCase())).join('')
const german = [...SAMPLE].map(c => ({ Y: 'Z', y: 'z', Z: 'Y', z: 'y', '-': '/' })[c] ?? c).join('')
const french = [...SAMPLE]
  .map(
    c =>
      ({ A: 'Q', a: 'q', Q: 'A', q: 'a', Z: 'W', z: 'w', W: 'Z', w: 'z', M: '?', m: ',', '-': ')' })[c] ?? c,
  )
  .join('')
  .replaceAll(/\d/g, d => 'à&é"\'(-è_ç'[Number(d)] ?? d)

describe('a scanner', () => {
  test.each<[string, Habit, Finding]>([
    ['without a suffix', { ends: [] }, 'no-suffix'],
    ['that says everything twice in one breath', { text: SAMPLE + SAMPLE }, 'double'],
    ['with full-width digits', { text: wide }, 'full-width'],
    ['with CapsLock on', { text: swapped, key: { capsLock: true } }, 'caps-lock'],
    ['that puts the AIM sign before', { text: `]Q1${SAMPLE}` }, 'aim-prefix'],
    ['that puts something else before', { text: `~${SAMPLE}` }, 'prefix'],
    ['that puts something after', { text: `${SAMPLE}#` }, 'extra-suffix'],
    ['that sends Enter first', { begins: ['Enter'], ends: [] }, 'leading-enter'],
    ['set to the German keyboard', { text: german }, 'layout'],
    ['set to the French keyboard', { text: french }, 'layout'],
    ['that loses keys', { text: SAMPLE.replace('345', '') }, 'lost-keys'],
    ['as slow as a person', { gap: 80 }, 'too-slow'],
    ['that types Alt and numbers', { text: '0048005700560055', key: { alt: true } }, 'alt-codes'],
    ['that was shown another code', { text: '6901234567892' }, 'other-code'],
  ])('%s is found out', (_, habit, finding) => {
    expect(analyse(pulls(habit)).findings).toContain(finding)
  })

  test('that fires twice for one pull is found out', () => {
    expect(analyse(pulls({}, 4, 500)).findings).toEqual(['double'])
  })

  test('behind a Chinese input method is found out, by keys that it took and by text without keys', () => {
    expect(analyse(pulls({ key: { ime: true, key: 'Process' } })).findings).toContain('input-method')
    const texts: RawEvent[] = [...wide].map((text, i) => ({ kind: 'text', text, at: i * 5 }))
    expect(analyse(texts).findings).toEqual(['input-method', 'full-width', 'no-suffix'])
  })

  test('whose keys do not tell its pace gets none', () => {
    expect(analyse(pulls({ text: '6901234567892' })).pace).toBeNull()
    expect(analyse(pulls({ gap: 80 })).pace).toBeNull()
    expect(analyse([])).toEqual({ findings: [], measured: null, pace: null })
  })
})
