// What is used of the Web Serial API (https://wicg.github.io/serial/); TypeScript's DOM does not have it.
// Types alone.

export type SerialPortInfo = { readonly usbVendorId?: number; readonly usbProductId?: number }

export type WebSerialPort = EventTarget & {
  readonly readable: ReadableStream<Uint8Array> | null
  getInfo(): SerialPortInfo
  open(options: { readonly baudRate: number }): Promise<void>
  close(): Promise<void>
}

export type WebSerial = EventTarget & {
  /** Ports that this page was allowed before. */
  getPorts(): Promise<readonly WebSerialPort[]>
  /** Shows the browser's own list; needs a user's gesture. Rejects with NotFoundError when nothing was picked. */
  requestPort(): Promise<WebSerialPort>
}

/** Null where the browser has none, or the page may not use it. */
export const webSerial = (): WebSerial | null =>
  'serial' in navigator ? (navigator.serial as WebSerial) : null
