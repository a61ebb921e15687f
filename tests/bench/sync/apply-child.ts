// A process of its own for each measurement of a snapshot's apply, so that its memory is the terminal's and nothing else.
// `node apply-child.ts plain|deciding FOLDER KEY-HEX SNAPSHOT HOLDERS`; one JSON object on its last line.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { openCache } from '../../../db/cache/cache.ts'
import { applyInWorker } from '../../../electron/sync/apply/in-worker.ts'
import { scanning } from './scanning.ts'

const [mode, folder = '', keyHex = '', snapshot = '', holders = '0'] = process.argv.slice(2)
const file = join(folder, 'cache.db')
const opened = openCache(file, Buffer.from(keyHex, 'hex'))
if (!opened.ok) throw new Error(opened.error.code)
const cache = opened.value

/** The largest that the process ever was since it was asked to forget, in megabytes: worker, cipher and all. */
const peakMb = (): number =>
  Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) / 1024
const residentMb = (): number => process.memoryUsage.rss() / 1024 / 1024

async function apply(): Promise<number> {
  const began = performance.now()
  const applied = await cache.replaceBy((target, carried) =>
    applyInWorker({
      kind: 'snapshot',
      target,
      file: snapshot,
      changes: [],
      state: { sequence: (cache.meta('sequence') ?? 0) + 1, asOf: 1_767_225_600 },
      carried,
    }),
  )
  if (!applied.ok) throw new Error(`not applied: ${applied.error.code}`)
  return (performance.now() - began) / 1000
}

if (mode === 'plain') {
  await sleep(500)
  const [idleMb, cpuBegan] = [residentMb(), process.cpuUsage()]
  const seconds = await apply()
  const cpu = process.cpuUsage(cpuBegan)
  const cpuSeconds = (cpu.user + cpu.system) / 1e6
  process.stdout.write(`${JSON.stringify({ seconds, cpuSeconds, idleMb, peakMb: peakMb() })}\n`)
} else {
  const scans = scanning(() => cache.holders, Number(holders))
  await scans.warmUp()
  // Before and after, so that a machine that slows down or wakes up meanwhile is seen in both.
  const before = await scans.during(sleep(8000))
  const applying = apply()
  const during = await scans.during(applying)
  const after = await scans.during(sleep(8000))
  process.stdout.write(`${JSON.stringify({ during, idle: [...before, ...after] })}\n`)
}
cache.close()
