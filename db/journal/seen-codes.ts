// Virtual codes this terminal has seen: by key, card and nonce, never by the raw text (TOKEN.md "Freshness").
// A code is on disk before its verdict is; it survives a restart and is forgotten only after it cannot be fresh any more.
import type { VirtualClaims } from '../../core/card/card.ts'
import type { Replay } from '../../core/policy/evidence.ts'
import type { Db } from '../open.ts'

/** Seconds beyond its own expiry that a code is remembered: clocks are set back, backups restored. */
const REMEMBER = 48 * 3600

const VISIT_OF = 'SELECT visit FROM seen_code WHERE key_id = ? AND card_no = ? AND nonce = ?'
const NOTE = 'INSERT INTO seen_code (key_id, card_no, nonce, visit, expires_at) VALUES (?, ?, ?, ?, ?)'
const FORGET = 'DELETE FROM seen_code WHERE expires_at < ?'

export function seenCodes(db: Db) {
  const visitOf = db.prepare<[number, number, string], string>(VISIT_OF).pluck()
  const insert = db.readonly ? null : db.prepare<[number, number, string, string, number]>(NOTE)
  const forget = db.readonly ? null : db.prepare<[number]>(FORGET)

  function look(claims: VirtualClaims, visit: string | null): Replay {
    try {
      const seenIn = visitOf.get(claims.keyId, Number(claims.cardNumber), claims.nonce)
      if (seenIn === undefined) return 'first'
      return seenIn === visit ? 'same-visit' : 'seen'
    } catch {
      return 'unknown'
    }
  }
  return {
    /** Looks without noting: for support. */
    peek: (claims: VirtualClaims): Replay => look(claims, null),
    /** Looks, and notes a first sight durably. `unknown` when the store cannot answer: then nothing is good. */
    note(claims: VirtualClaims, visit: string): Replay {
      const replay = look(claims, visit)
      if (replay !== 'first' || insert === null) return replay
      try {
        insert.run(
          claims.keyId,
          Number(claims.cardNumber),
          claims.nonce,
          visit,
          claims.issuedAt + claims.lifetime + REMEMBER,
        )
        return 'first'
      } catch {
        return 'unknown'
      }
    },
    /** `now` in seconds. */
    forgetExpired: (now: number): void => void forget?.run(now),
  }
}
