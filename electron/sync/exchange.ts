// Leaves with the registry what it takes to help this terminal one day: the journal's key, sealed, and a key for sealed files.
// Once, after the first sync that knows of it, and again every month; failing to do so fails nothing else.
import { z } from 'zod'
import { trustKeys } from '../../core/card/keys.ts'
import { type BoxKeys, boxKeys, makeBoxKeys } from '../../core/sync/box.ts'
import { type ExchangeKeys, escrowUse, exchangeKeys } from '../../core/sync/exchange.ts'
import { openSigned } from '../../core/sync/signed.ts'
import type { Identity } from '../identity.ts'
import type { Storage } from '../storage.ts'
import { openKeyList, publishKey } from './documents.ts'
import type { RegistryClient } from './registry-client.ts'

const EXCHANGED = 'exchanged'
const FILES_KEYS = 'files-keys'
/** Seconds; a registry that lost its folder hears it all again. */
const AGAIN_AFTER = 30 * 86_400

const exchanged = z.object({ at: z.int(), registry: exchangeKeys })

type Store = Pick<Storage, 'journal'>

/** What the registry's side is sealed with; null before the first exchange. */
export function registryKeys({ journal }: Store): ExchangeKeys | null {
  const kept = journal.meta(EXCHANGED)
  return kept === null ? null : exchanged.parse(JSON.parse(kept)).registry
}

/** This terminal's own pair for sealed files, made when it is first asked for. */
export function filesKeys({ journal }: Store): BoxKeys | null {
  const kept = journal.meta(FILES_KEYS)
  if (kept !== null) return boxKeys.parse(JSON.parse(kept))
  const made = makeBoxKeys()
  return journal.putMeta(FILES_KEYS, JSON.stringify(made)).ok ? made : null
}

/** True when the registry has it all, from now or from before. `now` in seconds. */
export async function exchange(
  client: Pick<RegistryClient, 'document' | 'exchange'>,
  storage: Storage,
  who: Identity,
  now: number,
): Promise<boolean> {
  const { journal, cache } = storage
  const kept = journal.meta(EXCHANGED)
  const last = kept === null ? null : exchanged.parse(JSON.parse(kept))
  if (last !== null && now >= last.at && now - last.at < AGAIN_AFTER) return true
  const list = openKeyList(cache.document('key-list'), who.rootKey)
  if (!list.ok) return false
  const document = await client.document('/v1/exchange-keys')
  if (!document.ok) return false
  const theirs = openSigned(document.value, 'exchange-keys', exchangeKeys, publishKey(trustKeys(list.value)))
  const ours = filesKeys(storage)
  if (!theirs.ok || ours === null) return false
  const answer = await client.exchange({
    files: ours.publicKey,
    escrow: storage.sealJournalKey(theirs.value.recovery, escrowUse(who.terminalId)),
  })
  if (!answer.ok) return false
  return journal.putMeta(EXCHANGED, JSON.stringify({ at: now, registry: theirs.value })).ok
}
