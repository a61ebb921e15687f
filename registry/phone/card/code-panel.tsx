// The rotating code with its seconds, or in plain words why there is none just now.
// While the time is in doubt nothing is shown: a code of the wrong moment would be refused, and would look like the holder's fault.
import { useEffect, useState } from 'react'
import { useStore } from '../../../renderer/ui/store.ts'
import { readClock } from '../clock/own-clock.ts'
import { useTexts } from '../i18n/texts.ts'
import { codeAt, coveredUntil } from './code-book.ts'
import { cardStore, refreshCard } from './own-card.ts'
import { QrCode } from './qr.tsx'

const LOOK = 250
/** Seconds between two attempts to hear the registry while there is nothing to show. */
const TRY_AGAIN = 5

export function CodePanel({ slotSeconds }: { readonly slotSeconds: number }) {
  const t = useTexts()
  const { batches, refusal } = useStore(cardStore)
  const [, look] = useState(0)
  const [isLarge, setLarge] = useState(false)
  useEffect(() => {
    const timer = setInterval(() => look(n => n + 1), LOOK)
    return () => clearInterval(timer)
  }, [])
  const { now, trust } = readClock()
  const due = trust === 'doubtful' ? null : codeAt(batches, now)
  const isWaiting = due === null
  useEffect(() => {
    if (!isWaiting) return
    void refreshCard()
    const timer = setInterval(() => void refreshCard(), TRY_AGAIN * 1000)
    return () => clearInterval(timer)
  }, [isWaiting])

  if (due === null) {
    const why = trust === 'doubtful' ? 'clock' : refusal === null ? 'fetching' : 'connect'
    return (
      <section className="code-panel code-none" role="status" data-testid="no-code" data-why={why}>
        <p>{t.card.none[why]}</p>
        {why !== 'fetching' && (
          <button type="button" className="button" onClick={() => void refreshCard()}>
            {t.frame.retry}
          </button>
        )}
      </section>
    )
  }
  const seconds = Math.ceil(due.secondsLeft)
  const hours = (coveredUntil(batches, now) - now) / 3600
  const panel = (
    <>
      <button
        type="button"
        className="qr-button"
        onClick={() => setLarge(!isLarge)}
        aria-label={isLarge ? t.card.smaller : t.card.larger}
        data-testid="qr"
        data-slot={due.slot}
      >
        <QrCode text={due.code} label={t.card.code} />
      </button>
      <progress
        className="countdown"
        value={due.secondsLeft}
        max={slotSeconds}
        aria-label={t.card.countdown}
      />
      <p className="code-words" data-testid="countdown">
        {t.card.changesIn(seconds)}
      </p>
    </>
  )
  return (
    <section
      className={isLarge ? 'code-panel code-large' : 'code-panel'}
      data-testid="code"
      data-trust={trust}
    >
      {panel}
      <p className="quiet">{isLarge ? t.card.bright : t.card.keep}</p>
      <p className="code-ahead" data-testid="ahead" data-hours={hours.toFixed(2)}>
        {t.card.ahead(Math.max(0, Math.floor((coveredUntil(batches, now) - now) / slotSeconds)), hours)}
      </p>
    </section>
  )
}
