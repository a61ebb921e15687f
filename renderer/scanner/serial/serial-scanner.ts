// A scanner on a serial port: chosen once, opened again whenever it is there, read until it goes.
// It must never throw into the page, and never hold a port that the clerk has given up.
import { createStore, type Store } from '../../ui/store.ts'
import { linesDueAt, NO_LINES, settleLines, takeLine } from '../card-lines.ts'
import { dueAt, EMPTY, feed, settle } from './framer.ts'
import { type SerialPortInfo, type WebSerial, type WebSerialPort, webSerial } from './web-serial.ts'

export type SerialState =
  /** This browser has no serial ports for a page. */
  | { readonly kind: 'not-supported' }
  | { readonly kind: 'not-chosen' }
  | { readonly kind: 'opening' }
  | { readonly kind: 'open'; readonly scans: number }
  /** Chosen, and not there: it is opened when it is plugged in. */
  | { readonly kind: 'unplugged' }
  /** Another program has it, or the system does not let us. */
  | { readonly kind: 'failed'; readonly detail: string }

export const BAUD_RATES = [9600, 19_200, 38_400, 57_600, 115_200] as const
export type BaudRate = (typeof BAUD_RATES)[number]

export type SerialChoice = { readonly port: SerialPortInfo; readonly baudRate: BaudRate }

export type SerialScanner = {
  readonly state: Store<SerialState>
  /** Opens the port that was chosen before, if it is there. */
  readonly begin: () => Promise<void>
  /** Shows the browser's list; only from a click or key. */
  readonly choose: (baudRate: BaudRate) => Promise<void>
  readonly forget: () => Promise<void>
  readonly end: () => Promise<void>
}

export type SerialParts = {
  readonly serial: WebSerial | null
  readonly load: () => SerialChoice | null
  readonly save: (choice: SerialChoice | null) => void
  readonly onText: (text: string) => void
}

export function createSerialScanner({ serial, load, save, onText }: SerialParts): SerialScanner {
  const state = createStore<SerialState>(
    serial === null ? { kind: 'not-supported' } : { kind: load() === null ? 'not-chosen' : 'unplugged' },
  )
  let held: { readonly port: WebSerialPort; readonly ending: AbortController } | null = null

  async function letGo(): Promise<void> {
    const before = held
    held = null
    before?.ending.abort()
    try {
      await before?.port.close()
    } catch {
      // It went by itself.
    }
  }

  async function hold(port: WebSerialPort, baudRate: BaudRate): Promise<void> {
    await letGo()
    state.set({ kind: 'opening' })
    const ending = new AbortController()
    held = { port, ending }
    try {
      await port.open({ baudRate })
    } catch (thrown) {
      if (!ending.signal.aborted) state.set({ kind: 'failed', detail: String(thrown) })
      return
    }
    state.set({ kind: 'open', scans: 0 })
    await read(port, ending.signal, text => {
      const now = state.get()
      if (now.kind === 'open') state.set({ kind: 'open', scans: now.scans + 1 })
      onText(text)
    })
    if (ending.signal.aborted) return
    await letGo()
    state.set({ kind: 'unplugged' })
  }

  const sameDevice = (port: WebSerialPort, { port: wanted }: SerialChoice): boolean => {
    const info = port.getInfo()
    return info.usbVendorId === wanted.usbVendorId && info.usbProductId === wanted.usbProductId
  }

  async function begin(): Promise<void> {
    const choice = load()
    if (serial === null || choice === null || held !== null) return
    const port = (await serial.getPorts()).find(known => sameDevice(known, choice))
    if (port === undefined) return state.set({ kind: 'unplugged' })
    void hold(port, choice.baudRate)
  }

  const plugged = () => void begin()
  serial?.addEventListener('connect', plugged)

  return {
    state,
    begin,
    choose: async baudRate => {
      if (serial === null) return
      try {
        const port = await serial.requestPort()
        save({ port: port.getInfo(), baudRate })
        void hold(port, baudRate)
      } catch (thrown) {
        // Nothing was picked: what was, stays.
        if (!(thrown instanceof DOMException && thrown.name === 'NotFoundError'))
          state.set({ kind: 'failed', detail: String(thrown) })
      }
    },
    forget: async () => {
      save(null)
      await letGo()
      if (serial !== null) state.set({ kind: 'not-chosen' })
    },
    end: async () => {
      serial?.removeEventListener('connect', plugged)
      await letGo()
    },
  }
}

/** Until the port is gone or given up. A framing or parity error costs the scan at hand, not the port. */
async function read(port: WebSerialPort, signal: AbortSignal, onText: (text: string) => void): Promise<void> {
  const texts = createTexts(onText)
  while (port.readable !== null && !signal.aborted) {
    const reader = port.readable.getReader()
    const stop = () => void reader.cancel().catch(() => undefined)
    signal.addEventListener('abort', stop, { once: true })
    try {
      for (let part = await reader.read(); !part.done; part = await reader.read()) texts.take(part.value)
      break
    } catch {
      // After an error of the line the port has a new stream; after the last one it has none.
    } finally {
      signal.removeEventListener('abort', stop)
      reader.releaseLock()
    }
  }
  texts.end()
}

/** Bytes to texts, with the clock: framing, silence, and the lines of an ID card. */
function createTexts(onText: (text: string) => void) {
  let framer = EMPTY
  let lines = NO_LINES
  let timer: ReturnType<typeof setTimeout> | undefined
  const tell = (texts: readonly string[], at: number) => {
    for (const text of texts) {
      const step = takeLine(lines, text, at)
      lines = step.lines
      step.told.forEach(onText)
    }
  }
  const tick = () => {
    const now = performance.now()
    const framed = settle(framer, now)
    framer = framed.framer
    tell(framed.texts, now)
    const settled = settleLines(lines, now)
    lines = settled.lines
    settled.told.forEach(onText)
    schedule()
  }
  const schedule = () => {
    clearTimeout(timer)
    const due = [dueAt(framer), linesDueAt(lines)].flatMap(at => at ?? [])
    if (due.length > 0) timer = setTimeout(tick, Math.max(0, Math.min(...due) - performance.now()) + 1)
  }
  return {
    take: (chunk: Uint8Array) => {
      const now = performance.now()
      const framed = feed(framer, chunk, now)
      framer = framed.framer
      tell(framed.texts, now)
      schedule()
    },
    end: () => {
      clearTimeout(timer)
    },
  }
}

const STORED = 'huicai.serial'

function load(): SerialChoice | null {
  try {
    const value = JSON.parse(localStorage.getItem(STORED) ?? 'null') as Partial<SerialChoice> | null
    const baudRate = BAUD_RATES.find(rate => rate === value?.baudRate)
    return value?.port === undefined || baudRate === undefined ? null : { port: value.port, baudRate }
  } catch {
    return null
  }
}

function save(choice: SerialChoice | null): void {
  if (choice === null) localStorage.removeItem(STORED)
  else localStorage.setItem(STORED, JSON.stringify(choice))
}

let listener: (text: string) => void = () => {}
/** The window's own; one port, wherever it is looked at from. */
export const serialScanner = createSerialScanner({
  serial: webSerial(),
  load,
  save,
  onText: text => listener(text),
})

/** Who gets the scans; begins to read if a port was chosen before. */
export function listenToSerial(onText: (text: string) => void): () => void {
  listener = onText
  void serialScanner.begin()
  return () => {
    listener = () => {}
  }
}
