// The period in a row of figures.
// What was not counted under these filters is a dash, with a word why.
import { useTexts } from '../i18n/texts.ts'
import { type Figures, knownCount, secondsText, shareText } from './figures.ts'

export function Totals({ figures }: { readonly figures: Figures }) {
  const t = useTexts().supervision
  const { total } = figures
  const facts: readonly (readonly [string, string, string])[] = [
    ['services', t.services, knownCount(total.services)],
    ['refusals', t.refusals, knownCount(total.refusals)],
    ['share', t.share, shareText(total)],
    ['holders', t.holders, knownCount(total.holders)],
    ['median', t.median, secondsText(total.medianSeconds, t)],
    ['voids', t.voids, knownCount(total.voids)],
    ['tickets', t.tickets, knownCount(total.tickets)],
    ['amount', t.amount, knownCount(total.amount)],
  ]
  return (
    <>
      <dl className="sums" data-testid="totals">
        {facts.map(([key, name, value]) => (
          <div key={key}>
            <dt>{name}</dt>
            <dd data-testid={`total-${key}`}>{value}</dd>
          </div>
        ))}
      </dl>
      {(total.holders === null || total.medianSeconds === null) && <p className="quiet">{t.notKnownWhy}</p>}
    </>
  )
}
