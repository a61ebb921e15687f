// `npm run bench -- sync [--holders N]`: what a pull costs the terminal, each figure against its own floor in the same run.
// A snapshot against a bare sorted insert; a night against the size of the register; a scan against a quiet minute.
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { openCache } from '../../db/cache/cache.ts'
import { applyInWorker } from '../../electron/sync/apply/in-worker.ts'
import { percentile } from './codes.ts'
import { bareInsert, type Took } from './sync/floor.ts'
import { type Nights, nightsOf } from './sync/night.ts'
import { type PublishedSnapshot, publishedSnapshot } from './sync/published.ts'

const CHILD = join(import.meta.dirname, 'sync', 'apply-child.ts')
const KEY = randomBytes(32)
/** Times that snapshot and floor are measured, in turns; the better of each counts. */
const TURNS = 2
const NIGHTS = 7
const FIRST_AS_OF = 1_767_225_600

const plain = z.object({
  seconds: z.number(),
  cpuSeconds: z.number(),
  idleMb: z.number(),
  peakMb: z.number(),
})
const deciding = z.object({ during: z.array(z.number()), idle: z.array(z.number()) })

export async function runSyncBench(args: readonly string[]): Promise<object> {
  const { values } = parseArgs({
    args: [...args],
    options: { holders: { type: 'string', default: '1000000' } },
  })
  const most = Number(values.holders)
  const sizes = [most / 100, most / 10, most]
  const root = mkdtempSync(join(tmpdir(), 'xhc-bench-sync-'))
  try {
    const folders = new Map<number, string>()
    for (const holders of sizes)
      folders.set(holders, await terminalWith(root, holders, await publishedSnapshot(holders)))
    const folder = folders.get(most) ?? ''
    const snapshot = await measureSnapshot(folder, most)
    await tellMemory(folders)
    const decideWhileApplying = await measureDeciding(folder, most)
    const night = await measureNights(folders)
    return { bench: 'sync', snapshot, night, decideWhileApplying }
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}

/** A terminal's folder whose cache was filled from the snapshot, as at its first pull. */
async function terminalWith(root: string, holders: number, snapshot: PublishedSnapshot): Promise<string> {
  const folder = mkdtempSync(join(root, `${holders}-`))
  const cache = openCache(join(folder, 'cache.db'), KEY)
  if (!cache.ok) throw new Error(cache.error.code)
  const filled = await cache.value.replaceBy((target, carried) =>
    applyInWorker({
      kind: 'snapshot',
      target,
      file: snapshot.file,
      changes: [],
      state: { sequence: 1, asOf: FIRST_AS_OF },
      carried,
    }),
  )
  if (!filled.ok || filled.value.written !== snapshot.rows) throw new Error('the first pull did not fill')
  if (JSON.stringify(cache.value.buckets()) !== JSON.stringify(snapshot.buckets))
    throw new Error('the cache does not hold what was published')
  cache.value.close()
  return folder
}

async function measureSnapshot(folder: string, holders: number) {
  const { file, rows } = await publishedSnapshot(holders)
  const applied: z.infer<typeof plain>[] = []
  const floors: Took[] = []
  for (let turn = 0; turn < TURNS; turn++) {
    applied.push(await inChild(plain, 'plain', folder, file, holders))
    floors.push(await bareInsert(join(folder, 'floor.db'), KEY, holders))
    const [ours, floor] = [applied.at(-1), floors.at(-1)]
    process.stderr.write(
      `applied in ${told(ours)}, floor ${told(floor)}, peak ${Math.round((ours?.peakMb ?? 0) - (ours?.idleMb ?? 0))} MB over idle\n`,
    )
  }
  const [seconds, floorSeconds] = [
    Math.min(...applied.map(a => a.seconds)),
    Math.min(...floors.map(f => f.seconds)),
  ]
  return {
    rows,
    seconds: rounded(seconds, 2),
    floorSeconds: rounded(floorSeconds, 2),
    ratio: rounded(seconds / floorSeconds, 3),
    peakMbOverIdle: rounded(Math.max(...applied.map(a => a.peakMb - a.idleMb)), 1),
  }
}

const told = (took: Took | undefined): string =>
  `${took?.seconds.toFixed(1)} s (${took?.cpuSeconds.toFixed(1)} s of processor)`

/** On standard error: the peak at smaller registers, to be compared with the largest. */
async function tellMemory(folders: ReadonlyMap<number, string>): Promise<void> {
  for (const [holders, folder] of folders) {
    const { peakMb, idleMb } = await inChild(
      plain,
      'plain',
      folder,
      (await publishedSnapshot(holders)).file,
      holders,
    )
    process.stderr.write(`${holders} holders: peak ${(peakMb - idleMb).toFixed(1)} MB over idle\n`)
  }
}

async function measureDeciding(folder: string, holders: number) {
  const { file } = await publishedSnapshot(holders)
  const { during, idle } = await inChild(deciding, 'deciding', folder, file, holders)
  process.stderr.write(`scans: ${during.length} while applying, ${idle.length} idle\n`)
  const [p99us, idleP99us] = [percentile(during, 0.99), percentile(idle, 0.99)]
  return { p99us, idleP99us, ratio: rounded(p99us / idleP99us, 3) }
}

/** In turns, so that no size has the quieter minutes; the median of each. */
async function measureNights(folders: ReadonlyMap<number, string>) {
  const terminals: { holders: number; nights: Nights; took: number[] }[] = []
  for (const [holders, folder] of folders)
    terminals.push({ holders, nights: await nightsOf(folder, KEY, holders), took: [] })
  for (let night = 0; night < NIGHTS; night++)
    for (const { nights, took } of terminals) took.push(await nights.next())
  for (const { nights } of terminals) await nights.close()
  return terminals.map(({ holders, took }) => ({
    holders,
    seconds: rounded(took.toSorted((a, b) => a - b)[Math.floor(NIGHTS / 2)] ?? 0, 3),
  }))
}

async function inChild<S extends z.ZodType>(
  schema: S,
  mode: 'plain' | 'deciding',
  folder: string,
  snapshot: string,
  holders: number,
): Promise<z.infer<S>> {
  const child = spawn(
    process.execPath,
    [CHILD, mode, folder, KEY.toString('hex'), snapshot, String(holders)],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  let said = ''
  child.stdout.setEncoding('utf8').on('data', text => {
    said += text
  })
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`the measurement failed (${code})`)
  return schema.parse(JSON.parse(said.trim().split('\n').at(-1) ?? ''))
}

const rounded = (value: number, digits: number): number => Number(value.toFixed(digits))
