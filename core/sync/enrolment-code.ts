// The one-time enrolment code, as text and in a QR: protocol version, address, secret, root fingerprint.
// The fingerprint is what lets a terminal trust the registry it has never met; a code without one is refused.
import { createHash } from 'node:crypto'
import { err, ok, type Result } from '../result.ts'

export type EnrolmentCode = {
  /** http(s) origin of the registry, no trailing slash. */
  readonly address: string
  /** 20 characters of Crockford's base 32, without dashes. */
  readonly secret: string
  /** First 16 hex digits of SHA-256 over the raw root public key. */
  readonly rootFingerprint: string
}
export type EnrolmentCodeError = {
  readonly code: 'not-an-enrolment-code' | 'newer-enrolment-code' | 'bad-address'
}

export function rootFingerprint(rootKeyRaw: string): string {
  return createHash('sha256').update(Buffer.from(rootKeyRaw, 'base64url')).digest('hex').slice(0, 16)
}

/** "XHE1 http://host:port ABCDE-FGHJK-MNPQR-STVWX 0123456789abcdef" */
export function formatEnrolmentCode(code: EnrolmentCode): string {
  const grouped = code.secret.match(/.{1,5}/g)?.join('-') ?? code.secret
  return `XHE1 ${code.address} ${grouped} ${code.rootFingerprint}`
}

export function parseEnrolmentCode(raw: string): Result<EnrolmentCode, EnrolmentCodeError> {
  const parts = raw.normalize('NFKC').trim().split(/\s+/)
  const [magic, address, secret, fingerprint] = parts
  if (magic === undefined || !/^XHE\d+$/i.test(magic)) return err({ code: 'not-an-enrolment-code' })
  if (magic.toUpperCase() !== 'XHE1') return err({ code: 'newer-enrolment-code' })
  if (parts.length !== 4 || address === undefined || secret === undefined || fingerprint === undefined)
    return err({ code: 'not-an-enrolment-code' })
  const url = URL.parse(address)
  if (
    url === null ||
    !['http:', 'https:'].includes(url.protocol) ||
    url.username !== '' ||
    url.password !== ''
  )
    return err({ code: 'bad-address' })
  const plain = secret.replaceAll('-', '').toUpperCase()
  if (!/^[0-9A-HJKMNP-TV-Z]{20}$/.test(plain) || !/^[0-9a-f]{16}$/i.test(fingerprint))
    return err({ code: 'not-an-enrolment-code' })
  return ok({ address: url.origin, secret: plain, rootFingerprint: fingerprint.toLowerCase() })
}
