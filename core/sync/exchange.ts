// The keys that terminal and registry seal things with for each other: the journal's recovery, and files on a stick.
// The registry's are signed like its manifest; a terminal's go up once, in a request that it signs.
import { z } from 'zod'
import { RAW_KEY } from './box.ts'

/** The payload of the signed document "exchange-keys": raw X25519 public keys, base64url. */
export const exchangeKeys = z.object({
  /** What a journal's key is sealed to; opened for `terminal recovery-code` and nothing else. */
  recovery: RAW_KEY,
  /** What sealed files for the registry are closed with. */
  files: RAW_KEY,
})
export type ExchangeKeys = z.infer<typeof exchangeKeys>

export const exchangeRequest = z.object({
  /** The terminal's own key for sealed files. */
  files: RAW_KEY,
  /** The journal's key, sealed to `recovery` (box.ts `sealBytes`, `escrowUse`). */
  escrow: z.string().regex(/^[A-Za-z0-9_-]{60,200}$/),
})
export type ExchangeRequest = z.infer<typeof exchangeRequest>
export const exchangeAnswer = z.object({ kept: z.literal(true) })

/** What the journal's key is sealed for: a box made for one terminal opens as no other's. */
export const escrowUse = (terminalId: string): string => `XHC-ESCROW-1 ${terminalId}`
