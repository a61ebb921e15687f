// Trades a one-time code for an identity: key pair, trust list, site profile.
// Nothing the registry says is kept before its root key matched the fingerprint in the code.
import { type KeyList, keyList, publicKeyFromRaw } from '../../core/card/keys.ts'
import { err, ok, type Result } from '../../core/result.ts'
import { parseEnrolmentCode, rootFingerprint } from '../../core/sync/enrolment-code.ts'
import { openSigned } from '../../core/sync/signed.ts'
import { PROTOCOL_VERSION, type SignedDocument } from '../../core/sync/wire.ts'
import type { ApiErrorCode } from '../api.ts'
import { type Identity, makeTerminalKeys } from '../identity.ts'
import { createRegistryClient, type RegistryError } from '../sync/registry-client.ts'

export type Enrolled = {
  readonly identity: Identity
  readonly keyList: { readonly document: SignedDocument; readonly list: KeyList }
  readonly serverTime: number
}

export async function enrol(
  rawCode: string,
  appVersion: string,
  wallSeconds: () => number,
): Promise<Result<Enrolled, { readonly code: ApiErrorCode }>> {
  const code = parseEnrolmentCode(rawCode)
  if (!code.ok)
    return err({
      code: code.error.code === 'newer-enrolment-code' ? 'enrolment-code-newer' : 'enrolment-code-invalid',
    })
  const keys = makeTerminalKeys()
  const client = createRegistryClient(code.value.address, null, wallSeconds)
  const reply = await client.enrol({
    protocol: PROTOCOL_VERSION,
    secret: code.value.secret,
    publicKey: keys.publicKey,
    appVersion,
  })
  if (!reply.ok) return err({ code: apiCodeOf(reply.error) })
  const { rootKey, keyList: document, terminalId, idLookupKey, site, serverTime } = reply.value
  if (rootFingerprint(rootKey) !== code.value.rootFingerprint) return err({ code: 'root-key-mismatch' })
  const root = publicKeyFromRaw(rootKey)
  const list = openSigned(document, 'key-list', keyList, id => (id === 0 ? root : undefined))
  if (!list.ok) return err({ code: 'root-key-mismatch' })
  return ok({
    identity: {
      terminalId,
      address: code.value.address,
      rootKey,
      privateKey: keys.privateKey,
      idLookupKey,
      site,
    },
    keyList: { document, list: list.value },
    serverTime,
  })
}

function apiCodeOf(error: RegistryError): ApiErrorCode {
  if (error.code === 'unreachable') return 'registry-unreachable'
  if (error.code === 'not-a-registry' || error.code === 'too-large') return 'registry-protocol'
  if (error.code === 'busy') return error.status === 429 ? 'too-many-attempts' : 'registry-unreachable'
  switch (error.reason) {
    case 'enrolment-code-unknown':
    case 'enrolment-code-used':
    case 'enrolment-code-expired':
      return error.reason
    case 'protocol-version':
      return 'registry-protocol'
    default:
      return 'registry-refused'
  }
}
