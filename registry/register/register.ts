// The office's register of holders: look up, look closer, correct, change standing now or on a day to come.
// What registry.ts hands on; each change is on its way to the terminals when the call answers.
import { maskName } from '../../core/card/mask.ts'
import type { Result } from '../../core/result.ts'
import { findHolder, type HolderRecord, historyOf } from '../holders.ts'
import type { KeyRing } from '../keys.ts'
import type { Sql } from '../store/sql.ts'
import { type Correction, type CorrectionError, correct, correctionsOf } from './correct.ts'
import { type Pair, pairsOf, setApart } from './duplicates.ts'
import * as family from './family.ts'
import { cardsToMake, exitsOf, type Issue } from './issue.ts'
import type { Likeness } from './likeness.ts'
import * as merging from './merge.ts'
import * as photos from './photo.ts'
import { type HolderQuery, searchHolders } from './search.ts'
import * as standing from './standing-due.ts'

export type OfficeRegister = ReturnType<typeof createOfficeRegister>
export type By = { readonly actor: string; readonly reason: string }

export function createOfficeRegister(parts: {
  readonly sql: Sql
  readonly keys: KeyRing
  readonly now: () => number
  /** Publishes what waits. */
  readonly publish: () => Promise<unknown>
}) {
  const { sql, keys, now, publish } = parts
  const { idLookupKey } = keys

  async function published<T, E>(result: Result<T, E>): Promise<Result<T, E>> {
    if (result.ok) await publish()
    return result
  }

  return {
    search: (asked: HolderQuery) => searchHolders(sql, asked, idLookupKey),
    find: (card: string): Promise<HolderRecord | null> => findHolder(sql, card),
    /** The holder masked, with everything that was ever decided or corrected about him. */
    async page(card: string) {
      const holder = await findHolder(sql, card)
      if (holder === null) return null
      const [history, corrections, due, merges, others] = await Promise.all([
        historyOf(sql, card),
        correctionsOf(sql, card),
        standing.dueOf(sql, card),
        merging.mergesOf(sql, card),
        merging.mergedInto(sql, card),
      ])
      return { holder, maskedName: maskName(holder.name), history, corrections, due, merges, others }
    },
    /** Entries that may be one holder. */
    pairs: (likeness: Likeness, after: Pick<Pair, 'card' | 'other'> | null, limit: number) =>
      pairsOf(sql, likeness, after, limit),
    setApart: (card: string, other: string, by: By) => setApart(sql, card, other, { ...by, now: now() }),
    merge: async (kept: string, gone: string, by: By): Promise<Result<null, merging.MergeError>> =>
      await published(await merging.merge(sql, kept, gone, { ...by, now: now(), idLookupKey })),
    split: async (gone: string, by: By): Promise<Result<null, merging.MergeError>> =>
      await published(await merging.split(sql, gone, { ...by, now: now(), idLookupKey })),
    family: (card: string) => family.familyOf(sql, card),
    addMember: (
      card: string,
      member: Parameters<typeof family.addMember>[2],
      needed: readonly family.FamilyRelation[],
      by: By,
    ) => family.addMember(sql, card, member, needed, { ...by, now: now() }),
    endMember: (card: string, id: number, until: string, by: By) =>
      family.endMember(sql, card, id, until, { ...by, now: now() }),
    photo: (card: string) => photos.photoOf(sql, card),
    hasPhoto: (card: string) => photos.hasPhoto(sql, card),
    putPhoto: (card: string, picture: Buffer, actor: string) =>
      photos.putPhoto(sql, card, picture, { actor, now: now() }),
    removePhoto: (card: string) => photos.removePhoto(sql, card),
    correct: async (card: string, wanted: Correction, by: By): Promise<Result<null, CorrectionError>> =>
      await published(await correct(sql, card, wanted, { ...by, now: now(), idLookupKey })),
    act: async (asked: standing.DatedAct) => await published(await standing.act(sql, asked, now())),
    withdraw: (id: number) => standing.withdraw(sql, id, now()),
    cardsToMake: (issue: Issue, since: string) => cardsToMake(sql, keys, issue, since, now()),
    exitsOf: (year: number) => exitsOf(sql, year),
    /** What is due today; to be asked again and again. */
    carryOutDue: () => standing.carryOutDue(sql, now()),
  }
}
