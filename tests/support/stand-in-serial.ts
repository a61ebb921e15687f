// A serial scanner that a test plugs in, unplugs and scans with: a stand-in of navigator.serial, run before the page's scripts.
// It must be one function without a world of its own: the browser gets its text.

export type StandInSerial = {
  /** What the scanner sends, as one piece of bytes. */
  send(bytes: readonly number[]): void
  /** The line breaks for a moment: the read fails, the port stays. */
  disturb(): void
  unplug(): void
  plug(): void
  /** Baud rate of the open port; null while it is closed. */
  open(): number | null
  /** Another program has the port. */
  occupy(busy: boolean): void
}

declare global {
  interface Window {
    serialScanner: StandInSerial
  }
}

export function standInSerial(): void {
  let plugged = true
  let busy = false
  let baudRate: number | null = null
  let readable: ReadableStream<Uint8Array> | null = null
  let controller: ReadableStreamDefaultController<Uint8Array> | null = null
  const GRANTED = 'stand-in.granted'

  const stream = () =>
    new ReadableStream<Uint8Array>({
      start(given) {
        controller = given
      },
    })
  const port = Object.assign(new EventTarget(), {
    getInfo: () => ({ usbVendorId: 0x0c2e, usbProductId: 0x0901 }),
    async open(options: { readonly baudRate: number }) {
      if (busy || !plugged) throw new DOMException('Failed to open serial port.', 'NetworkError')
      baudRate = options.baudRate
      readable = stream()
    },
    async close() {
      baudRate = null
      readable = null
    },
  })
  Object.defineProperty(port, 'readable', { get: () => readable })
  const serial = Object.assign(new EventTarget(), {
    getPorts: async () => (plugged && sessionStorage.getItem(GRANTED) === 'yes' ? [port] : []),
    requestPort: async () => {
      if (!plugged) throw new DOMException('No port selected by the user.', 'NotFoundError')
      sessionStorage.setItem(GRANTED, 'yes')
      return port
    },
  })
  Object.defineProperty(navigator, 'serial', { value: serial, configurable: true })

  window.serialScanner = {
    send: bytes => controller?.enqueue(Uint8Array.from(bytes)),
    disturb() {
      const broken = controller
      // As Chromium does: the stream errs, and a new one is there.
      readable = stream()
      broken?.error(new DOMException('A framing error.', 'FramingError'))
    },
    unplug() {
      plugged = false
      baudRate = null
      readable = null
      controller?.error(new DOMException('The device has been lost.', 'NetworkError'))
      serial.dispatchEvent(new Event('disconnect'))
    },
    plug() {
      plugged = true
      serial.dispatchEvent(new Event('connect'))
    },
    open: () => baudRate,
    occupy(to) {
      busy = to
    },
  }
}
