// The terminal does not start: why, in full, and what can be done from here, the most harmless first.
// Nothing on this screen can delete anything; it goes when the terminal runs.
import { Button, Input } from 'antd'
import { type FormEvent, useState } from 'react'
import type { ApiError, AppView, Output, Reply } from '../../electron/api.ts'
import { useTerminal } from '../bridge/terminal.ts'
import { apiErrorText } from '../i18n/error-text.ts'
import { useFormat } from '../i18n/format.ts'
import { useTexts } from '../i18n/use-texts.ts'

type BlockedProps = {
  readonly app: AppView
  /** What was rescued is told even though this screen goes as soon as the terminal runs again. */
  readonly onRescued: (rescued: Output<'repair.rescue'>) => void
}

export default function Blocked({ app, onRescued }: BlockedProps) {
  const t = useTexts()
  const { both } = useFormat()
  const terminal = useTerminal()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<ApiError | null>(null)
  const [code, setCode] = useState('')
  const { blocked } = app
  if (blocked === undefined) return <div className="page" />

  async function run<T>(asked: Promise<Reply<T>>): Promise<T | null> {
    setBusy(true)
    setError(null)
    const reply = await asked
    setBusy(false)
    if (!reply.ok) setError(reply.error)
    return reply.ok ? reply.value : null
  }
  async function rescue() {
    const rescued = await run(terminal.call('repair.rescue', undefined))
    if (rescued !== null) onRescued(rescued)
  }
  async function recover(event: FormEvent) {
    event.preventDefault()
    await run(terminal.call('repair.recover', { code }))
  }

  const can = (choice: (typeof blocked.choices)[number]) => blocked.choices.includes(choice)
  return (
    <main className="page" id="main" tabIndex={-1} data-testid="blocked" data-code={blocked.code}>
      <div className="sheet sheet-wide" role="alert">
        <h1>{t('blocked.title')}</h1>
        <p className="blocked-why">{both(blocked.why)}</p>
        <p className="sheet-lead">{t('blocked.code', { code: blocked.code })}</p>
        {can('recovery-code') && (
          <form className="blocked-step" onSubmit={event => void recover(event)}>
            <label htmlFor="recovery-code">{t('blocked.recoveryCode')}</label>
            <p>{t('blocked.recoveryHint')}</p>
            <Input
              id="recovery-code"
              className="blocked-code"
              value={code}
              autoComplete="off"
              spellCheck={false}
              onChange={event => setCode(event.target.value)}
              data-testid="recovery-code"
            />
            <Button
              type="primary"
              htmlType="submit"
              disabled={busy || code.trim() === ''}
              data-testid="recover"
            >
              {t('blocked.recover')}
            </Button>
          </form>
        )}
        {can('rescue') && (
          <div className="blocked-step">
            <p>{t('blocked.rescueHint')}</p>
            <Button type="primary" disabled={busy} onClick={() => void rescue()} data-testid="rescue">
              {t('blocked.rescue')}
            </Button>
          </div>
        )}
        {can('remake-cache') && (
          <div className="blocked-step">
            <p>{t('blocked.remakeHint')}</p>
            <Button
              disabled={busy}
              onClick={() => void run(terminal.call('repair.remakeCache', undefined))}
              data-testid="remake-cache"
            >
              {t('blocked.remake')}
            </Button>
          </div>
        )}
        {error !== null && (
          <p className="field-error" data-testid="problem">
            {apiErrorText(t, error)}
          </p>
        )}
        <Button
          size="large"
          loading={busy}
          onClick={() => void run(terminal.call('repair.retry', undefined))}
          data-testid="retry"
        >
          {t(busy ? 'blocked.busy' : 'blocked.retry')}
        </Button>
      </div>
    </main>
  )
}
