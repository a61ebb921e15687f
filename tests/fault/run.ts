// `npm run fault -- [--seed N] [--trials N] [--minutes N]`: the whole fault suite. Progress on stderr, one JSON object as the last line.
// Ends with 1 when a record was lost or counted twice, a cache was torn, or the time was up before the trials were done.
import { parseArgs } from 'node:util'
import { CLEAN, isClean, sum } from './check.ts'
import { runTrial, trialLine } from './trial.ts'
import { faultWorld } from './world.ts'

const HOLDERS = 300

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    trials: { type: 'string', default: '300' },
    minutes: { type: 'string', default: '15' },
  },
})
const seed = Number(values.seed ?? Math.floor(Date.now() / 1000) % 1_000_000)
const trials = Number(values.trials)
const until = performance.now() + Number(values.minutes) * 60_000
if (![seed, trials, until].every(Number.isFinite))
  throw new Error('--seed, --trials and --minutes are numbers')

process.stderr.write(`seed ${seed}, ${trials} trials\n`)
const world = await faultWorld(HOLDERS)
let total = CLEAN
let run = 0
let kills = 0
for (; run < trials && performance.now() < until; run++) {
  const trial = await runTrial(world, seed, run)
  total = sum([total, trial.verdict])
  kills += trial.killed.length
  if (!isClean(trial.verdict) || run % 10 === 9) process.stderr.write(`${trialLine(trial)}\n`)
}
const { registry } = await world.ends()
const faults = [...world.proxy.done].map(([kind, times]) => `${kind} ${times}`).join(', ')
process.stderr.write(`${registry.length} records, ${kills} kills, exchanges: ${faults}\n`)
await world.end()
if (run < trials) process.stderr.write(`time is up after ${run} of ${trials} trials\n`)
const { lost, duplicated, tornCaches } = total
process.stdout.write(`${JSON.stringify({ trials: run, lost, duplicated, tornCaches, seed })}\n`)
process.exit(isClean(total) && run === trials ? 0 : 1)
