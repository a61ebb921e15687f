// The signed documents of a pull: key list, manifest, catalogue and its plan. Each is opened, compared with the one held, and kept.
// Nothing is believed before its signature; counters, sequences and times never go back.
import { createHash, type KeyObject } from 'node:crypto'
import { type KeyList, keyList, publicKeyFromRaw, type TrustedKeys, trustKeys } from '../../core/card/keys.ts'
import { type Catalogue, catalogue } from '../../core/policy/catalogue.ts'
import { checkCatalogue } from '../../core/policy/load-catalogue.ts'
import { err, ok, type Result } from '../../core/result.ts'
import { openSigned } from '../../core/sync/signed.ts'
import { cataloguePlan, type Manifest, manifest, signedDocument } from '../../core/sync/wire.ts'
import type { RegistryClient } from './registry-client.ts'
import { type Issued, type Published, type PullError, type PullTarget, syncCodeOf } from './target.ts'

export type DocumentParts = {
  readonly client: Pick<RegistryClient, 'document'>
  readonly target: PullTarget
  /** Raw root key, base64url, learned at enrolment. */
  readonly rootKey: string
}

export function openKeyList(document: unknown, rootKey: string): Result<KeyList, { readonly code: string }> {
  const root = publicKeyFromRaw(rootKey)
  return openSigned(document, 'key-list', keyList, id => (id === 0 ? root : undefined))
}

/** Who may sign what is published: keys whose use is `publish`, and no other. */
export function publishKey(keys: TrustedKeys): (id: number) => KeyObject | undefined {
  return id => {
    const key = keys.get(id)
    return key?.use === 'publish' ? key.key : undefined
  }
}

/** The keys as last accepted; null where there are none yet. */
export function heldKeys({ target, rootKey }: Omit<DocumentParts, 'client'>): TrustedKeys | null {
  const list = openKeyList(target.document('key-list'), rootKey)
  return list.ok ? trustKeys(list.value) : null
}

export async function pullKeys({
  client,
  target,
  rootKey,
}: DocumentParts): Promise<Result<TrustedKeys, PullError>> {
  const raw = await client.document('/v1/key-list')
  if (!raw.ok) return err({ code: syncCodeOf(raw.error) })
  const list = openKeyList(raw.value, rootKey)
  if (!list.ok) return err({ code: 'bad-signature' })
  if (list.value.counter < target.keyListCounter()) return err({ code: 'rolled-back' })
  target.noteKeyListCounter(list.value.counter)
  target.putDocument(signedDocument.parse(raw.value))
  return ok(trustKeys(list.value))
}

export async function pullManifest(
  { client, target }: DocumentParts,
  keys: TrustedKeys,
): Promise<Result<Manifest, PullError>> {
  const raw = await client.document('/v1/manifest')
  if (!raw.ok) return err({ code: syncCodeOf(raw.error) })
  const fresh = openSigned(raw.value, 'manifest', manifest, publishKey(keys))
  if (!fresh.ok) return err({ code: fresh.error.code === 'bad-payload' ? 'protocol' : 'bad-signature' })
  if (isRolledBack('manifest', fresh.value, target)) return err({ code: 'rolled-back' })
  target.noteNewest('manifest', fresh.value)
  target.putDocument(signedDocument.parse(raw.value))
  target.confirm('key-list', fresh.value.issuedAt)
  return ok(fresh.value)
}

/** Of an earlier state, or of an earlier hour, than one that was accepted before, though its cache may be gone. */
export function isRolledBack(kind: Published, fresh: Issued, target: PullTarget): boolean {
  const newest = target.newest(kind)
  return newest !== null && (fresh.sequence < newest.sequence || fresh.issuedAt < newest.issuedAt)
}

export async function pullCatalogue(
  { client, target }: DocumentParts,
  keys: TrustedKeys,
  state: Manifest,
): Promise<Result<Catalogue, PullError>> {
  const held = openSigned(target.document('catalogue'), 'catalogue', catalogue, publishKey(keys))
  const heldHash = sha256(target.document('catalogue')?.payload ?? '')
  if (held.ok && heldHash === state.catalogue.sha256) return held
  const raw = await client.document('/v1/catalogue')
  if (!raw.ok) return err({ code: syncCodeOf(raw.error) })
  const fresh = openSigned(raw.value, 'catalogue', catalogue, publishKey(keys))
  if (!fresh.ok) return err({ code: fresh.error.code === 'bad-payload' ? 'protocol' : 'bad-signature' })
  // Signed is not sound: rules that contradict themselves are left at the registry, and the old ones hold.
  if (!checkCatalogue(fresh.value).ok) return err({ code: 'bad-data' })
  const document = signedDocument.parse(raw.value)
  if (sha256(document.payload) !== state.catalogue.sha256) return err({ code: 'bad-hash' })
  target.putDocument(document)
  return fresh
}

/** What is to come. A version of it that this program cannot read waits unread; the one in force holds meanwhile. */
export async function pullPlan(
  { client, target }: DocumentParts,
  keys: TrustedKeys,
  { plan }: Manifest,
): Promise<Result<null, PullError>> {
  if (plan === undefined) return ok(null)
  const held = openSigned(
    target.document('catalogue-plan'),
    'catalogue-plan',
    cataloguePlan,
    publishKey(keys),
  )
  if (held.ok && sha256(target.document('catalogue-plan')?.payload ?? '') === plan.sha256) return ok(null)
  const raw = await client.document('/v1/catalogue-plan')
  if (!raw.ok) return err({ code: syncCodeOf(raw.error) })
  const fresh = openSigned(raw.value, 'catalogue-plan', cataloguePlan, publishKey(keys))
  if (!fresh.ok) return err({ code: fresh.error.code === 'bad-payload' ? 'protocol' : 'bad-signature' })
  const document = signedDocument.parse(raw.value)
  if (sha256(document.payload) !== plan.sha256) return err({ code: 'bad-hash' })
  target.putDocument(document)
  return ok(null)
}

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')
