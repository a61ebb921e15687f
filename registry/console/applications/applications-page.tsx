// Applications: the queues by stage with their terms, and behind them one application or the public notices.
// What is chosen is decided together; what could not be decided is named and stays.
import { Button } from 'antd'
import { useState } from 'react'
import { clauseOf } from '../../applications/clauses.ts'
import type { ApplicationLine, DecisionAnswers } from '../../applications/contract.ts'
import { STAGES, type Stage } from '../../applications/steps.ts'
import { countOf } from '../format.ts'
import { useLanguage, useTexts } from '../i18n/texts.ts'
import type { PageProps } from '../pages.ts'
import { useMe } from '../session/me.ts'
import { PageHead, Refused, Table } from '../ui/parts.tsx'
import { Link, useKept } from '../ui/router.tsx'
import { useCall } from '../ui/use-call.ts'
import { type Action, actionsAt } from './actions.ts'
import { ApplicationPage } from './application-page.tsx'
import { Answers, DecisionDialog } from './decision-dialog.tsx'
import { NoticePage, NoticesPage } from './notices-page.tsx'

export default function ApplicationsPage({ rest }: PageProps) {
  if (rest === 'notices') return <NoticesPage />
  if (rest.startsWith('notices/')) return <NoticePage id={rest.slice('notices/'.length)} />
  return rest === '' ? <Queues /> : <ApplicationPage key={rest} id={rest} />
}

type Kept = {
  readonly stage: Stage | null
  readonly late: boolean
  readonly after: { readonly dueOn: string; readonly id: string } | null
}
const LISTED = STAGES.filter(stage => stage !== 'draft')
const AT_ONCE = 50

function Queues() {
  const t = useTexts()
  const me = useMe()
  const [kept, keep] = useKept<Kept>({ stage: null, late: false, after: null })
  const counts = useCall('applications.counts', {})
  const asked = useCall('applications.queue', { ...kept, limit: AT_ONCE })
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [action, setAction] = useState<Action | null>(null)
  const [answers, setAnswers] = useState<DecisionAnswers | null>(null)
  const rows = asked.value?.rows ?? null
  const picked = (rows ?? []).filter(row => chosen.has(row.id))

  function show(next: Kept): void {
    setChosen(new Set())
    setAnswers(null)
    keep(next)
  }
  const toggle = (id: string): void => {
    const next = new Set(chosen)
    if (!next.delete(id)) next.add(id)
    setChosen(next)
  }
  const actions =
    kept.stage === null || picked.length === 0
      ? []
      : actionsAt(kept.stage, me.permissions, {
          many: picked.length > 1,
          objections: picked.reduce((sum, row) => sum + row.openObjections.length, 0),
        })
  const last = rows?.at(-1)

  return (
    <>
      <PageHead title={t.frame.pages.applications} note={t.applications.note}>
        <Link to="/applications/notices">{t.applications.toNotices}</Link>
      </PageHead>
      <Refused refusal={counts.state === 'refused' ? counts.error : null} />
      <Refused refusal={asked.state === 'refused' ? asked.error : null} />
      <fieldset className="stages" aria-label={t.applications.state}>
        <StageButton
          on={kept.stage === null}
          words={t.applications.all}
          onClick={() => show({ ...kept, stage: null, after: null })}
        />
        {LISTED.map(stage => {
          const count = counts.value?.stages.find(c => c.stage === stage)
          return (
            <StageButton
              key={stage}
              on={kept.stage === stage}
              words={t.applications.stage[stage]}
              count={count?.count ?? 0}
              late={count?.late ?? 0}
              onClick={() => show({ ...kept, stage, after: null })}
            />
          )
        })}
      </fieldset>
      <div className="filters queue-tools">
        <label>
          <input
            type="checkbox"
            checked={kept.late}
            onChange={() => show({ ...kept, late: !kept.late, after: null })}
            data-testid="only-late"
          />{' '}
          {t.applications.onlyLate}
        </label>
        {picked.length > 0 && <b>{t.applications.selected(countOf(picked.length))}</b>}
        {actions.map((one, i) => (
          <Button
            key={one}
            type={i === 0 ? 'primary' : 'default'}
            danger={one === 'refuse'}
            onClick={() => setAction(one)}
            data-testid={`many-${one}`}
          >
            {t.applications.action[one]}
          </Button>
        ))}
      </div>
      {answers !== null && <Answers answers={answers} />}
      <Table
        testId="application-queue"
        label={t.frame.pages.applications}
        rows={rows}
        keyOf={row => row.id}
        empty={t.applications.empty}
        columns={columns({
          t,
          today: asked.value?.today ?? '',
          chosen,
          toggle,
          choosable: kept.stage !== null,
        })}
      />
      <span className="paging">
        {kept.after !== null && (
          <Button onClick={() => show({ ...kept, after: null })}>{t.applications.firstPage}</Button>
        )}
        {asked.value?.more === true && last !== undefined && (
          <Button
            onClick={() => show({ ...kept, after: { dueOn: last.dueOn ?? '9999', id: last.id } })}
            data-testid="next-page"
          >
            {t.applications.nextPage}
          </Button>
        )}
        {kept.stage !== null && (rows?.length ?? 0) > 1 && (
          <Button onClick={() => setChosen(new Set(rows?.map(row => row.id)))} data-testid="choose-all">
            {t.applications.selectAll}
          </Button>
        )}
      </span>
      {action !== null && counts.value !== null && (
        <DecisionDialog
          action={action}
          chosen={picked}
          terms={counts.value}
          onClose={() => setAction(null)}
          onDone={done => {
            setAction(null)
            setAnswers(done)
            setChosen(new Set())
            counts.reload()
            asked.reload()
          }}
        />
      )}
    </>
  )
}

function StageButton(props: {
  readonly on: boolean
  readonly words: string
  readonly count?: number
  readonly late?: number
  readonly onClick: () => void
}) {
  const t = useTexts()
  const { count = 0, late = 0 } = props
  return (
    <button type="button" aria-pressed={props.on} onClick={props.onClick}>
      {props.words}
      {count > 0 && <b>{countOf(count)}</b>}
      {late > 0 && <em>{t.applications.late(countOf(late))}</em>}
    </button>
  )
}

function columns(parts: {
  readonly t: ReturnType<typeof useTexts>
  readonly today: string
  readonly chosen: ReadonlySet<string>
  readonly choosable: boolean
  readonly toggle: (id: string) => void
}) {
  const { t, today, chosen, toggle } = parts
  const choose = {
    head: '✓',
    narrow: true,
    cell: (row: ApplicationLine) => (
      <input
        type="checkbox"
        checked={chosen.has(row.id)}
        aria-label={t.applications.select(row.id)}
        onChange={() => toggle(row.id)}
        data-testid={`choose-${row.id}`}
      />
    ),
  }
  return [
    ...(parts.choosable ? [choose] : []),
    {
      head: t.applications.number,
      narrow: true,
      cell: (row: ApplicationLine) => (
        <Link to={`/applications/${row.id}`} data-testid="open-application">
          {row.id}
        </Link>
      ),
    },
    { head: t.applications.name, narrow: true, cell: (row: ApplicationLine) => row.name },
    { head: t.applications.employer, cell: (row: ApplicationLine) => row.employer },
    { head: t.applications.clause, cell: (row: ApplicationLine) => <ClauseWords line={row} /> },
    { head: t.applications.unit, narrow: true, cell: (row: ApplicationLine) => row.unit ?? '' },
    { head: t.applications.state, narrow: true, cell: (row: ApplicationLine) => <StageMark line={row} /> },
    {
      head: t.applications.due,
      narrow: true,
      cell: (row: ApplicationLine) => <Due on={row.dueOn} today={today} />,
    },
  ]
}

export function ClauseWords({ line }: { readonly line: Pick<ApplicationLine, 'clause' | 'tier'> }) {
  const t = useTexts()
  const language = useLanguage()
  const clause = clauseOf(line.clause)
  return (
    <>
      {t.applications.tiers[line.tier]} · {clause.title[language]}
    </>
  )
}

const OVER: ReadonlySet<Stage> = new Set<Stage>(['refused', 'withdrawn'])

export function StageMark({ line }: { readonly line: Pick<ApplicationLine, 'stage'> }) {
  const t = useTexts()
  const kind = line.stage === 'issued' ? ' mark-ok' : OVER.has(line.stage) ? ' mark-over' : ''
  return (
    <span className={`mark${kind}`} data-stage={line.stage}>
      {t.applications.stage[line.stage]}
    </span>
  )
}

export function Due({ on, today }: { readonly on: string | null; readonly today: string }) {
  const t = useTexts()
  if (on === null) return null
  return on < today ? (
    <b className="late">
      {on} {t.applications.overdue}
    </b>
  ) : (
    on
  )
}
