// "Me": how the pages look, which phones are signed in, and the way out.
import { setLanguage, setTypeSize, useLanguage, useTexts, useTypeSize } from '../i18n/texts.ts'
import { momentOf } from '../ui/dates.ts'
import { Choice, PageHead, Refused } from '../ui/parts.tsx'
import { useAct, useCall } from '../ui/use-call.ts'
import { signOut, useMe } from './me.ts'

export default function MePage({ onSignedOut }: { readonly onSignedOut: () => void }) {
  const t = useTexts()
  const me = useMe()
  const language = useLanguage()
  const size = useTypeSize()
  const phones = useCall('session.list', {})
  const { busy, refusal, act } = useAct()
  const listed = phones.value?.sessions ?? []

  return (
    <>
      <PageHead title={t.frame.pages.me} />
      <section className="sheet">
        <p className="fact">
          <span>{t.session.signedIn[me.kind]}</span>
          <b>{me.kind === 'holder' ? me.number.replace(/(\d{4})(?=\d)/g, '$1 ') : me.number}</b>
        </p>
      </section>
      <section className="sheet" aria-labelledby="display">
        <h2 id="display">{t.session.display}</h2>
        <Choice
          legend={t.session.type}
          name="type"
          options={[
            ['normal', t.frame.normalType],
            ['large', t.frame.largeType],
          ]}
          value={size}
          onChange={setTypeSize}
        />
        <Choice
          legend={t.session.language}
          name="language"
          options={[
            ['zh', '中文'],
            ['en', 'English'],
          ]}
          value={language}
          onChange={next => void setLanguage(next)}
        />
      </section>
      <section className="sheet" aria-labelledby="phones">
        <h2 id="phones">{t.session.phones}</h2>
        <Refused refusal={refusal ?? phones.refusal} />
        <ul className="lines">
          {listed.map(phone => (
            <li key={phone.id} data-testid="phone">
              <div>
                <b>{phone.current ? `${t.session.thisPhone} · ${phone.deviceName}` : phone.deviceName}</b>
                <small>
                  {t.session.since(momentOf(phone.startedAt))}　{t.session.seen(momentOf(phone.seenAt))}
                </small>
              </div>
              {!phone.current && (
                <button
                  type="button"
                  className="button small"
                  disabled={busy}
                  aria-label={t.session.endNamed(phone.deviceName)}
                  onClick={() => void act('session.end', { id: phone.id }, phones.reload)}
                  data-testid="end-phone"
                >
                  {t.session.end}
                </button>
              )}
            </li>
          ))}
        </ul>
        {listed.length > 1 && (
          <button
            type="button"
            className="button"
            disabled={busy}
            onClick={() => void act('session.endOthers', {}, phones.reload)}
            data-testid="end-others"
          >
            {t.session.endOthers}
          </button>
        )}
      </section>
      <section className="sheet">
        <button
          type="button"
          className="button"
          onClick={() => void signOut().then(onSignedOut)}
          data-testid="sign-out"
        >
          {t.session.signOut}
        </button>
        <p className="quiet">{t.session.signOutNote}</p>
      </section>
    </>
  )
}
