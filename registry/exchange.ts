// The registry's side of exchange.ts (core/sync): its two X25519 pairs, and what each terminal left here.
// A journal's key is opened for one command alone, which a person calls and which is written down.
import { hkdfSync } from 'node:crypto'
import { join } from 'node:path'
import { z } from 'zod'
import { err, ok, type Result } from '../core/result.ts'
import { boxKeys, makeBoxKeys, openBytes } from '../core/sync/box.ts'
import { type ExchangeKeys, type ExchangeRequest, escrowUse } from '../core/sync/exchange.ts'
import { formatRecoveryCode } from '../core/sync/recovery-code.ts'
import { signDocument } from '../core/sync/signed.ts'
import type { SignedDocument } from '../core/sync/wire.ts'
import { readOr } from './keys/files.ts'
import type { KeyRing } from './keys.ts'
import type { Queries } from './store/sql.ts'

const keyFile = z.object({ recovery: boxKeys, files: boxKeys })

const KEEP = `
  INSERT INTO terminal_exchange (terminal_id, files_key, escrow, at) VALUES ($1, $2, $3, $4)
  ON CONFLICT (terminal_id) DO UPDATE SET files_key = excluded.files_key, escrow = excluded.escrow, at = excluded.at`
const FIND = 'SELECT files_key, escrow FROM terminal_exchange WHERE terminal_id = $1'
const GIVEN = 'UPDATE terminal_exchange SET code_given_at = $2 WHERE terminal_id = $1'

export type RecoveryError = {
  readonly code:
    | 'nothing-left-here' // the terminal has not synced since it knows of recovery
    | 'not-ours' // sealed to keys of another registry folder
}
export type Exchange = ReturnType<typeof openExchange>

/** Opens the key file, making the pairs at the first start. */
export function openExchange(keyFolder: string, keys: Pick<KeyRing, 'signer'>, now: () => number) {
  const own = readOr(join(keyFolder, 'exchange.json'), keyFile, () => ({
    recovery: makeBoxKeys(),
    files: makeBoxKeys(),
  }))
  const payload: ExchangeKeys = { recovery: own.recovery.publicKey, files: own.files.publicKey }
  return {
    /** This registry's pair for sealed files. */
    files: own.files,
    /** A secret for one more use, the same wherever this key folder is, and never any terminal's (HKDF, RFC 5869). */
    secretFor: (use: string): Buffer =>
      Buffer.from(hkdfSync('sha256', Buffer.from(own.files.privateKey, 'base64url'), '', use, 32)),
    document(): SignedDocument {
      const signer = keys.signer('publish')
      return signDocument('exchange-keys', payload, signer.key.id, signer.privateKey)
    },
    async keep(sql: Queries, terminalId: string, given: ExchangeRequest): Promise<void> {
      await sql.query(KEEP, [terminalId, given.files, given.escrow, now()])
    },
    /** The code that opens the terminal's journal. That it was given out is kept with the terminal. */
    async recoveryCode(sql: Queries, terminalId: string): Promise<Result<string, RecoveryError>> {
      const [left] = await sql.query<{ escrow: string }>(FIND, [terminalId])
      if (left === undefined) return err({ code: 'nothing-left-here' })
      const key = openBytes(left.escrow, own.recovery, escrowUse(terminalId))
      if (key === null) return err({ code: 'not-ours' })
      await sql.query(GIVEN, [terminalId, now()])
      return ok(formatRecoveryCode(key))
    },
    async filesKeyOf(sql: Queries, terminalId: string): Promise<string | null> {
      return (await sql.query<{ files_key: string }>(FIND, [terminalId]))[0]?.files_key ?? null
    },
  }
}
