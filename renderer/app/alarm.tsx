// The terminal cannot write its service log: everything stops, and says why and what to do, in full.
// It cannot be closed: it goes when the terminal can write again.
import { useRef } from 'react'
import type { StatusView } from '../../electron/api.ts'
import { useTexts } from '../i18n/use-texts.ts'
import { useKeys } from '../scanner/input-hub.tsx'
import { useModal } from '../ui/use-modal.ts'

export function Alarm({ alarm }: { readonly alarm: NonNullable<StatusView['alarm']> }) {
  const t = useTexts()
  const screen = useRef<HTMLDivElement>(null)
  useModal(screen)
  // Nothing behind it may be worked by key; the counter itself takes no scan meanwhile.
  useKeys('dialog', () => false)
  return (
    <div
      ref={screen}
      tabIndex={-1}
      className="alarm"
      role="alertdialog"
      aria-modal="true"
      aria-labelledby="alarm-title"
      data-testid="alarm"
    >
      <div className="alarm-words">
        <h1 id="alarm-title">{t('alarm.title')}</h1>
        <p className="alarm-what" data-alarm={alarm}>
          {t(`errors:api.${alarm}`)}
        </p>
        <p>{t('alarm.keepOn')}</p>
        <p>{t('alarm.steps')}</p>
        {alarm === 'disk-full' && <p>{t('alarm.disk')}</p>}
      </div>
    </div>
  )
}
