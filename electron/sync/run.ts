// One sync run after another: push, then pull, each told apart in the result; never two at once.
// Neither waits for the other: a push that fails does not keep the newest revocations away.
import { err, ok, type Result } from '../../core/result.ts'
import type { HelloResponse } from '../../core/sync/wire.ts'
import type { StatusView, SyncResult } from '../api.ts'
import { type PullError, type Pulled, type PullParts, pull, type SyncErrorCode, syncCodeOf } from './pull.ts'
import { type Outbox, type OwnChain, type Pushed, push } from './push.ts'
import type { RegistryClient } from './registry-client.ts'

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
  /** The registry answered: its time, whether we still belong, our site's profile. */
  readonly onHello: (hello: HelloResponse) => void
  readonly onCutOff: () => void
}

export async function runSync(trigger: SyncTrigger, parts: SyncParts): Promise<SyncResult> {
  const at = parts.now()
  const began = parts.monotonicMs()
  const outcome = await attempt(parts)
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
  const pushed = await push(parts.client, parts.outbox, parts.chain, (done, total) =>
    parts.onProgress({ state: 'running', step: 'push', done, total }),
  )
  const pulled = await pullOrDisk(parts)
  const error = !pulled.ok ? pulled.error.code : !pushed.ok ? syncCodeOf(pushed.error) : null
  return {
    error,
    ...(pushed.ok && { pushed: pushed.value }),
    ...(pulled.ok && { pulled: pulled.value }),
  }
}

/** A cache that cannot be written to throws: what was there stays, and the night is told as failed. */
async function pullOrDisk(parts: SyncParts): Promise<Result<Pulled, PullError>> {
  try {
    return await pull({
      ...parts.pullParts,
      client: parts.client,
      onStep: (step, done, total) => parts.onProgress({ state: 'running', step, done, total }),
    })
  } catch {
    return err({ code: 'disk' })
  }
}

async function greet(parts: SyncParts): Promise<Result<null, PullError>> {
  const hello = await parts.client.hello(parts.chain.end())
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
