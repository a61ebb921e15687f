// Sends the outbox to the registry in order, batch by batch, and settles each row by its own answer.
// Nothing is dropped: a row leaves the outbox only acknowledged, or stays as rejected with its reason, and holds up none behind it.
import { err, ok, type Result } from '../../core/result.ts'
import {
  type ChainEnd,
  type ChainNotice,
  PROTOCOL_VERSION,
  type ReceivedRecord,
  type RecordAnswers,
  type SealedRecord,
  type SequenceRange,
} from '../../core/sync/wire.ts'
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
/** The whole log behind the outbox: for a registry that has less than it once acknowledged. */
export type OwnChain = {
  hashAt(sequence: number): string | null
  from(sequence: number, limit: number): readonly SealedRecord[]
  missingBefore(records: readonly Pick<SealedRecord, 'sequence'>[]): readonly SequenceRange[]
}
export type PushError = RegistryError | { readonly code: 'disk' }
export type Pushed = {
  readonly pushed: number
  readonly rejected: number
  readonly bytes: number
  /** What the registry said of our chain, last. */
  readonly chain?: readonly ChainNotice[] | undefined
}
type Client = Pick<RegistryClient, 'pushRecords'>
type Answer = RecordAnswers['answers'][number]

export async function push(
  client: Client,
  outbox: Outbox,
  chain: OwnChain,
  onProgress: (done: number, total: number) => void,
): Promise<Result<Pushed, PushError>> {
  const total = outbox.unsent()
  const sender = createSender(client, chain)
  let pushed = 0
  let rejected = 0
  let wentBack = false
  for (;;) {
    const records = outbox.nextBatch(sender.size())
    if (records.length === 0) return ok({ pushed, rejected, bytes: sender.bytes(), chain: sender.chain() })
    onProgress(pushed + rejected, total)
    if (!outbox.markSent(records.map(r => r.sequence)).ok) return err({ code: 'disk' })
    const reply = await sender.send(records)
    if (!reply.ok) {
      if (sender.isSmallerNow()) continue
      return reply
    }
    const { answers, ends } = reply.value
    if (!wentBack && answers.some(asksForThePast)) {
      wentBack = true
      if (!outbox.settle(answers.filter(a => !asksForThePast(a))).ok) return err({ code: 'disk' })
      const resent = await sendAgainFrom(commonEnd(ends, chain) + 1, records, sender, outbox, chain)
      if (!resent.ok) return resent
      continue
    }
    if (!outbox.settle([...answers]).ok) return err({ code: 'disk' })
    pushed += answers.filter(a => a.status !== 'rejected').length
    rejected += answers.filter(a => a.status === 'rejected').length
  }
}

/** Not a rejection yet: the registry first wants what stands before this record, which it never had or has lost. */
const asksForThePast = (answer: Answer): boolean =>
  answer.status === 'rejected' && (answer.reason === 'chain-gap' || answer.reason === 'chain-fork')

/** The last of our records that the registry has for certain; 0 sends everything again, which harms nothing. */
function commonEnd(ends: readonly ChainEnd[], chain: OwnChain): number {
  const ours = ends.filter(end => chain.hashAt(end.sequence) === end.hash)
  return Math.max(0, ...ours.map(end => end.sequence))
}

/** Whatever the outbox says of them: the registry answers `duplicate` to what it has. */
async function sendAgainFrom(
  first: number,
  waiting: readonly SealedRecord[],
  sender: Sender,
  outbox: Outbox,
  chain: OwnChain,
): Promise<Result<null, PushError>> {
  const until = waiting[0]?.sequence ?? first
  let next = first
  while (next < until) {
    const records = chain.from(next, sender.size()).filter(r => r.sequence < until)
    const last = records.at(-1)
    if (last === undefined) return ok(null)
    const reply = await sender.send(records)
    if (!reply.ok) {
      if (sender.isSmallerNow()) continue
      return reply
    }
    const settled = reply.value.answers.filter(a => !asksForThePast(a))
    if (!outbox.settle(settled).ok) return err({ code: 'disk' })
    next = last.sequence + 1
  }
  return ok(null)
}

type Sent = { readonly answers: readonly Answer[]; readonly ends: readonly ChainEnd[] }
type Sender = ReturnType<typeof createSender>

/**
 * Sends batches, and halves them when they are too large for the registry or for what stands between. A record that is too
 * large even alone goes as its place in the chain, without its text: the registry holds that place, and goes on behind it.
 */
function createSender(client: Client, chain: OwnChain) {
  let size = BATCH
  let bytes = 0
  let halved = false
  let said: readonly ChainNotice[] | undefined

  async function sendNow(records: readonly ReceivedRecord[]): Promise<Result<Sent, PushError>> {
    const missing = chain.missingBefore(records)
    const reply = await client.pushRecords({
      protocol: PROTOCOL_VERSION,
      records: [...records],
      ...(missing.length > 0 && { missing: [...missing] }),
    })
    if (!reply.ok) return reply
    bytes += records.reduce((sum, r) => sum + r.body.length, 0)
    said = reply.value.chain ?? said
    const asked = new Set(records.map(r => r.sequence))
    const answers = reply.value.answers.filter(a => asked.has(a.sequence))
    // An answer that settles nothing would send the same batch for ever.
    return answers.length === 0
      ? err({ code: 'not-a-registry' })
      : ok({ answers, ends: reply.value.ends ?? [] })
  }

  return {
    size: () => size,
    bytes: () => bytes,
    chain: () => said,
    /** True right after a batch was refused for its size and a smaller one may be tried. */
    isSmallerNow: () => halved,
    async send(records: readonly SealedRecord[]): Promise<Result<Sent, PushError>> {
      halved = false
      const sent = await sendNow(records)
      if (sent.ok || sent.error.code !== 'too-large') return sent
      const [first, second] = records
      if (first !== undefined && second === undefined) {
        // Found the one that would not go: what is behind it goes in batches as large as ever.
        size = BATCH
        return await sendNow([{ ...first, body: '', withheld: first.body.length }])
      }
      halved = true
      size = Math.max(1, Math.floor(records.length / 2))
      return sent
    },
  }
}
