import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { preventable } from '../../support/electron-stand-in.ts'
import { INDEX, type RunningMain, startMain } from '../../support/main-under-stand-in.ts'

let main: RunningMain
beforeAll(async () => {
  main = await startMain()
  await main.settled()
})
afterAll(async () => await main.end())

const contents = () => {
  const [window] = main.windows
  if (window === undefined) throw new Error('no window was opened')
  return window.webContents
}

const ELSEWHERE = [
  'https://registry.example/',
  'http://127.0.0.1:8080/',
  'file:///etc/passwd',
  'app://bundle.evil/',
  'app://evil/bundle',
  'app://user@bundle/',
  'javascript:alert(1)',
  'data:text/html,x',
  'blob:app://bundle/1',
  'about:blank',
  '',
]

describe('the window', () => {
  it.each(['will-navigate', 'will-frame-navigate', 'will-redirect'])('goes nowhere else by %s', event => {
    for (const url of ELSEWHERE) {
      const details = Object.assign(preventable(), { url })
      contents().emit(event, details)
      expect(details).toMatchObject({ url, defaultPrevented: true })
    }
  })

  it('may go about inside the app', () => {
    const details = Object.assign(preventable(), { url: 'app://bundle/#today' })
    contents().emit('will-navigate', details)
    expect(details.defaultPrevented).toBe(false)
  })

  it('takes no webview in', () => {
    const event = preventable()
    contents().emit('will-attach-webview', event)
    expect(event.defaultPrevented).toBe(true)
  })

  it('opens no other window, whatever the address', () => {
    const handler = contents().openHandler
    if (handler === null) throw new Error('no handler for new windows was set')
    for (const url of ['https://registry.example/', 'app://bundle/', 'file:///etc/passwd']) {
      const details = {
        url,
        frameName: '',
        features: '',
        disposition: 'default',
        referrer: { url: '', policy: 'no-referrer' },
      }
      expect(handler(details as Parameters<typeof handler>[0])).toEqual({ action: 'deny' })
    }
  })
})

describe('what the page may ask for', () => {
  const ours = { requestingUrl: 'app://bundle/', isMainFrame: true }

  /** What the request handler answers, for a request as Electron makes it. */
  function request(permission: string, details: object): boolean | undefined {
    const handler = main.asked.request
    if (handler === null) throw new Error('no request handler was set: Electron would grant everything')
    type Arguments = Parameters<typeof handler>
    const answers: boolean[] = []
    // Names that this Electron does not know are asked for, too; and no page of the stand-in is a whole WebContents.
    const [page, name] = [contents(), permission] as unknown as [Arguments[0], Arguments[1]]
    handler(page, name, granted => answers.push(granted), details as Arguments[3])
    expect(answers).toHaveLength(1)
    return answers[0]
  }

  function check(permission: string, origin: string, details: object): boolean {
    const handler = main.asked.check
    if (handler === null) throw new Error('no check handler was set: Electron would answer yes to everything')
    type Arguments = Parameters<typeof handler>
    return handler(null, permission as Arguments[1], origin, details as Arguments[3])
  }

  it('the camera, from its main frame', () => {
    expect(request('media', { ...ours, mediaTypes: ['video'] })).toBe(true)
    expect(check('media', 'app://bundle/', { isMainFrame: true, mediaType: 'video' })).toBe(true)
    expect(check('media', 'app://bundle', { isMainFrame: true, mediaType: 'video' })).toBe(true)
  })

  it.each([
    ['the microphone', { ...ours, mediaTypes: ['audio'] }],
    ['camera and microphone together', { ...ours, mediaTypes: ['audio', 'video'] }],
    ['camera and microphone, camera first', { ...ours, mediaTypes: ['video', 'audio'] }],
    ['a medium without a name', { ...ours, mediaTypes: [] }],
    ['media without saying which', ours],
    ['the camera for a frame inside it', { ...ours, isMainFrame: false, mediaTypes: ['video'] }],
    [
      'the camera for another page',
      { ...ours, requestingUrl: 'https://evil.example/', mediaTypes: ['video'] },
    ],
    ['the camera for a look-alike', { ...ours, requestingUrl: 'app://bundle.evil/', mediaTypes: ['video'] }],
  ])('not %s', (_what, details) => {
    expect(request('media', details)).toBe(false)
  })

  it.each([
    ['microphone', { isMainFrame: true, mediaType: 'audio' }],
    ['unknown medium', { isMainFrame: true, mediaType: 'unknown' }],
    ['unnamed medium', { isMainFrame: true }],
    ['camera of an inner frame', { isMainFrame: false, mediaType: 'video' }],
  ])('and a check for the %s says no', (_what, details) => {
    expect(check('media', 'app://bundle/', details)).toBe(false)
  })

  it('and a check for another origin says no', () => {
    const camera = { isMainFrame: true, mediaType: 'video' }
    for (const origin of ['https://evil.example', 'null', '', 'file:///', 'app://evil/']) {
      expect(check('media', origin, camera)).toBe(false)
    }
  })

  it.each([
    'clipboard-read',
    'clipboard-sanitized-write',
    'display-capture',
    'fileSystem',
    'fullscreen',
    'geolocation',
    'hid',
    'idle-detection',
    'local-fonts',
    'local-network-access',
    'midi',
    'notifications',
    'openExternal',
    'pointerLock',
    'storage-access',
    'usb',
    'window-management',
    'a name that a later Electron makes up',
  ])('never %s', permission => {
    expect(request(permission, { ...ours, mediaTypes: ['video'] })).toBe(false)
    expect(check(permission, 'app://bundle/', { isMainFrame: true, mediaType: 'video' })).toBe(false)
  })

  it('for a list of serial ports, from its main frame', () => {
    expect(request('serial', ours)).toBe(true)
    expect(check('serial', 'app://bundle/', { isMainFrame: true })).toBe(true)
    expect(request('serial', { ...ours, isMainFrame: false })).toBe(false)
    expect(check('serial', 'https://evil.example', { isMainFrame: true })).toBe(false)
  })

  it('and no USB or HID device, nor a serial port that nobody has picked', () => {
    const handler = main.asked.device
    if (handler === null) throw new Error('no device handler was set')
    const device = { portId: 'p1', portName: 'COM4', vendorId: '3118', productId: '2305' }
    for (const deviceType of ['usb', 'hid', 'serial', undefined]) {
      const details = { deviceType, origin: 'app://bundle/', device }
      expect(handler(details as Parameters<typeof handler>[0])).toBe(false)
    }
  })
})

describe('app://', () => {
  async function get(url: string, init: RequestInit = {}): Promise<Response> {
    const handler = main.schemes.get('app')
    if (handler === undefined) throw new Error('app:// is not served')
    return await handler(new Request(url, init))
  }

  it('is the only scheme that is served', () => {
    expect([...main.schemes.keys()]).toEqual(['app'])
  })

  it('serves the screen under the strict policy', async () => {
    const page = await get('app://bundle/')
    expect(page.status).toBe(200)
    expect(await page.text()).toBe(INDEX)
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(page.headers.get('x-content-type-options')).toBe('nosniff')
    const policy = page.headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval'")
    expect(policy).not.toContain('unsafe-inline')
  })

  it('serves wasm as wasm, with a query or without', async () => {
    for (const url of ['app://bundle/assets/reader-abc.wasm', 'app://bundle/assets/reader-abc.wasm?url#x']) {
      const wasm = await get(url)
      expect(wasm.headers.get('content-type')).toBe('application/wasm')
      expect(new Uint8Array(await wasm.arrayBuffer())).toEqual(new Uint8Array([0, 97, 115, 109]))
    }
  })

  it.each([
    'app://bundle/missing.js',
    'app://bundle/..%2foutside.html',
    'app://bundle/%2e%2e/outside.html',
    'app://bundle/assets/..%2f..%2foutside.html',
    'app://bundle/..%5coutside.html',
    'app://bundle/a%00.html',
    'app://bundle/%E0%A4%A',
    'app://evil/index.html',
    'app://bundle.evil/index.html',
    'app://bundle:80/index.html',
  ])('%s is not there', async url => {
    const answer = await get(url)
    expect(answer.status).toBe(404)
    expect(answer.body).toBeNull()
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
  })

  it.each(['POST', 'PUT', 'DELETE', 'HEAD'])('answers no %s', async method => {
    expect((await get('app://bundle/', { method })).status).toBe(405)
  })
})
