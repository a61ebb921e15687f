// Virtual codes this terminal has seen: by key, card and nonce, never by the raw text (TOKEN.md "Freshness").
// A code is on disk before its verdict is; it survives a restart and is forgotten only after it cannot be fresh any more.
import type { VirtualClaims } from '../../core/card/card.ts'
import type { Replay } from '../../core/policy/evidence.ts'
import type { Result } from '../../core/result.ts'
import { attempt } from '../errors.ts'
import type { Db } from '../open.ts'
import { type JournalError, written } from './write.ts'

/** Seconds beyond its own expiry that a code is remembered: clocks are set back, backups restored. */
const REMEMBER = 48 * 3600

const VISIT_OF = 'SELECT visit FROM seen_code WHERE key_id = ? AND card_no = ? AND nonce = ?'
const NOTE = `
  INSERT INTO seen_code (key_id, card_no, nonce, visit, expires_at) VALUES (?, ?, ?, ?, ?)
  ON CONFLICT (key_id, card_no, nonce) DO NOTHING`
const FORGET = 'DELETE FROM seen_code WHERE expires_at < ?'

export function seenCodes(db: Db) {
  const visitOf = db.prepare<[number, number, string], string>(VISIT_OF).pluck()
  const insert = db.prepare<[number, number, string, string, number]>(NOTE)
  const forget = db.prepare<[number]>(FORGET)

  /** `unknown` when the store cannot answer: then nothing is good. */
  const answer = (ask: () => Replay): Replay => {
    const replay = attempt(ask)
    return replay.ok ? replay.value : 'unknown'
  }
  const look = ({ keyId, cardNumber, nonce }: VirtualClaims, visit: string | null): Replay => {
    const seenIn = visitOf.get(keyId, Number(cardNumber), nonce)
    if (seenIn === undefined) return 'first'
    return seenIn === visit ? 'same-visit' : 'seen'
  }
  return {
    /** Looks without noting: for support. */
    peek: (claims: VirtualClaims): Replay => answer(() => look(claims, null)),
    /** Notes a first sight, durably; else says whether it was in this very visit. */
    note: (claims: VirtualClaims, visit: string): Replay =>
      answer(() => {
        const { keyId, cardNumber, nonce, issuedAt, lifetime } = claims
        const noted = insert.run(keyId, Number(cardNumber), nonce, visit, issuedAt + lifetime + REMEMBER)
        return noted.changes === 1 ? 'first' : look(claims, visit)
      }),
    /** `now` in seconds since 1970 UTC; answers how many were forgotten. */
    forgetExpired: (now: number): Result<number, JournalError> => written(() => forget.run(now).changes),
  }
}
