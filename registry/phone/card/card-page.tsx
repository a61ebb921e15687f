// The first page: the card, its code, and the ways on. A card that does not stand good says what to do, and nothing of why.
import { useEffect } from 'react'
import { useStore } from '../../../renderer/ui/store.ts'
import { useTexts } from '../i18n/texts.ts'
import { dateOf } from '../ui/dates.ts'
import { Refused, RowLink } from '../ui/parts.tsx'
import { usePageTitle } from '../ui/router.tsx'
import { CardFace } from './card-face.tsx'
import { CodePanel } from './code-panel.tsx'
import { cardStore, refreshCard } from './own-card.ts'
import { useWakeLock } from './wake-lock.ts'

/** Milliseconds after which a page that stays open asks again how the card stands. */
const ASK_AGAIN = 5 * 60_000

export default function CardPage() {
  const t = useTexts()
  const { card, refusal } = useStore(cardStore)
  useWakeLock()
  usePageTitle(t.frame.pages.card, t.frame.product)
  useEffect(() => {
    const ask = (): void => {
      if (document.visibilityState === 'visible') void refreshCard()
    }
    ask()
    const timer = setInterval(ask, ASK_AGAIN)
    document.addEventListener('visibilitychange', ask)
    window.addEventListener('online', ask)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', ask)
      window.removeEventListener('online', ask)
    }
  }, [])

  if (card === null)
    return refusal === null ? <p className="quiet">{t.frame.loading}</p> : <Refused refusal={refusal} />
  return (
    <>
      <h1 className="unseen">{t.frame.pages.card}</h1>
      <CardFace card={card} />
      {card.standing === 'good' ? (
        <CodePanel slotSeconds={card.slotSeconds} />
      ) : (
        <section className="sheet" data-testid="standing">
          <h2>{t.card.standing[card.standing].title}</h2>
          <p>{t.card.standing[card.standing].next}</p>
        </section>
      )}
      <RowLink
        to="/benefits"
        title={t.card.toBenefits}
        note={t.card.toBenefitsNote}
        data-testid="to-benefits"
      />
      <RowLink to="/visits" title={t.card.toVisits} note={t.card.toVisitsNote} data-testid="to-visits" />
      {card.notices.map(notice => (
        <p className="note" key={notice.kind} data-testid="notice" data-kind={notice.kind}>
          {t.card.notices[notice.kind](dateOf(notice.at))}
        </p>
      ))}
      {card.plasticLost && card.standing === 'good' && (
        <p className="note" data-testid="plastic-lost">
          {t.card.plasticLost}
        </p>
      )}
    </>
  )
}
