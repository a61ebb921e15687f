// F1: the keys, the seven outcomes, and what being offline means, on one page without scrolling.
// It explains what is on the screen; it changes nothing.
import { Button } from 'antd'
import { lazy, Suspense, useState } from 'react'
import type { Outcome } from '../../core/policy/verdict.ts'
import type { AppView } from '../../electron/api.ts'
import { useTexts } from '../i18n/use-texts.ts'
import { Dialog } from '../ui/dialog.tsx'
import { OutcomeIcon } from '../ui/icons.tsx'
import { Words } from '../ui/words.tsx'

const Diagnostics = lazy(() => import('../diagnostics/diagnostics.tsx'))

const KEYS = ['scan', 'digits', 'enter', 'space', 'esc', 'r', 'b', 'n', 'plus', 'f2', 'f3'] as const
const SCREENS = ['f4', 'f8', 'f9', 'f11'] as const

const OUTCOMES = [
  'good',
  'check-person',
  'some-services',
  'cannot-judge',
  'no',
  'not-ours',
  'scan-again',
] as const satisfies readonly Outcome[]

type HelpProps = {
  readonly app: AppView
  readonly onDevices: () => void
  readonly onClose: () => void
}

export default function Help({ app, onDevices, onClose }: HelpProps) {
  const t = useTexts()
  const [diagnosing, setDiagnosing] = useState(false)
  if (diagnosing) {
    return (
      <Suspense>
        <Diagnostics onClose={onClose} />
      </Suspense>
    )
  }
  return (
    <Dialog
      title={t('help.title')}
      testId="help-dialog"
      width={980}
      onClose={onClose}
      onEnter={onClose}
      onKey={key => {
        if (key === 'F1') onClose()
        else if (key === 'F5') onDevices()
        else return false
        return true
      }}
      footer={
        <>
          {app.phase === 'counter' && (
            <Button onClick={() => setDiagnosing(true)} data-testid="open-diagnostics">
              {t('diagnostics.open')}
            </Button>
          )}
          <Button onClick={onDevices} data-testid="open-devices">
            <Words text={t('devices:open')} />
          </Button>
          <Button onClick={onClose}>
            <Words text={t('help.close')} />
          </Button>
        </>
      }
    >
      <div className="help">
        <ul>
          {KEYS.map(key => (
            <li key={key}>
              <Words text={t(`help.keys.${key}`)} />
            </li>
          ))}
          <li>
            <Words text={t('visit:help.visit')} />
          </li>
        </ul>
        <div>
          <h2>{t('help.colours')}</h2>
          <ul className="help-outcomes">
            {OUTCOMES.map(outcome => (
              <li key={outcome} data-outcome={outcome}>
                <OutcomeIcon outcome={outcome} />
                <b>{t(`words:outcome.${outcome}`)}</b>
                <span>
                  <Words text={t(`help.outcome.${outcome}`)} />
                </span>
              </li>
            ))}
          </ul>
          <ul className="help-screens">
            {SCREENS.map(key => (
              <li key={key}>
                <Words text={t(`help.keys.${key}`)} />
              </li>
            ))}
            <li>
              <Words text={t('visit:help.screens')} />
            </li>
          </ul>
          <p>{t('help.offline')}</p>
          <p className="help-version">
            {t('help.version', { version: app.version, terminal: app.terminalId ?? '—' })}
          </p>
        </div>
      </div>
    </Dialog>
  )
}
