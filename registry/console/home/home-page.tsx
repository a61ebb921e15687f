// The first page: what waits for whoever signed in, each count a link to where it is dealt with.
// Nothing is listed that this account may not open.

import { countOf } from '../format.ts'
import { useTexts } from '../i18n/texts.ts'
import { pageAt } from '../pages.ts'
import { useMe } from '../session/me.ts'
import { PageHead, Refused } from '../ui/parts.tsx'
import { Link } from '../ui/router.tsx'
import { useCall } from '../ui/use-call.ts'

export default function HomePage() {
  const t = useTexts()
  const me = useMe()
  const asked = useCall('home.waiting', {})
  const lines = asked.value?.waiting.filter(line => pageAt(line.to) !== null)
  return (
    <>
      <PageHead title={t.frame.home} note={t.home.lead(me.name)} />
      <Refused refusal={asked.state === 'refused' ? asked.error : null} />
      {lines?.length === 0 && (
        <p className="done" role="status">
          {t.home.nothing}
        </p>
      )}
      <ul className="waiting" data-testid="waiting">
        {(lines ?? []).map(line => (
          <li key={line.what} data-what={line.what}>
            <Link to={line.to} className="card waiting-card">
              <b>{countOf(line.count)}</b>
              <span>{t.home.waiting[line.what]}</span>
            </Link>
          </li>
        ))}
      </ul>
    </>
  )
}
