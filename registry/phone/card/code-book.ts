// The codes that a phone has ahead: batches of consecutive slots. Pure: which code is due, and how far they reach.
// A code is due in its own slot and in no other: the one before is never shown again, the one after not yet.

export type Batch = {
  /** Issue of the first code, seconds since 1970 UTC. */
  readonly from: number
  readonly slotSeconds: number
  /** Of the card: a re-issued one makes the codes of the last one worthless. */
  readonly serial: number
  readonly codes: readonly string[]
}
export type Due = { readonly code: string; readonly secondsLeft: number; readonly slot: number }

export const endOf = (batch: Batch): number => batch.from + batch.codes.length * batch.slotSeconds

/** Null when there is none for this moment. */
export function codeAt(batches: readonly Batch[], now: number): Due | null {
  const batch = batches.find(b => b.from <= now && now < endOf(b))
  const index = batch === undefined ? 0 : Math.floor((now - batch.from) / batch.slotSeconds)
  const code = batch?.codes[index]
  if (batch === undefined || code === undefined) return null
  const slot = batch.from + index * batch.slotSeconds
  return { code, slot, secondsLeft: slot + batch.slotSeconds - now }
}

/** Until when there is a code for every moment from `now` on; `now` itself where there is none for it. */
export function coveredUntil(batches: readonly Batch[], now: number): number {
  let until = now
  for (const batch of [...batches].sort((a, b) => a.from - b.from))
    if (batch.from <= until && endOf(batch) > until) until = endOf(batch)
  return until
}

/** What is still of use: nothing past, nothing of another serial. */
export const stillGood = (batches: readonly Batch[], now: number, serial: number): readonly Batch[] =>
  batches.filter(batch => endOf(batch) > now && batch.serial === serial)
