// One's own account: who one is here, and a new password.
// Role and unit are a colleague's to change.
import { useState } from 'react'
import { useTexts } from '../i18n/texts.ts'
import { PageHead } from '../ui/parts.tsx'
import { useMe } from './me.ts'
import { PasswordForm } from './password-form.tsx'

export default function AccountPage() {
  const t = useTexts()
  const me = useMe()
  const [done, setDone] = useState(false)
  return (
    <>
      <PageHead title={t.frame.pages.account} />
      <dl className="facts">
        <dt>{t.staff.login}</dt>
        <dd>{me.login}</dd>
        <dt>{t.staff.name}</dt>
        <dd>{me.name}</dd>
        <dt>{t.staff.role}</dt>
        <dd>{t.frame.role[me.role]}</dd>
        <dt>{t.staff.unit}</dt>
        <dd>{me.unit ?? t.frame.none}</dd>
      </dl>
      <section className="card narrow-card">
        <h2>{t.frame.password.title}</h2>
        {done ? <p role="status">{t.frame.password.done}</p> : <PasswordForm onDone={() => setDone(true)} />}
      </section>
    </>
  )
}
