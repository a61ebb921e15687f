// Too many holders were looked up in a short time: a supervisor's number and PIN, or a wait.
// The PIN leaves this dialog only to the terminal, and the field is empty after every attempt.
import { Button, type InputRef } from 'antd'
import { type FormEvent, useRef, useState } from 'react'
import type { ApiError } from '../../electron/api.ts'
import { apiErrorText } from '../i18n/error-text.ts'
import { useTexts } from '../i18n/use-texts.ts'
import { Dialog } from '../ui/dialog.tsx'
import { FormField } from '../ui/form-field.tsx'
import { Words } from '../ui/words.tsx'

/** As many as electron/look-up/allowance.ts gives. */
const LOOKS = 20

type AllowProps = {
  /** Seconds until the clerk may look again without a supervisor. */
  readonly retryAfter: number
  readonly onAllow: (number: string, pin: string) => Promise<ApiError | null>
  readonly onClose: () => void
}

export function Allow({ retryAfter, onAllow, onClose }: AllowProps) {
  const t = useTexts()
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
    const refused = await onAllow(number.trim(), pin)
    if (refused === null) return
    setProblem(apiErrorText(t, refused))
    pinField.current?.focus()
  }

  return (
    <Dialog
      title={t('lookUp:allowTitle')}
      testId="look-up-allow"
      onClose={onClose}
      onEnter={() => void submit()}
      focus={() => numberField.current?.focus()}
      footer={
        <>
          <Button onClick={onClose}>
            <Words text={t('lookUp:cancel')} />
          </Button>
          <Button type="primary" onClick={() => void submit()} data-testid="look-up-agree">
            <Words text={t('lookUp:allow')} />
          </Button>
        </>
      }
    >
      <p className="dialog-hint">
        {t('lookUp:allowHint', { n: LOOKS, minutes: Math.max(1, Math.ceil(retryAfter / 60)) })}
      </p>
      <form onSubmit={submit}>
        <FormField
          ref={numberField}
          id="look-up-allow-number"
          label={t('lookUp:allowNumber')}
          value={number}
          onChange={setNumber}
          digits
        />
        <FormField
          ref={pinField}
          id="look-up-allow-pin"
          label={t('lookUp:allowPin')}
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
