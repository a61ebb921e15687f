// The way of a one-time code to its owner. Two ways are built in, for trials and for a gateway that reads a file;
// an SMS or mini-program gateway is one more object of this type. A code must reach nobody but the number's owner.
import { appendFile } from 'node:fs/promises'
import type { PhoneKind } from './number.ts'

/** The register keeps no holder's mobile number: a gateway finds it by the card, at the bank that issued it. */
export type CodeMessage = {
  readonly kind: PhoneKind
  /** Card number of a holder, mobile number of an applicant. */
  readonly number: string
  readonly code: string
  /** Seconds since 1970 UTC. */
  readonly expiresAt: number
}
export type CodeSender = { send(message: CodeMessage): Promise<void> }

/** A line on standard error: for a demo and for a trial on one's own machine. */
export const consoleSender: CodeSender = {
  async send({ kind, number, code, expiresAt }) {
    const minutes = new Date(expiresAt * 1000).toISOString().slice(11, 16)
    process.stderr.write(
      `验证码 / one-time code: ${code} → ${kind === 'holder' ? '卡号 card' : '手机 mobile'} ${number} (${minutes} UTC)\n`,
    )
  },
}

/** A JSON line for each, in a file that its owner alone may read: whatever delivers them follows the file. */
export const fileSender = (file: string): CodeSender => ({
  async send(message) {
    await appendFile(file, `${JSON.stringify(message)}\n`, { mode: 0o600 })
  },
})

/** "console" or "file:PATH"; null for anything else. */
export function senderFrom(setting: string | undefined): CodeSender | null {
  if (setting === undefined || setting === '' || setting === 'console') return consoleSender
  return setting.startsWith('file:') && setting.length > 5 ? fileSender(setting.slice(5)) : null
}
