import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path, { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readAsset, resolveAsset } from '../../../electron/hosts/app-files.ts'

const ROOT = '/opt/App/dist'
const WINDOWS_ROOT = 'C:\\App\\dist'

describe('what an address of the app stands for', () => {
  it.each([
    ['/', 'index.html'],
    ['', 'index.html'],
    ['/assets/a%20b.js', 'assets/a b.js'],
    ['/assets/..js', 'assets/..js'],
    ['/..assets/x.js', '..assets/x.js'],
  ])('%j is inside', (pathname, file) => {
    expect(resolveAsset(ROOT, pathname, path.posix)).toBe(path.posix.join(ROOT, file))
    expect(resolveAsset(WINDOWS_ROOT, pathname, path.win32)).toBe(path.win32.join(WINDOWS_ROOT, file))
  })

  it.each([
    '/..%2f..%2fetc/passwd',
    '/../dist-evil/index.html',
    '/..',
    '/.',
    '/assets/..%2f..',
    '/%5c..%5c..%5cwindows',
    '/a%00.html',
    '/%E0%A4%A',
    '/%',
  ])('%j is nothing', pathname => {
    expect(resolveAsset(ROOT, pathname, path.posix)).toBeNull()
    expect(resolveAsset(WINDOWS_ROOT, pathname, path.win32)).toBeNull()
  })

  it('a drive or a hidden stream of a Windows file is nothing', () => {
    expect(resolveAsset(WINDOWS_ROOT, '/index.html:secret', path.win32)).toBeNull()
    expect(resolveAsset(WINDOWS_ROOT, '/D:/x.html', path.win32)).toBeNull()
  })
})

describe('a file of the screen', () => {
  let folder = ''
  let root = ''
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'xhc-files-'))
    root = join(folder, 'renderer')
    mkdirSync(join(root, 'assets'), { recursive: true })
    writeFileSync(join(root, 'index.html'), '<!doctype html>')
    writeFileSync(join(root, 'assets', 'reader-1a2b.wasm'), Buffer.from([0, 97, 115, 109]))
    writeFileSync(join(root, 'assets', 'index.js.map'), '{}')
    writeFileSync(join(folder, 'outside.html'), 'outside')
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  it('goes out with its type and under the strict policy', async () => {
    const page = await readAsset(root, '/')
    expect(page?.body.toString()).toBe('<!doctype html>')
    expect(page?.headers).toMatchObject({
      'Content-Type': 'text/html; charset=utf-8',
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
    })
    const policy = page?.headers['Content-Security-Policy'] ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("connect-src 'self'")
    expect(policy).not.toMatch(/unsafe-inline|'unsafe-eval'|https?:|\*/)
  })

  it('is kept by the browser only when its name is that of its content', async () => {
    const wasm = await readAsset(root, '/assets/reader-1a2b.wasm')
    expect(wasm?.headers['Content-Type']).toBe('application/wasm')
    expect(wasm?.headers['Cache-Control']).toContain('immutable')
  })

  it.each(['/missing.js', '/assets', '/assets/', '/assets/index.js.map', '/..%2foutside.html'])(
    '%j is not served',
    async pathname => {
      expect(await readAsset(root, pathname)).toBeNull()
    },
  )
})
