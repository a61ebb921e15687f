// Records and reports as files. Names are masked, card numbers are their last four, and a comment can never become a formula.
// A long export is read a piece at a time, so that a scan comes between.
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Catalogue } from '../../core/policy/catalogue.ts'
import { OVERRIDE_REASONS } from '../../core/policy/override-reasons.ts'
import { err, ok, type Result } from '../../core/result.ts'
import { type Cell, csvOf, type Sheet, xlsxOf } from '../../core/table/sheet.ts'
import type { Below, ListedRecord, LogFilter } from '../../db/journal/log-pages.ts'
import type { FileView, Input, Tally } from '../api.ts'
import { nameFinder, recordView } from '../records.ts'
import type { Storage } from '../storage.ts'
import { EXPORT_WORDS, type ExportLanguage, type ExportWords } from './export-words.ts'
import { type ReportOf, reportView } from './report.ts'

/** More than a hall does in a year at one window; above it the question is better asked by month. */
export const MAX_ROWS = 20_000
const PIECE = 500

type Format = Input<'report.export'>['format']

export async function exportRecords(
  storage: Storage,
  catalogue: Catalogue | null,
  { filter, format, language }: Input<'records.export'>,
): Promise<Result<FileView, { readonly code: 'too-many-records' }>> {
  if (storage.journal.pages.count(filter) > MAX_ROWS) return err({ code: 'too-many-records' })
  const words = EXPORT_WORDS[language]
  const line = recordLine(storage, catalogue, words, language)
  const rows: Cell[][] = []
  for await (const piece of pieces(storage, filter)) rows.push(...piece.map(line))
  const sheet: Sheet = {
    name: words.records,
    header: [
      words.sequence,
      words.date,
      words.time,
      words.kind,
      words.holder,
      words.tail,
      words.tier,
      words.itemId,
      words.item,
      words.relation,
      words.quantity,
      words.amount,
      words.outcome,
      words.reason,
      words.clerk,
      words.delivery,
      words.voided,
      words.overriddenBy,
      words.overrideReason,
      words.overrideText,
      words.comment,
    ],
    rows,
  }
  return ok(await fileOf('records', { ...filter, shift: null }, format, [sheet]))
}

async function* pieces(storage: Storage, filter: LogFilter): AsyncGenerator<readonly ListedRecord[]> {
  let below: Below | null = null
  for (;;) {
    const piece: readonly ListedRecord[] = storage.journal.pages.page(filter, below, PIECE)
    yield piece
    const last = piece.at(-1)
    if (last === undefined || piece.length < PIECE) return
    below = { at: last.body.at, sequence: last.sequence }
    await nextTurn()
  }
}

function recordLine(
  { cache }: Storage,
  catalogue: Catalogue | null,
  words: ExportWords,
  language: ExportLanguage,
): (record: ListedRecord) => Cell[] {
  const nameOf = nameFinder(cache)
  return record => {
    const view = recordView(record, catalogue, nameOf, record.voided)
    const when = local(view.at)
    return [
      view.sequence,
      when.slice(0, 10),
      when.slice(11, 19),
      words.kinds[view.kind],
      view.nameMasked,
      view.cardTail,
      view.tier,
      view.itemId,
      view.itemTitle?.[language] ?? null,
      view.relation === null ? null : words.relations[view.relation],
      view.quantity,
      view.amountCny,
      words.outcomes[view.outcome],
      view.reason,
      view.clerk,
      words.deliveries[view.delivery],
      record.voided ? words.yes : null,
      view.override?.by ?? null,
      view.override === null ? null : overrideGround(view.override.reason, words),
      view.override?.text ?? null,
      record.body.comment,
    ]
  }
}

/** What a newer program may have written stands there as it was written. */
const overrideGround = (reason: string, words: ExportWords): string => {
  const known = OVERRIDE_REASONS.find(each => each === reason)
  return known === undefined ? reason : words.overrideReasons[known]
}

export async function exportReport(
  storage: Storage,
  catalogue: Catalogue | null,
  of: ReportOf,
  { format, language }: Pick<Input<'report.export'>, 'format' | 'language'>,
): Promise<FileView> {
  const words = EXPORT_WORDS[language]
  const report = reportView(storage, catalogue, of)
  const sums = (group: string, name: string, t: Tally): Cell[] => [
    group,
    name,
    t.services,
    t.refusals,
    t.voided,
    t.tickets,
    t.amountCny,
    t.voids,
  ]
  const { reconciled } = report
  const sheets: Sheet[] = [
    {
      name: words.report,
      header: [
        words.group,
        words.name,
        words.services,
        words.refusals,
        words.voidedCount,
        words.tickets,
        words.amount,
        words.voids,
      ],
      rows: [
        sums(words.total, spanOf(of).join(' – '), report.total),
        ...report.items.map(i => sums(words.byItem, `${i.id} ${i.title?.[language] ?? ''}`.trim(), i)),
        ...report.clerks.map(c => sums(words.byClerk, c.number, c)),
        ...report.outcomes.map(o => sums(words.byOutcome, words.outcomes[o.outcome], o)),
        ...report.tiers.map(t => sums(words.byTier, t.tier, t)),
        [words.overridden, null, report.overridden, null, null, null, null, null],
      ],
    },
    {
      name: words.byHour,
      header: [words.time, words.visits, words.services, words.refusals],
      rows: report.hours.map((h, hour) => [
        `${String(hour).padStart(2, '0')}:00`,
        h.arrivals,
        h.served,
        h.refusals,
      ]),
    },
    {
      name: words.load,
      header: [words.time, words.busy, words.begun, words.ended, words.stillOpen, words.unsent],
      rows: report.load.map((h, hour) => [
        `${String(hour).padStart(2, '0')}:00`,
        Math.round(h.busy * 1000) / 10,
        h.begun,
        h.ended,
        h.open,
        h.unsent,
      ]),
    },
    {
      name: words.byDelivery,
      header: [words.delivery, words.records],
      rows: (['acknowledged', 'pending', 'sent', 'rejected'] as const).map(state => [
        words.deliveries[state],
        reconciled[state],
      ]),
    },
  ]
  return await fileOf('report', of, format, sheets)
}

async function fileOf(
  what: string,
  of: ReportOf,
  format: Format,
  sheets: readonly Sheet[],
): Promise<FileView> {
  const span = [...new Set(spanOf(of))].join('-to-').replaceAll(' ', '-').replaceAll(':', '')
  const name = `huicai-${what}-${span}.${format}`
  const bytes = format === 'csv' ? csvOf(sheets) : await xlsxOf(sheets)
  return { name, type: TYPE[format], base64: bytes.toString('base64') }
}

const TYPE: Readonly<Record<Format, string>> = {
  csv: 'text/csv;charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

/** The first and the last day; of a shift, which is a piece of a day, with the times. */
function spanOf({ from, to, shift }: ReportOf): readonly [string, string] {
  const said = (at: number) =>
    local(at)
      .slice(0, shift === null ? 10 : 16)
      .replace('T', ' ')
  return [said(from), said(to - 1)]
}

/** "2026-11-24T10:32:05" of Asia/Shanghai, which is UTC+8 the year round. */
const local = (at: number): string => new Date((at + 8 * 3600) * 1000).toISOString().slice(0, 19)
