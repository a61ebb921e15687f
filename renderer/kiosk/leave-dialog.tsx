// Leaving full screen for a while: a supervisor's number and PIN, whoever is signed in.
// The PIN leaves this dialog only to the terminal, and the field is empty after every attempt.
import { Button, type InputRef } from 'antd'
import { type FormEvent, useRef, useState } from 'react'
import type { AppView } from '../../electron/api.ts'
import { useTerminal } from '../bridge/terminal.ts'
import { apiErrorText } from '../i18n/error-text.ts'
import { useTexts } from '../i18n/use-texts.ts'
import { Dialog } from '../ui/dialog.tsx'
import { FormField } from '../ui/form-field.tsx'
import { Words } from '../ui/words.tsx'

type LeaveDialogProps = {
  readonly onLeft: (app: AppView) => void
  readonly onClose: () => void
}

export default function LeaveDialog({ onLeft, onClose }: LeaveDialogProps) {
  const t = useTexts()
  const terminal = useTerminal()
  const [number, setNumber] = useState('')
  const [pin, setPin] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const numberField = useRef<InputRef>(null)
  const pinField = useRef<InputRef>(null)

  async function submit(event?: FormEvent) {
    event?.preventDefault()
    if (number.trim() === '') return numberField.current?.focus()
    if (pin === '') return pinField.current?.focus()
    setPin('')
    const reply = await terminal.call('kiosk.leave', { number: number.trim(), pin })
    if (reply.ok) return onLeft(reply.value)
    setProblem(apiErrorText(t, reply.error))
    pinField.current?.focus()
  }

  return (
    <Dialog
      title={t('kiosk.title')}
      testId="kiosk-leave"
      onClose={onClose}
      onEnter={() => void submit()}
      focus={() => numberField.current?.focus()}
      footer={
        <>
          <Button onClick={onClose}>
            <Words text={t('kiosk.stay')} />
          </Button>
          <Button type="primary" onClick={() => void submit()} data-testid="kiosk-leave-submit">
            <Words text={t('kiosk.leaveNow')} />
          </Button>
        </>
      }
    >
      <p className="dialog-hint">{t('kiosk.hint')}</p>
      <form onSubmit={submit}>
        <FormField
          ref={numberField}
          id="kiosk-number"
          label={t('kiosk.number')}
          value={number}
          onChange={setNumber}
          digits
        />
        <FormField
          ref={pinField}
          id="kiosk-pin"
          label={t('kiosk.pin')}
          value={pin}
          onChange={setPin}
          secret
          digits
          error={problem}
        />
      </form>
    </Dialog>
  )
}
