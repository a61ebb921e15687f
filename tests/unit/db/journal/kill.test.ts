import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { folder, journalAt, KEY } from '../support.ts'

const CHILD = join(import.meta.dirname, 'append-until-killed.ts')

/** Lets a process append until it has said so many times that it did, kills it, and answers what it had acknowledged. */
async function killedAfter(file: string, acknowledgements: number): Promise<string[]> {
  const child = spawn(process.execPath, [CHILD, file, KEY.toString('hex')], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  let complained = ''
  child.stdout.setEncoding('utf8').on('data', text => {
    said += text
    if (said.split('\n').length > acknowledgements) child.kill('SIGKILL')
  })
  child.stderr.setEncoding('utf8').on('data', text => {
    complained += text
  })
  const [code, signal] = await once(child, 'close')
  expect({ code, signal, complained }).toEqual({ code: null, signal: 'SIGKILL', complained: '' })
  return said.split('\n').slice(0, -1)
}

describe('a process that is killed while it records', () => {
  it('loses nothing that it had acknowledged, and the next one goes on with the same chain', async () => {
    const file = join(folder(), 'journal.db')
    const acknowledged: string[] = []
    for (const after of [1, 7, 40, 2, 120]) {
      acknowledged.push(...(await killedAfter(file, after)))
      const journal = journalAt(file)
      expect(journal.log.brokenAt()).toBeNull()
      const kept = new Set(journal.outbox.nextBatch(100_000).map(r => `${r.sequence} ${r.hash}`))
      expect(acknowledged.filter(line => !kept.has(line))).toEqual([])
      // Whole visits: the two records of one append are there together.
      expect(kept.size % 2).toBe(0)
      journal.close()
    }
    expect(acknowledged.length).toBeGreaterThan(150)
  })
})
