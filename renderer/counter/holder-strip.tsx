// Who the card belongs to, as far as this window needs it: tier, masked name, number, validity, last four of the ID.
// On a refusal there is no name and no ID: a number to talk about is enough.
import { Button } from 'antd'
import { useEffect, useState } from 'react'
import type { VisitView } from '../../electron/api.ts'
import { useTerminal } from '../bridge/terminal.ts'
import { useFormat } from '../i18n/format.ts'
import { useTexts } from '../i18n/use-texts.ts'
import { Words } from '../ui/words.tsx'
import { isServing } from './choice.ts'

type Holder = NonNullable<VisitView['holder']>

type HolderStripProps = {
  readonly visit: VisitView
  readonly holder: Holder
  readonly personChecked: boolean
  readonly onCheck: () => void
}

export function HolderStrip({ visit, holder, personChecked, onCheck }: HolderStripProps) {
  const t = useTexts()
  const refused = visit.outcome === 'no'
  const compares = isServing(visit) && visit.personCheck
  return (
    <section className="holder" data-testid="holder-strip">
      <div className={`tier tier-${holder.tier}`}>{t(`words:tier.${holder.tier}`)}</div>
      <div className="holder-words">
        {refused ? <Refused holder={holder} /> : <Known {...{ visit, holder }} />}
      </div>
      {compares && <Photo key={visit.visitId} visitId={visit.visitId} />}
      {!refused && (
        <div className="holder-check">
          <span>{t(compares ? 'counter.compareIdTail' : 'counter.idTail')}</span>
          <b data-testid="id-tail">{holder.idTail}</b>
          {compares && (
            <Button
              className={personChecked ? 'checked' : 'unchecked'}
              aria-pressed={personChecked}
              onClick={onCheck}
              data-testid="person-checked"
            >
              {personChecked && <span aria-hidden="true">✓</span>}
              <span>
                <Words text={t(personChecked ? 'counter.checked' : 'counter.unchecked')} />
              </span>
            </Button>
          )}
        </div>
      )}
    </section>
  )
}

/** Comes when it comes; the next holder's strip is another one, and begins without. */
function Photo({ visitId }: { readonly visitId: string }) {
  const t = useTexts()
  const terminal = useTerminal()
  const [photo, setPhoto] = useState<string | null>(null)
  useEffect(() => {
    let gone = false
    void terminal.call('visit.photo', { visitId }).then(reply => {
      if (!gone && reply.ok) setPhoto(reply.value.photo)
    })
    return () => {
      gone = true
    }
  }, [terminal, visitId])
  return (
    photo !== null && (
      <img className="holder-photo" src={photo} alt={t('counter.photo')} data-testid="holder-photo" />
    )
  )
}

function Known({ visit, holder }: { readonly visit: VisitView; readonly holder: Holder }) {
  const t = useTexts()
  const format = useFormat()
  const asOf = {
    when: format.when(visit.data.asOf, visit.scannedAt),
    status: t(`words:status.${holder.status}`),
  }
  return (
    <>
      <h2 data-testid="holder-name">{holder.nameMasked}</h2>
      <p>
        <span>{t('counter.cardNumber', { number: holder.cardNumber })}</span>
        <span>
          {visit.outcome === 'cannot-judge'
            ? t('counter.statusAsOf', asOf)
            : t('counter.validUntil', { date: format.date(holder.expiresAt) })}
        </span>
        {holder.provincial && <span>{t('counter.provincial')}</span>}
      </p>
    </>
  )
}

function Refused({ holder }: { readonly holder: Holder }) {
  const t = useTexts()
  const format = useFormat()
  const { presentedSerial, serial } = holder
  const isOld = presentedSerial !== null && presentedSerial < serial
  return (
    <>
      <h2>
        <span>{t('counter.cardNumber', { number: holder.cardNumber })}</span>
        {isOld && <span>{t('counter.oldCard', { n: presentedSerial })}</span>}
      </h2>
      <p>
        {isOld
          ? t('counter.reissued', { date: format.date(holder.statusSince), n: serial })
          : t('counter.validUntil', { date: format.date(holder.expiresAt) })}
      </p>
    </>
  )
}
