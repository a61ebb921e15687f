// The terminal as an Electron app: in which order its parts come up and go down, and nothing else.
// `ready` is never awaited at the top level (Electron emits it only after this module has loaded), and a second
// instance must do nothing but leave.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { app, type BrowserWindow, dialog, Menu, powerMonitor, safeStorage, session } from 'electron'
import { causeOf, createDispatch } from './hosts/dispatch.ts'
import { holderWindow } from './hosts/electron/holder-window.ts'
import { clearWhenLocked } from './hosts/electron/hung-page.ts'
import { serveHolderIpc, serveIpc } from './hosts/electron/ipc.ts'
import { safeKeyStore } from './hosts/electron/key-store.ts'
import { followKiosk } from './hosts/electron/kiosk.ts'
import { guardNavigation } from './hosts/electron/navigation.ts'
import { lockDownPermissions } from './hosts/electron/permissions.ts'
import { electronPrinting } from './hosts/electron/printing.ts'
import { declareAppScheme, serveApp } from './hosts/electron/protocol.ts'
import { drainAtQuit } from './hosts/electron/quit.ts'
import { askForPort, serialPortPicker } from './hosts/electron/serial-port.ts'
import { acceptsUnprotectedKeys, isBeingDebugged, ownDataFolder } from './hosts/electron/switches.ts'
import { bringForward, openWindow } from './hosts/electron/window.ts'
import { createHolderDispatch } from './hosts/holder-dispatch.ts'
import { stderrLog as log } from './hosts/log.ts'
import { explainStartError, type StartFailure } from './hosts/start-error.ts'
import { startTerminal } from './repair/start.ts'

app.setName('HuicaiCard')
const folder = ownDataFolder()
if (folder !== null) {
  mkdirSync(folder, { recursive: true })
  app.setPath('userData', folder)
}

// The lock lives in userData: it is asked for after the folder is known, and before anything else.
if (!isBeingDebugged() && app.requestSingleInstanceLock()) {
  app.enableSandbox()
  declareAppScheme()
  guardNavigation()
  app.on('window-all-closed', () => app.quit())
  app
    .whenReady()
    .then(start)
    .catch((cause: unknown) => {
      log('start-failed', { cause: causeOf(cause) })
      leave({ code: 'internal' })
    })
} else {
  app.quit()
}

async function start(): Promise<void> {
  const out = join(app.getAppPath(), 'out')
  serveApp(session.defaultSession, join(out, 'renderer'))
  const serial = serialPortPicker(join(app.getPath('userData'), 'serial-port.json'))
  lockDownPermissions(session.defaultSession, serial.picked)
  serial.serve(session.defaultSession, names => askForPort(dialog, names))
  // The default menu reloads the page and opens developer tools by a key.
  Menu.setApplicationMenu(null)

  const dataDir = join(app.getPath('userData'), 'terminal')
  const acceptUnprotected = acceptsUnprotectedKeys()
  let window: BrowserWindow | null = null
  // A terminal that does not start is served all the same: as a page that says why, and what can be done.
  const { served } = await startTerminal({
    dataDir,
    keyStore: safeKeyStore({ dataDir, safeStorage, platform: process.platform, acceptUnprotected }),
    host: 'electron',
    appVersion: app.getVersion(),
    log,
    printing: electronPrinting(() => window),
  })

  serveIpc(createDispatch(served, log))
  if (served.holder !== undefined) serveHolderIpc(createHolderDispatch(served.holder, log))
  const drain = drainAtQuit(() => served.close(), log)
  powerMonitor.on('suspend', () => served.lock?.())
  powerMonitor.on('lock-screen', () => served.lock?.())
  powerMonitor.on('resume', () => served.wake?.())
  powerMonitor.on('unlock-screen', () => served.wake?.())

  const opened = openWindow({
    preload: join(out, 'preload', 'preload.cjs'),
    devTools: !app.isPackaged,
    log,
    onHopeless: () => void drain().then(() => leave({ code: 'page-keeps-dying' })),
  })
  served.holder?.opensWith(
    holderWindow({
      clerk: opened,
      preload: join(out, 'holder-preload', 'holder-preload.cjs'),
      devTools: !app.isPackaged,
      log,
    }),
  )
  window = opened
  followKiosk(opened, served)
  clearWhenLocked(opened, served, log)
  // Windows logs off without any event of the app's own.
  opened.on('session-end', () => void drain())
  app.on('second-instance', () => {
    if (!opened.isDestroyed()) bringForward(opened)
  })
}

function leave(failure: StartFailure): void {
  const { title, text } = explainStartError(failure.code, 'electron')
  log('left', { code: failure.code })
  dialog.showErrorBox(title, text)
  app.exit(1)
}
