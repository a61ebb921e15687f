// Signing in: which number, then the code that was sent to its owner.
// What the page says is the same for every number that could be one: only the owner's phone knows more.
import { type FormEvent, useEffect, useState } from 'react'
import { PHONE_KINDS, type PhoneKind, writtenNumber } from '../../phone-access/number.ts'
import type { Refusal } from '../api.ts'
import { canHaveKeys } from '../device/keys.ts'
import { setLanguage, setTypeSize, useLanguage, useTexts, useTypeSize } from '../i18n/texts.ts'
import { Choice, Refused, TextField } from '../ui/parts.tsx'
import { usePageTitle } from '../ui/router.tsx'
import { useAct } from '../ui/use-call.ts'
import { type Me, signIn } from './me.ts'

export function SignIn({ onSignedIn }: { readonly onSignedIn: (me: Me) => void }) {
  const t = useTexts()
  const [kind, setKind] = useState<PhoneKind>('holder')
  const [number, setNumber] = useState('')
  const [isFaulty, setFaulty] = useState(false)
  const [code, setCode] = useState('')
  const [sentTo, setSentTo] = useState<PhoneKind | null>(null)
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const [busy, setBusy] = useState(false)
  const asking = useAct()
  const [wait, setWait] = useCountdown()
  usePageTitle(t.session.title, t.frame.product)

  async function send(): Promise<void> {
    setRefusal(null)
    const written = writtenNumber(kind, number)
    setFaulty(written === null)
    if (written === null) return
    await asking.act('session.requestCode', { kind, number: written }, ({ resendAfter }) => {
      setSentTo(kind)
      setWait(resendAfter)
    })
  }
  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault()
    const written = writtenNumber(kind, number)
    setFaulty(written === null)
    if (written === null || code.length !== 6) return
    setBusy(true)
    asking.clear()
    const me = { kind, number: written }
    const refused = await signIn(me, code)
    setBusy(false)
    setRefusal(refused)
    if (refused === null) onSignedIn(me)
  }

  return (
    <main className="sign-in" id="main" tabIndex={-1}>
      <Switches />
      <div className="brand">
        <img src="/m/icon.svg" alt="" width="72" height="72" />
        <h1>{t.frame.product}</h1>
        <p>{t.frame.owner}</p>
      </div>
      <form className="sheet" onSubmit={event => void submit(event)} noValidate>
        <Choice
          legend={t.session.title}
          name="kind"
          options={PHONE_KINDS.map(k => [k, t.session.kinds[k]] as const)}
          value={kind}
          onChange={next => {
            setKind(next)
            setNumber('')
            setFaulty(false)
            setSentTo(null)
          }}
        />
        <TextField
          label={t.session.number[kind]}
          hint={t.session.numberHint[kind]}
          name="number"
          value={number}
          onChange={setNumber}
          fault={isFaulty ? t.session.notANumber[kind] : null}
          inputMode="numeric"
          autoComplete={kind === 'holder' ? 'off' : 'tel-national'}
          maxLength={20}
        />
        <div className="code-line">
          <TextField
            label={t.session.code}
            hint={t.session.codeHint}
            name="code"
            value={code}
            onChange={typed => setCode(typed.normalize('NFKC').replaceAll(/\D/g, '').slice(0, 6))}
            inputMode="numeric"
            autoComplete="one-time-code"
          />
          <button
            type="button"
            className="button"
            disabled={asking.busy || wait > 0}
            onClick={() => void send()}
            data-testid="send-code"
          >
            {wait > 0 ? t.session.sendAgain(wait) : t.session.send}
          </button>
        </div>
        {sentTo !== null && (
          <p className="quiet" role="status" data-testid="code-sent">
            {t.session.sent[sentTo]}
          </p>
        )}
        <Refused refusal={refusal ?? asking.refusal} />
        {!canHaveKeys() && (
          <p className="refused" role="alert">
            {t.session.noKeys}
          </p>
        )}
        <button type="submit" className="button primary" disabled={busy} data-testid="sign-in">
          {t.session.submit}
        </button>
        <p className="quiet">{t.session.bound}</p>
      </form>
    </main>
  )
}

/** Before anybody is signed in: language and size, in two words. */
function Switches() {
  const t = useTexts()
  const language = useLanguage()
  const size = useTypeSize()
  return (
    <div className="switches">
      <button
        type="button"
        onClick={() => setTypeSize(size === 'large' ? 'normal' : 'large')}
        data-testid="type-toggle"
      >
        {size === 'large' ? t.frame.normalType : t.frame.largeType}
      </button>
      <button
        type="button"
        lang={language === 'zh' ? 'en' : 'zh-CN'}
        onClick={() => void setLanguage(language === 'zh' ? 'en' : 'zh')}
        data-testid="language-toggle"
      >
        {t.frame.otherLanguage}
      </button>
    </div>
  )
}

function useCountdown(): readonly [number, (seconds: number) => void] {
  const [left, setLeft] = useState(0)
  useEffect(() => {
    if (left <= 0) return
    const timer = setTimeout(() => setLeft(left - 1), 1000)
    return () => clearTimeout(timer)
  }, [left])
  return [left, setLeft]
}
