import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { judgeRecords, sum } from './check.ts'
import { runTrial, trialLine } from './trial.ts'
import { type FaultWorld, faultWorld } from './world.ts'

/** The short form of `npm run fault`: the same world and the same trials, fewer of them, and a seed that stays. */
const SEED = 20_230_720
const TRIALS = 20

let world: FaultWorld
beforeAll(async () => {
  world = await faultWorld(200)
})
afterAll(() => world.end())

describe('terminal and registry through a bad network, killed at random', () => {
  it('lose no acknowledged record, count none twice, and tear no cache', async () => {
    const trials = []
    for (let number = 0; number < TRIALS; number++) trials.push(await runTrial(world, SEED, number))
    const { lost, duplicated, tornCaches } = sum(trials.map(t => t.verdict))
    expect({ lost, duplicated, tornCaches }, trials.map(trialLine).join('\n')).toEqual({
      lost: 0,
      duplicated: 0,
      tornCaches: 0,
    })
    expect(world.acknowledged.length).toBeGreaterThan(TRIALS)
    // What was to be tried was tried: kills, and most kinds of fault.
    expect(trials.flatMap(t => t.killed)).toContain('terminal')
    expect(world.proxy.done.size).toBeGreaterThan(10)
    expect((await world.terminalIds()).length).toBe(1 + TRIALS / 4)
  })

  it('would be found out: records settled by a registry that took nothing in are reported as lost', async () => {
    world.proxy.lieAboutRecords(true)
    await world.record(
      3,
      0,
      world.cards.map(c => c.code),
    )
    await world.sync()
    world.proxy.lieAboutRecords(false)
    expect(judgeRecords(await world.ends(), true).lost).toBe(3)
  })
})
