// For whoever cannot be served now: words to say to the holder, and what the clerk does next.
// Never accusing, and never why a card was ended; the words are in i18n/reasons.ts.

import type { VisitView } from '../../electron/api.ts'
import { useTexts } from '../i18n/use-texts.ts'
import { Words } from '../ui/words.tsx'
import { useReasonParams } from './reason-params.ts'

export function Advice({ visit }: { readonly visit: VisitView }) {
  const t = useTexts()
  const params = useReasonParams(visit)
  return (
    <div className="advice">
      <section data-testid="advice-say">
        <h2>{t('counter.say')}</h2>
        <p className="quoted">{t('counter.sayQuoted', { say: t(`reasons:${visit.reason}.say`, params) })}</p>
      </section>
      <section data-testid="advice-next">
        <h2>{t('counter.next')}</h2>
        <p>
          <Words text={t(`reasons:${visit.reason}.next`, params)} />
        </p>
        {visit.override !== undefined && (
          <p data-testid="advice-override">
            <Words text={t('visit:override.advice')} />
          </p>
        )}
      </section>
    </div>
  )
}

/** Worth saying, but did not decide: a scanner set up wrongly, data that ages. */
export function Notes({ visit }: { readonly visit: VisitView }) {
  const t = useTexts()
  const params = useReasonParams(visit)
  if (visit.notes.length === 0) return null
  return (
    <ul className="notes" aria-label={t('counter.notes')} data-testid="notes">
      {visit.notes.map(note => (
        <li key={note} data-reason={note}>
          <b>{note}</b>
          <span>
            <Words text={t(`reasons:${note}.clerk`, params)} />
          </span>
        </li>
      ))}
    </ul>
  )
}
