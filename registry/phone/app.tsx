// The frame: who is signed in on this phone, the bar below, and the page that the address names.
// Nothing of anybody stays on the screen once his session is over, wherever it was ended.
import { Suspense, useCallback, useEffect, useState } from 'react'
import { call, whenSignedOut } from './api.ts'
import { dropCard } from './card/own-card.ts'
import { forgetEverything } from './device/keys.ts'
import { useTexts } from './i18n/texts.ts'
import { PAGES, pageAt } from './pages.ts'
import { type Me, MeProvider, remembered } from './session/me.ts'
import { SignIn } from './session/sign-in.tsx'
import { PageHead } from './ui/parts.tsx'
import { Link, navigate, usePath } from './ui/router.tsx'

type Session =
  | { readonly state: 'looking' }
  | { readonly state: 'nobody' }
  | { readonly state: 'somebody'; readonly me: Me }

export function App() {
  const t = useTexts()
  const [session, setSession] = useState<Session>({ state: 'looking' })
  const signedOut = useCallback(() => {
    dropCard()
    setSession({ state: 'nobody' })
    navigate('/', true)
  }, [])
  useEffect(() => {
    whenSignedOut(() => void forgetEverything().then(signedOut))
    void remembered().then(me => {
      setSession(me === null ? { state: 'nobody' } : { state: 'somebody', me })
      // Without a network what is remembered holds; with one, the registry's word does.
      if (me !== null) void call('session.get', {})
    })
  }, [signedOut])

  switch (session.state) {
    case 'looking':
      return <main className="alone">{t.frame.loading}</main>
    case 'nobody':
      return (
        <SignIn
          onSignedIn={me => {
            setSession({ state: 'somebody', me })
            navigate('/', true)
          }}
        />
      )
    case 'somebody':
      return (
        <MeProvider value={session.me}>
          <Frame me={session.me} onSignedOut={signedOut} />
        </MeProvider>
      )
  }
}

function Frame({ me, onSignedOut }: { readonly me: Me; readonly onSignedOut: () => void }) {
  const t = useTexts()
  const path = usePath()
  const bar = PAGES.filter(page => page.icon !== null && page.kinds.includes(me.kind))
  const first = bar[0]?.at ?? '/me'
  const here = pageAt(path, me.kind)
  useEffect(() => {
    if (path === '/' && first !== '/') navigate(first, true)
  }, [path, first])

  return (
    <div className="phone">
      <a className="skip" href="#main">
        {t.frame.skip}
      </a>
      <main id="main" tabIndex={-1}>
        {here === null ? (
          path !== '/' && <PageHead title={t.frame.notFound} />
        ) : (
          <Suspense fallback={<p className="quiet">{t.frame.loading}</p>}>
            <here.page.component key={here.page.at} rest={here.rest} onSignedOut={onSignedOut} />
          </Suspense>
        )}
      </main>
      <nav className="bar" aria-label={t.frame.nav}>
        {bar.map(page => (
          <Link
            key={page.at}
            to={page.at}
            data-testid={`tab-${page.name}`}
            {...(here?.page === page ? { 'aria-current': 'page' as const } : {})}
          >
            <svg viewBox="0 0 24 24" aria-hidden="true">
              <path d={page.icon ?? ''} />
            </svg>
            {t.frame.pages[page.name]}
          </Link>
        ))}
      </nav>
    </div>
  )
}
