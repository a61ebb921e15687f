// Signing in by keys alone: login, Tab, password, Enter.
// The password leaves the page only to the registry, and the field is empty after every attempt.
import { Button } from 'antd'
import { type FormEvent, useState } from 'react'
import { type Refusal, signIn } from '../api.ts'
import { useTexts } from '../i18n/texts.ts'
import { Refused, Text } from '../ui/parts.tsx'
import { usePageTitle } from '../ui/router.tsx'

export function SignIn({ onSignedIn }: { readonly onSignedIn: () => void }) {
  const t = useTexts()
  const [login, setLogin] = useState('')
  const [password, setPassword] = useState('')
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const [busy, setBusy] = useState(false)
  usePageTitle(t.frame.signIn.title)

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault()
    if (busy) return
    setBusy(true)
    const answer = await signIn(login, password)
    setBusy(false)
    setPassword('')
    if (answer.ok) onSignedIn()
    else setRefusal(answer.error)
  }

  return (
    <main className="alone" id="main" tabIndex={-1}>
      <form className="sheet" onSubmit={event => void submit(event)} data-testid="sign-in">
        <h1>{t.frame.signIn.title}</h1>
        <Text
          label={t.frame.signIn.login}
          name="login"
          value={login}
          onChange={setLogin}
          autoComplete="username"
          required
          focus
        />
        <Text
          label={t.frame.signIn.password}
          name="password"
          type="password"
          value={password}
          onChange={setPassword}
          autoComplete="current-password"
          required
        />
        <Refused refusal={refusal} />
        <Button
          type="primary"
          htmlType="submit"
          size="large"
          block
          loading={busy}
          data-testid="sign-in-submit"
        >
          {t.frame.signIn.submit}
        </Button>
        <p className="quiet">{t.frame.signIn.lead}</p>
      </form>
    </main>
  )
}
