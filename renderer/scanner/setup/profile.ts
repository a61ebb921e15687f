// What the set-up has measured of this window's scanner, kept on this machine.
// A profile that makes no sense is none: then every scanner is read as safely as before.
import { createStore } from '../../ui/store.ts'
import { type Pace, SAFE_PACE } from '../keyboard.ts'
import type { Suffix } from './analyse.ts'

export type ScannerProfile = {
  readonly pace: Pace
  readonly suffix: Suffix
  /** Seconds since 1970 UTC. */
  readonly measuredAt: number
}

const STORED = 'huicai.scanner'
const SUFFIXES: readonly string[] = ['enter', 'tab', 'none'] satisfies readonly Suffix[]

/** Null for anything that the set-up would not have written. */
export function readProfile(text: string | null): ScannerProfile | null {
  try {
    const value = JSON.parse(text ?? 'null') as Partial<ScannerProfile> | null
    const pace = value?.pace
    if (!value || !pace || !SUFFIXES.includes(String(value.suffix)) || !Number.isInteger(value.measuredAt))
      return null
    return isSane(pace) ? (value as ScannerProfile) : null
  } catch {
    return null
  }
}

/** Never less patient than the default, and never so patient that a clerk's keys would wait. */
const isSane = ({ gapMs, meanGapMs, silenceMs }: Pace): boolean =>
  gapMs >= SAFE_PACE.gapMs &&
  gapMs <= 120 &&
  meanGapMs >= SAFE_PACE.meanGapMs &&
  meanGapMs <= 80 &&
  silenceMs >= SAFE_PACE.silenceMs &&
  silenceMs <= 300

export const scannerProfile = createStore<ScannerProfile | null>(readProfile(localStorage.getItem(STORED)))

export function keepProfile(profile: ScannerProfile): void {
  localStorage.setItem(STORED, JSON.stringify(profile))
  scannerProfile.set(profile)
}

export const currentPace = (): Pace => scannerProfile.get()?.pace ?? SAFE_PACE
