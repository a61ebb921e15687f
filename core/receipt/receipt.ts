// The holder's receipt as a signed statement short enough for a QR code: what was served, where, when, by which terminal.
// It proves what it says and no more: a masked name, no card or ID number; anybody with the terminal's public key can check it.
import { type KeyObject, sign, verify } from 'node:crypto'
import { z } from 'zod'
import { relation } from '../policy/catalogue.ts'
import { err, ok, type Result } from '../result.ts'

/** `XHR1.` payload `.` Ed25519 signature, both base64url without padding. */
const TEXT = /^XHR1\.([A-Za-z0-9_-]{20,4000})\.([A-Za-z0-9_-]{86})$/

/** Short names: every character costs a module of the code. */
export const receiptStatement = z.object({
  /** Terminal. */
  t: z.string().max(40),
  /** Site, in Chinese. */
  s: z.string().max(80),
  /** Masked name; null where none is known any more. */
  n: z.string().max(60).nullable(),
  /** When it was recorded, seconds since 1970 UTC. */
  a: z.int().min(0),
  /** Which copy: 1 is the original, more are re-prints. */
  c: z.int().min(1),
  /** Record id, item, for whom, quantity, amount in CNY. */
  r: z
    .array(z.tuple([z.uuid(), z.string().max(8), relation, z.int().min(1), z.int().min(0).nullable()]))
    .min(1)
    .max(20),
})
export type ReceiptStatement = z.infer<typeof receiptStatement>

export type ReceiptError = { readonly code: 'not-a-receipt' | 'bad-signature' }

/** Domain-separated: a receipt's signature can never pass as a request's or a record's. */
const signedBytes = (payload: Buffer): Buffer => Buffer.concat([Buffer.from('XHC-RECEIPT-1\0'), payload])

export function signReceipt(statement: ReceiptStatement, key: KeyObject): string {
  const payload = Buffer.from(JSON.stringify(statement), 'utf8')
  const signature = sign(null, signedBytes(payload), key)
  return `XHR1.${payload.toString('base64url')}.${signature.toString('base64url')}`
}

/** What it claims, unchecked: who may be asked for the key stands in it. */
export function readReceipt(text: string): Result<ReceiptStatement, ReceiptError> {
  const match = TEXT.exec(text.trim())
  if (match === null) return err({ code: 'not-a-receipt' })
  try {
    const parsed = receiptStatement.safeParse(
      JSON.parse(Buffer.from(match[1] ?? '', 'base64url').toString('utf8')),
    )
    return parsed.success ? ok(parsed.data) : err({ code: 'not-a-receipt' })
  } catch {
    return err({ code: 'not-a-receipt' })
  }
}

/** Ed25519 (RFC 8032) over the very bytes of the payload. */
export function verifyReceipt(text: string, key: KeyObject): Result<ReceiptStatement, ReceiptError> {
  const match = TEXT.exec(text.trim())
  const claimed = readReceipt(text)
  if (match === null || !claimed.ok) return err({ code: 'not-a-receipt' })
  const payload = Buffer.from(match[1] ?? '', 'base64url')
  const genuine = verify(null, signedBytes(payload), key, Buffer.from(match[2] ?? '', 'base64url'))
  return genuine ? claimed : err({ code: 'bad-signature' })
}
