// One application: its facts (masked until they are asked for), proofs, opinions, what can be decided, and how it came here.
// The full data and each proof are shown for this page alone; both are written down when they are asked for.
import { Button } from 'antd'
import { useEffect, useState } from 'react'
import type { DecisionAnswers } from '../../applications/contract.ts'
import { download, fileUrl, type Output, type Refusal } from '../api.ts'
import { cardOf, timeOf } from '../format.ts'
import { useLanguage, useTexts } from '../i18n/texts.ts'
import { useMay, useMe } from '../session/me.ts'
import { Ask, PageHead, Refused, Table, Text } from '../ui/parts.tsx'
import { Link } from '../ui/router.tsx'
import { useAct, useCall } from '../ui/use-call.ts'
import { type Action, actionsAt } from './actions.ts'
import { ClauseWords, Due, StageMark } from './applications-page.tsx'
import { Answers, DecisionDialog } from './decision-dialog.tsx'

type Page = Output<'applications.page'>
type Looked = Output<'applications.look'>

export function ApplicationPage({ id }: { readonly id: string }) {
  const t = useTexts()
  const me = useMe()
  const mayLook = useMay('application.look')
  const asked = useCall('applications.page', { id })
  const counts = useCall('applications.counts', {})
  const [looking, setLooking] = useState(false)
  const [looked, setLooked] = useState<Looked | null>(null)
  const [action, setAction] = useState<Action | null>(null)
  const [answers, setAnswers] = useState<DecisionAnswers | null>(null)
  const page = asked.value
  const actions =
    page === null
      ? []
      : actionsAt(page.application.stage, me.permissions, {
          many: false,
          objections: page.application.openObjections.length,
        })
  return (
    <>
      <PageHead title={`${t.applications.number} ${id}`}>
        <Link to="/applications">{t.applications.toQueue}</Link>
      </PageHead>
      <Refused refusal={asked.state === 'refused' ? asked.error : null} />
      {answers !== null && <Answers answers={answers} />}
      {page !== null && (
        <>
          {page.application.deleted && <p className="refused">{t.applications.deleted}</p>}
          <div className="two">
            <Facts page={page} looked={looked} />
            <section className="card deeds" aria-label={t.staff.acts}>
              {mayLook && !page.application.deleted && (
                <Button onClick={() => setLooking(true)} data-testid="look">
                  {t.applications.look}
                </Button>
              )}
              {actions.map((one, i) => (
                <Button
                  key={one}
                  type={i === 0 ? 'primary' : 'default'}
                  danger={one === 'refuse'}
                  onClick={() => setAction(one)}
                  data-testid={`act-${one}`}
                >
                  {t.applications.action[one]}
                </Button>
              ))}
              <Opinions page={page} opinions={counts.value?.opinions ?? []} />
            </section>
          </div>
          <Proofs id={id} page={page} />
          <History page={page} opinions={counts.value?.opinions ?? []} />
        </>
      )}
      {looking && (
        <LookDialog
          id={id}
          onClose={() => setLooking(false)}
          onLooked={value => {
            setLooking(false)
            setLooked(value)
          }}
        />
      )}
      {action !== null && page !== null && counts.value !== null && (
        <DecisionDialog
          action={action}
          chosen={[page.application]}
          terms={counts.value}
          onClose={() => setAction(null)}
          onDone={done => {
            setAction(null)
            setAnswers(done)
            asked.reload()
          }}
        />
      )}
    </>
  )
}

function Facts({ page, looked }: { readonly page: Page; readonly looked: Looked | null }) {
  const t = useTexts()
  const language = useLanguage()
  const { application: a, today } = page
  return (
    <section className="card" aria-label={t.applications.facts}>
      <dl className="facts" data-testid="application-facts">
        <dt>{t.applications.state}</dt>
        <dd>
          <StageMark line={a} /> <Due on={a.dueOn} today={today} />
        </dd>
        <dt>{t.applications.clause}</dt>
        <dd>
          <ClauseWords line={a} />
        </dd>
        <dt>{t.applications.name}</dt>
        <dd>{looked?.name ?? a.name}</dd>
        <dt>{looked === null ? t.applications.idTail : t.applications.idNumber}</dt>
        <dd>{looked?.idNumber ?? a.idTail}</dd>
        {looked !== null && (
          <>
            <dt>{t.applications.mobile}</dt>
            <dd>{looked.mobile}</dd>
            {looked.provincial !== '' && (
              <>
                <dt>{t.applications.provincial}</dt>
                <dd>{looked.provincial}</dd>
              </>
            )}
          </>
        )}
        <dt>{t.applications.employer}</dt>
        <dd>
          {a.employer} · {t.applications.employerKind[a.employerKind]}
        </dd>
        <dt>{t.applications.position}</dt>
        <dd>{a.position}</dd>
        <dt>{t.applications.industry}</dt>
        <dd>{a.industry?.[language] ?? ''}</dd>
        <dt>{t.applications.unit}</dt>
        <dd>{a.unit}</dd>
        {a.card !== null && (
          <>
            <dt>{t.applications.card}</dt>
            <dd data-testid="issued-card">{cardOf(a.card)}</dd>
          </>
        )}
        {looked !== null && (
          <>
            <dt>{t.applications.statement}</dt>
            <dd className="statement">{looked.statement}</dd>
          </>
        )}
      </dl>
      {looked !== null && <p className="quiet">{t.applications.looked}</p>}
    </section>
  )
}

type OpinionsAsked = Output<'applications.counts'>['opinions']
function Opinions(props: { readonly page: Page; readonly opinions: OpinionsAsked }) {
  const t = useTexts()
  const language = useLanguage()
  const { application } = props.page
  if (application.stage !== 'opinions') return null
  return (
    <div className="opinions">
      <h2>{t.applications.opinionFound}</h2>
      <dl className="facts">
        {props.opinions.map(o => {
          const found = application.found[o.id]
          return [
            <dt key={o.id}>{o.title[language]}</dt>,
            <dd key={`${o.id}-found`}>
              {found === undefined ? t.applications.waiting : t.applications.finding[found]}
            </dd>,
          ]
        })}
      </dl>
    </div>
  )
}

function LookDialog(props: {
  readonly id: string
  readonly onClose: () => void
  readonly onLooked: (value: Looked) => void
}) {
  const t = useTexts()
  const [why, setWhy] = useState('')
  const { act, busy, refusal } = useAct()
  return (
    <Ask
      testId="look-ask"
      title={t.applications.look}
      submit={t.applications.look}
      busy={busy}
      refusal={refusal}
      onClose={props.onClose}
      onSubmit={() => void act('applications.look', { id: props.id, why }, props.onLooked)}
    >
      <Text
        label={t.frame.why}
        hint={t.frame.whyHint}
        name="look-why"
        value={why}
        onChange={setWhy}
        required
        focus
      />
    </Ask>
  )
}

type Proof = Page['proofs'][number]

function Proofs({ id, page }: { readonly id: string; readonly page: Page }) {
  const t = useTexts()
  const mayLook = useMay('application.look')
  const [shown, setShown] = useState<Proof | null>(null)
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const save = async (proof: Proof): Promise<void> => {
    const saved = await download('applications.proof', { id, number: proof.number })
    setRefusal(saved.ok ? null : saved.error)
  }
  return (
    <>
      <h2>{t.applications.proofs}</h2>
      <p className="quiet">{t.applications.viewNote}</p>
      <Refused refusal={refusal} />
      <Table
        testId="proofs"
        label={t.applications.proofs}
        rows={page.proofs}
        keyOf={p => p.number}
        empty={t.applications.noProofs}
        columns={[
          { head: t.applications.stepNumber, cell: p => p.number, narrow: true },
          { head: t.applications.what, cell: p => t.applications.purpose[p.purpose], narrow: true },
          { head: t.applications.file, cell: p => p.name },
          { head: t.applications.size, cell: p => `${Math.ceil(p.size / 1024)} KB`, narrow: true },
          { head: t.applications.added, cell: p => timeOf(p.addedAt), narrow: true },
          {
            head: t.staff.acts,
            narrow: true,
            cell: p =>
              mayLook && (
                <span className="row-acts">
                  {p.type !== 'application/pdf' && (
                    <Button size="small" onClick={() => setShown(p)} data-testid={`view-${p.number}`}>
                      {t.applications.view}
                    </Button>
                  )}
                  <Button size="small" onClick={() => void save(p)} data-testid={`save-${p.number}`}>
                    {t.applications.save}
                  </Button>
                </span>
              ),
          },
        ]}
      />
      {shown !== null && <Picture id={id} proof={shown} onClose={() => setShown(null)} />}
    </>
  )
}

/** A picture is drawn from its bytes; nothing of it is ever opened as a page. */
function Picture(props: { readonly id: string; readonly proof: Proof; readonly onClose: () => void }) {
  const t = useTexts()
  const [address, setAddress] = useState<string | null>(null)
  const { id, proof } = props
  useEffect(() => {
    let made: string | null = null
    let here = true
    void fetch(fileUrl('applications.proof', { id, number: proof.number }))
      .then(response => response.blob())
      .then(blob => {
        if (!here) return
        made = URL.createObjectURL(blob)
        setAddress(made)
      })
    return () => {
      here = false
      if (made !== null) URL.revokeObjectURL(made)
    }
  }, [id, proof.number])
  return (
    <section className="card proof-picture" aria-label={proof.name}>
      <span className="row-acts">
        <b>{proof.name}</b>
        <Button size="small" onClick={props.onClose}>
          {t.frame.close}
        </Button>
      </span>
      {address !== null && <img src={address} alt={proof.name} data-testid="proof-picture" />}
    </section>
  )
}

function History({ page, opinions }: { readonly page: Page; readonly opinions: OpinionsAsked }) {
  const t = useTexts()
  return (
    <>
      <h2>{t.applications.history}</h2>
      <Table
        testId="application-history"
        label={t.applications.history}
        rows={page.history.toReversed()}
        keyOf={s => s.number}
        empty=""
        columns={[
          { head: t.applications.stepNumber, cell: s => s.number, narrow: true },
          { head: t.applications.at, cell: s => timeOf(s.at), narrow: true },
          {
            head: t.applications.by,
            cell: s => [t.applications.party[s.party], s.actor].filter(Boolean).join(' · '),
            narrow: true,
          },
          { head: t.applications.what, cell: s => <StepWords step={s} opinions={opinions} />, narrow: true },
          { head: t.applications.words, cell: s => s.words ?? '' },
        ]}
      />
    </>
  )
}

/** "Employer’s opinion: agrees (seal of 2026-11-20)" */
function StepWords(props: { readonly step: Page['history'][number]; readonly opinions: OpinionsAsked }) {
  const t = useTexts()
  const language = useLanguage()
  const { decision: d } = props.step
  const a = t.applications
  const parts: string[] = [a.step[d.kind]]
  if ('finding' in d) parts.push(a.finding[d.finding])
  if (d.kind === 'employer') parts.push(`${a.signedOn} ${d.signedOn}`)
  if (d.kind === 'opinion') {
    const asked = props.opinions.find(o => o.id === d.about)
    parts.push(`${asked?.title[language] ?? d.about} · ${a.repliedOn} ${d.repliedOn}`)
  }
  if (d.kind === 'notice') parts.push(`${a.until} ${d.until}`)
  if (d.kind === 'reopen') parts.push(a.review[d.to])
  if (d.kind === 'issue') parts.push(cardOf(d.card))
  return <>{parts.join(' · ')}</>
}
