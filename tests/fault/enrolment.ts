// A trial of joining: a code is traded through a broken network, the terminal or the registry is killed in the middle, then there is peace.
// However it was cut off, the clerk tries the same code again and has a terminal that he may enter, and the registry has one, not two.
import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ApiErrorCode } from '../../electron/api.ts'
import { HOSPITAL, SUPERVISOR } from '../../scripts/demo/world.ts'
import { CLEAN, sum, type Verdict } from './check.ts'
import { drawFaults, faultOf, KINDS } from './faults.ts'
import { type Random, randomFrom } from './random.ts'
import type { Trial } from './trial.ts'
import type { FaultWorld, TerminalProcess } from './world.ts'

/** What a broken network may make a terminal say: each tells the clerk to try the same code again, or whom to ask. */
const SAYS_WHAT_TO_DO: ReadonlySet<ApiErrorCode> = new Set<ApiErrorCode>([
  'registry-unreachable',
  'registry-busy',
  'registry-protocol',
  'registry-refused', // the path, or the body, was damaged on its way
  'enrolment-code-unknown', // the secret was
  'root-key-mismatch',
])
/** Times that the clerk tries while the network is bad. */
const ATTEMPTS = 3

type Reply = {
  readonly ok: boolean
  readonly value?: unknown
  readonly error?: { readonly code: ApiErrorCode }
}

/** Each kind of fault is the first thing that happens to every so many-th enrolment. */
export async function runEnrolment(
  world: FaultWorld,
  seed: number,
  number: number,
  nth: number,
): Promise<Trial> {
  const random = randomFrom(seed * 1_000_003 + number)
  const folder = mkdtempSync(join(world.folder, 'joining-'))
  const killed: string[] = []
  const code = String(await world.ask('code', { site: HOSPITAL, address: world.proxy.url }))
  const before = await world.terminalIds()
  let terminal = await world.openTerminal(folder)
  const first = faultOf(KINDS[nth % KINDS.length] ?? 'none', random)
  world.proxy.plan([first, ...drawFaults(random, ATTEMPTS)])
  const said: Reply[] = []
  await Promise.all([
    tryToJoin(terminal, code, said),
    random.chance(0.5) && killAfter(random, () => terminal.kill(), 'terminal', killed),
    random.chance(0.1) && killAfter(random, world.killRegistry, 'registry', killed),
  ])
  await world.revive()
  if (!terminal.alive) terminal = await world.openTerminal(folder)
  await world.proxy.heal()
  const verdict = await judgeJoining(world, terminal, code, said, before)
  await terminal.end()
  rmSync(folder, { recursive: true, force: true })
  return { number, verdict, killed }
}

async function tryToJoin(terminal: TerminalProcess, code: string, said: Reply[]): Promise<void> {
  for (let i = 0; i < ATTEMPTS; i++) {
    const reply = await terminal.call('enrolment.enrol', { code, clerk: SUPERVISOR })
    said.push(reply)
    if (reply.ok || !terminal.alive) return
  }
}

async function killAfter(
  random: Random,
  kill: () => Promise<void>,
  who: string,
  killed: string[],
): Promise<void> {
  await sleep(random.between(0, 350))
  await kill()
  killed.push(who)
}

async function judgeJoining(
  world: FaultWorld,
  terminal: TerminalProcess,
  code: string,
  said: readonly Reply[],
  before: readonly string[],
): Promise<Verdict> {
  const findings: string[] = []
  for (const { error } of said)
    if (error !== undefined && !SAYS_WHAT_TO_DO.has(error.code)) findings.push(`it said ${error.code}`)
  if ((await phaseOf(terminal)) === 'enrol') {
    const again = await terminal.call('enrolment.enrol', { code, clerk: SUPERVISOR })
    if (!again.ok) findings.push(`the same code again is refused: ${again.error?.code}`)
  }
  const signedIn = await terminal.call('session.signIn', { number: SUPERVISOR.number, pin: SUPERVISOR.pin })
  if (!signedIn.ok) findings.push(`nobody may enter: ${signedIn.error?.code}`)
  const synced = await terminal.call('sync.now', undefined)
  if (!(synced.ok && (synced.value as { ok?: unknown }).ok === true))
    findings.push(`it does not sync: ${JSON.stringify(synced.value ?? synced.error)}`)
  const made = (await world.terminalIds()).filter(id => !before.includes(id))
  const app = (await terminal.call('app.get', undefined)).value as
    | { readonly terminalId: string; readonly site: { readonly siteId: string } | null }
    | undefined
  if (made.length > 0 && !made.includes(app?.terminalId ?? ''))
    findings.push(`it takes itself for ${app?.terminalId}, the registry has ${made.join(' ')}`)
  if (app?.site?.siteId !== HOSPITAL.id) findings.push(`it stands at ${app?.site?.siteId}`)
  return sum([
    { ...CLEAN, lost: findings.length, findings },
    {
      ...CLEAN,
      duplicated: Math.max(0, made.length - 1),
      findings: made.length > 1 ? [`one code made ${made.length} terminals`] : [],
    },
  ])
}

const phaseOf = async (terminal: TerminalProcess): Promise<unknown> =>
  ((await terminal.call('app.get', undefined)).value as { readonly phase: string } | undefined)?.phase
