// What the registry says of this journal's chain: that it forked after a restored backup, that a piece of it is missing.
// Kept as it was told, for the screen, for support and for whoever looks back; one that was read stays, with who read it.
import { err, ok, type Result } from '../../core/result.ts'
import type { ChainNotice } from '../../core/sync/wire.ts'
import type { Db } from '../open.ts'
import { actAppender } from './audit-chain.ts'
import { type JournalError, written } from './write.ts'

/** Times in seconds. `toldAt`: when this terminal first heard of it; `read`: who ticked it off. */
export type KeptNotice = ChainNotice & {
  readonly toldAt: number
  readonly read: { readonly at: number; readonly clerk: string } | null
}
export type NoticeKey = Pick<ChainNotice, 'kind' | 'branch' | 'sequence'>
export type NoticeError = { readonly code: 'no-such-record' }
export type Told = { readonly news: readonly ChainNotice[]; readonly closed: readonly ChainNotice[] }

const FIND = 'SELECT closed FROM chain_notice WHERE kind = ? AND branch = ? AND sequence = ?'
/** One that has grown says more than what was read of it. */
const KEEP = `
  INSERT INTO chain_notice (kind, branch, sequence, until, first_at, told_at, closed) VALUES (?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (kind, branch, sequence) DO UPDATE
  SET until = excluded.until, closed = excluded.closed,
      read_at = IIF(until = excluded.until, read_at, NULL), read_by = IIF(until = excluded.until, read_by, NULL)
  WHERE until <> excluded.until OR closed <> excluded.closed`
const LATEST = `
  SELECT kind, branch, sequence, until, first_at AS firstAt, told_at AS toldAt, closed, read_at AS readAt, read_by AS readBy
  FROM chain_notice WHERE told_at >= 0 ORDER BY told_at DESC LIMIT ?`
const COUNT_UNREAD = `
  SELECT COUNT(*) FROM chain_notice
  WHERE told_at >= 0 AND read_at IS NULL AND closed = 0 AND kind <> 'lost'`
const READ = `
  UPDATE chain_notice SET read_at = ?, read_by = ?
  WHERE kind = ? AND branch = ? AND sequence = ? AND read_at IS NULL RETURNING until`

type Row = Omit<KeptNotice, 'closed' | 'read'> & {
  readonly closed: number
  readonly readAt: number | null
  readonly readBy: string | null
}

export function chainNotices(db: Db) {
  const find = db.prepare<[string, number, number], number>(FIND).pluck()
  const keep = db.prepare<[string, number, number, number, number, number, number]>(KEEP)
  const latest = db.prepare<[number], Row>(LATEST)
  const countUnread = db.prepare<[], number>(COUNT_UNREAD).pluck()
  const read = db.prepare<[number, string, string, number, number], number>(READ).pluck()
  const appendAct = actAppender(db)

  const take = db.transaction((notices: readonly ChainNotice[], now: number): Told => {
    const news: ChainNotice[] = []
    const closed: ChainNotice[] = []
    for (const notice of notices) {
      const { kind, branch, sequence, until, firstAt } = notice
      const known = find.get(kind, branch, sequence)
      keep.run(kind, branch, sequence, until, firstAt, now, notice.closed ? 1 : 0)
      if (known === undefined) news.push(notice)
      else if (known === 0 && notice.closed) closed.push(notice)
    }
    return { news, closed }
  })

  const tickOff = db.transaction((key: NoticeKey, at: number, clerk: string): Result<null, NoticeError> => {
    const { kind, branch, sequence } = key
    const until = read.get(at, clerk, kind, branch, sequence)
    if (until === undefined) return err({ code: 'no-such-record' })
    appendAct({ at, clerk, act: 'chain-notice-read', detail: rangeText({ kind, sequence, until }) })
    return ok(null)
  })

  return {
    /** Answers what was not known before, and which gaps have been filled since. `now` in seconds. */
    take: (notices: readonly ChainNotice[], now: number): Result<Told, JournalError> =>
      written(() => take.immediate(notices, now)),
    /** Newest first. */
    latest: (limit: number): readonly KeptNotice[] =>
      latest.all(limit).map(({ readAt, readBy, closed, ...row }) => ({
        ...row,
        closed: closed === 1,
        read: readAt === null || readBy === null ? null : { at: readAt, clerk: readBy },
      })),
    /** How many want reading: what this journal lost to damage it tells by itself. */
    unread: (): number => countUnread.get() ?? 0,
    /** Ticked off by `clerk`, and so in the audit, at once or not at all. `at` in seconds. */
    tickOff(key: NoticeKey, at: number, clerk: string): Result<null, NoticeError | JournalError> {
      const result = written(() => tickOff.immediate(key, at, clerk))
      return result.ok ? result.value : result
    },
  }
}

/** As the audit has it. */
export const rangeText = ({
  kind,
  sequence,
  until,
}: Omit<ChainNotice, 'branch' | 'firstAt' | 'closed'>): string => `${kind} ${sequence}–${until}`
