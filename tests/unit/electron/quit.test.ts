import { tmpdir } from 'node:os'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Log } from '../../../electron/hosts/served.ts'
import { type StandIn, standIn } from '../../support/electron-stand-in.ts'

let electron: StandIn
const logged: string[] = []
const log: Log = event => logged.push(event)

beforeEach(() => {
  vi.resetModules()
  vi.useFakeTimers()
  logged.length = 0
  electron = standIn({ folder: tmpdir() })
  vi.doMock('electron', () => electron.module)
})
afterEach(() => {
  vi.useRealTimers()
  vi.doUnmock('electron')
})

async function quitting(close: () => Promise<void>) {
  const { drainAtQuit } = await import('../../../electron/hosts/electron/quit.ts')
  return drainAtQuit(close, log)
}

const quitted = () => electron.deeds.includes('quitted')

describe('quitting', () => {
  it('asked for again and again closes once', async () => {
    const close = vi.fn(async () => {})
    await quitting(close)
    electron.app.quit()
    electron.app.quit()
    electron.powerMonitor.emit('shutdown')
    await vi.waitUntil(quitted)
    electron.app.quit()
    expect(close).toHaveBeenCalledOnce()
  })

  it('after the session’s end has begun to close does not close again', async () => {
    const close = vi.fn(async () => {})
    const drain = await quitting(close)
    await drain()
    electron.app.quit()
    expect(quitted()).toBe(true)
    expect(close).toHaveBeenCalledOnce()
  })

  it('waits while the terminal writes', async () => {
    let written: () => void = () => {}
    await quitting(() => new Promise(resolve => (written = resolve)))
    electron.app.quit()
    await vi.advanceTimersByTimeAsync(9_000)
    expect(quitted()).toBe(false)
    written()
    await vi.waitUntil(quitted)
    expect(logged).toEqual([])
  })

  it('does not wait for ever for a terminal that hangs, and says so', async () => {
    await quitting(() => new Promise(() => {}))
    electron.app.quit()
    await vi.advanceTimersByTimeAsync(10_000)
    expect(quitted()).toBe(true)
    expect(logged).toEqual(['quit-without-close'])
  })

  it('ends all the same when closing fails', async () => {
    await quitting(async () => {
      throw new Error('disk gone')
    })
    electron.app.quit()
    await vi.waitUntil(quitted)
    expect(logged).toEqual(['close-failed'])
  })
})
