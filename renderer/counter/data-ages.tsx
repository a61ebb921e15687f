// F7: how old holder data and revocations are, what that means for the next holder, and when it changes.
// It explains what the status line says; no verdict rests on it.
import { Button } from 'antd'
import type { StatusView } from '../../electron/api.ts'
import { useFormat } from '../i18n/format.ts'
import { useTexts } from '../i18n/use-texts.ts'
import { Dialog } from '../ui/dialog.tsx'
import { Words } from '../ui/words.tsx'

export default function DataAges({
  status,
  onClose,
}: {
  readonly status: StatusView
  readonly onClose: () => void
}) {
  const t = useTexts()
  return (
    <Dialog
      title={t('visit:data.title')}
      testId="data-dialog"
      width={860}
      onClose={onClose}
      onEnter={onClose}
      onKey={key => {
        if (key === 'F7') onClose()
        return key === 'F7'
      }}
      footer={
        <Button onClick={onClose}>
          <Words text={t('visit:data.close')} />
        </Button>
      }
    >
      <div className="data-ages">
        <Age
          name="holders"
          state={status.holdersState}
          asOf={status.holdersAsOf}
          ages={status.holdersAges}
          now={status.now}
        />
        <Age
          name="revocations"
          state={status.revocationsState}
          asOf={status.revocationsAsOf}
          ages={status.revocationsAges}
          now={status.now}
        />
      </div>
      {status.catalogueVersion !== null && (
        <p data-testid="data-catalogue">
          {t('visit:catalogue', { version: status.catalogueVersion })}
          {status.catalogueNext !== null &&
            t('visit:data.catalogueNext', {
              version: status.catalogueNext.version,
              date: status.catalogueNext.effectiveFrom,
            })}
        </p>
      )}
    </Dialog>
  )
}

type AgeProps = {
  readonly name: 'holders' | 'revocations'
  readonly state: StatusView['holdersState']
  readonly asOf: number | null
  readonly ages: StatusView['holdersAges']
  readonly now: number
}

function Age({ name, state, asOf, ages, now }: AgeProps) {
  const t = useTexts()
  const format = useFormat()
  return (
    <section data-testid={`data-${name}`} data-state={state}>
      <h2>
        <i className={state === 'fresh' ? 'lamp' : 'lamp lamp-warn'} aria-hidden="true" />
        {t('visit:data.is', { what: t(`visit:data.${name}`), state: t(`visit:data.state.${state}`) })}
      </h2>
      {asOf !== null && <p>{t('visit:data.asOf', { when: format.when(asOf, now) })}</p>}
      <p className="data-means">
        <Words text={t(`visit:data.means.${state}`)} />
      </p>
      {ages !== null && (
        <ul>
          <li>{t('visit:data.warnAt', { when: format.soon(ages.warnAt) })}</li>
          <li>{t('visit:data.limitAt', { when: format.soon(ages.limitAt) })}</li>
        </ul>
      )}
    </section>
  )
}
