// One trial: a spell of faults and kills while the terminal records and syncs, then peace, then the judge.
// All chance comes from the seed and the trial's number; the processes' own timing is what it is.
import { setTimeout as sleep } from 'node:timers/promises'
import { CLEAN, isClean, judgeCache, judgeRecords, sum, type Verdict } from './check.ts'
import { runEnrolment } from './enrolment.ts'
import { drawFaults } from './faults.ts'
import { type Random, randomFrom } from './random.ts'
import type { FaultWorld } from './world.ts'

/** Exchanges that a trial's syncs can come to. */
const EXCHANGES = 40
/** Every so many-th trial is one of joining (enrolment.ts). */
const JOINING_EVERY = 4
/** Syncs without a fault in which both ends must have come to rest. */
const HEALED_WITHIN = 3

export type Trial = { readonly number: number; readonly verdict: Verdict; readonly killed: readonly string[] }

export async function runTrial(world: FaultWorld, seed: number, number: number): Promise<Trial> {
  if (number % JOINING_EVERY === JOINING_EVERY - 1)
    return await runEnrolment(world, seed, number, Math.floor(number / JOINING_EVERY))
  return await runService(world, seed, number)
}

async function runService(world: FaultWorld, seed: number, number: number): Promise<Trial> {
  const random = randomFrom(seed * 1_000_003 + number)
  const killed: string[] = []
  world.proxy.plan(drawFaults(random, EXCHANGES))
  const [turned] = await Promise.all([
    storm(world, random),
    random.chance(0.35) && killAfter(random.between(0, 500), 'terminal', world.killTerminal, killed),
    random.chance(0.12) && killAfter(random.between(0, 400), 'registry', world.killRegistry, killed),
  ])
  await world.revive()
  const verdicts = [await judgeNow(world, false)]
  await world.proxy.heal()
  verdicts.push(await judgeStandings(world, turned))
  let synced = false
  for (let i = 0; i < HEALED_WITHIN && !synced; i++) synced = await world.sync()
  verdicts.push(await judgeNow(world, true))
  if (!synced)
    verdicts.push({
      lost: 1,
      duplicated: 0,
      tornCaches: 0,
      findings: ['no sync goes through without faults'],
    })
  return { number, verdict: sum(verdicts), killed }
}

/** The clerk records, the office changes holders, and the terminal syncs, all at once. Cards on which the office acted. */
async function storm(world: FaultWorld, random: Random): Promise<readonly string[]> {
  const codes = Array.from({ length: 12 }, () => random.pick(world.cards).code)
  const turned = Array.from({ length: random.between(0, 3) }, () => random.pick(world.cards).card)
  const snapshot = random.chance(0.1)
  const recording = world.record(random.between(3, 25), random.pick([0, 0, 5, 20]), codes)
  const office = (async () => {
    for (const card of turned) await world.ask('turn', { card })
    if (snapshot) await world.ask('publish', { snapshot: true })
  })()
  for (let i = random.between(1, 3); i > 0; i--) await (random.chance(0.5) ? world.light() : world.sync())
  await Promise.all([recording, office])
  return turned
}

/** A light pull alone, and each card stands as the register says: what a bad network left half done does not outlive it. */
async function judgeStandings(world: FaultWorld, turned: readonly string[]): Promise<Verdict> {
  let pulled = false
  for (let i = 0; i < HEALED_WITHIN && !pulled; i++) pulled = await world.light()
  if (!pulled) return { ...CLEAN, lost: 1, findings: ['no light pull goes through without faults'] }
  const [here, there] = await Promise.all([world.standingsHere(turned), world.standingsThere(turned)])
  const findings = turned.flatMap(card =>
    here.get(card) === there.get(card)
      ? []
      : [`${card} is ${here.get(card)} at the window, ${there.get(card)} in the register`],
  )
  return { ...CLEAN, tornCaches: findings.length > 0 ? 1 : 0, findings }
}

async function killAfter(
  ms: number,
  who: string,
  kill: () => Promise<void>,
  killed: string[],
): Promise<void> {
  await sleep(ms)
  await kill()
  killed.push(who)
}

async function judgeNow(world: FaultWorld, healed: boolean): Promise<Verdict> {
  const ends = await world.ends()
  const cache = await world.cache()
  const published = cache.sequence === null ? undefined : await world.published.at(cache.sequence)
  return sum([judgeRecords(ends, healed), judgeCache(cache, published)])
}

/** For progress: what a trial came to, in one line. */
export function trialLine({ number, verdict, killed }: Trial): string {
  const end = isClean(verdict) ? 'clean' : verdict.findings.join('; ')
  return `trial ${number}${killed.length > 0 ? ` (killed: ${killed.join(', ')})` : ''}: ${end}`
}
