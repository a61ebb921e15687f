// What support wants to know of a window's scanner: codes that came garbled, and one pull of the trigger that came twice.
// Of what was read only its hash is kept, until the next scan; reason codes alone are written down.
import { createHash } from 'node:crypto'
import type { Outcome } from '../../core/policy/verdict.ts'
import type { NewDeviceEvent } from '../../db/journal/device-events.ts'
import type { Input } from '../api.ts'

/** Nobody pulls the trigger twice in less. */
const SAME_PULL_MS = 800

type Scanned = { readonly outcome: Outcome; readonly reason: string }

export function scanNotes(
  add: (event: Omit<NewDeviceEvent, 'at'>) => void,
  monotonicMs: () => number,
): (input: Input<'visit.present'>, verdict: Scanned) => void {
  let last: { readonly hash: string; readonly at: number } | null = null
  return ({ raw, source }, { outcome, reason }) => {
    if (source !== 'scanner' && source !== 'camera') return
    const at = monotonicMs()
    const hash = createHash('sha256').update(raw).digest('hex')
    // The camera looks many times in a second, and is meant to.
    if (source === 'scanner' && last?.hash === hash && at - last.at < SAME_PULL_MS)
      add({ device: 'scanner', event: 'double', detail: null })
    last = { hash, at }
    if (outcome === 'scan-again') add({ device: source, event: 'garbled', detail: reason })
  }
}
