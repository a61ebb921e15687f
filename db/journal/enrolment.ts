// Joining a registry: what is kept before a code is spent, and the one step in which the terminal becomes somebody.
// Identity, first clerk and the line in the audit are there together or not at all: a terminal that nobody may enter is none.
import { randomBytes } from 'node:crypto'
import type { Result } from '../../core/result.ts'
import type { Db } from '../open.ts'
import { actAppender } from './audit-chain.ts'
import type { Clerk } from './clerks.ts'
import type { HashedPin } from './pin.ts'
import { type JournalError, written } from './write.ts'

/** Keys of `meta`. */
export const IDENTITY = 'identity'
const SEED = 'enrolment-seed'
const SEED_BYTES = 32

const GET = 'SELECT value FROM meta WHERE key = ?'
const PUT = 'INSERT INTO meta (key, value) VALUES (?, ?)'
const FORGET = 'DELETE FROM meta WHERE key = ?'
const FIRST_CLERK = "INSERT INTO clerk (number, name, role, salt, pin_hash) VALUES (?, ?, 'supervisor', ?, ?)"

export type NewTerminal = {
  /** As electron/identity.ts writes it. */
  readonly identity: string
  /** Who may work here, and let others in. */
  readonly clerk: Pick<Clerk, 'number' | 'name'>
  readonly pin: HashedPin
  /** Seconds since 1970 UTC. */
  readonly at: number
}

export function enrolment(db: Db) {
  const get = db.prepare<[string], string>(GET).pluck()
  const put = db.prepare<[string, string]>(PUT)
  const forget = db.prepare<[string]>(FORGET)
  const firstClerk = db.prepare<[string, string, Buffer, Buffer]>(FIRST_CLERK)
  const append = actAppender(db)

  const become = db.transaction(({ identity, clerk, pin, at }: NewTerminal): null => {
    put.run(IDENTITY, identity)
    firstClerk.run(clerk.number, clerk.name, pin.salt, pin.hash)
    append({ at, clerk: clerk.number, act: 'enrolled', detail: null })
    forget.run(SEED)
    return null
  })
  const seed = db.transaction((): string => {
    const kept = get.get(SEED)
    if (kept !== undefined) return kept
    const made = randomBytes(SEED_BYTES).toString('base64url')
    put.run(SEED, made)
    return made
  })

  return {
    /**
     * What this terminal's keys are derived from, on disk before any code is spent: whoever is cut off in the middle asks
     * again with the same key. base64url.
     */
    seed: (): Result<string, JournalError> => written(() => seed.immediate()),
    become: (terminal: NewTerminal): Result<null, JournalError> => written(() => become.immediate(terminal)),
  }
}
