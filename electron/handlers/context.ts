// What a handler of the api table may touch: the terminal's parts and its present state.
// State changes only through these functions, so that every screen hears of it.

import type { SitePolicy } from '../../core/policy/site-policy.ts'
import type { Result } from '../../core/result.ts'
import type { RecordBody, SealedRecord } from '../../core/sync/wire.ts'
import type { Clerk } from '../../db/journal/clerks.ts'
import type {
  ApiErrorCode,
  AppView,
  EventData,
  EventName,
  Input,
  Output,
  ProcedureName,
  RecordView,
  StatusView,
} from '../api.ts'
import type { TerminalClock } from '../clock.ts'
import type { Identity } from '../identity.ts'
import type { Kiosk } from '../kiosk/kiosk.ts'
import type { LockReason } from '../people/shift.ts'
import type { Session } from '../session.ts'
import type { Settings } from '../settings/store.ts'
import type { Storage } from '../storage.ts'
import type { TerminalSync } from '../sync/terminal-sync.ts'
import type { TerminalOptions } from '../terminal.ts'
import type { Counter } from '../visit/counter.ts'
import type { Rules } from '../visit/grounds.ts'
import type { Stamp } from '../visit/record.ts'

export type Refusal = { readonly code: ApiErrorCode; readonly retryAfter?: number }
export type Handlers = {
  readonly [N in ProcedureName]: (
    input: Input<N>,
  ) => Result<Output<N>, Refusal> | Promise<Result<Output<N>, Refusal>>
}
/** The handlers of one subject: `HandlersOf<typeof visitProcedures>`. */
export type HandlersOf<P> = Pick<Handlers, Extract<keyof P, ProcedureName>>

export type Context = {
  readonly options: TerminalOptions
  readonly storage: Storage
  readonly clock: TerminalClock
  readonly counter: Counter
  identity(): Identity | null
  /** A terminal that has just been enrolled: remembers who it is and begins to sync. */
  enrolled(identity: Identity): void
  /** Whoever is signed in, at work or not. */
  session(): Session | null
  /** The session while its clerk may work: neither locked nor about to change his PIN. */
  openSession(): Session | null
  /** Whoever stood at the counter is forgotten; null: nobody is signed in any more. */
  setSession(session: Session | null): void
  /** Hides the holder and forgets the visit; `by`: whose watch it was, the page's or the terminal's own. */
  lock(why: LockReason, by: 'page' | 'terminal'): void
  /** The clerk begins a shift; one that is still running, locked or not, is handed over. */
  beginShift(clerk: Clerk): Result<null, Refusal>
  /** These clerks are others than before: whoever of them is signed in goes on as what he is now, or not at all. */
  clerksChanged(numbers: readonly string[]): void
  /** Enrolled, signed in and at work, or the code that says what is missing. */
  signedIn(): Result<Clerk, Refusal>
  /** As `signedIn`, for what only a supervisor may do. */
  supervisor(): Result<Clerk, Refusal>
  /** What the office lets this site do; the careful defaults before enrolment. */
  policy(): SitePolicy
  readonly settings: Settings
  readonly kiosk: Kiosk
  /** One transaction; raises or ends the alarm. What it has answered is on disk. */
  append(bodies: readonly RecordBody[]): Result<readonly SealedRecord[], Refusal>
  /** What every record carries; `took` in seconds. */
  stamp(took: number): Stamp
  /** Null until the first sync has brought keys and catalogue. */
  rules(): Rules | null
  sync(): TerminalSync | null
  app(): AppView
  status(): StatusView
  recorded(sealed: readonly SealedRecord[]): RecordView[]
  /** Null: there is none to open. */
  openHolderScreen(): Promise<{ readonly url: string | null } | null>
  emit<N extends EventName>(name: N, data: EventData<N>): void
  appChanged(): void
  statusChanged(): void
}
