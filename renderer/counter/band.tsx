// The one loud thing on the screen: outcome by colour, sign and word, the sentence, and the code for support.
// It must be readable from a metre, and be the first thing that a screen reader says.

import { useEffect, useState } from 'react'
import type { VisitView } from '../../electron/api.ts'
import { useFormat } from '../i18n/format.ts'
import { useTexts } from '../i18n/use-texts.ts'
import { TrainingMark } from '../training/training-band.tsx'
import { OutcomeIcon } from '../ui/icons.tsx'
import { Words } from '../ui/words.tsx'
import { isServing } from './choice.ts'
import { useReasonParams } from './reason-params.ts'

export function VerdictBand({ visit }: { readonly visit: VisitView }) {
  const t = useTexts()
  const format = useFormat()
  const params = useReasonParams(visit)
  // Serving rests on an article of the rules; not serving wants its name beside the code for support.
  const rests = isServing(visit) ? format.clause(visit.clause) : t(`reasons:${visit.reason}.title`)
  return (
    <section
      className="band"
      data-testid="verdict-band"
      data-outcome={visit.outcome}
      data-reason={visit.reason}
      aria-labelledby="verdict-word"
    >
      <OutcomeIcon outcome={visit.outcome} />
      <div className="band-words">
        <h1 id="verdict-word">
          {t(`words:outcome.${visit.outcome}`)}
          <TrainingMark />
        </h1>
        <p>
          <Words text={t(`reasons:${visit.reason}.clerk`, params)} />
        </p>
      </div>
      <p className="band-code">
        {visit.reason}　{rests}
        <br />
        <span data-testid="verdict-catalogue">{t('visit:catalogue', { version: visit.catalogue })}</span>
        {visit.presentation !== null && (
          <>
            <br />
            {t(`words:presentation.${visit.presentation}`)}
          </>
        )}
        <Duration key={visit.visitId} />
      </p>
    </section>
  )
}

/** How long this holder has been at the counter: small, and told to nobody who does not look. */
function Duration() {
  const t = useTexts()
  const [began] = useState(() => performance.now())
  const [seconds, setSeconds] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => setSeconds(Math.floor((performance.now() - began) / 1000)), 1000)
    return () => clearInterval(timer)
  }, [began])
  const time = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
  return (
    <span className="band-duration" data-testid="visit-duration">
      {t('visit:duration', { time })}
    </span>
  )
}
