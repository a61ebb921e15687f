// Signing in on a phone, put together: codes, throttles, sessions; what registry.ts hands on.
// Whether a number exists shows in nothing: not in the answer, not in the time it takes, not in when one is turned away.
import { createHmac } from 'node:crypto'
import { err, ok, type Result } from '../../core/result.ts'
import type { Sql } from '../store/sql.ts'
import { CODE_LIVES, codeBook } from './codes.ts'
import { proofChecker } from './device-proof.ts'
import type { PhoneKind } from './number.ts'
import type { CodeMessage, CodeSender } from './sender.ts'
import * as sessions from './sessions.ts'
import { throttles } from './throttles.ts'

/** Seconds between two codes to one number. */
export const RESEND_AFTER = 60
const RESENDS = { count: 1, seconds: RESEND_AFTER }
const CODES_PER_NUMBER = { count: 5, seconds: 3600 }
const CODES_PER_ADDRESS = { count: 30, seconds: 3600 }
const GUESSES_PER_ADDRESS = { count: 60, seconds: 3600 }

// The number alone, whatever stands beside it: the answer takes as long with a holder as without.
const HAS_CARD = 'SELECT card_no FROM holder WHERE card_no = $1'

type Throttled = { readonly code: 'too-many-requests' }
export type PhoneAccess = ReturnType<typeof createPhoneAccess>

export function createPhoneAccess(parts: {
  readonly sql: Sql
  readonly now: () => number
  /** The same in every process of this registry, and after a restart: a code that was sent stays good. */
  readonly key: Buffer
  readonly sender: CodeSender
  /** Told of a message that could not be sent; nobody waits for it. */
  readonly onFault: (cause: unknown) => void
}) {
  const { sql, now, key, sender, onFault } = parts
  const keyed = (text: string): string => createHmac('sha256', key).update(text).digest('base64url')
  const codes = codeBook(sql, keyed)
  const attempts = throttles(sql, name => keyed(`attempt ${name}`))

  /** Anybody may apply; a card must be one of ours. */
  const isSomebody = async (kind: PhoneKind, number: string): Promise<boolean> =>
    kind === 'applicant' || (await sql.query(HAS_CARD, [number])).length > 0

  async function deliver(message: CodeMessage): Promise<void> {
    try {
      await sender.send(message)
    } catch (cause) {
      onFault(cause)
    }
  }

  return {
    proofs: proofChecker(),

    /** Answers before the message has left: its way takes a time of its own, and only where there is somebody. */
    async requestCode(
      kind: PhoneKind,
      number: string,
      address: string,
    ): Promise<Result<{ readonly resendAfter: number; readonly livesFor: number }, Throttled>> {
      const at = now()
      const mayAsk = await attempts.mayTry(
        at,
        [`asked from ${address}`, CODES_PER_ADDRESS],
        [`asked again ${kind} ${number}`, RESENDS],
        [`asked ${kind} ${number}`, CODES_PER_NUMBER],
      )
      if (!mayAsk) return err({ code: 'too-many-requests' })
      const code = await codes.make(kind, number, await isSomebody(kind, number), at)
      // Begun when the answer is on its way, so that not even the first line of a sender is seen in its time.
      if (code !== null) setImmediate(() => void deliver({ kind, number, code, expiresAt: at + CODE_LIVES }))
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
      const guess = `guessed from ${address}`
      if (!(await attempts.mayTry(now(), [guess, GUESSES_PER_ADDRESS])))
        return err({ code: 'too-many-requests' })
      if (!(await codes.spend(kind, number, code, now()))) return err({ code: 'wrong-code' })
      await attempts.giveBack(guess)
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
