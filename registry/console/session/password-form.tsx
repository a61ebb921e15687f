// One's own password: the present one, the new one, and the new one again.
// Nothing of it stays in the page once it was sent.
import { Button } from 'antd'
import { type FormEvent, useState } from 'react'
import type { Me } from '../../staff/contract.ts'
import { useTexts } from '../i18n/texts.ts'
import { Refused, Text } from '../ui/parts.tsx'
import { useAct } from '../ui/use-call.ts'

export function PasswordForm({ onDone }: { readonly onDone: (me: Me) => void }) {
  const t = useTexts().frame.password
  const [given, setGiven] = useState('')
  const [wanted, setWanted] = useState('')
  const [again, setAgain] = useState('')
  const [differ, setDiffer] = useState(false)
  const { act, busy, refusal, clear } = useAct()

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault()
    clear()
    setDiffer(wanted !== again)
    if (wanted !== again) return
    await act('session.changePassword', { given, wanted }, onDone)
    setGiven('')
    setWanted('')
    setAgain('')
  }

  return (
    <form className="sheet-form" onSubmit={event => void submit(event)} data-testid="password-form">
      <Text
        label={t.given}
        name="given"
        type="password"
        value={given}
        onChange={setGiven}
        autoComplete="current-password"
        required
        focus
      />
      <Text
        label={t.wanted}
        hint={t.hint}
        name="wanted"
        type="password"
        value={wanted}
        onChange={setWanted}
        autoComplete="new-password"
        required
      />
      <Text
        label={t.again}
        name="again"
        type="password"
        value={again}
        onChange={setAgain}
        autoComplete="new-password"
        required
      />
      {differ && (
        <p className="refused" role="alert">
          {t.differ}
        </p>
      )}
      <Refused refusal={refusal} />
      <Button type="primary" htmlType="submit" loading={busy} data-testid="password-submit">
        {t.submit}
      </Button>
    </form>
  )
}
