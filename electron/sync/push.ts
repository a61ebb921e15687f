// Sends the outbox to the registry in order, batch by batch, and settles each row by its own answer.
// Nothing is dropped: a row leaves the outbox only acknowledged, or stays as rejected with its reason.
import { err, ok, type Result } from '../../core/result.ts'
import { PROTOCOL_VERSION, type RecordAnswers, type SealedRecord } from '../../core/sync/wire.ts'
import type { RegistryClient, RegistryError } from './registry-client.ts'

export const BATCH = 200

/** The outbox as pushing needs it; the journal has it. */
export type Outbox = {
  nextBatch(limit: number): readonly SealedRecord[]
  /** Not ok: nothing was changed, and sending on would send the same batch for ever. */
  markSent(sequences: readonly number[]): Result<null, { readonly code: string }>
  settle(answers: RecordAnswers['answers']): Result<null, { readonly code: string }>
  unsent(): number
}
export type PushError = RegistryError | { readonly code: 'disk' }
export type Pushed = { readonly pushed: number; readonly rejected: number; readonly bytes: number }

export async function push(
  client: RegistryClient,
  outbox: Outbox,
  onProgress: (done: number, total: number) => void,
): Promise<Result<Pushed, PushError>> {
  const total = outbox.unsent()
  let pushed = 0
  let rejected = 0
  let bytes = 0
  for (;;) {
    const records = outbox.nextBatch(BATCH)
    if (records.length === 0) return ok({ pushed, rejected, bytes })
    onProgress(pushed + rejected, total)
    const sequences = new Set(records.map(r => r.sequence))
    if (!outbox.markSent([...sequences]).ok) return err({ code: 'disk' })
    const reply = await client.pushRecords({ protocol: PROTOCOL_VERSION, records: [...records] })
    if (!reply.ok) return reply
    const answers = reply.value.answers.filter(a => sequences.has(a.sequence))
    // An answer that settles nothing would send the same batch for ever.
    if (answers.length === 0) return err({ code: 'not-a-registry' })
    if (!outbox.settle(answers).ok) return err({ code: 'disk' })
    bytes += records.reduce((sum, r) => sum + r.body.length, 0)
    pushed += answers.filter(a => a.status !== 'rejected').length
    rejected += answers.filter(a => a.status === 'rejected').length
  }
}
