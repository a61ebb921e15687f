// Feeds the page's key events to the reducer of keyboard.ts and does what it says.
// It must sit before everything else (capture, on window), and give a person's keys back as the page would have had them.
import {
  type KeyEffect,
  type KeyEvent,
  type Pace,
  RESTING,
  SAFE_PACE,
  stepKeyboard,
  wakeAt,
} from './keyboard.ts'
import type { RawEvent, Recorder } from './setup/recording.ts'

export type KeyboardListener = {
  /** A scanner typed this, whatever it is. */
  readonly onScan: (text: string) => void
  /** A person pressed this key (`KeyboardEvent.key`) outside a text field, or a function key anywhere; true = taken. */
  readonly onKey: (key: string) => boolean
  /** How fast the scanner here types, asked anew for each key. */
  readonly pace?: () => Pace
  /** Takes raw keys before anything is made of them, while a scanner is being set up. */
  readonly recorder?: () => Recorder | null
}

type TextField = HTMLInputElement | HTMLTextAreaElement
type Remembered = {
  readonly field: TextField
  readonly value: string
  readonly start: number | null
  readonly end: number | null
}

const TEXT_TYPES = new Set(['text', 'search', 'tel', 'url', 'email', 'password', 'number'])
const MODIFIERS = new Set(['Shift', 'Control', 'Alt', 'AltGraph', 'Meta', 'CapsLock', 'NumLock', 'Fn'])

function textField(target: EventTarget | null): TextField | null {
  if (target instanceof HTMLTextAreaElement) return target
  return target instanceof HTMLInputElement && TEXT_TYPES.has(target.type) ? target : null
}

/** Starts listening; returns the end of it. */
export function listenToKeyboard(listener: KeyboardListener): () => void {
  let state = RESTING
  const pace = listener.pace ?? (() => SAFE_PACE)
  let timer: ReturnType<typeof setTimeout> | undefined
  let remembered: Remembered | null = null
  /** The key event just seen will tell its own text again as `beforeinput`. */
  let toldByKey = false
  let imeKeyAt = Number.NEGATIVE_INFINITY
  /** Milliseconds from the stroke of the last key to its coming here. */
  let behind = 0

  function feed(event: KeyEvent): boolean {
    const step = stepKeyboard(state, event, pace())
    state = step.state
    for (const effect of step.effects) act(effect)
    // What a field held may be a PIN: it is kept no longer than the question whose keys these are.
    if (state.burst === null && state.unfinished === null && state.lead === null) remembered = null
    schedule()
    return step.swallow
  }

  /** Up to when keys have surely come: a machine that brought the last one late may bring the next one as much later again. */
  const keyTime = (): number => performance.now() - 2 * behind

  function schedule(): void {
    clearTimeout(timer)
    const due = wakeAt(state, pace())
    if (due === null) return
    timer = setTimeout(
      () => {
        const now = keyTime()
        // A late timer means a busy page: keys typed meanwhile are still queued, and must be told first.
        if (now - due > LATE_MS) timer = setTimeout(() => feed({ kind: 'time', at: keyTime() }), LATE_MS)
        else feed({ kind: 'time', at: now })
      },
      Math.max(0, due - keyTime()),
    )
  }

  function act(effect: KeyEffect): void {
    switch (effect.do) {
      case 'remember-field':
        remembered = remember(textField(document.activeElement))
        return
      case 'restore-field':
        restore(remembered)
        return
      case 'scan':
        listener.onScan(effect.text)
        return
      case 'person':
        giveBack(effect.key, listener)
    }
  }

  function onKeyDown(event: KeyboardEvent): void {
    toldByKey = false
    behind = Math.max(0, performance.now() - event.timeStamp)
    if (MODIFIERS.has(event.key)) return
    const raw = rawKey(event)
    if (record(raw)) {
      // What an input method has taken it must keep: its garbling is what is looked for.
      if (!raw.ime) keep(event)
      return
    }
    const field = textField(event.target)
    if (event.isComposing || event.keyCode === 229) {
      if (field === null) return
      imeKeyAt = event.timeStamp
      feed({ kind: 'ime-key', at: event.timeStamp })
      return
    }
    if (event.repeat && (event.key === 'Enter' || (field === null && event.key.length === 1))) {
      // A key held down is one decision, not thirty.
      keep(event)
      return
    }
    const told = keyEvent(event, field !== null, state.burst !== null)
    toldByKey = told.kind === 'character' && field !== null
    if (feed(told)) keep(event)
    else if (told.kind === 'other' && isPlain(event) && listener.onKey(event.key)) keep(event)
  }

  const record = (event: RawEvent): boolean => listener.recorder?.()?.(event) ?? false

  function onBeforeInput(event: InputEvent): void {
    const wasTold = toldByKey
    toldByKey = false
    if (event.inputType === 'insertText' && event.data) {
      const raw = { kind: 'text', text: event.data, at: event.timeStamp } as const
      if (record(raw)) return
    }
    if (wasTold || event.inputType !== 'insertText' || !event.data || textField(event.target) === null) return
    const announced = event.timeStamp - imeKeyAt <= SAME_KEY_MS
    if (feed({ kind: 'ime-text', text: event.data, at: event.timeStamp, announced })) event.preventDefault()
  }

  function onCompositionEnd(event: CompositionEvent): void {
    if (textField(event.target) === null || event.data === '') return
    if (record({ kind: 'text', text: event.data, at: event.timeStamp })) return
    feed({ kind: 'ime-text', text: event.data, at: event.timeStamp, announced: true })
  }

  window.addEventListener('keydown', onKeyDown, true)
  window.addEventListener('beforeinput', onBeforeInput, true)
  window.addEventListener('compositionend', onCompositionEnd, true)
  return () => {
    clearTimeout(timer)
    window.removeEventListener('keydown', onKeyDown, true)
    window.removeEventListener('beforeinput', onBeforeInput, true)
    window.removeEventListener('compositionend', onCompositionEnd, true)
  }
}

const LATE_MS = 12
/** An input method hands over the text of a key within this time. */
const SAME_KEY_MS = 20

function keep(event: KeyboardEvent): void {
  event.preventDefault()
  event.stopImmediatePropagation()
}

const rawKey = (event: KeyboardEvent): Extract<RawEvent, { kind: 'key' }> => ({
  kind: 'key',
  key: event.key,
  at: event.timeStamp,
  ime: event.isComposing || event.keyCode === 229,
  capsLock: event.getModifierState('CapsLock'),
  alt: event.altKey && !event.getModifierState('AltGraph'),
  ctrl: event.ctrlKey,
})

const isPlain = (event: KeyboardEvent) => !event.ctrlKey && !event.altKey && !event.metaKey

function keyEvent(event: KeyboardEvent, inField: boolean, inBurst: boolean): KeyEvent {
  const { key, timeStamp: at } = event
  const graph = event.getModifierState('AltGraph')
  if (!isPlain(event) && !graph) {
    const control = controlCharacter(event, inBurst)
    return control === null ? { kind: 'other', at } : { kind: 'character', text: control, at, inField }
  }
  if ((key === 'Enter' || key === 'Tab') && !event.shiftKey) return { kind: 'terminator', key, at }
  return [...key].length === 1 && !event.repeat
    ? { kind: 'character', text: key, at, inField }
    : { kind: 'other', at }
}

/**
 * Scanners send STX, ETX, GS and their like as Ctrl with a letter or bracket. Within a burst all are taken; before one
 * only Ctrl+B and Ctrl+], which no person needs here.
 */
function controlCharacter(event: KeyboardEvent, inBurst: boolean): string | null {
  if (!event.ctrlKey || event.altKey || event.metaKey || event.repeat) return null
  const key = event.key.toUpperCase()
  if (!/^[@A-Z[\\\]^_]$/.test(key)) return null
  return inBurst || key === 'B' || key === ']' ? String.fromCharCode(key.charCodeAt(0) & 0x1f) : null
}

function remember(field: TextField | null): Remembered | null {
  if (field === null) return null
  return { field, value: field.value, start: field.selectionStart, end: field.selectionEnd }
}

/** React listens for `input` and compares with the value it set last: the native setter passes by its memory. */
function restore(remembered: Remembered | null): void {
  if (remembered === null || remembered.field.value === remembered.value) return
  const { field, value, start, end } = remembered
  const prototype =
    field instanceof HTMLInputElement ? HTMLInputElement.prototype : HTMLTextAreaElement.prototype
  Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(field, value)
  if (start !== null && document.activeElement === field) field.setSelectionRange(start, end)
  field.dispatchEvent(new Event('input', { bubbles: true }))
}

/** What the browser would have done with the key, had it not been kept. */
function giveBack(key: string, listener: KeyboardListener): void {
  const focused = document.activeElement
  if (key === 'Enter' && focused instanceof HTMLTextAreaElement) {
    focused.setRangeText('\n', focused.selectionStart, focused.selectionEnd, 'end')
    focused.dispatchEvent(new Event('input', { bubbles: true }))
  } else if (key === 'Enter' && focused instanceof HTMLInputElement && focused.form !== null) {
    focused.form.requestSubmit()
  } else if ((key === 'Enter' || key === ' ') && isPressable(focused)) {
    focused.click()
  } else {
    listener.onKey(key)
  }
}

const isPressable = (element: Element | null): element is HTMLElement =>
  element instanceof HTMLElement &&
  element.matches('button, a[href], summary, [role="button"], [role="radio"]')
