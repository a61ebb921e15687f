// The last look before a version is published: what changes, which windows lose what, whether it was tried, from which day.
// What is confirmed here cannot be undone by a change, only followed or, before its day, taken back.
import { useState } from 'react'
import { addDays, dateOf } from '../../../core/policy/calendar.ts'
import { changesBetween } from '../../../core/policy/catalogue-diff.ts'
import type { Output } from '../api.ts'
import { useLanguage, useTexts } from '../i18n/texts.ts'
import { Ask, Text } from '../ui/parts.tsx'
import { navigate } from '../ui/router.tsx'
import { useAct, useCall } from '../ui/use-call.ts'

/** Days after which every terminal that can serve at all has pulled. */
const NOTICE = 4

export function PublishDialog(props: {
  readonly draft: Output<'catalogue.draft'>
  readonly onClose: () => void
}) {
  const t = useTexts()
  const { base, body, draft, earliest, tried } = props.draft
  const enough = addDays(dateOf(Date.now() / 1000), NOTICE)
  const [day, setDay] = useState(earliest > enough ? earliest : enough)
  const [why, setWhy] = useState('')
  const { act, busy, refusal } = useAct()
  const changes = changesBetween(base.body, body).length
  return (
    <Ask
      testId="publish"
      title={t.catalogue.publishTitle(body.version)}
      submit={t.catalogue.publishSubmit}
      wide
      busy={busy}
      refusal={refusal}
      onClose={props.onClose}
      onSubmit={() =>
        void act('catalogue.publish', { id: draft.id, revision: draft.revision, day, why }, ({ version }) =>
          navigate(`/catalogue/${version}`),
        )
      }
    >
      <p>{t.catalogue.publishNote}</p>
      <ul className="plain">
        <li data-testid="publish-changes">{t.catalogue.changesCount(changes)}</li>
        {tried === null && <li className="warn">{t.catalogue.notTried}</li>}
        {tried !== null && !tried.isCurrent && <li className="warn">{t.catalogue.triedBefore}</li>}
        {tried?.isCurrent === true && (
          <li data-testid="publish-tried">
            {t.catalogue.refusedNow(
              String(tried.result.refusedNow.records),
              String(tried.result.refusedNow.holders),
            )}
          </li>
        )}
      </ul>
      <Less id={draft.id} />
      <div className="pair">
        <div>
          <Text
            label={t.catalogue.day}
            name="publish-day"
            type="date"
            value={day}
            onChange={setDay}
            required
            focus
          />
          {day < enough && (
            <p className="warn" data-testid="short-notice">
              {t.catalogue.shortNotice}
            </p>
          )}
        </div>
        <Text
          label={t.frame.why}
          hint={t.frame.whyHint}
          name="publish-why"
          value={why}
          onChange={setWhy}
          required
        />
      </div>
    </Ask>
  )
}

function Less({ id }: { readonly id: string }) {
  const { catalogue: t } = useTexts()
  const language = useLanguage()
  const asked = useCall('catalogue.windows', { id })
  const windows = asked.value?.windows ?? []
  if (windows.length === 0) return null
  return (
    <section className="warn" data-testid="windows-less">
      <b>{t.windowsLess}</b>
      <ul className="plain less">
        {windows.map(({ site, window, lost, left }) => (
          <li key={`${site.zh} ${window.zh}`}>
            {site[language]} · {window[language]}：
            {left === 0 ? t.windowNothing(lost.join('、')) : t.windowLess(lost.join('、'), left)}
          </li>
        ))}
      </ul>
    </section>
  )
}
