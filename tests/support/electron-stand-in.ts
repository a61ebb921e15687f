// The part of the `electron` module that our main process uses, for running it without a binary.
// Every member is typed by the real one, and asking for one that is not here throws: a forgotten one can hide nowhere.
import { EventEmitter } from 'node:events'
import { join } from 'node:path'
import type {
  App,
  BrowserWindow,
  BrowserWindowConstructorOptions,
  CommandLine,
  CustomScheme,
  Dialog,
  Display,
  IpcMain,
  IpcMainInvokeEvent,
  Menu,
  Protocol,
  SafeStorage,
  Screen,
  Session,
  WebContents,
  WebFrameMain,
} from 'electron'

type Real = typeof import('electron')

export type StandInOptions = {
  /** Where `appData` and the app's own folder are; the test makes and removes it. */
  readonly folder: string
  /** False: another instance has the lock. */
  readonly lock?: boolean
  readonly packaged?: boolean
  /** Ids of the displays, the clerk's first; one alone unless told. */
  readonly displays?: readonly number[]
  readonly switches?: readonly string[]
  /** What a sealed key begins with: 'v11' a keyring, 'v10' the password that everybody knows. */
  readonly seal?: 'v10' | 'v11'
}

export type StandIn = ReturnType<typeof standIn>

export function standIn(options: StandInOptions) {
  /** What main did, in order: the order is half of what can be wrong. */
  const deeds: string[] = []
  const windows: StandInWindow[] = []
  const channels = new Map<string, Parameters<IpcMain['handle']>[1]>()
  const schemes = new Map<string, Parameters<Protocol['handle']>[1]>()
  const paths = new Map([['userData', join(options.folder, 'HuicaiCard')]])
  const errorBoxes: { readonly title: string; readonly content: string }[] = []
  const privileged: CustomScheme[] = []
  const asked: Asked = { request: null, check: null, device: null }
  let exitCode: number | null = null
  let contents = 0
  const displays = (options.displays ?? [1]).map(id => ({
    id,
    bounds: { x: (id - 1) * 1366, y: 0, width: 1366, height: 768 },
  }))
  const screen = Object.assign(new EventEmitter(), {
    getAllDisplays: () => displays as unknown as Display[],
    getDisplayMatching: () => displays[0] as unknown as Display,
  } satisfies Pick<Screen, 'getAllDisplays' | 'getDisplayMatching'>)
  let becomeReady: () => void = () => {}
  const ready = new Promise<void>(resolve => {
    becomeReady = resolve
  })

  class StandInApp extends EventEmitter implements AppSubset {
    readonly isPackaged = options.packaged ?? false
    readonly commandLine: Pick<CommandLine, 'hasSwitch'> = strict('app.commandLine', {
      hasSwitch: name => options.switches?.includes(name) ?? false,
    })
    setName() {
      deeds.push('setName')
    }
    setPath(name: string, path: string) {
      deeds.push(`setPath ${name}`)
      paths.set(name, path)
    }
    getPath(name: Parameters<App['getPath']>[0]) {
      const path = paths.get(name)
      if (path === undefined) throw new Error(`the stand-in has no path for ${name}`)
      return path
    }
    getAppPath = () => join(options.folder, 'app')
    getVersion = () => '0.1.0'
    requestSingleInstanceLock() {
      deeds.push('requestSingleInstanceLock')
      return options.lock ?? true
    }
    enableSandbox() {
      deeds.push('enableSandbox')
    }
    whenReady() {
      deeds.push('whenReady')
      return ready
    }
    /** As Electron does: `before-quit` may refuse; then the windows close, and the process ends. */
    quit() {
      deeds.push('quit')
      const event = preventable()
      this.emit('before-quit', event)
      if (event.defaultPrevented) return
      for (const window of windows) window.destroyed = true
      deeds.push('quitted')
    }
    exit(code = 0) {
      exitCode ??= code
    }
  }

  class StandInContents extends EventEmitter implements ContentsSubset {
    // As Electron counts: from 1, never twice.
    readonly id = ++contents
    readonly sent: { readonly channel: string; readonly data: unknown }[] = []
    openHandler: Parameters<WebContents['setWindowOpenHandler']>[0] | null = null
    crashes = 0
    /** As Electron tells it: the process is gone, killed. */
    forcefullyCrashRenderer() {
      this.crashes += 1
      this.emit('render-process-gone', {}, { reason: 'killed', exitCode: 9 })
    }
    isDestroyed = () => false
    send(channel: string, ...data: unknown[]) {
      this.sent.push({ channel, data: data[0] })
    }
    setWindowOpenHandler(handler: Parameters<WebContents['setWindowOpenHandler']>[0]) {
      this.openHandler = handler
    }
  }

  class StandInWindow extends EventEmitter implements WindowSubset {
    static getAllWindows = () => windows.filter(window => !window.destroyed)
    readonly webContents = strict('webContents', new StandInContents())
    readonly options: BrowserWindowConstructorOptions | undefined
    readonly loaded: string[] = []
    destroyed = false
    shown = false
    focused = false
    minimized = false
    kiosk = false
    constructor(given?: BrowserWindowConstructorOptions) {
      super()
      this.options = given
      deeds.push('new BrowserWindow')
      app.emit('web-contents-created', {}, this.webContents)
      const guarded = strict('window', this)
      windows.push(guarded)
      // What main holds must be as strict as what the test holds.
      // biome-ignore lint/correctness/noConstructorReturn: a proxy can be had in no other way
      return guarded
    }
    async loadURL(url: string) {
      this.loaded.push(url)
    }
    show() {
      this.shown = true
    }
    showInactive() {
      this.shown = true
    }
    isKiosk = () => this.kiosk
    setKiosk(flag: boolean) {
      this.kiosk = flag
    }
    /** As Electron does: `close` may refuse. */
    close() {
      const event = preventable()
      this.emit('close', event)
      if (event.defaultPrevented) return
      this.destroyed = true
      this.webContents.emit('destroyed')
      this.emit('closed')
    }
    getBounds = () => ({ x: 0, y: 0, width: 1366, height: 768 })
    focus() {
      this.focused = true
    }
    restore() {
      this.minimized = false
    }
    isMinimized = () => this.minimized
    isDestroyed = () => this.destroyed
  }

  const defaultSession: SessionSubset = {
    protocol: strict('session.protocol', {
      handle: (scheme, handler) => {
        schemes.set(scheme, handler)
      },
    }),
    setPermissionRequestHandler: handler => {
      asked.request = handler
    },
    setPermissionCheckHandler: handler => {
      asked.check = handler
    },
    setDevicePermissionHandler: handler => {
      asked.device = handler
    },
    on: (event: string) => {
      deeds.push(`session.on ${event}`)
      return defaultSession as unknown as Session
    },
  }

  const app = strict('app', new StandInApp())
  const powerMonitor = new EventEmitter()
  const module = {
    app,
    BrowserWindow: strict('BrowserWindow', StandInWindow),
    Menu: strict<Pick<typeof Menu, 'setApplicationMenu'>>('Menu', {
      setApplicationMenu: menu => deeds.push(menu === null ? 'no menu' : 'menu'),
    }),
    dialog: strict<Pick<Dialog, 'showErrorBox'>>('dialog', {
      showErrorBox: (title, content) => {
        errorBoxes.push({ title, content })
      },
    }),
    ipcMain: strict<Pick<IpcMain, 'handle'>>('ipcMain', {
      handle: (channel, listener) => {
        if (channels.has(channel)) throw new Error(`a second handler for ${channel}`)
        channels.set(channel, listener)
      },
    }),
    powerMonitor: strict('powerMonitor', powerMonitor),
    screen: strict('screen', screen),
    protocol: strict<Pick<Protocol, 'registerSchemesAsPrivileged'>>('protocol', {
      registerSchemesAsPrivileged: given => {
        deeds.push('registerSchemesAsPrivileged')
        privileged.push(...given)
      },
    }),
    safeStorage: strict('safeStorage', sealing(options.seal ?? 'v11')),
    session: strict('session', { defaultSession: strict('session.defaultSession', defaultSession) }),
  } satisfies Partial<Record<keyof Real, unknown>>

  return {
    module,
    deeds,
    windows,
    channels,
    schemes,
    errorBoxes,
    privileged,
    asked,
    powerMonitor,
    app,
    screen,
    displays,
    becomeReady,
    exitCode: () => exitCode,
    /** A message of a page, from this frame of the nth window. Main looks at nothing of the event but its sender. */
    invoke: async (
      channel: string,
      frame: FrameSubset | null,
      input?: unknown,
      window = 0,
    ): Promise<unknown> => {
      const listener = channels.get(channel)
      if (listener === undefined) throw new Error(`No handler registered for '${channel}'`)
      const event: Pick<IpcMainInvokeEvent, never> & {
        readonly senderFrame: FrameSubset | null
        readonly sender: ContentsSubset | undefined
      } = { senderFrame: frame, sender: windows[window]?.webContents }
      return await listener(event as unknown as IpcMainInvokeEvent, input)
    },
  }
}

/** An event that can be refused, and remembers it. */
export function preventable() {
  const event = {
    defaultPrevented: false,
    preventDefault: () => {
      event.defaultPrevented = true
    },
  }
  return event
}

// ---- what of the real module there is ----

export type FrameSubset = Pick<WebFrameMain, 'url' | 'detached'> & { readonly parent: FrameSubset | null }

type AppSubset = Pick<
  App,
  | 'enableSandbox'
  | 'exit'
  | 'getAppPath'
  | 'getPath'
  | 'getVersion'
  | 'isPackaged'
  | 'quit'
  | 'requestSingleInstanceLock'
  | 'setName'
  | 'setPath'
  | 'whenReady'
> & { readonly commandLine: Pick<CommandLine, 'hasSwitch'> }

type ContentsSubset = Pick<
  WebContents,
  'forcefullyCrashRenderer' | 'id' | 'isDestroyed' | 'send' | 'setWindowOpenHandler'
>

type WindowSubset = Pick<
  BrowserWindow,
  | 'close'
  | 'focus'
  | 'getBounds'
  | 'isDestroyed'
  | 'isKiosk'
  | 'isMinimized'
  | 'loadURL'
  | 'restore'
  | 'setKiosk'
  | 'show'
  | 'showInactive'
> & { readonly webContents: ContentsSubset }

type SessionSubset = Pick<
  Session,
  'on' | 'setDevicePermissionHandler' | 'setPermissionCheckHandler' | 'setPermissionRequestHandler'
> & { readonly protocol: Pick<Protocol, 'handle'> }

type Asked = {
  request: Parameters<Session['setPermissionRequestHandler']>[0]
  check: Parameters<Session['setPermissionCheckHandler']>[0]
  device: Parameters<Session['setDevicePermissionHandler']>[0]
}

/** Seals by turning the text round: enough to see what was sealed and what was not. */
export function sealing(mark: string): Pick<SafeStorage, 'encryptStringAsync' | 'decryptStringAsync'> {
  const turned = (text: string) => [...text].toReversed().join('')
  return {
    encryptStringAsync: async text => Buffer.from(`${mark}${turned(text)}`, 'latin1'),
    decryptStringAsync: async blob => ({
      result: turned(blob.toString('latin1').slice(3)),
      shouldReEncrypt: false,
    }),
  }
}

/** The object itself, except that a member it does not have is an error, not `undefined`. */
function strict<T extends object>(what: string, target: T): T {
  return new Proxy(target, {
    get(object, key, receiver) {
      // `then` is asked of everything that is awaited or imported.
      if (typeof key === 'string' && key !== 'then' && !(key in object)) {
        throw new Error(`the stand-in for electron has no ${what}.${key}`)
      }
      return Reflect.get(object, key, receiver)
    },
  })
}
