// What an office looks into: why people were refused, how quotas are used, sites and cards without any service, overrides, ratings.
// Lists that may be long are read page by page.
import { Button } from 'antd'
import { lazy, Suspense, useCallback, useState } from 'react'
import type { Ink } from '../../../renderer/ui/chart.tsx'
import { call, type Output, type Refusal } from '../api.ts'
import { cardOf, countOf, dateOf } from '../format.ts'
import { titleOfReason } from '../i18n/reason-title.ts'
import { type Texts, useLanguage, useTexts } from '../i18n/texts.ts'
import { useMay } from '../session/me.ts'
import { Refused, Table } from '../ui/parts.tsx'
import { Link } from '../ui/router.tsx'
import { Part } from './cuts.tsx'
import { type Figures, knownCount } from './figures.ts'
import { gradeOption } from './options.ts'

const Chart = lazy(() => import('../../../renderer/ui/chart.tsx'))

export function Findings({ figures }: { readonly figures: Figures }) {
  const t = useTexts()
  const language = useLanguage()
  const s = t.supervision
  const maySeeCards = useMay('holder.search')
  return (
    <>
      <div className="pair">
        <Part title={s.reasons}>
          <Table
            testId="reasons"
            label={s.reasons}
            rows={figures.reasons}
            keyOf={r => `${r.outcome} ${r.reason}`}
            empty={s.nothing}
            columns={[
              { head: s.reason, cell: r => `${r.reason} ${titleOfReason(r.reason, language)}` },
              { head: s.count, cell: r => countOf(r.refusals), narrow: true },
            ]}
          />
        </Part>
        <Part title={s.grades}>
          <GradeChart grades={figures.grades} />
          <Table
            testId="grades"
            label={s.grades}
            rows={figures.grades.map((visits, i) => ({ grade: i + 1, visits }))}
            keyOf={g => g.grade}
            empty={s.nothing}
            columns={[
              { head: s.grades, cell: g => s.grade(g.grade), narrow: true },
              { head: s.visits, cell: g => countOf(g.visits), narrow: true },
            ]}
          />
        </Part>
      </div>
      <Part title={s.quotas}>
        <Table
          testId="quotas"
          label={s.quotas}
          rows={figures.quotas}
          keyOf={q => q.item}
          empty={s.nothing}
          columns={[
            { head: s.item, cell: q => `${q.item} ${q.title[language]}` },
            { head: s.limit, cell: q => limitText(q.quota, s), narrow: true },
            { head: s.services, cell: q => countOf(q.services), narrow: true },
            { head: s.holders, cell: q => knownCount(q.holders), narrow: true },
            { head: s.entitled, cell: q => countOf(q.entitled), narrow: true },
            { head: s.usedShare, cell: q => usedText(q), narrow: true },
          ]}
        />
      </Part>
      <Part title={s.overrides}>
        <Table
          testId="overrides"
          label={s.overrides}
          rows={figures.overrides}
          keyOf={o => `${o.site} ${o.item} ${o.reason}`}
          empty={s.overridesNone}
          columns={[
            { head: s.site, cell: o => o.name[language] },
            { head: s.item, cell: o => `${o.item} ${o.title[language]}` },
            { head: s.reason, cell: o => `${o.reason} ${titleOfReason(o.reason, language)}` },
            { head: s.count, cell: o => countOf(o.services), narrow: true },
          ]}
        />
      </Part>
      <Part title={s.idle}>
        <Table
          testId="idle"
          label={s.idle}
          rows={figures.idleSites}
          keyOf={x => x.site}
          empty={s.idleNone}
          columns={[
            { head: s.site, cell: x => <Link to={`/sites/${x.site}`}>{x.name[language]}</Link> },
            { head: s.county, cell: x => x.county, narrow: true },
            {
              head: s.ever,
              narrow: true,
              cell: x =>
                x.ever ? (
                  <span className="mark">{s.everYes}</span>
                ) : (
                  <span className="mark mark-over">{s.everNo}</span>
                ),
            },
          ]}
        />
      </Part>
      {maySeeCards && <UnusedCards figures={figures} />}
    </>
  )
}

export function GradeChart({ grades }: { readonly grades: readonly number[] }) {
  const t = useTexts().supervision
  const shown = JSON.stringify(grades)
  const option = useCallback((ink: Ink) => gradeOption(JSON.parse(shown), t.grade, ink), [shown, t])
  if (grades.every(n => n === 0)) return null
  return (
    <Suspense fallback={<div className="chart" style={{ height: 180 }} />}>
      <Chart label={t.chartOf(t.grades)} height={180} option={option} />
    </Suspense>
  )
}

function limitText(quota: Figures['quotas'][number]['quota'], t: Texts['supervision']): string {
  switch (quota.kind) {
    case 'times':
      return t.limits.times(quota.limit)
    case 'amount':
      return t.limits.amount(countOf(quota.limitCny))
    case 'years':
      return t.limits.years(quota.limit)
    case 'tickets':
      return t.limits.tickets(quota.limit)
  }
}

const usedText = ({ holders, entitled }: Figures['quotas'][number]): string =>
  holders === null || entitled === 0 ? '—' : `${((holders / entitled) * 100).toFixed(1)}%`

type UnusedCard = Output<'supervision.unusedCards'>['cards'][number]
const AT_ONCE = 50

function UnusedCards({ figures }: { readonly figures: Figures }) {
  const t = useTexts()
  const s = t.supervision
  const [cards, setCards] = useState<readonly UnusedCard[] | null>(null)
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const [more, setMore] = useState(true)
  async function next(): Promise<void> {
    const answer = await call('supervision.unusedCards', { after: cards?.at(-1)?.card ?? '', limit: AT_ONCE })
    if (!answer.ok) return setRefusal(answer.error)
    setCards([...(cards ?? []), ...answer.value.cards])
    setMore(answer.value.cards.length === AT_ONCE)
  }
  return (
    <Part title={s.cards}>
      <Table
        testId="cards"
        label={s.cards}
        rows={figures.cards}
        keyOf={c => c.tier}
        empty={s.notCounted}
        columns={[
          {
            head: s.tier,
            cell: c => (c.tier === 'A' || c.tier === 'B' ? s.tiers[c.tier] : c.tier),
            narrow: true,
          },
          { head: s.inForce, cell: c => countOf(c.inForce), narrow: true },
          { head: s.unused, cell: c => countOf(c.unused), narrow: true },
        ]}
      />
      <Refused refusal={refusal} />
      {cards !== null && (
        <Table
          testId="unused"
          label={s.list}
          rows={cards}
          keyOf={c => c.card}
          empty={t.frame.none}
          columns={[
            {
              head: s.card,
              cell: c => <Link to={`/holders/${c.card}`}>{cardOf(c.card)}</Link>,
              narrow: true,
            },
            { head: s.name, cell: c => c.nameMasked },
            { head: s.tier, cell: c => s.tiers[c.tier], narrow: true },
            { head: s.since, cell: c => dateOf(c.since), narrow: true },
          ]}
        />
      )}
      {more && (
        <div className="paging">
          <Button onClick={() => void next()} data-testid="unused-more">
            {cards === null ? s.list : s.moreCards}
          </Button>
        </div>
      )}
    </Part>
  )
}
