import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ContextBridge, IpcRenderer, IpcRendererEvent } from 'electron'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { HolderBridge } from '../../../electron/api/holder.ts'
import type { TerminalBridge } from '../../../electron/api.ts'
import { CALL_NAMES, EVENT_NAMES, eventChannel } from '../../../electron/api-names.ts'

const ROOT = join(import.meta.dirname, '..', '..', '..')

let out = ''
beforeAll(async () => {
  out = mkdtempSync(join(tmpdir(), 'xhc-built-'))
  for (const part of ['main', 'preload', 'holder-preload']) {
    await build({
      root: ROOT,
      configFile: join(ROOT, `vite.${part}.config.ts`),
      logLevel: 'error',
      build: { outDir: join(out, part), emptyOutDir: true },
    })
  }
})
afterAll(() => rmSync(out, { recursive: true, force: true }))

describe('the built main process', () => {
  it('imports electron, node’s own modules and the native one, and nothing else', () => {
    const files = readdirSync(join(out, 'main')).filter(name => name.endsWith('.mjs'))
    expect(files).toContain('main.mjs')
    for (const file of files) {
      const code = readFileSync(join(out, 'main', file), 'utf8')
      const foreign = importsOf(code).filter(
        name =>
          name !== 'electron' && name !== 'better-sqlite3' && !isBuiltin(name) && !name.startsWith('./'),
      )
      expect(foreign).toEqual([])
    }
  })
})

describe('the built preload', () => {
  const code = () => readFileSync(join(out, 'preload', 'preload.cjs'), 'utf8')

  it('is one small CommonJS file that carries no schema library', () => {
    expect(readdirSync(join(out, 'preload'))).toEqual(['preload.cjs'])
    expect(code()).not.toMatch(/^\s*(import|export)\b/m)
    expect(code()).not.toMatch(/zod/i)
    expect(code().length).toBeLessThan(4096)
  })

  it('shows the page two functions and nothing of electron', () => {
    const { exposed } = run(code())
    expect([...exposed.keys()]).toEqual(['terminal'])
    expect(Object.keys(exposed.get('terminal') ?? {}).toSorted()).toEqual(['call', 'on'])
  })

  it('calls each procedure on its own channel, with its input alone', async () => {
    const { bridge, invoked } = run(code())
    for (const name of CALL_NAMES) await bridge.call(name, { name } as never)
    expect(invoked).toEqual(CALL_NAMES.map(name => [`terminal:call:${name}`, { name }]))
  })

  it.each([
    ['a channel of Electron’s own', 'ELECTRON_BROWSER_REQUIRE'],
    ['our channel by its full name', 'terminal:call:app.get'],
    ['a member that every object has', 'constructor'],
    ['no name', ''],
    ['something that is no name', { toString: (): string => 'app.get' }],
  ])('sends nothing for %s', async (_what, name) => {
    const { bridge, invoked, listening } = run(code())
    expect(await bridge.call(name as never, undefined as never)).toMatchObject({
      ok: false,
      error: { code: 'bad-request' },
    })
    expect(bridge.on(name as never, () => {})).toBeTypeOf('function')
    expect(invoked).toEqual([])
    expect(listening()).toBe(0)
  })

  it('answers with a refusal, not an exception, when main is gone', async () => {
    const { bridge } = run(code(), async () => {
      throw new Error("Error invoking remote method 'terminal:call:app.get'")
    })
    expect(await bridge.call('app.get', undefined)).toMatchObject({ ok: false, error: { code: 'internal' } })
  })

  it('hands an event’s data to the page, never the event, until the page unsubscribes', () => {
    for (const name of EVENT_NAMES) {
      const { bridge, emit, listening } = run(code())
      const heard: unknown[][] = []
      const stop = bridge.on(name, (...all: unknown[]) => heard.push(all))
      emit(eventChannel(name), { unsent: 1 })
      emit('terminal:event:other', { unsent: 2 })
      expect(heard).toEqual([[{ unsent: 1 }]])
      expect(stop()).toBeUndefined()
      emit(eventChannel(name), { unsent: 3 })
      expect(heard).toHaveLength(1)
      expect(listening()).toBe(0)
    }
  })
})

/** Every module that the code loads, however it does. */
function importsOf(code: string): string[] {
  const statements = code.matchAll(/^(?:import|export)\b[^'"`;]*?["']([^"']+)["']/gm)
  const calls = code.matchAll(/\b(?:import|require)\(\s*["'`]([^"'`]+)["'`]/g)
  return [...statements, ...calls].map(match => match[1] ?? '')
}

type Heard = Parameters<IpcRenderer['on']>[1]
type PreloadModule = {
  readonly contextBridge: Pick<ContextBridge, 'exposeInMainWorld'>
  readonly ipcRenderer: Pick<IpcRenderer, 'invoke'> & {
    on(channel: string, listener: Heard): void
    off(channel: string, listener: Heard): void
  }
}

/** Runs the preload as the sandbox does: a function of `require`, which knows electron and nothing else. */
function run(code: string, answer: () => Promise<unknown> = async () => ({ ok: true, value: null })) {
  const exposed = new Map<string, object>()
  const invoked: unknown[][] = []
  const listeners = new Set<{ readonly channel: string; readonly listener: Heard }>()
  const electron: PreloadModule = {
    contextBridge: { exposeInMainWorld: (key, api) => exposed.set(key, api) },
    ipcRenderer: {
      invoke: async (channel, ...args) => {
        invoked.push([channel, ...args])
        return await answer()
      },
      on: (channel, listener) => listeners.add({ channel, listener }),
      off: (channel, listener) => {
        for (const known of listeners) {
          if (known.channel === channel && known.listener === listener) listeners.delete(known)
        }
      },
    },
  }
  const require = (name: string): PreloadModule => {
    if (name === 'electron') return electron
    throw new Error(`a sandboxed preload cannot require ${name}`)
  }
  new Function('require', 'module', 'exports', code)(require, { exports: {} }, {})
  const event = { sender: 'must not get out' } as unknown as IpcRendererEvent
  return {
    exposed,
    bridge: exposed.get('terminal') as TerminalBridge,
    invoked,
    listening: () => listeners.size,
    emit: (channel: string, data: unknown) => {
      for (const known of [...listeners]) if (known.channel === channel) known.listener(event, data)
    },
  }
}

describe('the built preload of the holder’s window', () => {
  const code = () => readFileSync(join(out, 'holder-preload', 'holder-preload.cjs'), 'utf8')

  it('is one small CommonJS file that carries no schema library and knows no name of the clerk’s', () => {
    expect(readdirSync(join(out, 'holder-preload'))).toEqual(['holder-preload.cjs'])
    expect(code()).not.toMatch(/^\s*(import|export)\b/m)
    expect(code()).not.toMatch(/zod/i)
    expect(code()).not.toContain('terminal:')
    expect(code().length).toBeLessThan(2048)
  })

  it('shows the page its two calls and its event, and passes on nothing but data', async () => {
    const { exposed, invoked, emit, listening } = run(code())
    expect([...exposed.keys()]).toEqual(['holderScreen'])
    const bridge = exposed.get('holderScreen') as HolderBridge
    expect(Object.keys(bridge).toSorted()).toEqual(['get', 'onView', 'rate'])
    const word = { visitId: 'v', rating: 5, comment: null }
    await bridge.get()
    await bridge.rate(word)
    expect(invoked).toEqual([['holder-screen:call:holder.get'], ['holder-screen:call:holder.rate', word]])
    const heard: unknown[][] = []
    const end = bridge.onView((...args) => heard.push(args))
    emit('holder-screen:event:view', { kind: 'idle' })
    emit('terminal:event:app', { kind: 'idle' })
    expect(heard).toEqual([[{ kind: 'idle' }]])
    end()
    expect(listening()).toBe(0)
  })
})
