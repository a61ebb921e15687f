// When a sync is due: nightly with jitter, catch-up after a missed night, light pulls in between, back-off after failures.
// Pure: asked every half minute with the wall clock, so that sleep, resume and clock jumps need no special case.
import { createHash } from 'node:crypto'

export const NIGHT_FROM_HOUR = 1
export const NIGHT_HOURS = 4
/** Seconds between light pulls while the registry answers. */
export const LIGHT_EVERY = 5 * 60
/** A full run older than this is caught up at once. */
export const CATCH_UP_AFTER = 24 * 3600
const BACK_OFF_FIRST = 60
const BACK_OFF_MAX = 30 * 60
const CHINA_OFFSET = 8 * 3600
const DAY = 24 * 3600

export type SyncHistory = {
  /** Start of the last whole run that went through, and of the last attempt at one; seconds, null = never. */
  readonly lastFull: number | null
  readonly lastAttempt: number | null
  /** Attempts that failed since the last success. */
  readonly failures: number
  /** When a busy registry asked to be tried again, after the last attempt. */
  readonly notBefore?: number | null
  /** Light pulls, counted apart: their success says nothing of a whole run, and their failure does not hold one up. */
  readonly light?: LightHistory
}
export type LightHistory = {
  readonly lastAttempt: number | null
  readonly failures: number
  readonly notBefore: number | null
}

/** Seconds; what a registry asks for beyond this, or before the clock was set back, does not count. */
const LONGEST_REQUEST = 3600

export type Due = 'nightly' | 'catch-up' | 'light' | null

/** A number in [0, 1) that is this terminal's own and stays the same: spreads the fleet over the night. */
export function jitterOf(terminalId: string): number {
  return createHash('sha256').update(terminalId).digest().readUInt32BE(0) / 2 ** 32
}

/** This night's slot of the terminal, or the coming one's: seconds since 1970 UTC, in Asia/Shanghai's small hours. */
export function nightSlot(now: number, jitter: number): number {
  const midnight = Math.floor((now + CHINA_OFFSET) / DAY) * DAY - CHINA_OFFSET
  return midnight + NIGHT_FROM_HOUR * 3600 + Math.floor(jitter * NIGHT_HOURS * 3600)
}

/** Seconds to wait after `failures` failed attempts: doubling, with the terminal's jitter of up to a quarter on top. */
export function backOff(failures: number, jitter: number): number {
  if (failures === 0) return 0
  const base = Math.min(BACK_OFF_MAX, BACK_OFF_FIRST * 2 ** (failures - 1))
  return Math.floor(base * (1 + jitter / 4))
}

export function syncDue(now: number, history: SyncHistory, jitter: number): Due {
  const { lastFull, lastAttempt, failures, light } = history
  if (isAskedToWait(now, history.notBefore) || isAskedToWait(now, light?.notBefore)) return null
  const waited = since(lastAttempt, now)
  if (waited >= backOff(failures, jitter)) {
    if (lastFull === null || lastFull > now || now - lastFull > CATCH_UP_AFTER) return 'catch-up'
    const slot = nightSlot(now, jitter)
    if (now >= slot && lastFull < slot) return 'nightly'
  }
  const quiet = Math.min(waited, since(light?.lastAttempt ?? null, now))
  return quiet >= Math.max(LIGHT_EVERY, backOff(Math.max(failures, light?.failures ?? 0), jitter))
    ? 'light'
    : null
}

function isAskedToWait(now: number, notBefore: number | null | undefined): boolean {
  const asked = notBefore ?? 0
  return now < asked && asked - now <= LONGEST_REQUEST
}

/** A last attempt in the future means that the clock was set back: it must not hold a sync up. */
const since = (attempt: number | null, now: number): number =>
  attempt === null || attempt > now ? Number.POSITIVE_INFINITY : now - attempt

/** When the next nightly run will be, for the status line. */
export function nextNight(now: number, jitter: number): number {
  const slot = nightSlot(now, jitter)
  return slot > now ? slot : slot + DAY
}
