// What may be said to the app from outside: on its command line and in its environment.
// A packed app is told where its data is by nobody, and never runs under a debugger.
import { app } from 'electron'

/** Somebody could read the page, and holders' data on it, through these. Playwright needs them in an unpacked app. */
const DEBUGGING = ['remote-debugging-port', 'remote-debugging-pipe']

export const isBeingDebugged = (): boolean =>
  app.isPackaged && DEBUGGING.some(name => app.commandLine.hasSwitch(name))

/** `--accept-unprotected-keys`: the machine has no keyring, and its owner holds file permissions for enough. */
export const acceptsUnprotectedKeys = (): boolean => process.argv.includes('--accept-unprotected-keys')

/** `XHC_DATA_DIR`, for tests and trials of an unpacked app; null where Electron's own folder is meant. */
export const ownDataFolder = (): string | null => {
  const folder = process.env.XHC_DATA_DIR
  return app.isPackaged || folder === undefined || folder === '' ? null : folder
}
