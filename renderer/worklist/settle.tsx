// A supervisor's reason why nothing more is to be done about a rejected record.
// The reason is asked for before anything happens; Esc leaves everything as it was.
import { Button, Input, type InputRef } from 'antd'
import { useRef, useState } from 'react'
import { useTexts } from '../i18n/use-texts.ts'
import { Dialog } from '../ui/dialog.tsx'
import { Words } from '../ui/words.tsx'

const SHORTEST = 4

type SettleProps = { readonly onSettle: (reason: string) => void; readonly onClose: () => void }

export function Settle({ onSettle, onClose }: SettleProps) {
  const t = useTexts()
  const [reason, setReason] = useState('')
  const field = useRef<InputRef>(null)
  const good = reason.trim().length >= SHORTEST
  const settle = () => (good ? onSettle(reason.trim()) : field.current?.focus())
  return (
    <Dialog
      title={t('worklist:settleTitle')}
      testId="worklist-settle"
      onClose={onClose}
      onEnter={settle}
      focus={() => field.current?.focus()}
      footer={
        <>
          <Button onClick={onClose}>
            <Words text={t('worklist:cancel')} />
          </Button>
          <Button type="primary" disabled={!good} onClick={settle}>
            <Words text={t('worklist:settleNow')} />
          </Button>
        </>
      }
    >
      <p className="dialog-hint">{t('worklist:settleHint')}</p>
      <Input
        ref={field}
        aria-label={t('worklist:settleReason')}
        value={reason}
        maxLength={200}
        onChange={event => setReason(event.target.value)}
        data-testid="worklist-reason"
      />
    </Dialog>
  )
}
