// Applications put together (art. 4): the applicant's side, the reviewers' side, and the deletion of what came to nothing.
// Each side is given out as a whole; nothing reaches an application past them.

import { dateOf } from '../register/dates.ts'
import type { InTurn } from '../register/turns.ts'
import type { Sql } from '../store/sql.ts'
import { createApplicantSide } from './applicant.ts'
import { APPLICATION_POLICY } from './policy.ts'
import { purge } from './purge.ts'
import { createReviewSide } from './review.ts'

export type Applications = ReturnType<typeof createApplications>

export function createApplications(given: {
  readonly sql: Sql
  readonly idLookupKey: () => Buffer
  readonly now: () => number
  readonly inTurn: InTurn
  readonly freeCards: (count: number) => Promise<readonly string[]>
  readonly publish: () => Promise<unknown>
}) {
  const policy = APPLICATION_POLICY
  const parts = { ...given, policy, today: () => dateOf(given.now()) }
  return {
    policy,
    today: parts.today,
    applicant: createApplicantSide(parts),
    review: createReviewSide(parts),
    /** To be asked every day. */
    purge: () => purge(given.sql, policy, given.now()),
  }
}
