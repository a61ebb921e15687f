// A clerk signs in with number and PIN, by keys alone: number, Enter, PIN, Enter.
// The PIN leaves this screen only to the terminal, and the field is empty after every attempt.
import { Button, type InputRef } from 'antd'
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import type { AppView } from '../../electron/api.ts'
import { useTerminal } from '../bridge/terminal.ts'
import { apiErrorText } from '../i18n/error-text.ts'
import { useFormat } from '../i18n/format.ts'
import { useTexts } from '../i18n/use-texts.ts'
import { useScans } from '../scanner/input-hub.tsx'
import { FormField } from '../ui/form-field.tsx'
import { Words } from '../ui/words.tsx'

type SignInProps = {
  readonly app: AppView
  readonly onSignedIn: (app: AppView) => void
  /** At a hand-over: what is asked for, and the way back. */
  readonly title?: string
  readonly lead?: string
  readonly back?: ReactNode
}

export default function SignIn({ app, onSignedIn, title, lead, back }: SignInProps) {
  const t = useTexts()
  const format = useFormat()
  const terminal = useTerminal()
  const [number, setNumber] = useState('')
  const [pin, setPin] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const numberField = useRef<InputRef>(null)
  const pinField = useRef<InputRef>(null)
  useEffect(() => numberField.current?.focus(), [])
  /** A staff badge signs in, or puts the number there and asks for the PIN; a card must wait. */
  useScans(async badge => {
    const reply = await terminal.call('session.badge', { badge })
    if (!reply.ok)
      return setProblem(
        reply.error.code === 'not-a-badge' ? t('signIn.scanned') : apiErrorText(t, reply.error),
      )
    if (reply.value.kind === 'signed-in') return onSignedIn(reply.value.app)
    setProblem(null)
    setNumber(reply.value.number)
    pinField.current?.focus()
  })

  async function submit(event: FormEvent) {
    event.preventDefault()
    if (busy) return
    if (number.trim() === '') return numberField.current?.focus()
    if (pin === '') return pinField.current?.focus()
    setBusy(true)
    setProblem(null)
    const reply = await terminal.call('session.signIn', { number: number.trim(), pin })
    setBusy(false)
    setPin('')
    if (reply.ok) return onSignedIn(reply.value)
    setProblem(apiErrorText(t, reply.error))
    pinField.current?.focus()
  }

  return (
    <main className="page" id="main" tabIndex={-1}>
      <form className="sheet" onSubmit={submit} data-testid="signin-form">
        <h1>{title ?? t('signIn.title')}</h1>
        {lead !== undefined && <p className="sheet-lead">{lead}</p>}
        {app.site !== null && (
          <p className="sheet-lead">
            {format.both(app.site.siteName)}　{format.both(app.site.windowName)}
          </p>
        )}
        <FormField
          ref={numberField}
          id="signin-number"
          label={t('signIn.number')}
          value={number}
          onChange={setNumber}
          digits
        />
        <FormField
          ref={pinField}
          id="signin-pin"
          label={t('signIn.pin')}
          value={pin}
          onChange={setPin}
          secret
          digits
          error={problem}
        />
        <Button
          type="primary"
          htmlType="submit"
          size="large"
          loading={busy}
          block
          data-testid="signin-submit"
        >
          <Words text={t(busy ? 'signIn.busy' : 'signIn.submit')} />
        </Button>
        {back}
      </form>
    </main>
  )
}
