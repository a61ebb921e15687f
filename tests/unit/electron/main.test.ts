import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BrowserWindow } from 'electron'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { AppView } from '../../../electron/api.ts'
import { CALL_NAMES, callChannel, eventChannel } from '../../../electron/api-names.ts'
import { HOLDER_CALL_NAMES, HOLDER_EVENT_CHANNEL, holderChannel } from '../../../electron/holder-names.ts'
import { preventable } from '../../support/electron-stand-in.ts'
import { anApp, fakeServed } from '../../support/fake-served.ts'
import { ourFrame, type RunningMain, startMain } from '../../support/main-under-stand-in.ts'

let main: RunningMain
afterEach(async () => await main.end())

async function started(options: Parameters<typeof startMain>[0] = {}): Promise<RunningMain> {
  main = await startMain(options)
  await main.settled()
  return main
}

const theWindow = () => {
  const [window] = main.windows
  if (window === undefined) throw new Error('no window was opened')
  return window
}

describe('coming up', () => {
  it('happens in the order that Electron asks for', async () => {
    await started()
    expect(main.deeds).toEqual([
      'setName',
      'requestSingleInstanceLock',
      'enableSandbox',
      'registerSchemesAsPrivileged',
      'whenReady',
      'session.on select-serial-port',
      'no menu',
      'new BrowserWindow',
    ])
    expect(main.errorBoxes).toEqual([])
  })

  it('opens the encrypted files before the window, under keys that are sealed', async () => {
    await started()
    const data = join(main.folder, 'HuicaiCard', 'terminal')
    expect(readdirSync(data)).toEqual(expect.arrayContaining(['journal.db', 'cache.db', 'keys']))
    expect(readdirSync(join(data, 'keys')).toSorted()).toEqual(['cache.sealed', 'journal.sealed'])
  })

  it('declares the app’s scheme with what the camera and wasm need, and no more', async () => {
    await started()
    expect(main.privileged).toEqual([
      {
        scheme: 'app',
        privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true },
      },
    ])
  })

  it('opens one window, closed off from the machine, on the app’s own address', async () => {
    await started()
    expect(main.windows).toHaveLength(1)
    expect(theWindow().options).toEqual({
      width: 1366,
      height: 768,
      minWidth: 1024,
      minHeight: 700,
      title: '惠才卡服务窗口',
      backgroundColor: '#ffffff',
      autoHideMenuBar: true,
      show: false,
      webPreferences: {
        preload: join(main.folder, 'app', 'out', 'preload', 'preload.cjs'),
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webSecurity: true,
        navigateOnDragDrop: false,
        spellcheck: false,
        devTools: true,
      },
    })
    expect(theWindow().loaded).toEqual(['app://bundle/'])
  })

  it('shows the window when it has something to show', async () => {
    await started()
    expect(theWindow().shown).toBe(false)
    theWindow().emit('ready-to-show')
    expect(theWindow().shown).toBe(true)
  })

  it('has no developer tools once packed', async () => {
    await started({ packaged: true })
    expect(theWindow().options?.webPreferences?.devTools).toBe(false)
  })

  it('takes another data folder from a test, before it asks for the lock', async () => {
    await started({ env: folder => ({ XHC_DATA_DIR: join(folder, 'elsewhere') }) })
    expect(main.deeds.slice(0, 3)).toEqual(['setName', 'setPath userData', 'requestSingleInstanceLock'])
    expect(existsSync(join(main.folder, 'elsewhere', 'terminal', 'journal.db'))).toBe(true)
    expect(existsSync(join(main.folder, 'HuicaiCard'))).toBe(false)
  })

  it('takes no data folder from the environment once packed', async () => {
    await started({ packaged: true, env: () => ({ XHC_DATA_DIR: '/nowhere' }) })
    expect(main.deeds).not.toContain('setPath userData')
  })
})

describe('a second instance', () => {
  it('quits and does nothing else', async () => {
    main = await startMain({ lock: false })
    expect(main.deeds).toEqual(['setName', 'requestSingleInstanceLock', 'quit', 'quitted'])
    expect(main.channels.size).toBe(0)
    expect(existsSync(join(main.folder, 'HuicaiCard'))).toBe(false)
  })

  it('makes the first one come forward', async () => {
    await started()
    theWindow().minimized = true
    main.app.emit('second-instance', {}, ['terminal', '--anything', 'app://evil/'], '/', null)
    expect(theWindow().minimized).toBe(false)
    expect(theWindow().focused).toBe(true)
    expect(theWindow().loaded).toEqual(['app://bundle/'])
    expect(main.windows).toHaveLength(1)
  })

  it('changes nothing when the first one’s window is already gone', async () => {
    await started()
    theWindow().destroyed = true
    main.app.emit('second-instance', {}, [], '/', null)
    expect(theWindow().focused).toBe(false)
  })
})

describe('a packed app under a debugger', () => {
  it.each(['remote-debugging-port', 'remote-debugging-pipe'])('leaves at once (--%s)', async name => {
    main = await startMain({ packaged: true, switches: [name] })
    expect(main.deeds).toEqual(['setName', 'quit', 'quitted'])
  })

  it('is none while it is unpacked: the end-to-end suite drives it so', async () => {
    await started({ switches: ['remote-debugging-port'] })
    expect(main.windows).toHaveLength(1)
  })
})

describe('calls of the page', () => {
  const call = (frame: Parameters<RunningMain['invoke']>[1], name = 'app.get', input?: unknown) =>
    main.invoke(`terminal:call:${name}`, frame, input)

  it('are answered by the terminal', async () => {
    await started()
    expect(await call(ourFrame)).toMatchObject({
      ok: true,
      value: { phase: 'enrol', host: 'electron', version: '0.1.0', clerk: null },
    })
  })

  it('have a channel each, and there is no other channel', async () => {
    await started()
    const known = [...CALL_NAMES.map(callChannel), ...HOLDER_CALL_NAMES.map(holderChannel)]
    expect([...main.channels.keys()]).toEqual(known)
  })

  it.each([
    ['a frame that is gone', null],
    ['a detached frame', { ...ourFrame, detached: true }],
    ['a frame inside the page', { ...ourFrame, parent: ourFrame }],
    ['a page from the network', { ...ourFrame, url: 'https://bundle/' }],
    ['another host of our scheme', { ...ourFrame, url: 'app://bundle.evil/' }],
    ['a host with a user', { ...ourFrame, url: 'app://u@bundle/' }],
    ['an empty page', { ...ourFrame, url: 'about:blank' }],
    ['a file', { ...ourFrame, url: 'file:///app/index.html' }],
  ])('from %s are refused', async (_what, frame) => {
    await started()
    expect(await call(frame)).toMatchObject({ ok: false, error: { code: 'untrusted-sender' } })
  })

  it('from elsewhere are refused before their input is looked at', async () => {
    await started()
    const input = {
      get number(): string {
        throw new Error('somebody looked')
      },
    }
    expect(await call(null, 'session.signIn', input)).toMatchObject({
      ok: false,
      error: { code: 'untrusted-sender' },
    })
  })

  it('with input that does not fit are refused, and the log says where but not what', async () => {
    await started()
    expect(
      await call(ourFrame, 'session.signIn', { number: '100', pin: ['530602199001011234'] }),
    ).toMatchObject({
      ok: false,
      error: { code: 'bad-request' },
    })
    expect(main.logged.join()).toContain('pin:invalid_type')
    expect(main.logged.join()).not.toContain('5306')
  })
})

describe('events', () => {
  it('reach the window, as data alone', async () => {
    await started()
    await main.invoke('terminal:call:session.signOut', ourFrame)
    expect(theWindow().webContents.sent).toEqual([
      { channel: eventChannel('app'), data: expect.objectContaining({ phase: 'enrol' }) },
    ])
  })

  it('are not sent to a window that is gone', async () => {
    await started()
    theWindow().destroyed = true
    await main.invoke('terminal:call:session.signOut', ourFrame)
    expect(theWindow().webContents.sent).toEqual([])
  })
})

describe('a page that dies', () => {
  const die = (reason: string) =>
    theWindow().webContents.emit('render-process-gone', {}, { reason, exitCode: 1 })

  it('is loaded again, not from inside the event', async () => {
    await started()
    die('crashed')
    expect(theWindow().loaded).toHaveLength(1)
    await vi.waitUntil(() => theWindow().loaded.length === 2)
    expect(main.exitCode()).toBeNull()
  })

  it('is left alone when it went of its own accord', async () => {
    await started()
    die('clean-exit')
    await new Promise(resolve => setImmediate(resolve))
    expect(theWindow().loaded).toHaveLength(1)
  })

  it('again and again is given up with a plain message', async () => {
    await started()
    for (let n = 0; n < 4; n++) die('oom')
    await vi.waitUntil(() => main.exitCode() !== null)
    expect(theWindow().loaded).toHaveLength(4)
    expect(main.exitCode()).toBe(1)
    const files = readdirSync(join(main.folder, 'HuicaiCard', 'terminal'))
    expect(files.filter(name => name.endsWith('-wal'))).toEqual([])
    expect(main.errorBoxes[0]?.content).toContain('界面反复崩溃')
  })
})

describe('quitting', () => {
  it('waits until the terminal has closed its files, then ends', async () => {
    await started()
    const event = preventable()
    main.app.emit('before-quit', event)
    expect(event.defaultPrevented).toBe(true)
    expect(main.deeds).not.toContain('quitted')
    await vi.waitUntil(() => main.deeds.includes('quitted'))
    // SQLite removes its write-ahead log when the last connection closes.
    const files = readdirSync(join(main.folder, 'HuicaiCard', 'terminal'))
    expect(files.filter(name => name.endsWith('-wal'))).toEqual([])
  })

  it('twice closes once', async () => {
    await started()
    main.app.quit()
    main.app.quit()
    await vi.waitUntil(() => main.deeds.includes('quitted'))
    expect(main.errorBoxes).toEqual([])
  })

  it('lets a call in flight finish first', async () => {
    await started()
    const reply = main.invoke('terminal:call:app.get', ourFrame)
    main.app.quit()
    expect(await reply).toMatchObject({ ok: true })
  })

  it('follows when the last window is closed, and when the machine goes down', async () => {
    await started()
    main.app.emit('window-all-closed')
    await vi.waitUntil(() => main.deeds.includes('quitted'))
    await main.end()
    await started()
    main.powerMonitor.emit('shutdown')
    await vi.waitUntil(() => main.deeds.includes('quitted'))
  })

  it('at a Windows logoff at least closes the files', async () => {
    await started()
    theWindow().emit('session-end')
    const data = join(main.folder, 'HuicaiCard', 'terminal')
    await vi.waitUntil(() => readdirSync(data).every(name => !name.endsWith('-wal')))
  })
})

describe('waking up', () => {
  it('lets the terminal look whether a sync is due, enrolled or not', async () => {
    await started()
    expect(main.powerMonitor.emit('resume')).toBe(true)
    expect(main.powerMonitor.emit('unlock-screen')).toBe(true)
  })
})

describe('a machine that is left', () => {
  it('locks the window when it goes to sleep, and when its own screen is locked', async () => {
    await started()
    expect(main.powerMonitor.emit('suspend')).toBe(true)
    expect(main.powerMonitor.emit('lock-screen')).toBe(true)
  })
})

describe('kiosk', () => {
  async function following(kiosk: AppView['kiosk']) {
    const app = { ...anApp, kiosk }
    const served = fakeServed({ 'app.get': async () => ({ ok: true, value: app }) })
    await started()
    const { followKiosk } = await import('../../../electron/hosts/electron/kiosk.ts')
    followKiosk(theWindow() as unknown as BrowserWindow, served)
    await vi.waitUntil(() => theWindow().kiosk === (kiosk === 'on'))
    return (to: AppView['kiosk']) => served.push('app', { ...app, kiosk: to })
  }

  it('fills the screen from the start, and cannot be closed by a key', async () => {
    await following('on')
    theWindow().close()
    expect(theWindow().destroyed).toBe(false)
  })

  it('is left, come back to and ended as the terminal says', async () => {
    const say = await following('on')
    say('left')
    expect(theWindow().kiosk).toBe(false)
    say('on')
    expect(theWindow().kiosk).toBe(true)
    say('off')
    expect(theWindow().kiosk).toBe(false)
    theWindow().close()
    expect(theWindow().destroyed).toBe(true)
  })

  it('never keeps the program from ending', async () => {
    await following('on')
    main.app.quit()
    await vi.waitUntil(() => main.deeds.includes('quitted'))
    theWindow().destroyed = false
    theWindow().close()
    expect(theWindow().destroyed).toBe(true)
  })

  it('is asked of the terminal by the window that main opens, which is none before anybody has chosen it', async () => {
    await started()
    expect(theWindow().listenerCount('close')).toBe(1)
    expect(theWindow().kiosk).toBe(false)
  })
})

describe('a page that hangs', () => {
  const enrolled = () => main.invoke('terminal:call:app.get', ourFrame)

  it('is left to come round while nobody is to be hidden', async () => {
    await started()
    theWindow().emit('unresponsive')
    theWindow().emit('responsive')
    await enrolled()
    expect(theWindow().webContents.crashes).toBe(0)
  })

  it('is ended and loaded again when the window locks, whichever came first', async () => {
    for (const order of ['hangs first', 'locked first'] as const) {
      const served = fakeServed()
      await started()
      const { clearWhenLocked } = await import('../../../electron/hosts/electron/hung-page.ts')
      clearWhenLocked(theWindow() as unknown as BrowserWindow, served, () => {})
      const lock = () => served.push('app', { ...anApp, phase: 'locked' })
      const hang = () => theWindow().emit('unresponsive')
      for (const step of order === 'hangs first' ? [hang, lock] : [lock, hang]) {
        expect(theWindow().webContents.crashes).toBe(0)
        step()
      }
      expect(theWindow().webContents.crashes).toBe(1)
      await vi.waitUntil(() => theWindow().loaded.length === 2)
      await main.end()
    }
    await started()
  })
})

describe('a start that fails', () => {
  type Blocked = {
    phase: string
    blocked?: { code: string; why: { zh: string; en: string }; choices: string[] }
  }

  async function blockedApp(): Promise<Blocked> {
    const reply = (await main.invoke('terminal:call:app.get', ourFrame)) as { ok: boolean; value: Blocked }
    expect(reply.ok).toBe(true)
    return reply.value
  }

  it('opens its window all the same, and says there in plain Chinese and English what is wrong', async () => {
    await started({
      prepare: folder => {
        mkdirSync(join(folder, 'HuicaiCard'))
        writeFileSync(join(folder, 'HuicaiCard', 'terminal'), 'a file where the folder should be')
      },
    })
    expect(main.windows).toHaveLength(1)
    const { phase, blocked } = await blockedApp()
    expect({ phase, code: blocked?.code }).toEqual({ phase: 'blocked', code: 'folder-not-writable' })
    expect(blocked?.why.zh).toContain('数据文件夹不能写入')
    expect(blocked?.why.en).toContain('cannot be written')
  })

  it.runIf(process.platform === 'linux')(
    'for want of a keyring names the way out, and takes it when told to',
    async () => {
      await started({ seal: 'v10' })
      expect((await blockedApp()).blocked?.why.en).toContain('--accept-unprotected-keys')
      expect(existsSync(join(main.folder, 'HuicaiCard', 'terminal', 'keys', 'journal.sealed'))).toBe(false)
      await main.end()
      await started({ seal: 'v10', argv: ['--accept-unprotected-keys'] })
      expect((await blockedApp()).phase).toBe('enrol')
    },
  )
})

describe('the holder’s own window', () => {
  const holderFrame = { ...ourFrame, url: 'app://bundle/holder.html' }
  const open = () => main.invoke('terminal:call:holder.open', ourFrame)
  async function opened(displays: readonly number[]): Promise<unknown> {
    await started({ displays })
    return await open()
  }

  it('opens on the second display alone, closed off like the clerk’s, with its own small preload', async () => {
    expect(await opened([1, 2])).toEqual({ ok: true, value: { url: null } })
    const [, holder] = main.windows
    expect(holder?.loaded).toEqual(['app://bundle/holder.html'])
    expect(holder?.options).toMatchObject({
      x: 1366,
      fullscreen: true,
      webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true },
    })
    expect(holder?.options?.webPreferences?.preload).toMatch(/holder-preload\.cjs$/)
  })

  it('is not opened over the clerk’s own', async () => {
    expect(await opened([1])).toMatchObject({ ok: false, error: { code: 'no-second-screen' } })
    expect(main.windows).toHaveLength(1)
  })

  it('is opened once, and brought forward after that', async () => {
    await opened([1, 2])
    await open()
    expect(main.windows).toHaveLength(2)
  })

  it('may ask for its own view and for nothing of the clerk’s, whatever address its page claims', async () => {
    await opened([1, 2])
    expect(await main.invoke('holder-screen:call:holder.get', holderFrame, undefined, 1)).toMatchObject({
      ok: true,
      value: { kind: 'idle' },
    })
    for (const name of CALL_NAMES) {
      for (const frame of [holderFrame, ourFrame]) {
        expect(await main.invoke(callChannel(name), frame, undefined, 1)).toMatchObject({
          ok: false,
          error: { code: 'untrusted-sender' },
        })
      }
    }
  })

  it('is not the clerk’s to speak for', async () => {
    await opened([1, 2])
    const word = { visitId: crypto.randomUUID(), rating: 5, comment: null }
    expect(await main.invoke('holder-screen:call:holder.rate', ourFrame, word, 0)).toMatchObject({
      error: { code: 'untrusted-sender' },
    })
  })

  it('hears its own event and none of the clerk’s; the clerk’s hears none of its', async () => {
    await opened([1, 2])
    await main.invoke('terminal:call:session.signOut', ourFrame)
    const [clerk, holder] = main.windows
    expect(new Set(holder?.webContents.sent.map(s => s.channel))).toEqual(new Set([HOLDER_EVENT_CHANNEL]))
    expect(clerk?.webContents.sent.map(s => s.channel)).not.toContain(HOLDER_EVENT_CHANNEL)
  })

  it('fills the second display, and comes forward without taking the keyboard from the clerk', async () => {
    await opened([1, 2])
    const [, holder] = main.windows
    expect(holder?.options).toMatchObject({ x: 1366, y: 0, width: 1366, height: 768, show: false })
    holder?.emit('ready-to-show')
    expect({ shown: holder?.shown, focused: holder?.focused }).toEqual({ shown: true, focused: false })
  })

  it('stays while another display goes, and is opened anew when its own has come back', async () => {
    await opened([1, 2, 3])
    main.screen.emit('display-removed', {}, { id: 3 })
    expect(main.windows[1]?.destroyed).toBe(false)
    main.displays.splice(1)
    main.screen.emit('display-removed', {}, { id: 2 })
    expect(main.windows[1]?.destroyed).toBe(true)
    expect(await open()).toMatchObject({ ok: false, error: { code: 'no-second-screen' } })
    main.displays.push({ id: 2, bounds: { x: 1366, y: 0, width: 1366, height: 768 } })
    main.screen.emit('display-added', {}, { id: 2 })
    expect(await open()).toEqual({ ok: true, value: { url: null } })
    expect(main.windows[2]?.loaded).toEqual(['app://bundle/holder.html'])
  })

  it('that somebody closed is opened anew, and the clerk’s goes on', async () => {
    await opened([1, 2])
    main.windows[1]?.close()
    expect(theWindow().destroyed).toBe(false)
    await open()
    expect(main.windows).toHaveLength(3)
    expect(main.windows[2]?.destroyed).toBe(false)
  })

  it('whose page dies closes instead of standing there dead', async () => {
    await opened([1, 2])
    main.windows[1]?.webContents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 5 })
    await vi.waitUntil(() => main.windows[1]?.destroyed === true)
    expect(theWindow().loaded).toEqual(['app://bundle/'])
  })

  it('closes with its display, and with the clerk’s window', async () => {
    await opened([1, 2])
    main.screen.emit('display-removed', {}, { id: 2 })
    expect(main.windows[1]?.destroyed).toBe(true)
    await main.end()
    await opened([1, 2])
    theWindow().close()
    expect(main.windows[1]?.destroyed).toBe(true)
  })
})
