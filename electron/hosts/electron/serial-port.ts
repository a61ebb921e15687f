// Which serial port the scanner is on: picked by a person from the machine's own list, and kept across starts.
// Only the port that was picked may ever be opened, by our own page alone (permissions.ts).
import { readFileSync } from 'node:fs'
import type { Dialog, SerialPort, Session } from 'electron'
import { replaceFile } from '../atomic-file.ts'
import { isAppUrl } from './app-url.ts'

/** What names a device again after it was unplugged; a port's own id is new each time. */
export type PickedPort = {
  readonly vendorId: string | null
  readonly productId: string | null
  /** Devices of the same make differ in it; what has no USB identity at all is known by its port's name. */
  readonly name: string
}

const identityOf = ({ vendorId, productId, serialNumber, portName }: SerialPort): PickedPort => ({
  vendorId: vendorId ?? null,
  productId: productId ?? null,
  name: vendorId === undefined ? portName : (serialNumber ?? ''),
})

export function sameDevice(port: SerialPort, picked: PickedPort): boolean {
  const { vendorId, productId, name } = identityOf(port)
  return vendorId === picked.vendorId && productId === picked.productId && name === picked.name
}

/** "Honeywell 3320g (COM4)". */
export const nameOf = ({ displayName, portName }: SerialPort): string =>
  displayName === undefined || displayName === '' ? portName : `${displayName} (${portName})`

export function serialPortPicker(file: string) {
  let picked = load(file)
  return {
    picked: (): PickedPort | null => picked,

    /** `ask` shows the names and answers with the index of the one picked, or null. */
    serve(session: Pick<Session, 'on'>, ask: (names: readonly string[]) => Promise<number | null>): void {
      session.on('select-serial-port', (event, ports, contents, callback) => {
        event.preventDefault()
        if (!isAppUrl(contents.getURL())) return callback('')
        const answer = async (): Promise<string> => {
          // Even a single one is asked for: it may be the card printer.
          const index = ports.length === 0 ? null : await ask(ports.map(nameOf))
          const port = index === null ? undefined : ports[index]
          if (port === undefined) return ''
          picked = identityOf(port)
          await replaceFile(file, JSON.stringify(picked))
          return port.portId
        }
        // An empty id is "none": the page hears NotFoundError. The callback must be called exactly once.
        answer().then(callback, () => callback(''))
      })
    },
  }
}

function load(file: string): PickedPort | null {
  try {
    const value = JSON.parse(readFileSync(file, 'utf8')) as Partial<PickedPort>
    if (typeof value.name !== 'string') return null
    return { vendorId: value.vendorId ?? null, productId: value.productId ?? null, name: value.name }
  } catch {
    return null
  }
}

/** A native list, above every page: it cannot be clicked by a script. */
export async function askForPort(
  dialog: Pick<Dialog, 'showMessageBox'>,
  names: readonly string[],
): Promise<number | null> {
  const { response } = await dialog.showMessageBox({
    type: 'question',
    title: '惠才卡',
    message: '选择串口扫码枪 · Choose the serial scanner',
    buttons: [...names, '取消 · Cancel'],
    cancelId: names.length,
    defaultId: 0,
    noLink: true,
  })
  return response < names.length ? response : null
}
