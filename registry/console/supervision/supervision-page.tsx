// Supervision (art. 8): what was served and refused in a period, by month, unit, item, site, county and tier.
// Every chart has its table beside it; the filters stand in the address; what is still being counted is said.
import { TIERS } from '../../../core/card/card.ts'
import type { Output } from '../api.ts'
import { countOf, timeOf } from '../format.ts'
import { useLanguage, useTexts } from '../i18n/texts.ts'
import { useMay } from '../session/me.ts'
import { Choice, PageHead, Refused } from '../ui/parts.tsx'
import { isPeriod, PeriodChoice } from '../ui/period.tsx'
import { useFilters } from '../ui/router.tsx'
import { useCall } from '../ui/use-call.ts'
import { Cuts } from './cuts.tsx'
import { Downloads } from './downloads.tsx'
import { Findings } from './findings.tsx'
import { Totals } from './totals.tsx'
import { useCounting } from './use-counting.ts'

const FILTERS = ['period', 'county', 'unit', 'site', 'item', 'tier'] as const

export default function SupervisionPage() {
  const t = useTexts()
  const choices = useCall('supervision.choices', {})
  return (
    <>
      <PageHead title={t.supervision.title} note={t.supervision.lead} />
      <Refused refusal={choices.state === 'refused' ? choices.error : null} />
      {choices.value !== null && <Asked choices={choices.value} />}
    </>
  )
}

function Asked({ choices }: { readonly choices: Output<'supervision.choices'> }) {
  const t = useTexts()
  const language = useLanguage()
  const [filters, setFilters] = useFilters(FILTERS)
  const period = isPeriod(filters.period) ? filters.period : choices.today.slice(0, 4)
  const tier = TIERS.find(known => known === filters.tier) ?? null
  const question = {
    period,
    county: filters.county || null,
    unit: filters.unit || null,
    site: filters.site || null,
    item: filters.item || null,
    tier,
  }
  const asked = useCall('supervision.figures', question)
  const counting = useCounting(asked.reload)
  const mayIssue = useMay('conflict.settle')
  const counties = [...new Set(choices.sites.map(s => s.county))].toSorted((a, b) => a.localeCompare(b))
  const all = ['', t.frame.all] as const
  const figures = asked.value
  return (
    <>
      <div className="filters filters-many">
        <PeriodChoice period={period} today={choices.today} onChange={next => setFilters({ period: next })} />
        <Choice
          label={t.supervision.unit}
          name="unit"
          value={filters.unit}
          options={[all, ...choices.units.map(u => [u.zh, u[language]] as const)]}
          onChange={unit => setFilters({ unit })}
        />
        <Choice
          label={t.supervision.item}
          name="item"
          value={filters.item}
          options={[all, ...choices.items.map(i => [i.id, `${i.id} ${i.title[language]}`] as const)]}
          onChange={item => setFilters({ item })}
        />
        <Choice
          label={t.supervision.county}
          name="county"
          value={filters.county}
          options={[all, ...counties.map(c => [c, c] as const)]}
          onChange={county => setFilters({ county, site: '' })}
        />
        <Choice
          label={t.supervision.site}
          name="site"
          value={filters.site}
          options={[
            all,
            ...choices.sites
              .filter(s => filters.county === '' || s.county === filters.county)
              .map(s => [s.id, s.name[language]] as const),
          ]}
          onChange={site => setFilters({ site })}
        />
        <Choice
          label={t.supervision.tier}
          name="tier"
          value={filters.tier}
          options={[all, ...TIERS.map(x => [x, t.supervision.tiers[x]] as const)]}
          onChange={next => setFilters({ tier: next })}
        />
      </div>
      <div className="filters">
        <p className="quiet" data-testid="counted">
          {figures?.countedAt == null
            ? t.supervision.notCounted
            : t.supervision.countedAt(timeOf(figures.countedAt))}
        </p>
        <Downloads
          query={{ ...filters, period, tier: tier ?? '', language }}
          period={period}
          mayIssue={mayIssue}
        />
      </div>
      {counting !== null && (
        <div className="card" role="status" data-testid="counting">
          <span>
            {t.supervision.counting(
              counting.waiting >= 100_000 ? t.supervision.many : countOf(counting.waiting),
            )}
          </span>
          <progress
            aria-label={t.supervision.title}
            value={counting.most - counting.waiting}
            max={counting.most}
          />
        </div>
      )}
      <Refused refusal={asked.state === 'refused' ? asked.error : null} />
      {figures !== null && (
        <>
          <Totals figures={figures} />
          <Cuts figures={figures} />
          <Findings figures={figures} />
        </>
      )}
    </>
  )
}
