// The names of the holder-facing screen's table and its channels, for its preload, which carries no schema library.
// A name missing here, or one too many, does not compile.
import type { HolderProcedureName } from './api/holder.ts'

const calls = { 'holder.get': true, 'holder.rate': true } as const satisfies Record<HolderProcedureName, true>

export const HOLDER_CALL_NAMES = Object.keys(calls) as readonly HolderProcedureName[]
export const holderChannel = (name: HolderProcedureName): string => `holder-screen:call:${name}`
export const HOLDER_EVENT_CHANNEL = 'holder-screen:event:view'
