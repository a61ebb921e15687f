// The service log as the screen asks for it, for a clerk who is signed in.
// It reads only.
import { err, ok } from '../../core/result.ts'
import type { recordsProcedures } from '../api/records.ts'
import { todaysRecords } from '../records.ts'
import { recordDetail, recordsPage } from '../review/detail.ts'
import type { Context, HandlersOf } from './context.ts'

export function recordsHandlers({
  storage,
  clock,
  signedIn,
  identity,
  rules,
}: Context): HandlersOf<typeof recordsProcedures> {
  const catalogue = () => rules()?.catalogue ?? null
  return {
    'records.today'({ limit }) {
      const who = signedIn()
      return who.ok ? ok(todaysRecords(storage, catalogue(), clock.now(), limit)) : who
    },

    'records.page'(asked) {
      const who = signedIn()
      return who.ok ? ok(recordsPage(storage, catalogue(), asked)) : who
    },

    'records.services'() {
      const who = signedIn()
      if (!who.ok) return who
      return ok({ services: (catalogue()?.items ?? []).map(({ id, title }) => ({ id, title })) })
    },

    'records.detail'({ id }) {
      const who = signedIn()
      if (!who.ok) return who
      const terminal = identity()
      if (terminal === null) return err({ code: 'not-enrolled' })
      const parts = {
        catalogues: storage.journal.catalogues,
        keys: rules()?.keys ?? null,
        window: { siteKind: terminal.site.siteKind, itemIds: terminal.site.itemIds },
      }
      return recordDetail(storage, catalogue(), parts, id)
    },
  }
}
