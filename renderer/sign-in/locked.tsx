// The locked window: nothing of a holder, only whose shift it is; his PIN opens it, or another clerk takes over.
// It stands in place of the counter, which is gone from the page and not merely covered.
import { Button } from 'antd'
import { useEffect, useState } from 'react'
import type { AppView } from '../../electron/api.ts'
import { useTerminal } from '../bridge/terminal.ts'
import { apiErrorText } from '../i18n/error-text.ts'
import { useTexts } from '../i18n/use-texts.ts'
import { useKeys, useScans } from '../scanner/input-hub.tsx'
import { Words } from '../ui/words.tsx'
import { type Credentials, PinFields, usePinEntry } from './pin-entry.tsx'
import SignIn from './sign-in.tsx'

type LockedProps = {
  readonly app: AppView
  /** The clerk asked to hand over: the next one's number is asked for at once. */
  readonly handOver: boolean
  readonly onOpened: (app: AppView) => void
}

export default function Locked({ app, handOver, onOpened }: LockedProps) {
  const [next, setNext] = useState(handOver)
  const t = useTexts()
  useKeys('screen', key => {
    if (key !== 'F9') return false
    setNext(!next)
    return true
  })
  if (!next) return <Unlock app={app} onOpened={onOpened} onNext={() => setNext(true)} />
  return (
    <SignIn
      app={app}
      onSignedIn={onOpened}
      title={t('people.takeOver.title')}
      lead={t('people.takeOver.lead', { number: app.clerk?.number ?? '' })}
      back={
        <Button onClick={() => setNext(false)} data-testid="takeover-back">
          <Words text={t('people.takeOver.back')} />
        </Button>
      }
    />
  )
}

type UnlockProps = {
  readonly app: AppView
  readonly onOpened: (app: AppView) => void
  readonly onNext: () => void
}

function Unlock({ app, onOpened, onNext }: UnlockProps) {
  const t = useTexts()
  const terminal = useTerminal()
  const entry = usePinEntry('pin')
  const { fields, tell, busy } = entry
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the screen comes up
  useEffect(() => fields.pin.current?.focus(), [])
  // The clerk's own badge opens his lock, and another's takes over, where the site's policy lets a badge do so alone.
  useScans(async badge => {
    const reply = await terminal.call('session.badge', { badge })
    if (!reply.ok)
      return tell(
        reply.error.code === 'not-a-badge' ? t('people.lock.scanned') : apiErrorText(t, reply.error),
      )
    if (reply.value.kind === 'signed-in') return onOpened(reply.value.app)
    if (reply.value.number !== app.clerk?.number) return onNext()
    tell(null)
    fields.pin.current?.focus()
  })

  async function unlock({ pin }: Credentials): Promise<string | null> {
    const reply = await terminal.call('session.unlock', { pin })
    if (reply.ok) onOpened(reply.value)
    return reply.ok ? null : apiErrorText(t, reply.error)
  }

  return (
    <main className="page" id="main" tabIndex={-1}>
      <form className="sheet" onSubmit={event => void entry.submit(unlock, event)} data-testid="locked">
        <h1>{t('people.lock.title')}</h1>
        <p className="sheet-lead">
          {t('people.lock.whose', { number: app.clerk?.number ?? '', name: app.clerk?.name ?? '' })}
        </p>
        <PinFields entry={entry} id="unlock" whose="known" />
        <Button
          type="primary"
          htmlType="submit"
          size="large"
          loading={busy}
          block
          data-testid="unlock-submit"
        >
          <Words text={t('people.lock.open')} />
        </Button>
        <Button onClick={onNext} data-testid="takeover-button">
          <Words text={t('people.lock.next')} />
        </Button>
      </form>
    </main>
  )
}
