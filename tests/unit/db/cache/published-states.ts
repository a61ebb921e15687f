// The rows of made-up published states, each unlike the one before: for the kill tests, here and in their child process.
// Nothing of vitest may come in here.
import type { HolderRow } from '../../../../core/sync/wire.ts'
import { holder } from '../support-rows.ts'

export function holdersOfState(sequence: number): HolderRow[] {
  const serial = 1 + (sequence % 200)
  return Array.from({ length: 300 + (sequence % 7) }, (_, i) => holder(i, { serial }))
}
