// One sync run after another: push, then pull, each told apart in the result; never two at once.
// Neither waits for the other: a push that fails does not keep the newest revocations away.
import { err, ok, type Result } from '../../core/result.ts'
import type { ChainNotice, HelloResponse } from '../../core/sync/wire.ts'
import type { StatusView, SyncResult } from '../api.ts'
import { type PullError, type Pulled, type PullParts, pull, type SyncErrorCode } from './pull.ts'
import { type Outbox, type OwnChain, type Pushed, push } from './push.ts'
import type { About, RegistryClient } from './registry-client.ts'
import { pullRevocations } from './revocations.ts'
import { syncCodeOf } from './target.ts'

export type SyncTrigger = SyncResult['trigger']
export type SyncProgress = Extract<StatusView['sync'], { state: 'running' }>

export type SyncParts = {
  readonly client: RegistryClient
  readonly outbox: Outbox
  readonly chain: OwnChain & { end(): { readonly sequence: number; readonly hash: string } }
  readonly pullParts: Omit<PullParts, 'client' | 'onStep'>
  /** Seconds since 1970 UTC, and milliseconds for durations. */
  readonly now: () => number
  readonly monotonicMs: () => number
  readonly onProgress: (progress: SyncProgress) => void
  /** Whether a light run, too, should say hello: it costs the registry a look-up, which its plain files do not. */
  readonly greetingDue: boolean
  readonly about: () => About
  /** The registry answered: its time, whether we still belong, our site's profile. */
  readonly onHello: (hello: HelloResponse) => void
  readonly onCutOff: () => void
  /** What the registry said of our chain, with a batch. */
  readonly onChain: (notices: readonly ChainNotice[]) => void
}

export async function runSync(trigger: SyncTrigger, parts: SyncParts): Promise<SyncResult> {
  const at = parts.now()
  const began = parts.monotonicMs()
  const outcome = await (trigger === 'light' ? attemptLight(parts) : attempt(parts))
  return {
    at,
    trigger,
    seconds: Math.round(parts.monotonicMs() - began) / 1000,
    ok: outcome.error === null,
    error: outcome.error,
    pushed: outcome.pushed?.pushed ?? 0,
    rejected: outcome.pushed?.rejected ?? 0,
    pulledRows: outcome.pulled?.rows ?? 0,
    bytes: (outcome.pushed?.bytes ?? 0) + (outcome.pulled?.bytes ?? 0),
    sequence: outcome.pulled?.sequence ?? null,
    retryAt: outcome.error === 'busy' ? retryAt(parts) : null,
  }
}

/** When the registry asked us to come again, if it said so. */
function retryAt({ client, now }: SyncParts): number | null {
  const after = client.retryAfter()
  return after === null ? null : now() + after
}

type Attempt = { readonly error: SyncErrorCode | null; readonly pushed?: Pushed; readonly pulled?: Pulled }

async function attempt(parts: SyncParts): Promise<Attempt> {
  const greeting = await greet(parts)
  if (!greeting.ok) return { error: greeting.error.code }
  const pushed = await pushAll(parts)
  const pulled = await orDisk(() => pull(pullPartsOf(parts)))
  return await told(pushed, pulled, parts)
}

/**
 * Every few minutes: what was recorded goes up, the revocation list comes down. Plain files and nothing else, unless a
 * greeting is due; a terminal whose rows are too old for the list pulls them, as at night.
 */
async function attemptLight(parts: SyncParts): Promise<Attempt> {
  const greeting = parts.greetingDue ? await greet(parts) : ok(null)
  if (!greeting.ok) return { error: greeting.error.code }
  const pushed = parts.outbox.unsent() > 0 ? await pushAll(parts) : ok({ pushed: 0, rejected: 0, bytes: 0 })
  const list = await orDisk(() => pullRevocations(pullPartsOf(parts)))
  if (list.ok && !list.value.confirmed)
    return await told(pushed, await orDisk(() => pull(pullPartsOf(parts))), parts)
  if (!list.ok) return await told(pushed, list, parts)
  const sequence = parts.pullParts.target.sequence() ?? 0
  return await told(pushed, ok({ ...list.value, sequence, revocations: null }), parts)
}

async function told(
  pushed: Awaited<ReturnType<typeof push>>,
  pulled: Result<Pulled, PullError>,
  parts: SyncParts,
): Promise<Attempt> {
  // A copy of the revocation list may say it before the registry itself does.
  if (!pulled.ok && pulled.error.code === 'cut-off') {
    parts.onCutOff()
    return { error: 'cut-off' }
  }
  const error = !pulled.ok
    ? pulled.error.code
    : (pulled.value.revocations?.code ?? (pushed.ok ? null : syncCodeOf(pushed.error)))
  return {
    error,
    ...(pushed.ok && { pushed: pushed.value }),
    ...(pulled.ok && { pulled: pulled.value }),
  }
}

async function pushAll(parts: SyncParts): ReturnType<typeof push> {
  const pushed = await push(parts.client, parts.outbox, parts.chain, (done, total) =>
    parts.onProgress({ state: 'running', step: 'push', done, total }),
  )
  if (pushed.ok && pushed.value.chain !== undefined) parts.onChain(pushed.value.chain)
  return pushed
}

const pullPartsOf = (parts: SyncParts): PullParts => ({
  ...parts.pullParts,
  client: parts.client,
  onStep: (step, done, total) => parts.onProgress({ state: 'running', step, done, total }),
})

/** A cache that cannot be written to throws: what was there stays, and the night is told as failed. */
async function orDisk<T>(work: () => Promise<Result<T, PullError>>): Promise<Result<T, PullError>> {
  try {
    return await work()
  } catch {
    return err({ code: 'disk' })
  }
}

async function greet(parts: SyncParts): Promise<Result<null, PullError>> {
  const hello = await parts.client.hello(parts.chain.end(), parts.about())
  if (hello.ok) {
    parts.onHello(hello.value)
    if (hello.value.active) return ok(null)
  } else if (hello.error.code !== 'refused' || hello.error.reason !== 'terminal-cut-off') {
    return err({ code: syncCodeOf(hello.error) })
  }
  // A lost terminal: its records may still go out, but it learns nothing more about holders.
  await push(parts.client, parts.outbox, parts.chain, () => {})
  parts.onCutOff()
  return err({ code: 'cut-off' })
}
