// One published version: who published it when and why, who judges by it, what it changed, and its items to read.
// It cannot be edited; before its day it can be taken back, with a reason.
import { Button } from 'antd'
import { useState } from 'react'
import type { Catalogue } from '../../../core/policy/catalogue.ts'
import { ITEM_FIELDS } from '../../../core/policy/catalogue-diff.ts'
import { countOf, timeOf } from '../format.ts'
import { useLanguage, useTexts } from '../i18n/texts.ts'
import { useMay } from '../session/me.ts'
import { Ask, PageHead, Refused, Text } from '../ui/parts.tsx'
import { useAct, useCall } from '../ui/use-call.ts'
import { Difference } from './difference.tsx'
import { saveJson } from './save-json.ts'
import { StateMark } from './state-mark.tsx'
import { linesOf } from './values.ts'

export function VersionPage({ version }: { readonly version: string }) {
  const t = useTexts()
  const asked = useCall('catalogue.version', { version })
  const mayEdit = useMay('catalogue.edit')
  const [taking, setTaking] = useState(false)
  const page = asked.value
  const facts = page?.version
  return (
    <>
      <PageHead title={`${t.frame.pages.catalogue} ${version}`}>
        {page !== null && (
          <Button onClick={() => saveJson(page.body)} data-testid="version-json">
            {t.catalogue.download}
          </Button>
        )}
        {mayEdit && facts?.state === 'upcoming' && (
          <Button danger onClick={() => setTaking(true)} data-testid="withdraw">
            {t.catalogue.withdraw}
          </Button>
        )}
      </PageHead>
      <Refused refusal={asked.state === 'refused' ? asked.error : null} />
      {page !== null && facts !== undefined && (
        <>
          <section className="card">
            <dl className="facts" data-testid="version-facts">
              <dt>{t.catalogue.state}</dt>
              <dd>
                <StateMark state={facts.state} />
              </dd>
              <dt>{t.catalogue.effectiveFrom}</dt>
              <dd>{facts.effectiveFrom}</dd>
              <dt>{t.catalogue.published}</dt>
              <dd>
                {t.catalogue.publishedBy(facts.publishedBy, timeOf(facts.publishedAt))} · {facts.why}
              </dd>
              {facts.withdrawn !== null && (
                <>
                  <dt>{t.catalogue.states.withdrawn}</dt>
                  <dd>
                    {t.catalogue.withdrawn(facts.withdrawn.by, timeOf(facts.withdrawn.at))} ·{' '}
                    {facts.withdrawn.why}
                  </dd>
                </>
              )}
              <dt>{t.catalogue.used}</dt>
              <dd data-testid="version-use">
                {t.catalogue.usedBy(countOf(page.use.terminals), countOf(page.use.records))}
                {page.use.late > 0 && t.catalogue.usedLate(countOf(page.use.late))}
              </dd>
              <dt>{t.catalogue.hash}</dt>
              <dd>
                <code className="hash">{facts.sha256}</code>
              </dd>
            </dl>
          </section>
          {facts.state === 'upcoming' && (
            <p className="notice" data-testid="upcoming">
              {t.catalogue.isUpcoming(facts.effectiveFrom)}
            </p>
          )}
          {page.before !== null && (
            <>
              <h2>{t.catalogue.differences}</h2>
              <Difference before={page.before.body} after={page.body} name={page.before.version} />
            </>
          )}
          <h2>{t.catalogue.items}</h2>
          <Items body={page.body} />
        </>
      )}
      {taking && (
        <Withdraw
          version={version}
          onClose={() => setTaking(false)}
          onDone={() => {
            setTaking(false)
            asked.reload()
          }}
        />
      )}
    </>
  )
}

function Items({ body }: { readonly body: Catalogue }) {
  const t = useTexts()
  const language = useLanguage()
  return (
    <div className="items-read">
      {body.items.map(item => (
        <details key={item.id} className="card">
          <summary>
            {item.id} {item.title[language]}
          </summary>
          <dl className="facts">
            {ITEM_FIELDS.filter(field => field !== 'title').map(field => (
              <FactLine
                key={field}
                head={t.catalogue.fields[field]}
                lines={linesOf(item, field, { t, language })}
              />
            ))}
          </dl>
        </details>
      ))}
    </div>
  )
}

function FactLine({ head, lines }: { readonly head: string; readonly lines: readonly string[] }) {
  const t = useTexts()
  return (
    <>
      <dt>{head}</dt>
      <dd>{lines.length === 0 ? t.catalogue.nothing : lines.join('；')}</dd>
    </>
  )
}

function Withdraw(props: {
  readonly version: string
  readonly onClose: () => void
  readonly onDone: () => void
}) {
  const t = useTexts()
  const [why, setWhy] = useState('')
  const { act, busy, refusal } = useAct()
  return (
    <Ask
      testId="withdraw-version"
      title={`${t.catalogue.withdraw} ${props.version}`}
      submit={t.catalogue.withdraw}
      danger
      busy={busy}
      refusal={refusal}
      onClose={props.onClose}
      onSubmit={() => void act('catalogue.withdraw', { version: props.version, why }, props.onDone)}
    >
      <p>{t.catalogue.withdrawNote}</p>
      <Text
        label={t.frame.why}
        hint={t.frame.whyHint}
        name="why"
        value={why}
        onChange={setWhy}
        required
        focus
      />
    </Ask>
  )
}
