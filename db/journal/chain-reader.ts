// The service log as the wire needs it: where it ends, what stands in a place, what is missing in it.
// It reads only, whatever the outbox says of a record: the registry may have lost what it once acknowledged.
import { CHAIN_START } from '../../core/sync/chain.ts'
import type { SealedRecord, SequenceRange } from '../../core/sync/wire.ts'
import type { Db } from '../open.ts'

const END = 'SELECT sequence, hash FROM service_log ORDER BY sequence DESC LIMIT 1'
const HASH_AT = 'SELECT hash FROM service_log WHERE sequence = ?'
const FROM =
  'SELECT sequence, id, body, prev, hash FROM service_log WHERE sequence >= ? ORDER BY sequence LIMIT ?'
const BEFORE = 'SELECT sequence FROM service_log WHERE sequence < ? ORDER BY sequence DESC LIMIT 1'

export type ChainReader = ReturnType<typeof chainReader>

export function chainReader(db: Db) {
  const end = db.prepare<[], { sequence: number; hash: string }>(END)
  const hashAt = db.prepare<[number], string>(HASH_AT).pluck()
  const from = db.prepare<[number, number], SealedRecord>(FROM)
  const before = db.prepare<[number], number>(BEFORE).pluck()
  return {
    /** Sequence 0 for a journal without records. */
    end: (): { readonly sequence: number; readonly hash: string } =>
      end.get() ?? { sequence: 0, hash: CHAIN_START },
    hashAt: (sequence: number): string | null =>
      sequence === 0 ? CHAIN_START : (hashAt.get(sequence) ?? null),
    /** In order, `sequence` and what follows it. */
    from: (sequence: number, limit: number): readonly SealedRecord[] => from.all(sequence, limit),
    /** What this journal does not have any more right before these records: a rescued one has holes. */
    missingBefore: (records: readonly Pick<SealedRecord, 'sequence'>[]): readonly SequenceRange[] =>
      records.flatMap(({ sequence }) => {
        const last = before.get(sequence) ?? 0
        return last === sequence - 1 ? [] : { from: last + 1, to: sequence - 1 }
      }),
  }
}
