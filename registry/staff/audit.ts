// The trail of what staff did and looked at: who, what, to whom, why, and how it ended. Append-only, in the database itself.
// No name and no ID number of a holder ever stands in it: a card number says whom.
import type { Queries } from '../store/sql.ts'
import type { Role } from './permissions.ts'

export type AuditEntry = {
  readonly at: number
  readonly login: string | null
  readonly role: Role | null
  readonly act: string
  readonly subject: string | null
  readonly why: string | null
  /** "asked" before an act is tried, "refused: CODE" where it then was not done. */
  readonly outcome: string
}
export type AuditLine = AuditEntry & { readonly id: number }
export type AuditQuery = {
  readonly login: string | null
  readonly subject: string | null
  readonly act: string | null
  /** Lines older than this id; null for the newest. */
  readonly before: number | null
  readonly limit: number
}

const ADD =
  'INSERT INTO audit (at, login, role, act, subject, why, outcome) VALUES ($1, $2, $3, $4, $5, $6, $7)'
const LIST = `
  SELECT id, at, login, role, act, subject, why, outcome FROM audit
  WHERE ($1::TEXT IS NULL OR login = $1) AND ($2::TEXT IS NULL OR subject = $2)
    AND ($3::TEXT IS NULL OR act = $3) AND ($4::BIGINT IS NULL OR id < $4)
  ORDER BY id DESC LIMIT $5`

export async function addAudit(sql: Queries, entry: AuditEntry): Promise<void> {
  const { at, login, role, act, subject, why, outcome } = entry
  await sql.query(ADD, [at, login, role, act, subject, why, outcome])
}

/** Newest first. */
export const listAudit = (sql: Queries, asked: AuditQuery): Promise<AuditLine[]> =>
  sql.query<AuditLine>(LIST, [asked.login, asked.subject, asked.act, asked.before, asked.limit])
