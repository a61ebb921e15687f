// Tells a scanner that types from a person who types: by the time between keys, wherever the focus is.
// Pure; no scan may be lost, and no key of a person may become part of one. Times are milliseconds of one steady clock.

import { type CardLines, linesDueAt, NO_LINES, settleLines, takeLine } from './card-lines.ts'

/** How fast this window's scanner types: measured by the set-up (scanner/setup), or safe for any. Milliseconds. */
export type Pace = {
  /** Longest gap between two keys of a scanner, until it is known for one; a person's key waits this long at most. */
  readonly gapMs: number
  /** A person cannot keep this pace over several keys (a key held down repeats as fast: the listener leaves repeats out). */
  readonly meanGapMs: number
  /** A known scanner that falls silent for this long has finished. */
  readonly silenceMs: number
}
export const SAFE_PACE: Pace = { gapMs: 50, meanGapMs: 35, silenceMs: 100 }
/** Keys at that pace that make a scanner; fewer suffice where Enter or Tab follows as fast. */
const STROKES = 6
const STROKES_WITH_TERMINATOR = 4
/** The rest of a code that broke off may come this late. */
export const JOIN_MS = 300
/** A terminator may follow its code this late; nobody has read a verdict and pressed Enter by then. */
export const LATE_ENTER_MS = 500
/** On a slow machine a scanner's first keys may come this far apart, and are taken for a person's at first. */
export const LEAD_MS = 150
/** What the api takes (electron/api.ts, `visit.present`). */
export const MAX_TEXT = 2_000_000

export type KeyEvent =
  | {
      readonly kind: 'character'
      readonly text: string
      readonly at: number
      /** The focus is in a text field, which gets the key unless it is swallowed. */
      readonly inField: boolean
    }
  /** The input method took the key; its text follows as `ime-text`. Only in a text field. */
  | { readonly kind: 'ime-key'; readonly at: number }
  /** `announced`: its keys were told as `ime-key` before; otherwise the text is a stroke of its own. */
  | { readonly kind: 'ime-text'; readonly text: string; readonly at: number; readonly announced: boolean }
  | { readonly kind: 'terminator'; readonly key: 'Enter' | 'Tab'; readonly at: number }
  | { readonly kind: 'other'; readonly at: number }
  /** Nothing was typed; time went by. */
  | { readonly kind: 'time'; readonly at: number }

export type KeyEffect =
  /** A burst may have begun in a text field: what it holds now is to be put back if it was one. */
  | { readonly do: 'remember-field' }
  | { readonly do: 'restore-field' }
  | { readonly do: 'scan'; readonly text: string }
  /** A key that was kept from the page was a person's after all. */
  | { readonly do: 'person'; readonly key: string }

type Burst = {
  readonly since: number
  readonly last: number
  readonly strokes: number
  readonly text: string
  readonly inField: boolean
  /** Enter came before it, as some scanners send it. */
  readonly enterFirst: boolean
  readonly machine: boolean
}

export type KeyboardState = {
  readonly burst: Burst | null
  /** When an Enter came that is a person's, unless a burst follows at once. */
  readonly enterAt: number | null
  /** A code that broke off, and when its last key came. */
  readonly unfinished: { readonly text: string; readonly last: number } | null
  /** Keys just given to the page as a person's: they belong to the scan after all if a scanner goes on at once. */
  readonly lead: { readonly text: string; readonly last: number } | null
  readonly lines: CardLines
  /** When a scanner's terminator came last: nobody's key follows as fast as its next line. */
  readonly endedAt: number | null
  /** Until then an Enter is still the scanner's: the second half of CR LF, or a terminator that comes late. */
  readonly deafUntil: number | null
}

export type KeyStep = {
  readonly state: KeyboardState
  readonly effects: readonly KeyEffect[]
  /** The event must not reach the page. */
  readonly swallow: boolean
}

export const RESTING: KeyboardState = {
  burst: null,
  enterAt: null,
  unfinished: null,
  lead: null,
  lines: NO_LINES,
  endedAt: null,
  deafUntil: null,
}

/**
 * Whether a text is the beginning of one of our codes (TOKEN.md: 206 digits, 221 for a virtual card), so that the
 * rest may still come. Everything else ends with its terminator or with silence.
 */
function isUnfinished(text: string): boolean {
  if (text.length > 250) return false
  // Full-width digits are digits here, too; what they are to become is core/card's affair.
  const digits = text.normalize('NFKC').trim()
  if (!/^86\d*$/.test(digits)) return false
  return digits.length < (digits.startsWith('8621') ? 221 : 206)
}

/** When `time` must be told next, or null when nothing waits. */
export function wakeAt(state: KeyboardState, pace: Pace = SAFE_PACE): number | null {
  const { burst, enterAt, unfinished, lead, lines } = state
  if (burst !== null) return burst.last + patience(burst, pace) + 1
  const times = [
    ...(enterAt === null ? [] : [enterAt + pace.gapMs + 1]),
    ...(unfinished === null ? [] : [unfinished.last + JOIN_MS + 1]),
    ...(lead === null ? [] : [lead.last + LEAD_MS + 1]),
    ...[linesDueAt(lines) ?? []].flat(),
  ]
  return times.length === 0 ? null : Math.min(...times)
}

const patience = (burst: Burst, pace: Pace) => (burst.machine ? pace.silenceMs : pace.gapMs)

export function stepKeyboard(before: KeyboardState, event: KeyEvent, pace: Pace = SAFE_PACE): KeyStep {
  const effects: KeyEffect[] = []
  const state = expire(before, event.at, effects, pace)
  switch (event.kind) {
    case 'time':
      return { state, effects, swallow: false }
    case 'other':
      return { state: { ...handOver(state, effects), lead: null }, effects, swallow: false }
    case 'terminator':
      return terminate(state, event.key, event.at, effects, pace)
    case 'ime-text': {
      if (!event.announced) return stroke(state, { ...event, inField: true }, effects, pace)
      const { burst } = state
      if (burst === null) return { state, effects, swallow: false }
      return { state: { ...state, burst: append(burst, event.text, event.at) }, effects, swallow: false }
    }
    case 'ime-key':
      // The input method has the key already; keeping it from the page would change nothing.
      return { ...stroke(state, { text: '', at: event.at, inField: true }, effects, pace), swallow: false }
    case 'character':
      return stroke(state, event, effects, pace)
  }
}

type Stroke = { readonly text: string; readonly at: number; readonly inField: boolean }

function stroke(
  state: KeyboardState,
  { text, at, inField }: Stroke,
  effects: KeyEffect[],
  pace: Pace,
): KeyStep {
  const begun: Burst = state.burst ?? {
    since: at,
    last: at,
    strokes: 0,
    text: '',
    inField,
    enterFirst: state.enterAt !== null,
    machine: false,
  }
  // With a lead the field is put back to what it held before that.
  if (state.burst === null && inField && state.lead === null) effects.push({ do: 'remember-field' })
  const grown = { ...append(begun, text, at), strokes: begun.strokes + 1 }
  // Whoever types within a third of a second of a code that broke off is the scanner going on.
  const nextLine = state.endedAt !== null && at - state.endedAt <= pace.gapMs
  const machine = grown.machine || nextLine || state.unfinished !== null || isMachine(grown, STROKES, pace)
  if (machine && !grown.machine && grown.inField) effects.push({ do: 'restore-field' })
  return {
    state: { ...state, burst: { ...grown, machine }, enterAt: null, deafUntil: null },
    effects,
    swallow: machine || !grown.inField,
  }
}

const append = (burst: Burst, text: string, at: number): Burst => ({
  ...burst,
  last: at,
  text: burst.text.length < MAX_TEXT ? (burst.text + text).slice(0, MAX_TEXT) : burst.text,
})

const isMachine = ({ strokes, since, last }: Burst, enough: number, pace: Pace) =>
  strokes >= enough && last - since <= (strokes - 1) * pace.meanGapMs

function terminate(
  state: KeyboardState,
  key: 'Enter' | 'Tab',
  at: number,
  effects: KeyEffect[],
  pace: Pace,
): KeyStep {
  const { burst, unfinished, deafUntil } = state
  if (burst !== null) {
    const ended = { ...burst, last: at, strokes: burst.strokes + 1 }
    // "男" between two Enters at that pace is a line of an ID-card reader: no key of a clerk makes a character.
    const line = burst.enterFirst && /\p{Script=Han}/u.test(burst.text)
    if (burst.machine || isMachine(ended, line ? 2 : STROKES_WITH_TERMINATOR + 1, pace)) {
      return {
        state: { ...finish(state, ended, effects), deafUntil: at + pace.silenceMs, endedAt: at },
        effects,
        swallow: true,
      }
    }
  } else if (unfinished !== null || (deafUntil !== null && at <= deafUntil)) {
    return { state: { ...state, deafUntil: at + pace.silenceMs, endedAt: at }, effects, swallow: true }
  }
  const rest = { ...handOver(state, effects), lead: null }
  // A person's Tab moves the focus, as ever.
  if (key === 'Tab') return { state: rest, effects, swallow: false }
  if (rest.enterAt !== null) effects.push({ do: 'person', key: 'Enter' })
  return { state: { ...rest, enterAt: at }, effects, swallow: true }
}

/** What time alone has settled by `at`. */
function expire(before: KeyboardState, at: number, effects: KeyEffect[], pace: Pace): KeyboardState {
  let state = before
  const { burst } = state
  if (burst !== null && at - burst.last > patience(burst, pace)) {
    state = burst.machine
      ? { ...finish(state, burst, effects), deafUntil: burst.last + LATE_ENTER_MS }
      : handOver(state, effects)
  }
  if (state.burst === null && state.enterAt !== null && at - state.enterAt > pace.gapMs) {
    effects.push({ do: 'person', key: 'Enter' })
    state = { ...state, enterAt: null }
  }
  if (state.burst === null && state.unfinished !== null && at - state.unfinished.last > JOIN_MS) {
    effects.push({ do: 'scan', text: state.unfinished.text })
    state = { ...state, unfinished: null }
  }
  if (state.burst === null && state.lead !== null && at - state.lead.last > LEAD_MS) {
    state = { ...state, lead: null }
  }
  if (state.burst === null) {
    const settled = settleLines(state.lines, at)
    for (const text of settled.told) effects.push({ do: 'scan', text })
    state = { ...state, lines: settled.lines }
  }
  return state
}

/** The burst was a scanner's: its text is a scan, or waits for the rest of it. */
function finish(state: KeyboardState, burst: Burst, effects: KeyEffect[]): KeyboardState {
  if (burst.inField) effects.push({ do: 'restore-field' })
  const lead = state.lead?.text ?? ''
  const text = `${state.unfinished?.text ?? ''}${lead}${burst.enterFirst ? '\n' : ''}${burst.text}`
  const rest = { ...state, burst: null, lead: null, unfinished: null }
  if (isUnfinished(text)) return { ...rest, unfinished: { text, last: burst.last } }
  // An input method that swallowed everything leaves nothing to judge.
  return text === '' ? rest : tell(rest, text, burst.last, effects)
}

/** A whole text: told at once, unless it may be a line of a resident-ID card beside the one with the number. */
function tell(state: KeyboardState, text: string, at: number, effects: KeyEffect[]): KeyboardState {
  const { lines, told } = takeLine(state.lines, text, at)
  for (const each of told) effects.push({ do: 'scan', text: each })
  return { ...state, lines }
}

/** The burst was a person's: what was kept from the page goes to it now. A scanner's is left alone. */
function handOver(state: KeyboardState, effects: KeyEffect[]): KeyboardState {
  const { burst } = state
  if (burst === null || burst.machine) return state
  if (burst.enterFirst) effects.push({ do: 'person', key: 'Enter' })
  if (!burst.inField) for (const key of burst.text) effects.push({ do: 'person', key })
  const text = (state.lead?.text ?? '') + burst.text
  return { ...state, burst: null, lead: text === '' ? null : { text, last: burst.last } }
}
