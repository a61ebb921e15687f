// A clerk signs in with number and PIN, by keys alone: number, Enter, PIN, Enter.
// It signs in whoever the terminal says he is; a card that is scanned here must wait.
import { Button } from 'antd'
import { type ReactNode, useEffect } from 'react'
import type { AppView } from '../../electron/api.ts'
import { useTerminal } from '../bridge/terminal.ts'
import { apiErrorText } from '../i18n/error-text.ts'
import { useFormat } from '../i18n/format.ts'
import { useTexts } from '../i18n/use-texts.ts'
import { useScans } from '../scanner/input-hub.tsx'
import { Words } from '../ui/words.tsx'
import { type Credentials, PinFields, usePinEntry } from './pin-entry.tsx'

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
  const entry = usePinEntry('number-and-pin')
  const { fields, tell, busy } = entry
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the screen comes up
  useEffect(() => fields.number.current?.focus(), [])
  /** A staff badge signs in, or puts the number there and asks for the PIN; a card must wait. */
  useScans(async badge => {
    const reply = await terminal.call('session.badge', { badge })
    if (!reply.ok)
      return tell(reply.error.code === 'not-a-badge' ? t('signIn.scanned') : apiErrorText(t, reply.error))
    if (reply.value.kind === 'signed-in') return onSignedIn(reply.value.app)
    tell(null)
    entry.setNumber(reply.value.number)
    fields.pin.current?.focus()
  })

  async function signIn(typed: Credentials): Promise<string | null> {
    const reply = await terminal.call('session.signIn', typed)
    if (reply.ok) onSignedIn(reply.value)
    return reply.ok ? null : apiErrorText(t, reply.error)
  }

  return (
    <main className="page" id="main" tabIndex={-1}>
      <form className="sheet" onSubmit={event => void entry.submit(signIn, event)} data-testid="signin-form">
        <h1>{title ?? t('signIn.title')}</h1>
        {lead !== undefined && <p className="sheet-lead">{lead}</p>}
        {app.site !== null && (
          <p className="sheet-lead">
            {format.both(app.site.siteName)}　{format.both(app.site.windowName)}
          </p>
        )}
        <PinFields entry={entry} id="signin" whose="own" />
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
