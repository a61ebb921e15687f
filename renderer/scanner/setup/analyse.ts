// What is wrong with a scanner, told from the keys of a few scans of a known code; and how fast it types.
// Pure; a finding is said only where the keys prove it, and a pace is never less safe than the default.
import { type Pace, SAFE_PACE } from '../keyboard.ts'
import type { RawEvent } from './recording.ts'

/** Digits, letters of both cases, and the letters that other keyboard layouts move. Not the beginning of any code of ours. */
export const SAMPLE = 'XHC-0123456789-AaQqWwYyZzMm'
/** As many scans as show whether it is always so. */
export const SCANS = 3
/** Silence between two scans; longer than the slowest scanner's gap, shorter than a hand's second pull. */
const BETWEEN_SCANS_MS = 400
/** Nobody pulls the trigger twice in less. */
const SAME_PULL_MS = 800
/** Over this mean a scanner types no faster than people do. */
const TOO_SLOW_MS = 60

export const FINDINGS = [
  'input-method', // keys were taken by the Chinese input method
  'full-width',
  'caps-lock',
  'layout', // the scanner types for another country's keyboard
  'alt-codes', // characters as Alt with numbers
  'aim-prefix',
  'prefix',
  'extra-suffix',
  'leading-enter',
  'no-suffix',
  'double',
  'lost-keys',
  'too-slow',
  'other-code', // it was not the sample that was scanned
] as const
export type Finding = (typeof FINDINGS)[number]

export type Suffix = 'enter' | 'tab' | 'none'

export type Measured = {
  readonly scans: number
  /** Milliseconds between two keys. */
  readonly meanMs: number
  readonly longestMs: number
  readonly suffix: Suffix
}

export type Report = {
  readonly findings: readonly Finding[]
  readonly measured: Measured | null
  /** To be kept: null while the keys do not tell enough. */
  readonly pace: Pace | null
}

/** One pull of the trigger, as far as the keys tell. */
type Scan = {
  readonly from: number
  readonly to: number
  readonly text: string
  readonly gaps: readonly number[]
  readonly ends: readonly ('Enter' | 'Tab')[]
  readonly enterFirst: boolean
  readonly ime: boolean
  readonly capsLock: boolean
  readonly altCodes: boolean
}

/** How many scans have come so far. */
export const scansIn = (events: readonly RawEvent[]): number =>
  scansOf(events).filter(({ text }) => text !== '').length

export function analyse(events: readonly RawEvent[]): Report {
  const scans = scansOf(events).filter(({ text, ime, altCodes }) => text !== '' || ime || altCodes)
  if (scans.length === 0) return { findings: [], measured: null, pace: null }
  const found = new Set<Finding>(scans.flatMap(findingsOf))
  if (scans.some((scan, i) => i > 0 && scan.from - (scans[i - 1]?.to ?? 0) < SAME_PULL_MS))
    found.add('double')
  const measured = measure(scans)
  if (measured.meanMs > TOO_SLOW_MS) found.add('too-slow')
  return {
    findings: FINDINGS.filter(finding => found.has(finding)),
    measured,
    pace: found.has('other-code') || found.has('lost-keys') ? null : paceOf(measured),
  }
}

function scansOf(events: readonly RawEvent[]): readonly Scan[] {
  const bursts: RawEvent[][] = []
  for (const event of events) {
    const last = bursts.at(-1)
    const before = last?.at(-1)
    if (last === undefined || before === undefined || event.at - before.at > BETWEEN_SCANS_MS)
      bursts.push([event])
    else last.push(event)
  }
  return bursts.map(scanOf)
}

function scanOf(burst: readonly RawEvent[]): Scan {
  const keys = burst.filter(event => event.kind === 'key')
  const typed = burst.map(event => (event.kind === 'text' ? event.text : typedBy(event)))
  const firstText = typed.findIndex(text => text !== '')
  const lastText = typed.findLastIndex(text => text !== '')
  const terminators = (part: readonly RawEvent[]) =>
    part.flatMap((e): readonly ('Enter' | 'Tab')[] =>
      e.kind === 'key' && (e.key === 'Enter' || e.key === 'Tab') ? [e.key] : [],
    )
  const timed = keys.filter(({ key }) => key.length === 1 || key === 'Enter' || key === 'Process')
  return {
    from: burst[0]?.at ?? 0,
    to: burst.at(-1)?.at ?? 0,
    text: typed.join(''),
    gaps: timed.slice(1).map((key, i) => key.at - (timed[i]?.at ?? key.at)),
    ends: lastText < 0 ? [] : terminators(burst.slice(lastText + 1)),
    enterFirst: firstText > 0 && terminators(burst.slice(0, firstText)).length > 0,
    ime: keys.some(({ ime }) => ime) || burst.some(({ kind }) => kind === 'text'),
    capsLock: keys.some(({ capsLock }) => capsLock),
    altCodes: keys.filter(({ alt }) => alt).length >= 4,
  }
}

const typedBy = (event: Extract<RawEvent, { kind: 'key' }>): string =>
  [...event.key].length === 1 && !event.ime && !event.ctrl && !event.alt ? event.key : ''

function findingsOf(scan: Scan): readonly Finding[] {
  const found: Finding[] = []
  if (scan.altCodes) return ['alt-codes']
  if (scan.ime) found.push('input-method')
  const plain = scan.text.normalize('NFKC')
  if (plain !== scan.text) found.push('full-width')
  if (scan.enterFirst) found.push('leading-enter')
  if (scan.ends.length === 0) found.push('no-suffix')
  return [...found, ...textFindings(plain, scan)]
}

function textFindings(text: string, scan: Scan): readonly Finding[] {
  const at = text.indexOf(SAMPLE)
  if (at >= 0) {
    const before = text.slice(0, at)
    const after = text.slice(at + SAMPLE.length)
    return [
      ...(before === ''
        ? []
        : [/^[\]】][A-Za-z]\d$/.test(before) ? ('aim-prefix' as const) : ('prefix' as const)]),
      ...(after === '' ? [] : [after.includes(SAMPLE) ? ('double' as const) : ('extra-suffix' as const)]),
    ]
  }
  if (text.includes(swapCase(SAMPLE))) return ['caps-lock']
  if (scan.capsLock && text.toLowerCase().includes(SAMPLE.toLowerCase())) return ['caps-lock']
  if (LAYOUTS.some(layout => text.includes(typedOn(layout)))) return ['layout']
  // An input method keeps what it took: what is left says nothing of the scanner's own losses.
  if (scan.ime) return []
  return isMostOf(text, SAMPLE) ? ['lost-keys'] : ['other-code']
}

const swapCase = (text: string): string =>
  text.replaceAll(/[A-Za-z]/g, letter => (letter < 'a' ? letter.toLowerCase() : letter.toUpperCase()))

/** What a scanner set to that country's keyboard makes of the sample on this one (and the other way about). */
const LAYOUTS: readonly Readonly<Record<string, string>>[] = [
  // Germany: Y and Z are each other's, the hyphen is elsewhere.
  { Y: 'Z', y: 'z', Z: 'Y', z: 'y', '-': '/' },
  { Y: 'Z', y: 'z', Z: 'Y', z: 'y', '-': 'ß' },
  { Y: 'Z', y: 'z', Z: 'Y', z: 'y' },
  // France: A and Q, Z and W, M; digits with Shift.
  {
    A: 'Q',
    a: 'q',
    Q: 'A',
    q: 'a',
    Z: 'W',
    z: 'w',
    W: 'Z',
    w: 'z',
    M: ':',
    m: ';',
    '-': '6',
    ...shifted('!@#$%^&*()'),
  },
  {
    A: 'Q',
    a: 'q',
    Q: 'A',
    q: 'a',
    Z: 'W',
    z: 'w',
    W: 'Z',
    w: 'z',
    M: '?',
    m: ',',
    '-': ')',
    ...frenchDigits(),
  },
]

/** 1…9, 0 in the order of the keys. */
function shifted(signs: string): Record<string, string> {
  return Object.fromEntries([...'1234567890'].map((digit, i) => [digit, signs[i] ?? digit]))
}
function frenchDigits(): Record<string, string> {
  return shifted('&é"\'(-è_çà')
}

const typedOn = (layout: Readonly<Record<string, string>>): string =>
  [...SAMPLE].map(character => layout[character] ?? character).join('')

/** Whether a text is the whole with some characters missing. */
function isMostOf(text: string, whole: string): boolean {
  if (text.length < whole.length / 2) return false
  let at = 0
  for (const character of whole) if (text[at] === character) at += 1
  return at === text.length
}

function measure(scans: readonly Scan[]): Measured {
  const gaps = scans.flatMap(scan => scan.gaps)
  const sum = gaps.reduce((total, gap) => total + gap, 0)
  const ends = scans.map(({ ends: [first] }) => first ?? null)
  const suffix = ends.every(end => end === 'Enter')
    ? 'enter'
    : ends.every(end => end === 'Tab')
      ? 'tab'
      : 'none'
  return {
    scans: scans.length,
    meanMs: gaps.length === 0 ? 0 : Math.round((sum / gaps.length) * 10) / 10,
    longestMs: Math.round(Math.max(0, ...gaps) * 10) / 10,
    suffix,
  }
}

const between = (least: number, value: number, most: number): number =>
  Math.min(most, Math.max(least, Math.ceil(value)))

/** With room for a busy machine; fast scanners keep the default, which reads them all. */
function paceOf({ meanMs, longestMs, scans }: Measured): Pace | null {
  if (scans < SCANS || meanMs === 0 || meanMs > TOO_SLOW_MS) return null
  return {
    gapMs: between(SAFE_PACE.gapMs, longestMs * 1.5 + 15, 120),
    meanGapMs: between(SAFE_PACE.meanGapMs, meanMs * 1.3 + 5, 80),
    silenceMs: between(SAFE_PACE.silenceMs, longestMs * 2 + 40, 300),
  }
}
