// The figures of a period as a workbook: each cut a sheet of its own, the same numbers as on the page.
// Every text goes through the table's own care for formulas; a share is a number, so that it can be sorted.
import type { Bilingual } from '../../core/policy/catalogue.ts'
import type { Cell, Sheet } from '../../core/table/sheet.ts'
import { titleOfReason } from '../console/i18n/reason-title.ts'
import type { Texts } from '../console/i18n/texts.ts'
import type { Figures } from './figures.ts'

type Language = keyof Bilingual
type Line = {
  readonly services: number
  readonly refusals: number
  readonly voids: number
  readonly amount: number
}

export function figureSheets(
  figures: Figures,
  period: string,
  texts: Texts['supervision'],
  language: Language,
): Sheet[] {
  const t = texts
  const counts = [t.services, t.refusals, t.share, t.voids, t.amount]
  const cells = (l: Line): Cell[] => [l.services, l.refusals, shareOf(l), l.voids, l.amount]
  const persons = [t.holders, t.median]
  const { total } = figures
  return [
    {
      name: t.total,
      header: [t.figure, t.value],
      rows: [
        [t.period, period],
        [t.services, total.services],
        [t.refusals, total.refusals],
        [t.share, shareOf(total)],
        [t.voids, total.voids],
        [t.tickets, total.tickets],
        [t.amount, total.amount],
        [t.holders, total.holders],
        [t.median, rounded(total.medianSeconds)],
        ...figures.grades.map((visits, i): Cell[] => [`${t.grades}: ${t.grade(i + 1)}`, visits]),
        ...figures.cards.flatMap((c): Cell[][] => [
          [`${t.inForce}: ${c.tier}`, c.inForce],
          [`${t.unused}: ${c.tier}`, c.unused],
        ]),
      ],
    },
    {
      name: t.byMonth,
      header: [t.period, ...counts],
      rows: figures.months.map(m => [m.month, ...cells(m)]),
    },
    {
      name: t.byUnit,
      header: [t.unit, ...counts],
      rows: figures.units.map(u => [u.unit[language], ...cells(u)]),
    },
    {
      name: t.byItem,
      header: [t.item, t.name, ...counts, ...persons],
      rows: figures.items.map(i => [
        i.item,
        i.title[language],
        ...cells(i),
        i.holders,
        rounded(i.medianSeconds),
      ]),
    },
    {
      name: t.bySite,
      header: [t.site, t.county, ...counts, ...persons],
      rows: figures.sites.map(s => [
        s.name[language],
        s.county,
        ...cells(s),
        s.holders,
        rounded(s.medianSeconds),
      ]),
    },
    {
      name: t.byCounty,
      header: [t.county, ...counts],
      rows: figures.counties.map(c => [c.county, ...cells(c)]),
    },
    {
      name: t.byTier,
      header: [t.tier, ...counts],
      rows: figures.tiers.map(r => [tierName(r.tier, t), ...cells(r)]),
    },
    {
      name: t.reasons,
      header: [t.reason, t.name, t.count],
      rows: figures.reasons.map(r => [r.reason, titleOfReason(r.reason, language), r.refusals]),
    },
    {
      name: t.quotas,
      header: [t.item, t.name, t.services, t.holders, t.entitled],
      rows: figures.quotas.map(q => [q.item, q.title[language], q.services, q.holders, q.entitled]),
    },
    {
      name: t.overrides,
      header: [t.site, t.item, t.reason, t.count],
      rows: figures.overrides.map(o => [
        o.name[language],
        `${o.item} ${o.title[language]}`,
        titleOfReason(o.reason, language),
        o.services,
      ]),
    },
    {
      name: t.idle,
      header: [t.site, t.county, t.ever],
      rows: figures.idleSites.map(s => [s.name[language], s.county, s.ever ? t.everYes : t.everNo]),
    },
  ].map(sheet => ({ ...sheet, name: sheetName(sheet.name) }))
}

/** Excel takes 31 characters and none of these. */
const sheetName = (name: string): string => name.replaceAll(/[\\/?*[\]:]/g, ' ').slice(0, 31)

export const tierName = (tier: string, texts: Texts['supervision']): string =>
  tier === 'A' || tier === 'B' || tier === '' ? texts.tiers[tier] : tier

/** Refusals among all who came, 0 to 1; null of nobody. */
export function shareOf({
  services,
  refusals,
}: {
  readonly services: number
  readonly refusals: number
}): number | null {
  const came = services + refusals
  return came === 0 ? null : Math.round((refusals / came) * 10_000) / 10_000
}

const rounded = (seconds: number | null): number | null =>
  seconds === null ? null : Math.round(seconds * 10) / 10
