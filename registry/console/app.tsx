// The frame: who is signed in, the navigation, and the page that the address names.
// Nothing of a page is there before somebody is; what a page needs is loaded when it is opened.
import { Button, ConfigProvider } from 'antd'
import { Suspense, useCallback, useEffect, useState } from 'react'
import { theme } from '../../renderer/ui/theme.ts'
import type { Me } from '../staff/contract.ts'
import { call, type Refusal, whenSignedOut } from './api.ts'
import { setLanguage, useLanguage, useTexts } from './i18n/texts.ts'
import { PAGES, type Page, pageAt } from './pages.ts'
import { MeProvider } from './session/me.ts'
import { PasswordForm } from './session/password-form.tsx'
import { SignIn } from './session/sign-in.tsx'
import { useWaiting, Waiting } from './session/waiting.tsx'
import { PageHead, Refused } from './ui/parts.tsx'
import { Link, usePath } from './ui/router.tsx'

type Session =
  | { readonly state: 'asking' }
  | { readonly state: 'nobody' }
  | { readonly state: 'unreachable'; readonly error: Refusal }
  | { readonly state: 'somebody'; readonly me: Me }

export function App() {
  return (
    <ConfigProvider theme={theme} wave={{ disabled: true }} button={{ autoInsertSpace: false }}>
      <Session />
    </ConfigProvider>
  )
}

function Session() {
  const t = useTexts()
  const [session, setSession] = useState<Session>({ state: 'asking' })
  const ask = useCallback(async () => {
    const answer = await call('session.get', {})
    if (answer.ok) setSession({ state: 'somebody', me: answer.value })
    else if (answer.error.code === 'not-signed-in') setSession({ state: 'nobody' })
    else setSession({ state: 'unreachable', error: answer.error })
  }, [])
  useEffect(() => {
    whenSignedOut(() => setSession({ state: 'nobody' }))
    void ask()
  }, [ask])

  switch (session.state) {
    case 'asking':
      return <main className="alone">{t.frame.loading}</main>
    case 'nobody':
      return <SignIn onSignedIn={() => void ask()} />
    case 'unreachable':
      return (
        <main className="alone">
          <div className="sheet">
            <Refused refusal={session.error} />
            <Button onClick={() => void ask()}>{t.frame.retry}</Button>
          </div>
        </main>
      )
    case 'somebody':
      return session.me.mustChange ? (
        <FirstPassword onDone={me => setSession({ state: 'somebody', me })} />
      ) : (
        <MeProvider value={session.me}>
          <Frame me={session.me} onSignedOut={() => setSession({ state: 'nobody' })} />
        </MeProvider>
      )
  }
}

function FirstPassword({ onDone }: { readonly onDone: (me: Me) => void }) {
  const t = useTexts()
  return (
    <main className="alone" id="main" tabIndex={-1}>
      <div className="sheet">
        <h1>{t.frame.password.first}</h1>
        <PasswordForm onDone={onDone} />
      </div>
    </main>
  )
}

function Frame({ me, onSignedOut }: { readonly me: Me; readonly onSignedOut: () => void }) {
  const t = useTexts()
  const language = useLanguage()
  const path = usePath()
  const mayOpen = ({ access }: Page): boolean => access === 'signed-in' || me.permissions.includes(access)
  const listed = PAGES.filter(page => page.listed && mayOpen(page))
  const waiting = useWaiting(path, me.permissions.includes('service.read'))
  const found = pageAt(path)
  const here = found !== null && mayOpen(found.page) ? found : null

  async function signOut(): Promise<void> {
    await call('session.signOut', {})
    onSignedOut()
  }

  return (
    <div className="console">
      <a className="skip" href="#main">
        {t.frame.skip}
      </a>
      <header className="bar">
        <b>{t.frame.product}</b>
        <span className="bar-space" />
        <Link to="/account" data-testid="me">
          {me.name} · {t.frame.role[me.role]}
        </Link>
        <button
          type="button"
          lang={language === 'zh' ? 'en' : 'zh-CN'}
          onClick={() => void setLanguage(language === 'zh' ? 'en' : 'zh')}
          data-testid="language-toggle"
        >
          {t.frame.otherLanguage}
        </button>
        <button type="button" onClick={() => void signOut()} data-testid="sign-out">
          {t.frame.signOut}
        </button>
      </header>
      <nav aria-label={t.frame.nav}>
        {listed.map(page => (
          <Link
            key={page.at}
            to={page.at}
            {...(here?.page === page ? { 'aria-current': 'page' as const } : {})}
          >
            {t.frame.pages[page.name]}
            <Waiting page={page.name} counts={waiting} />
          </Link>
        ))}
      </nav>
      <main id="main" tabIndex={-1}>
        {here === null ? (
          <PageHead title={t.frame.notFoundTitle} note={t.frame.notFound} />
        ) : (
          <Suspense fallback={<p className="quiet">{t.frame.loading}</p>}>
            <here.page.component key={here.page.at} rest={here.rest} />
          </Suspense>
        )}
      </main>
    </div>
  )
}
