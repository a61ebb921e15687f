// Past records as the screen may see them: pages, and one record with its visit, its void and its replayed verdict.
// Masked like every list: no full card number, no name but the masked one.
import type { Presentation } from '../../core/card/card.ts'
import type { Catalogue } from '../../core/policy/catalogue.ts'
import { err, ok, type Result } from '../../core/result.ts'
import type { ListedRecord } from '../../db/journal/log-pages.ts'
import type { Input, ListedRecordView, Output, RecordDetail } from '../api.ts'
import { nameFinder, recordView } from '../records.ts'
import type { Storage } from '../storage.ts'
import { type ReplayParts, replayOf } from './replay.ts'

/** One record as a list shows it. */
export function listedView(
  { cache }: Pick<Storage, 'cache'>,
  catalogue: Catalogue | null,
): (record: ListedRecord) => ListedRecordView {
  const names = nameFinder(cache)
  return record => recordView(record, catalogue, names, record.voided)
}

export function recordsPage(
  storage: Storage,
  catalogue: Catalogue | null,
  { filter, below, limit }: Input<'records.page'>,
): Output<'records.page'> {
  const { pages } = storage.journal
  // One more than asked for tells whether there is a next page.
  const found = pages.page(filter, below, limit + 1)
  return {
    records: found.slice(0, limit).map(listedView(storage, catalogue)),
    total: pages.count(filter),
    more: found.length > limit,
  }
}

export function recordDetail(
  storage: Storage,
  catalogue: Catalogue | null,
  parts: ReplayParts,
  id: string,
): Result<RecordDetail, { readonly code: 'no-such-record' }> {
  const { pages, receipts } = storage.journal
  const found = pages.byId(id)
  if (found === null) return err({ code: 'no-such-record' })
  const { body } = found
  const listed = listedView(storage, catalogue)
  const voidedBy = pages.voidOf(id)
  return ok({
    record: listed(found),
    // Written by this very program: the log's chain vouches for it.
    presentation: body.presentation as Presentation | null,
    personChecked: body.personChecked,
    took: body.took,
    comment: body.comment,
    rating: body.rating,
    basis: {
      catalogue: body.basis.catalogue,
      sequence: body.basis.sequence,
      keyList: body.basis.keyList,
      app: body.basis.app,
    },
    voidedBy: voidedBy === null ? null : listed(voidedBy),
    sameVisit: pages
      .ofVisit(body.visit)
      .filter(r => r.body.id !== id)
      .map(listed),
    receipts: receipts.copies(body.visit),
    replay: replayOf(body, parts),
  })
}
