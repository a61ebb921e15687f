// What the registry says of this journal's chain: that it forked after a restored backup, that a piece of it is missing.
// Kept as it was told, for the screen, for support and for whoever looks back; only a filled gap changes.
import type { Result } from '../../core/result.ts'
import type { ChainNotice } from '../../core/sync/wire.ts'
import type { Db } from '../open.ts'
import { type JournalError, written } from './write.ts'

/** `toldAt` in seconds: when this terminal first heard of it. */
export type KeptNotice = ChainNotice & { readonly toldAt: number }
export type Told = { readonly news: readonly ChainNotice[]; readonly closed: readonly ChainNotice[] }

const FIND = 'SELECT closed FROM chain_notice WHERE kind = ? AND branch = ? AND sequence = ?'
const ADD = `
  INSERT INTO chain_notice (kind, branch, sequence, until, first_at, told_at, closed) VALUES (?, ?, ?, ?, ?, ?, ?)`
const FOLLOW = `
  UPDATE chain_notice SET until = ?, closed = ?
  WHERE kind = ? AND branch = ? AND sequence = ? AND (until <> ? OR closed <> ?)`
const LATEST = `
  SELECT kind, branch, sequence, until, first_at AS firstAt, told_at AS toldAt, closed
  FROM chain_notice WHERE told_at >= 0 ORDER BY told_at DESC LIMIT ?`

type Row = Omit<KeptNotice, 'closed'> & { readonly closed: number }

export function chainNotices(db: Db) {
  const find = db.prepare<[string, number, number], number>(FIND).pluck()
  const add = db.prepare<[string, number, number, number, number, number, number]>(ADD)
  const follow = db.prepare<[number, number, string, number, number, number, number]>(FOLLOW)
  const latest = db.prepare<[number], Row>(LATEST)

  const take = db.transaction((notices: readonly ChainNotice[], now: number): Told => {
    const news: ChainNotice[] = []
    const closed: ChainNotice[] = []
    for (const notice of notices) {
      const { kind, branch, sequence, until, firstAt } = notice
      const known = find.get(kind, branch, sequence)
      const isClosed = notice.closed ? 1 : 0
      if (known === undefined) {
        add.run(kind, branch, sequence, until, firstAt, now, isClosed)
        news.push(notice)
      } else {
        follow.run(until, isClosed, kind, branch, sequence, until, isClosed)
        if (known === 0 && notice.closed) closed.push(notice)
      }
    }
    return { news, closed }
  })

  return {
    /** Answers what was not known before, and which gaps have been filled since. `now` in seconds. */
    take: (notices: readonly ChainNotice[], now: number): Result<Told, JournalError> =>
      written(() => take.immediate(notices, now)),
    /** Newest first. */
    latest: (limit: number): readonly KeptNotice[] =>
      latest.all(limit).map(row => ({ ...row, closed: row.closed === 1 })),
  }
}
