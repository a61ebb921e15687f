// Runs the real electron/main.ts, with the real terminal behind it, under the stand-in for electron.
// Each start has its own module graph and its own folder; `end` closes both.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { vi } from 'vitest'
import { type FrameSubset, type StandIn, type StandInOptions, standIn } from './electron-stand-in.ts'

export type RunningMain = StandIn & {
  readonly folder: string
  /** The lines that main has logged. */
  readonly logged: readonly string[]
  /** Until the window is there, or main has given up. */
  settled(): Promise<void>
  end(): Promise<void>
}

export const INDEX = '<!doctype html><title>screen</title>'

export const ourFrame: FrameSubset = { url: 'app://bundle/', detached: false, parent: null }

type StartOptions = Omit<StandInOptions, 'folder'> & {
  /** Before main starts: what the world looks like then. */
  readonly prepare?: (folder: string) => void
  readonly argv?: readonly string[]
  readonly env?: (folder: string) => Readonly<Record<string, string>>
}

/** Imports main; `becomeReady` has been called unless another instance has the lock. */
export async function startMain(options: StartOptions = {}): Promise<RunningMain> {
  const folder = mkdtempSync(join(tmpdir(), 'xhc-electron-'))
  const renderer = join(folder, 'app', 'out', 'renderer')
  mkdirSync(join(renderer, 'assets'), { recursive: true })
  writeFileSync(join(renderer, 'index.html'), INDEX)
  writeFileSync(join(renderer, 'assets', 'reader-abc.wasm'), Buffer.from([0, 97, 115, 109]))
  writeFileSync(join(folder, 'app', 'out', 'outside.html'), 'outside')
  options.prepare?.(folder)
  const electron = standIn({ folder, ...options })

  vi.resetModules()
  vi.doMock('electron', () => electron.module)
  const argv = process.argv
  process.argv = [...argv, ...(options.argv ?? [])]
  for (const [name, value] of Object.entries(options.env?.(folder) ?? {})) vi.stubEnv(name, value)
  const logged: string[] = []
  const stderr = vi.spyOn(process.stderr, 'write').mockImplementation(line => {
    logged.push(String(line))
    return true
  })
  await import('../../electron/main.ts')
  electron.becomeReady()

  const settled = () =>
    vi.waitUntil(() => electron.windows.length > 0 || electron.exitCode() !== null, { timeout: 10_000 })
  return {
    ...electron,
    folder,
    logged,
    settled: async () => {
      await settled()
    },
    end: async () => {
      if (electron.windows.length > 0) {
        electron.app.quit()
        await vi.waitUntil(() => electron.deeds.includes('quitted'), { timeout: 10_000 })
      }
      process.argv = argv
      stderr.mockRestore()
      vi.unstubAllEnvs()
      vi.doUnmock('electron')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
