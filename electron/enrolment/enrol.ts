// Trades a one-time code for an identity: the key pair of this code, trust list, site profile.
// Nothing the registry says is kept before its root key matched the fingerprint in the code, and all of it is signed.
import { trustKeys } from '../../core/card/keys.ts'
import { err, ok, type Result } from '../../core/result.ts'
import { parseEnrolmentCode, rootFingerprint } from '../../core/sync/enrolment-code.ts'
import { proveKey } from '../../core/sync/enrolment-proof.ts'
import { openSigned } from '../../core/sync/signed.ts'
import { enrolmentGrant, PROTOCOL_VERSION, type SignedDocument } from '../../core/sync/wire.ts'
import type { ApiErrorCode } from '../api.ts'
import { type Identity, privateKeyOf, terminalKeysFor } from '../identity.ts'
import { openKeyList, publishKey } from '../sync/documents.ts'
import { createRegistryClient, type RegistryError } from '../sync/registry-client.ts'

export type Enrolled = {
  readonly identity: Identity
  readonly keyList: SignedDocument
  readonly serverTime: number
}
export type EnrolParts = {
  /** Of this terminal's keys, kept in the journal since before the first attempt; base64url. */
  readonly seed: string
  readonly appVersion: string
  readonly wallSeconds: () => number
  readonly answerWithinMs?: number
}
export type EnrolError = { readonly code: ApiErrorCode; readonly retryAfter?: number }

/** Asked again with the same code, it comes to the same end, whatever became of the first answer. */
export async function enrol(rawCode: string, parts: EnrolParts): Promise<Result<Enrolled, EnrolError>> {
  const code = parseEnrolmentCode(rawCode)
  if (!code.ok)
    return err({
      code: code.error.code === 'newer-enrolment-code' ? 'enrolment-code-newer' : 'enrolment-code-invalid',
    })
  const { address, secret } = code.value
  const keys = terminalKeysFor(secret, parts.seed)
  const client = createRegistryClient(address, null, parts.wallSeconds, parts.answerWithinMs)
  const reply = await client.enrol({
    protocol: PROTOCOL_VERSION,
    secret,
    publicKey: keys.publicKey,
    proof: proveKey(secret, keys.publicKey, privateKeyOf(keys)),
    appVersion: parts.appVersion,
  })
  if (!reply.ok) return err(refusalOf(reply.error))
  const { rootKey, keyList, grant } = reply.value
  if (rootFingerprint(rootKey) !== code.value.rootFingerprint) return err({ code: 'root-key-mismatch' })
  const list = openKeyList(keyList, rootKey)
  const granted = list.ok
    ? openSigned(grant, 'enrolment', enrolmentGrant, publishKey(trustKeys(list.value)))
    : list
  // Damaged on its way, or another terminal's: the code is as good as before.
  if (!granted.ok || granted.value.publicKey !== keys.publicKey) return err({ code: 'registry-protocol' })
  const { terminalId, idLookupKey, site, serverTime } = granted.value
  return ok({
    identity: { terminalId, address, rootKey, privateKey: keys.privateKey, idLookupKey, site },
    keyList,
    serverTime,
  })
}

/** Seconds, where a registry that is busy does not say. */
const ASK_AGAIN = 60

function refusalOf(error: RegistryError): EnrolError {
  switch (error.code) {
    case 'unreachable':
      return { code: 'registry-unreachable' }
    case 'not-a-registry':
    case 'too-large':
      return { code: 'registry-protocol' }
    case 'busy':
      return { code: 'registry-busy', retryAfter: error.retryAfter ?? ASK_AGAIN }
    case 'refused':
      return { code: refusedWith(error.reason) }
  }
}

function refusedWith(reason: Extract<RegistryError, { code: 'refused' }>['reason']): ApiErrorCode {
  switch (reason) {
    case 'enrolment-code-unknown':
    case 'enrolment-code-used':
    case 'enrolment-code-expired':
      return reason
    case 'protocol-version':
      return 'registry-protocol'
    default:
      return 'registry-refused'
  }
}
