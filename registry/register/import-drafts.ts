// Imports on their way: rows come in portions, are checked, and are entered while their owner watches how far it is.
// Kept in the database, sealed, for their owner alone and for a working day: a restart loses none, and nothing of them stays.
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes, randomUUID } from 'node:crypto'
import type { Status } from '../../core/policy/evidence.ts'
import { err, ok, type Result } from '../../core/result.ts'
import type { NewHolder } from '../holders.ts'
import { type ImportPlan, type ImportRow, planRows, type RefusedLine } from '../import.ts'
import type { Queries, Sql } from '../store/sql.ts'

export type ImportError = { readonly code: 'not-found' | 'too-large' | 'import-running' }
export type ImportState = 'open' | 'entering' | 'done' | 'failed'
export type ImportProgress = {
  readonly state: ImportState
  readonly done: number
  readonly total: number
  readonly refused: number
}
export type ListedDraft = {
  readonly id: string
  readonly begunAt: number
  readonly rows: number
  readonly state: ImportState
}

/** Rows of one file; a prefecture's whole register is smaller. */
const MOST_ROWS = 200_000
/** Of one owner: the oldest goes when another begins. */
const MOST_DRAFTS = 5
/** Seconds after which a draft that nobody touched is dropped. */
const KEPT_FOR = 8 * 3600
/** Seconds without a sign after which whoever was entering it is taken to be gone: a portion takes a few. */
const GONE_AFTER = 120

const ADD = `
  INSERT INTO import_draft (id, owner, begun_at, touched_at, state, rows, done, total, refused)
  VALUES ($1, $2, $3, $3, 'open', 0, 0, 0, '[]')`
const OF_OWNER = `
  SELECT id, begun_at AS "begunAt", rows, state FROM import_draft
  WHERE owner = $1 AND touched_at >= $2 ORDER BY begun_at DESC, id`
const FIND = `
  UPDATE import_draft SET touched_at = CASE WHEN state = 'entering' THEN touched_at ELSE $3 END
  WHERE id = $1 AND owner = $2 RETURNING id, state, rows, done, total, refused, touched_at AS "touchedAt"`
const LOCK = 'SELECT rows, state FROM import_draft WHERE id = $1 AND owner = $2 FOR UPDATE'
const ADD_PART = `
  INSERT INTO import_draft_part (draft_id, number, body)
  SELECT $1, COALESCE(MAX(number), 0) + 1, $2 FROM import_draft_part WHERE draft_id = $1`
const COUNT_ROWS = 'UPDATE import_draft SET rows = rows + $2, touched_at = $3 WHERE id = $1'
const PARTS = 'SELECT body FROM import_draft_part WHERE draft_id = $1 ORDER BY number'
const SET_REFUSED = 'UPDATE import_draft SET refused = $2 WHERE id = $1'
/** One at a time, whoever asks in whichever process; one whose process is gone may be taken up again. */
const ENTER = `
  UPDATE import_draft SET state = 'entering', done = 0, touched_at = $3
  WHERE id = $1 AND owner = $2 AND (state IN ('open', 'failed') OR (state = 'entering' AND touched_at < $4))
  RETURNING id`
const PROGRESS = 'UPDATE import_draft SET done = $2, total = $3, touched_at = $4 WHERE id = $1'
const SETTLE = 'UPDATE import_draft SET state = $2, touched_at = $3 WHERE id = $1'
const DROP_PARTS = 'DELETE FROM import_draft_part WHERE draft_id = ANY($1)'
const DROP = 'DELETE FROM import_draft WHERE id = ANY($1)'
const OLD = `
  SELECT id FROM import_draft WHERE touched_at < $1 AND (state <> 'entering' OR touched_at < $2)`
const BEYOND =
  "SELECT id FROM import_draft WHERE owner = $1 AND state <> 'entering' ORDER BY begun_at DESC OFFSET $2"

type Row = {
  readonly id: string
  readonly state: ImportState
  readonly rows: number
  readonly done: number
  readonly total: number
  readonly refused: string
  readonly touchedAt: number
}

export function importDrafts(parts: {
  readonly sql: Sql
  /** The register's own secret; what seals the rows is derived from it. */
  readonly secret: Buffer
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
  const { sql, now } = parts
  const box = sealer(parts.secret)
  const working = new Set<Promise<void>>()

  async function find(id: string, owner: string): Promise<Row | null> {
    const [row] = await sql.query<Row>(FIND, [id, owner, now()])
    return row === undefined ? null : { ...row, state: stateOf(row) }
  }
  /** Whoever was entering it and gives no sign any more has failed. */
  const stateOf = (row: Row): ImportState =>
    row.state === 'entering' && row.touchedAt < now() - GONE_AFTER ? 'failed' : row.state

  async function rowsOf(id: string): Promise<ImportRow[]> {
    const found = await sql.query<{ body: string }>(PARTS, [id])
    return found.flatMap(({ body }) => JSON.parse(box.open(body, id)) as ImportRow[])
  }
  const plan = async (id: string): Promise<ImportPlan> =>
    await planRows(await rowsOf(id), await parts.nextIndex(), parts.known)

  async function drop(queries: Queries, ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return
    await queries.query(DROP_PARTS, [ids])
    await queries.query(DROP, [ids])
  }

  async function enterAll(id: string, owner: string, reason: string, status: Status): Promise<void> {
    const { holders, refused } = await plan(id)
    await sql.query(SET_REFUSED, [id, JSON.stringify(refused)])
    const total = holders.length
    await sql.query(PROGRESS, [id, 0, total, now()])
    const people = holders.map(h => ({ ...h, status }))
    let told: Promise<unknown> = Promise.resolve()
    await parts.enter(people, owner, reason, done => {
      told = told.then(() => sql.query(PROGRESS, [id, done, total, now()]))
    })
    await told
    await sql.query(SETTLE, [id, 'done', now()])
    // The register has them now: the draft keeps no ID numbers.
    await sql.query(DROP_PARTS, [[id]])
  }

  return {
    async begin(owner: string): Promise<string> {
      const id = randomUUID()
      await sql.transaction(async tx => {
        await tx.query(ADD, [id, owner, now()])
        const beyond = await tx.query<{ id: string }>(BEYOND, [owner, MOST_DRAFTS])
        await drop(
          tx,
          beyond.map(row => row.id),
        )
      })
      return id
    },

    /** The owner's own, newest first. */
    list: (owner: string): Promise<ListedDraft[]> =>
      sql.query<ListedDraft>(OF_OWNER, [owner, now() - KEPT_FOR]),

    add: (
      id: string,
      owner: string,
      rows: readonly ImportRow[],
    ): Promise<Result<{ received: number }, ImportError>> =>
      sql.transaction(async tx => {
        const [draft] = await tx.query<Pick<Row, 'rows' | 'state'>>(LOCK, [id, owner])
        if (draft === undefined) return err({ code: 'not-found' })
        if (draft.state !== 'open') return err({ code: 'import-running' })
        const received = draft.rows + rows.length
        if (received > MOST_ROWS) return err({ code: 'too-large' })
        await tx.query(ADD_PART, [id, box.seal(JSON.stringify(rows), id)])
        await tx.query(COUNT_ROWS, [id, rows.length, now()])
        return ok({ received })
      }),

    /** Who would be entered and who refused, as the register is now. Nothing is changed. */
    async check(id: string, owner: string): Promise<Result<ImportPlan, ImportError>> {
      const draft = await find(id, owner)
      if (draft === null) return err({ code: 'not-found' })
      if (draft.state === 'entering' || draft.state === 'done') return err({ code: 'import-running' })
      const planned = await plan(id)
      await sql.query(SET_REFUSED, [id, JSON.stringify(planned.refused)])
      return ok(planned)
    },

    /** Checks again and enters; answers at once, `progress` says how far it is. */
    async commit(
      id: string,
      owner: string,
      reason: string,
      status: Status,
    ): Promise<Result<null, ImportError>> {
      if ((await find(id, owner)) === null) return err({ code: 'not-found' })
      const taken = await sql.query(ENTER, [id, owner, now(), now() - GONE_AFTER])
      if (taken.length === 0) return err({ code: 'import-running' })
      const work = parts
        .inTurn(() => enterAll(id, owner, reason, status))
        .catch(async cause => {
          parts.failed(cause)
          // A database that is gone takes no mark either: without a sign the draft counts as failed all the same.
          await sql.query(SETTLE, [id, 'failed', now()]).catch(parts.failed)
        })
      working.add(work)
      void work.finally(() => working.delete(work))
      return ok(null)
    },

    async progress(id: string, owner: string): Promise<Result<ImportProgress, ImportError>> {
      const draft = await find(id, owner)
      if (draft === null) return err({ code: 'not-found' })
      const refused = (JSON.parse(draft.refused) as RefusedLine[]).length
      return ok({ state: draft.state, done: draft.done, total: draft.total, refused })
    },

    async refused(id: string, owner: string): Promise<Result<readonly RefusedLine[], ImportError>> {
      const draft = await find(id, owner)
      return draft === null ? err({ code: 'not-found' }) : ok(JSON.parse(draft.refused) as RefusedLine[])
    },

    async discard(id: string, owner: string): Promise<Result<null, ImportError>> {
      const draft = await find(id, owner)
      if (draft === null) return err({ code: 'not-found' })
      if (draft.state === 'entering') return err({ code: 'import-running' })
      await sql.transaction(tx => drop(tx, [id]))
      return ok(null)
    },

    /** Drops what nobody touched for a working day; to be asked again and again. */
    async sweep(): Promise<void> {
      const old = await sql.query<{ id: string }>(OLD, [now() - KEPT_FOR, now() - KEPT_FOR - GONE_AFTER])
      if (old.length > 0)
        await sql.transaction(tx =>
          drop(
            tx,
            old.map(row => row.id),
          ),
        )
    },

    /** Until what is being entered is entered: a registry that stops stops then. */
    settled: async (): Promise<void> => void (await Promise.all(working)),
  }
}

const IV_BYTES = 12
const TAG_BYTES = 16

/** AES-256-GCM under a key of its own; each portion is bound to its draft. */
function sealer(secret: Buffer) {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'import-drafts', 32))
  return {
    seal(text: string, draft: string): string {
      const iv = randomBytes(IV_BYTES)
      const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(draft))
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64')
    },
    open(sealed: string, draft: string): string {
      const bytes = Buffer.from(sealed, 'base64')
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV_BYTES))
        .setAAD(Buffer.from(draft))
        .setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES))
      const body = bytes.subarray(IV_BYTES + TAG_BYTES)
      return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8')
    },
  }
}
