// Training belongs to the session: it begins and ends with it, and both are in the audit.
// There is one practice at most, and none outlives the terminal.
import type { Journal } from '../../db/journal/journal.ts'
import type { TerminalClock } from '../clock.ts'
import type { Session } from '../session.ts'
import type { Practice } from './practice.ts'

export type TrainingParts = {
  readonly journal: Pick<Journal, 'audit'>
  readonly clock: Pick<TerminalClock, 'now'>
  /** Null where there are no rules to train by. */
  begin(): Practice | null
  /** The holder's own screen is to look again. */
  onHolder(): void
}

export type Training = ReturnType<typeof createTraining>

export function createTraining({ journal, clock, begin, onHolder }: TrainingParts) {
  let practice: Practice | null = null

  function end(of: Session | null): void {
    if (practice === null) return
    practice.end()
    practice = null
    journal.audit(clock.now(), of?.clerk.number ?? null, 'training-ended')
    onHolder()
  }

  return {
    practice: () => practice,
    end,
    follow(before: Session | null, now: Session | null): void {
      if (now?.training !== true) {
        end(before)
        return
      }
      if (practice !== null) return
      practice = begin()
      if (practice === null) return
      journal.audit(clock.now(), now.clerk.number, 'training-begun')
      onHolder()
    },
  }
}
