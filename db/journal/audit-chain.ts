// The audit's hash chain: each act is sealed over the one before it, so that a change, a gap or an insertion shows.
// The chain proves what stands between its ends; that acts are missing at its very end, only a copy elsewhere can prove.
import { CHAIN_START, chainHash } from '../../core/sync/chain.ts'
import type { Db } from '../open.ts'

type Facts = {
  readonly id: number
  readonly at: number
  readonly clerk: string | null
  readonly act: string
  readonly detail: string | null
}
export type SealedAct = Facts & { readonly prev: string; readonly hash: string }

const LAST = 'SELECT id, hash FROM audit WHERE id = (SELECT MAX(id) FROM audit)'
const INSERT = 'INSERT INTO audit (id, at, clerk, act, detail, prev, hash) VALUES (?, ?, ?, ?, ?, ?, ?)'
const FROM = 'SELECT id, at, clerk, act, detail, prev, hash FROM audit WHERE id >= ? ORDER BY id LIMIT ?'
const COUNT = 'SELECT COUNT(*) FROM audit'
const BEFORE = 'SELECT hash FROM audit WHERE id < ? ORDER BY id DESC LIMIT 1'
const UNSEALED = 'SELECT id, at, clerk, act, detail FROM audit WHERE hash IS NULL ORDER BY id LIMIT 1000'
const SEAL = 'UPDATE audit SET prev = ?, hash = ? WHERE id = ?'

/** One text for one act: what is hashed, and never kept. */
const textOf = ({ id, at, clerk, act, detail }: Facts): string => JSON.stringify([id, at, clerk, act, detail])
const sealOf = (facts: Facts, prev: string): string => chainHash(prev, textOf(facts))

/** The hash follows from what the act says and from what it claims to follow. */
export const isSealedAct = (act: SealedAct): boolean => sealOf(act, act.prev) === act.hash

/** Adds an act after the last one; within a transaction of the caller's. */
export function actAppender(db: Db) {
  const last = db.prepare<[], { id: number; hash: string }>(LAST)
  const insert = db.prepare<[number, number, string | null, string, string | null, string, string]>(INSERT)
  return (facts: Omit<Facts, 'id'>): void => {
    const { id, hash: prev } = last.get() ?? { id: 0, hash: CHAIN_START }
    const act = { ...facts, id: id + 1 }
    insert.run(act.id, act.at, act.clerk, act.act, act.detail, prev, sealOf(act, prev))
  }
}

/** Seals what is older than the chain, in order; within a transaction of the caller's. */
export function sealOlderActs(db: Db): void {
  const unsealed = db.prepare<[], Facts>(UNSEALED)
  const before = db.prepare<[number], string | null>(BEFORE).pluck()
  const seal = db.prepare<[string, string, number]>(SEAL)
  for (let piece = unsealed.all(); piece.length > 0; piece = unsealed.all()) {
    for (const facts of piece) {
      const prev = before.get(facts.id) ?? CHAIN_START
      seal.run(prev, sealOf(facts, prev), facts.id)
    }
  }
}

export type AuditCondition = {
  readonly acts: number
  /** The first act that does not follow from the one before it; null: none. */
  readonly brokenAt: number | null
}

/** From the first act to the last, in pieces; `onPiece` hears how many have been walked. */
export function walkAudit(db: Db, onPiece: (done: number) => void = () => {}, pieceOf = 500): AuditCondition {
  const from = db.prepare<[number, number], SealedAct>(FROM)
  const acts = db.prepare<[], number>(COUNT).pluck().get() ?? 0
  let at = 0
  let prev = CHAIN_START
  for (;;) {
    const piece = from.all(at + 1, pieceOf)
    for (const act of piece) {
      if (act.id !== at + 1 || act.prev !== prev || !isSealedAct(act)) return { acts, brokenAt: at + 1 }
      at = act.id
      prev = act.hash
    }
    onPiece(at)
    if (piece.length < pieceOf) return { acts, brokenAt: null }
  }
}
