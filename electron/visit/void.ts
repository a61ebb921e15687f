// The record that takes another one back: the same holder, service and amount, with why.
// Pure; whether it may be taken back was asked before (core/policy/void.ts).
import type { RecordBody } from '../../core/sync/wire.ts'
import type { Stamp } from './record.ts'

export function voidRecord(
  taken: RecordBody,
  why: { readonly code: string; readonly text: string },
  stamp: Stamp,
): RecordBody {
  const { card, serial, tier, presentation, item, relation, quantity, amountCny, outcome, reason, visit } =
    taken
  return {
    v: 1,
    id: stamp.newId(),
    terminal: stamp.terminalId,
    site: stamp.siteId,
    visit,
    kind: 'void',
    at: stamp.at,
    took: stamp.took,
    clerk: stamp.clerk,
    card,
    serial,
    tier,
    presentation,
    // A code that was served twice is found by the records that served it.
    nonce: null,
    item,
    relation,
    quantity,
    amountCny,
    outcome,
    reason,
    personChecked: false,
    voids: taken.id,
    voidReason: why,
    comment: null,
    rating: null,
    basis: stamp.basis,
    evidence: null,
  }
}
