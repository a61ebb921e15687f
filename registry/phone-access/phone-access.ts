// Signing in on a phone, put together: codes, throttles, sessions; what registry.ts hands on.
// Whether a number exists shows in nothing: not in the answer, not in the time it takes, not in when one is turned away.
import { err, ok, type Result } from '../../core/result.ts'
import { attemptLimiter } from '../attempt-limiter.ts'
import { findHolder } from '../holders.ts'
import type { Sql } from '../store/sql.ts'
import { CODE_LIVES, codeBook } from './codes.ts'
import { proofChecker } from './device-proof.ts'
import type { PhoneKind } from './number.ts'
import type { CodeSender } from './sender.ts'
import * as sessions from './sessions.ts'

/** Seconds between two codes to one number. */
export const RESEND_AFTER = 60
const CODES_PER_NUMBER = { count: 5, seconds: 3600 }
const CODES_PER_ADDRESS = { count: 30, seconds: 3600 }
const GUESSES_PER_ADDRESS = { count: 60, seconds: 3600 }

type Throttled = { readonly code: 'too-many-requests' }
export type PhoneAccess = ReturnType<typeof createPhoneAccess>

export function createPhoneAccess(parts: {
  readonly sql: Sql
  readonly now: () => number
  readonly sender: CodeSender
  /** Told of a message that could not be sent; nobody waits for it. */
  readonly onFault: (cause: unknown) => void
}) {
  const { sql, now, sender, onFault } = parts
  const codes = codeBook(sql)
  const resends = attemptLimiter(1, RESEND_AFTER)
  const byNumber = attemptLimiter(CODES_PER_NUMBER.count, CODES_PER_NUMBER.seconds)
  const byAddress = attemptLimiter(CODES_PER_ADDRESS.count, CODES_PER_ADDRESS.seconds)
  const guesses = attemptLimiter(GUESSES_PER_ADDRESS.count, GUESSES_PER_ADDRESS.seconds)

  /** Anybody may apply; a card must be one of ours. */
  const isSomebody = async (kind: PhoneKind, number: string): Promise<boolean> =>
    kind === 'applicant' || (await findHolder(sql, number)) !== null

  return {
    proofs: proofChecker(),

    /** Answers before the message has left: its way takes a time of its own, and only where there is somebody. */
    async requestCode(
      kind: PhoneKind,
      number: string,
      address: string,
    ): Promise<Result<{ readonly resendAfter: number; readonly livesFor: number }, Throttled>> {
      const name = `${kind} ${number}`
      const at = now()
      if (!byAddress.mayTry(address, at) || !resends.mayTry(name, at) || !byNumber.mayTry(name, at))
        return err({ code: 'too-many-requests' })
      const code = await codes.make(kind, number, await isSomebody(kind, number), at)
      if (code !== null)
        void sender.send({ kind, number, code, expiresAt: at + CODE_LIVES }).catch(cause => onFault(cause))
      return ok({ resendAfter: RESEND_AFTER, livesFor: CODE_LIVES })
    },

    /** A session's token, for the cookie alone. */
    async confirm(
      asked: {
        readonly kind: PhoneKind
        readonly number: string
        readonly code: string
        readonly deviceKey: string
        readonly deviceName: string
      },
      address: string,
    ): Promise<Result<string, Throttled | { readonly code: 'wrong-code' }>> {
      const { kind, number, code, deviceKey, deviceName } = asked
      if (!guesses.mayTry(address, now())) return err({ code: 'too-many-requests' })
      if (!(await codes.spend(kind, number, code, now()))) return err({ code: 'wrong-code' })
      guesses.forget(address)
      return ok(
        await sessions.startPhoneSession(sql, { kind, subject: number, deviceKey, deviceName }, now()),
      )
    },

    whoHas: (token: string) => sessions.findPhoneSession(sql, token, now()),
    list: (of: sessions.PhoneSession) => sessions.listPhoneSessions(sql, of, now()),
    end: (of: sessions.PhoneSession, id: string) => sessions.endPhoneSession(sql, of, id),
    endOthers: (own: sessions.PhoneSession) => sessions.endOtherPhoneSessions(sql, own),
  }
}
