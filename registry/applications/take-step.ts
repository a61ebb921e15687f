// Carries one step out on a locked application: the state machine decides, the row and the step are written together.
// There is no other way for an application to move.
import { ok, type Result } from '../../core/result.ts'
import type { Queries } from '../store/sql.ts'
import type { ApplicationPolicy } from './policy.ts'
import { type ApplicationRow, moveApplication } from './rows.ts'
import { type Decision, dueOn, type Party, type StepError, take } from './steps.ts'

export type StepBy = {
  readonly party: Party
  /** A login; null for the applicant. */
  readonly actor: string | null
  readonly words: string | null
}

export async function takeStep(
  tx: Queries,
  row: ApplicationRow,
  decision: Decision,
  by: StepBy,
  parts: { readonly policy: ApplicationPolicy; readonly now: () => number; readonly today: () => string },
): Promise<Result<null, StepError>> {
  const [at, on] = [parts.now(), parts.today()]
  const number = row.steps + 1
  const next = take(row.state, { number, on, decision }, parts.policy)
  if (!next.ok) return next
  // Opinions and objections come one after the other: the term of their stage goes on running.
  const stays = next.value.stage === row.stage
  const due = stays ? row.dueOn : dueOn(next.value, on, parts.policy)
  await moveApplication(tx, row, { number, at, on, decision, ...by }, { state: next.value, dueOn: due })
  return ok(null)
}
