// The services of this card by category; one of them, opened: what it is, where, what to bring, for whom, what is left.
// What cannot be had is said in words, not by grey alone.
import { useTexts } from '../i18n/texts.ts'
import type { PageProps } from '../pages.ts'
import { PageHead, Refused, RowLink } from '../ui/parts.tsx'
import { useCall } from '../ui/use-call.ts'
import { BenefitView } from './benefit-view.tsx'
import { useWords } from './words.ts'

export default function BenefitsPage({ rest }: PageProps) {
  const t = useTexts()
  const words = useWords()
  const { value, stale, refusal } = useCall('benefits.list', {}, 'benefits')
  if (value === null)
    return (
      <>
        <PageHead title={t.benefits.title} />
        {refusal === null ? <p className="quiet">{t.frame.loading}</p> : <Refused refusal={refusal} />}
      </>
    )
  const chosen = value.categories.flatMap(c => c.items).find(item => item.id === rest)
  if (chosen !== undefined) return <BenefitView benefit={chosen} />
  return (
    <>
      <PageHead title={t.benefits.title} />
      {stale && refusal !== null && <p className="quiet">{t.frame.offline}</p>}
      <RowLink to="/sites" title={t.benefits.allSites} data-testid="to-sites" />
      {value.categories.map(category => (
        <section key={category.id} className="sheet" aria-labelledby={`category-${category.id}`}>
          <h2 id={`category-${category.id}`}>{words(category.title)}</h2>
          <div className="benefit-list">
            {category.items.map(item => (
              <RowLink
                key={item.id}
                to={`/benefits/${item.id}`}
                title={words(item.title)}
                data-testid={`benefit-${item.id}`}
                {...(item.state !== 'available' || item.quota !== null
                  ? { note: t.benefits.brief(item), strong: item.state !== 'available' }
                  : {})}
              />
            ))}
          </div>
        </section>
      ))}
      <p className="quiet">{words(value.source)}</p>
    </>
  )
}
