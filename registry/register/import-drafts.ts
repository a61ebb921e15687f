// Imports on their way: rows come in portions, are checked, and are entered while their owner watches how far it is.
// Kept in memory, for their owner alone and for a while: what was entered is in the register, and the same file again refuses it.
import { randomUUID } from 'node:crypto'
import type { Status } from '../../core/policy/evidence.ts'
import { err, ok, type Result } from '../../core/result.ts'
import type { NewHolder } from '../holders.ts'
import { type ImportPlan, type ImportRow, planRows, type RefusedLine } from '../import.ts'

export type ImportError = { readonly code: 'not-found' | 'too-large' | 'import-running' }
export type ImportProgress = {
  readonly state: 'open' | 'entering' | 'done' | 'failed'
  readonly done: number
  readonly total: number
  readonly refused: number
}

/** Rows of one file; a prefecture's whole register is smaller. */
const MOST_ROWS = 200_000
const MOST_DRAFTS = 20
/** Seconds after which a draft that nobody touched is dropped. */
const KEPT_FOR = 2 * 3600

type Draft = {
  readonly owner: string
  touched: number
  readonly rows: ImportRow[]
  refused: readonly RefusedLine[]
  state: ImportProgress['state']
  done: number
  total: number
}

export function importDrafts(parts: {
  readonly now: () => number
  readonly known: (idNumbers: readonly string[]) => Promise<ReadonlySet<string>>
  readonly nextIndex: () => Promise<number>
  readonly enter: (
    people: readonly NewHolder[],
    actor: string,
    reason: string,
    onProgress: (done: number) => void,
  ) => Promise<void>
  /** One after the other with everybody else who takes card numbers. */
  readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>
  readonly failed: (cause: unknown) => void
}) {
  const { now } = parts
  const drafts = new Map<string, Draft>()

  function find(id: string, owner: string): Draft | null {
    const draft = drafts.get(id)
    if (draft === undefined || draft.owner !== owner) return null
    draft.touched = now()
    return draft
  }

  function sweep(): void {
    for (const [id, draft] of drafts) {
      const old = draft.touched < now() - KEPT_FOR
      if (draft.state !== 'entering' && (old || drafts.size >= MOST_DRAFTS)) drafts.delete(id)
    }
  }

  const plan = async (draft: Draft): Promise<ImportPlan> =>
    await planRows(draft.rows, await parts.nextIndex(), parts.known)

  return {
    begin(owner: string): string {
      sweep()
      const id = randomUUID()
      const fresh = {
        owner,
        touched: now(),
        rows: [],
        refused: [],
        state: 'open' as const,
        done: 0,
        total: 0,
      }
      drafts.set(id, fresh)
      return id
    },

    add(id: string, owner: string, rows: readonly ImportRow[]): Result<{ received: number }, ImportError> {
      const draft = find(id, owner)
      if (draft === null) return err({ code: 'not-found' })
      if (draft.state !== 'open') return err({ code: 'import-running' })
      if (draft.rows.length + rows.length > MOST_ROWS) return err({ code: 'too-large' })
      draft.rows.push(...rows)
      return ok({ received: draft.rows.length })
    },

    /** Who would be entered and who refused, as the register is now. Nothing is changed. */
    async check(id: string, owner: string): Promise<Result<ImportPlan, ImportError>> {
      const draft = find(id, owner)
      if (draft === null) return err({ code: 'not-found' })
      if (draft.state !== 'open') return err({ code: 'import-running' })
      const planned = await plan(draft)
      draft.refused = planned.refused
      return ok(planned)
    },

    /** Checks again and enters; answers at once, `progress` says how far it is. */
    commit(id: string, owner: string, reason: string, status: Status): Result<null, ImportError> {
      const draft = find(id, owner)
      if (draft === null) return err({ code: 'not-found' })
      if (draft.state !== 'open') return err({ code: 'import-running' })
      draft.state = 'entering'
      void parts
        .inTurn(async () => {
          const { holders, refused } = await plan(draft)
          draft.refused = refused
          draft.total = holders.length
          const people = holders.map(h => ({ ...h, status }))
          await parts.enter(people, owner, reason, done => {
            draft.done = done
          })
          draft.state = 'done'
        })
        .catch(cause => {
          draft.state = 'failed'
          parts.failed(cause)
        })
        // The register has them now: the draft keeps no ID numbers.
        .finally(() => draft.rows.splice(0))
      return ok(null)
    },

    progress(id: string, owner: string): Result<ImportProgress, ImportError> {
      const draft = find(id, owner)
      if (draft === null) return err({ code: 'not-found' })
      return ok({
        state: draft.state,
        done: draft.done,
        total: draft.total,
        refused: draft.refused.length,
      })
    },

    refused: (id: string, owner: string): Result<readonly RefusedLine[], ImportError> => {
      const draft = find(id, owner)
      return draft === null ? err({ code: 'not-found' }) : ok(draft.refused)
    },
  }
}
