import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { bucketTexts, recountBuckets } from '../../../../db/cache/buckets.ts'
import { cacheAt, cacheDb, folder, KEY, namesIn } from '../support.ts'
import { holdersOfState } from './published-states.ts'

const CHILD = join(import.meta.dirname, 'replace-until-killed.ts')

/** Kills the child `afterMs` into its work; answers the last state that it said it had reached. */
async function killedAfter(file: string, afterMs: number): Promise<number | null> {
  const child = spawn(process.execPath, [CHILD, file, KEY.toString('hex')], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  let complained = ''
  child.stdout.setEncoding('utf8').on('data', text => {
    // Counted from its first state on: starting Node is not what is tested.
    if (said === '') setTimeout(() => child.kill('SIGKILL'), afterMs)
    said += text
  })
  child.stderr.setEncoding('utf8').on('data', text => {
    complained += text
  })
  const [code, signal] = await once(child, 'close')
  expect({ code, signal, complained }).toEqual({ code: null, signal: 'SIGKILL', complained: '' })
  const last = said.split('\n').at(-2)
  return last === undefined ? null : Number(last)
}

describe('a process that is killed while snapshots take each other’s place', () => {
  it('leaves a cache that is one published state, whole, and never an older one than it had', async () => {
    const file = join(folder(), 'cache.db')
    for (const afterMs of [0, 11, 23, 37, 52, 71]) {
      const reached = await killedAfter(file, afterMs)
      const cache = cacheAt(file)
      const sequence = cache.meta('sequence') ?? 0
      expect(sequence).toBeGreaterThanOrEqual(reached ?? 0)
      expect(cache.holders.count()).toBe(holdersOfState(sequence).length)
      const rows = cacheDb(file).prepare('SELECT DISTINCT serial FROM holder').pluck().all()
      expect(rows).toEqual([1 + (sequence % 200)])
      expect(cache.buckets()).toEqual(bucketTexts(recountBuckets(cacheDb(file))))
      expect(namesIn(join(file, '..')).filter(name => /next|building/.test(name))).toEqual([])
      cache.close()
    }
  })
})
