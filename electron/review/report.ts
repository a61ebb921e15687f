// The report of a period as the screen shows it: sums in the catalogue's order, and what the registry has acknowledged of them.
// It adds up what the journal holds; what is unsent or rejected is named, not left out.
import type { Tier } from '../../core/card/card.ts'
import type { Catalogue } from '../../core/policy/catalogue.ts'
import { OUTCOMES } from '../../core/policy/verdict.ts'
import type { LogFilter } from '../../db/journal/log-pages.ts'
import type { Shift } from '../../db/journal/shifts.ts'
import type { ReportView, ShiftView, Tally } from '../api.ts'
import type { Storage } from '../storage.ts'
import { listedView } from './detail.ts'

/** The rejected ones are a worklist of its own; the report names the newest. */
const REJECTED_SHOWN = 100

/** Of a period, or of one shift in it. */
export type ReportOf = { readonly from: number; readonly to: number; readonly shift: Shift | null }

export function reportView(
  storage: Storage,
  catalogue: Catalogue | null,
  { from, to, shift }: ReportOf,
): ReportView {
  const { report, pages } = storage.journal
  const after = shift?.fromSequence ?? 0
  const upTo = shift?.toSequence ?? Number.MAX_SAFE_INTEGER
  const rows = report.between(from, to, { after, upTo })
  const all: LogFilter = {
    from,
    to,
    item: null,
    outcome: null,
    kind: null,
    clerk: null,
    delivery: null,
    tail: null,
  }
  const order = new Map((catalogue?.items ?? []).map(({ id }, i) => [id, i]))
  const place = (id: string): number => order.get(id) ?? order.size
  return {
    from,
    to,
    shift: shift === null ? null : shiftView(shift),
    total: rows.total,
    visits: rows.visits,
    overridden: storage.journal.countActs('overridden', from, to),
    items: entries(rows.byItem)
      .map(([id, sums]) => ({ id, title: catalogue?.items.find(i => i.id === id)?.title ?? null, ...sums }))
      .toSorted((a, b) => place(a.id) - place(b.id)),
    clerks: entries(rows.byClerk)
      .map(([number, sums]) => ({ number, ...sums }))
      .toSorted((a, b) => a.number.localeCompare(b.number)),
    outcomes: OUTCOMES.flatMap(outcome => {
      const sums = rows.byOutcome.get(outcome)
      return sums === undefined ? [] : [{ outcome, ...sums }]
    }),
    tiers: (['A', 'B'] as const satisfies readonly Tier[]).flatMap(tier => {
      const sums = rows.byTier.get(tier)
      return sums === undefined ? [] : [{ tier, ...sums }]
    }),
    hours: [...rows.byHour],
    load: [...rows.load],
    reconciled: {
      records: Object.values(rows.byDelivery).reduce((a, b) => a + b, 0),
      ...rows.byDelivery,
      rejectedRecords: pages
        .page({ ...all, delivery: 'rejected' }, null, REJECTED_SHOWN)
        .filter(({ sequence }) => sequence > after && sequence <= upTo)
        .map(listedView(storage, catalogue)),
    },
  }
}

const entries = (groups: ReadonlyMap<string, Tally>): [string, Tally][] => [...groups]

export const shiftView = ({ id, clerk, beganAt, endedAt, endedBy, unsent, rejected }: Shift): ShiftView => ({
  id,
  clerk,
  beganAt,
  ended:
    endedAt === null || endedBy === null
      ? null
      : { at: endedAt, by: endedBy, unsent: unsent ?? 0, rejected: rejected ?? 0 },
})
