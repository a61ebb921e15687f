// The revocation list, asked every few minutes: who was stopped, or taken up again, since the holder rows were pulled.
// Its age moves only when a list was verified and stands in the cache; a failure is told, and the age goes on.
import type { TrustedKeys } from '../../core/card/keys.ts'
import { err, ok, type Result } from '../../core/result.ts'
import { openSigned } from '../../core/sync/signed.ts'
import { type RevocationRow, type Revocations, revocations, signedDocument } from '../../core/sync/wire.ts'
import { type DocumentParts, heldKeys, isRolledBack, publishKey, pullKeys } from './documents.ts'
import { type DownloadParts, downloadArtifact } from './download.ts'
import { BadData, readRevocations } from './rows.ts'
import { type PullError, syncCodeOf } from './target.ts'

export type RevocationParts = DocumentParts &
  Pick<DownloadParts, 'client' | 'signal'> & {
    readonly terminalId: string
    readonly downloads: string
  }
export type PulledRevocations = {
  readonly rows: number
  readonly bytes: number
  /** False: the holder data is too old for a list that reaches back so far, and must be pulled first. */
  readonly confirmed: boolean
}

/** With the keys that we hold; a key that is not among them may be a new one, and then the list is pulled. */
export async function pullRevocations(parts: RevocationParts): Promise<Result<PulledRevocations, PullError>> {
  const raw = await parts.client.document('/v1/revocations')
  if (!raw.ok) return err({ code: syncCodeOf(raw.error) })
  const head = await openHead(raw.value, parts)
  if (!head.ok) return head
  if (isRolledBack('revocations', head.value, parts.target)) return err({ code: 'rolled-back' })
  const taken = await takeList(head.value, heldHead(parts), parts)
  if (!taken.ok) return taken
  parts.target.noteNewest('revocations', head.value)
  parts.target.putDocument(signedDocument.parse(raw.value))
  return ok({ ...taken.value, confirmed: confirmRevocations(parts) })
}

/** Once more after the holder rows have moved: a list that reached not far enough back may do so now. */
export function confirmRevocations(parts: Omit<RevocationParts, 'client'>): boolean {
  const head = heldHead(parts)
  if (head === null || !standsFor(head, parts)) return false
  parts.target.confirm('revocations', head.issuedAt)
  return true
}

/** True when rows and list together say of every card what the registry said at `head.sequence`. */
function standsFor(head: Revocations, { target }: Omit<RevocationParts, 'client'>): boolean {
  const sequence = target.sequence()
  if (sequence === null) return false
  if (sequence >= head.sequence) return true
  const asOf = target.holdersAsOf()
  return asOf !== null && asOf >= head.reachesBackTo && target.stopsSequence() === head.sequence
}

async function openHead(raw: unknown, parts: RevocationParts): Promise<Result<Revocations, PullError>> {
  const held = heldKeys(parts)
  const open = (keys: TrustedKeys) => openSigned(raw, 'revocations', revocations, publishKey(keys))
  const first = held === null ? err({ code: 'unknown-key' as const }) : open(held)
  if (first.ok) return first
  if (first.error.code !== 'unknown-key')
    return err({ code: first.error.code === 'bad-payload' ? 'protocol' : 'bad-signature' })
  const keys = await pullKeys(parts)
  if (!keys.ok) return keys
  const again = open(keys.value)
  return again.ok ? again : err({ code: again.error.code === 'bad-payload' ? 'protocol' : 'bad-signature' })
}

function heldHead(parts: Omit<RevocationParts, 'client'>): Revocations | null {
  const keys = heldKeys(parts)
  if (keys === null) return null
  const held = openSigned(parts.target.document('revocations'), 'revocations', revocations, publishKey(keys))
  return held.ok ? held.value : null
}

async function takeList(
  head: Revocations,
  held: Revocations | null,
  parts: RevocationParts,
): Promise<Result<{ readonly rows: number; readonly bytes: number }, PullError>> {
  const { target } = parts
  // The same standings at a later state: nothing to fetch, and what stands in the cache stands for that state, too.
  if (held !== null && held.list.sha256 === head.list.sha256 && target.stopsSequence() === held.sequence) {
    target.noteStopsSequence(head.sequence)
    return ok({ rows: 0, bytes: 0 })
  }
  let bytes = 0
  const file = await downloadArtifact(head.list, {
    client: parts.client,
    folder: parts.downloads,
    signal: parts.signal,
    onBytes: n => {
      bytes += n
    },
  })
  if (!file.ok) return err({ code: syncCodeOf(file.error) })
  const rows = await readList(file.value)
  if (!rows.ok) return rows
  if (rows.value.some(row => row.t === 'x' && row.terminal === parts.terminalId))
    return err({ code: 'cut-off' })
  const standings = rows.value.flatMap(row => (row.t === 's' ? [row] : []))
  const applied = await target.replaceStops(standings, head.sequence)
  return applied.ok ? ok({ rows: applied.value.written, bytes }) : applied
}

async function readList(file: string): Promise<Result<readonly RevocationRow[], PullError>> {
  try {
    return ok(await readRevocations(file))
  } catch (cause) {
    if (cause instanceof BadData) return err({ code: 'bad-data' })
    throw cause
  }
}
