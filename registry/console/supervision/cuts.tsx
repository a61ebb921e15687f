// The same period cut six ways, each a table, the first two with their charts.
// ECharts comes in a chunk of its own, when the first chart is shown.
import { lazy, type ReactNode, Suspense, useCallback } from 'react'
import type { Ink } from '../../../renderer/ui/chart.tsx'
import { countOf } from '../format.ts'
import { useLanguage, useTexts } from '../i18n/texts.ts'
import { Table } from '../ui/parts.tsx'
import { type Figures, knownCount, secondsText, shareText } from './figures.ts'
import { barOption, columnOption, type Row } from './options.ts'

const Chart = lazy(() => import('../../../renderer/ui/chart.tsx'))

type Counted = { readonly services: number; readonly refusals: number; readonly voids: number }
type Column<R> = { readonly head: string; readonly cell: (row: R) => ReactNode; readonly narrow?: boolean }

function useCounts<R extends Counted>(): readonly Column<R>[] {
  const t = useTexts().supervision
  return [
    { head: t.services, cell: row => countOf(row.services), narrow: true },
    { head: t.refusals, cell: row => countOf(row.refusals), narrow: true },
    { head: t.share, cell: row => shareText(row), narrow: true },
    { head: t.voids, cell: row => countOf(row.voids), narrow: true },
  ]
}

function usePersons<
  R extends { readonly holders: number | null; readonly medianSeconds: number | null },
>(): readonly Column<R>[] {
  const t = useTexts().supervision
  return [
    { head: t.holders, cell: row => knownCount(row.holders), narrow: true },
    { head: t.median, cell: row => secondsText(row.medianSeconds, t), narrow: true },
  ]
}

export function Cuts({ figures }: { readonly figures: Figures }) {
  const t = useTexts()
  const language = useLanguage()
  const s = t.supervision
  const empty = s.nothing
  const months = figures.months.map(m => ({
    label: s.month(Number(m.month.slice(5))),
    services: m.services,
    refusals: m.refusals,
  }))
  const units = figures.units.map(u => ({
    label: u.unit[language],
    services: u.services,
    refusals: u.refusals,
  }))
  return (
    <>
      <Part title={s.byMonth}>
        <Drawn title={s.byMonth} kind="columns" rows={months} />
        <Table
          testId="by-month"
          label={s.byMonth}
          rows={figures.months}
          keyOf={m => m.month}
          empty={empty}
          columns={[
            { head: s.period, cell: m => m.month, narrow: true },
            ...useCounts<Counted & { month: string }>(),
          ]}
        />
      </Part>
      <Part title={s.byUnit}>
        <Drawn title={s.byUnit} kind="bars" rows={units} />
        <Table
          testId="by-unit"
          label={s.byUnit}
          rows={figures.units}
          keyOf={u => u.unit.zh}
          empty={empty}
          columns={[{ head: s.unit, cell: u => u.unit[language] }, ...useCounts<Figures['units'][number]>()]}
        />
      </Part>
      <Part title={s.byItem}>
        <Table
          testId="by-item"
          label={s.byItem}
          rows={figures.items}
          keyOf={i => i.item}
          empty={empty}
          columns={[
            { head: s.item, cell: i => `${i.item} ${i.title[language]}` },
            ...useCounts<Figures['items'][number]>(),
            ...usePersons<Figures['items'][number]>(),
          ]}
        />
      </Part>
      <Part title={s.bySite}>
        <Table
          testId="by-site"
          label={s.bySite}
          rows={figures.sites}
          keyOf={x => x.site}
          empty={empty}
          columns={[
            { head: s.site, cell: x => x.name[language] },
            { head: s.county, cell: x => x.county, narrow: true },
            ...useCounts<Figures['sites'][number]>(),
            ...usePersons<Figures['sites'][number]>(),
          ]}
        />
      </Part>
      <div className="pair">
        <Part title={s.byCounty}>
          <Table
            testId="by-county"
            label={s.byCounty}
            rows={figures.counties}
            keyOf={c => c.county}
            empty={empty}
            columns={[
              { head: s.county, cell: c => c.county || t.frame.none, narrow: true },
              ...useCounts<Figures['counties'][number]>(),
            ]}
          />
        </Part>
        <Part title={s.byTier}>
          <Table
            testId="by-tier"
            label={s.byTier}
            rows={figures.tiers}
            keyOf={r => r.tier}
            empty={empty}
            columns={[
              { head: s.tier, cell: r => tierText(r.tier, s.tiers), narrow: true },
              ...useCounts<Figures['tiers'][number]>(),
            ]}
          />
        </Part>
      </div>
    </>
  )
}

const tierText = (
  tier: string,
  names: { readonly A: string; readonly B: string; readonly '': string },
): string => (tier === 'A' || tier === 'B' || tier === '' ? names[tier] : tier)

export function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="part">
      <h2>{title}</h2>
      {children}
    </section>
  )
}

type DrawnProps = { readonly title: string; readonly kind: 'columns' | 'bars'; readonly rows: readonly Row[] }

function Drawn({ title, kind, rows }: DrawnProps) {
  const t = useTexts().supervision
  const names = JSON.stringify({ services: t.services, refusals: t.refusals })
  const shown = JSON.stringify(rows)
  // The same figures are the same chart: it is drawn anew only when one of them changes.
  const option = useCallback(
    (ink: Ink) => (kind === 'columns' ? columnOption : barOption)(JSON.parse(shown), JSON.parse(names), ink),
    [kind, shown, names],
  )
  if (rows.length === 0) return null
  const height = kind === 'columns' ? 260 : 60 + rows.length * 44
  return (
    <Suspense fallback={<div className="chart" style={{ height }} />}>
      <Chart label={t.chartOf(title)} height={height} option={option} />
    </Suspense>
  )
}
