// The repairs of a terminal that does not start, asked of one that runs: there is nothing to do.
// What they do to a blocked one is in ../repair/start.ts.
import { err } from '../../core/result.ts'
import type { repairProcedures } from '../api/repair.ts'
import type { HandlersOf } from './context.ts'

const nothing = () => err({ code: 'nothing-to-repair' as const })

export const repairHandlers: HandlersOf<typeof repairProcedures> = {
  'repair.retry': nothing,
  'repair.rescue': nothing,
  'repair.recover': nothing,
  'repair.remakeCache': nothing,
}
