// Stands in for a page that could not be loaded: no network and no kept shell, or a newer build has taken this one's place.
// The frame around it stays: the card is one tap away.
import { useEffect } from 'react'
import { useTexts } from '../i18n/texts.ts'
import { beginAnewIfReachable } from '../sw/begin-anew.ts'

export function MissingPage() {
  const t = useTexts()
  useEffect(() => void beginAnewIfReachable(true), [])
  return (
    <section className="sheet" role="alert" data-testid="missing-page">
      <h1>{t.frame.missing}</h1>
      <button type="button" className="button" onClick={() => void beginAnewIfReachable(false)}>
        {t.frame.retry}
      </button>
    </section>
  )
}
