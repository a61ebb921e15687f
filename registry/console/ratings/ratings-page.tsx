// What holders said: the five grades of a period, low ratings followed up to their deadlines, and the comments.
// Filters stand in the address. The answer to a holder is written here once, and read by the holder as written.
import { Button } from 'antd'
import { useState } from 'react'
import type { FollowUpLine } from '../../follow-up/contract.ts'
import type { Output } from '../api.ts'
import { CardText } from '../conflicts/conflicts-page.tsx'
import { countOf, timeOf } from '../format.ts'
import { useLanguage, useTexts } from '../i18n/texts.ts'
import { tellSettled } from '../session/waiting.tsx'
import { Part } from '../supervision/cuts.tsx'
import { GradeChart } from '../supervision/findings.tsx'
import { Choice, PageHead, Refused, Table } from '../ui/parts.tsx'
import { isPeriod, PeriodChoice } from '../ui/period.tsx'
import { useFilters } from '../ui/router.tsx'
import { useCall } from '../ui/use-call.ts'
import { FollowUpDialog } from './follow-up-dialog.tsx'

const FILTERS = ['period', 'site', 'grade', 'follow'] as const
const STATES = ['unsettled', 'overdue', 'open', 'contacted', 'settled', 'all'] as const

export default function RatingsPage() {
  const t = useTexts()
  const choices = useCall('supervision.choices', {})
  return (
    <>
      <PageHead title={t.ratings.title} note={t.ratings.lead} />
      <Refused refusal={choices.state === 'refused' ? choices.error : null} />
      {choices.value !== null && <Asked choices={choices.value} />}
    </>
  )
}

function Asked({ choices }: { readonly choices: Output<'supervision.choices'> }) {
  const t = useTexts()
  const r = t.ratings
  const language = useLanguage()
  const [filters, setFilters] = useFilters(FILTERS)
  const period = isPeriod(filters.period) ? filters.period : choices.today.slice(0, 4)
  const site = filters.site || null
  const grade = /^[1-5]$/.test(filters.grade) ? Number(filters.grade) : null
  const summary = useCall('ratings.summary', { period, site, grade })
  return (
    <>
      <div className="filters">
        <PeriodChoice period={period} today={choices.today} onChange={next => setFilters({ period: next })} />
        <Choice
          label={r.site}
          name="site"
          value={filters.site}
          options={[['', r.anySite] as const, ...choices.sites.map(s => [s.id, s.name[language]] as const)]}
          onChange={next => setFilters({ site: next })}
        />
      </div>
      <FollowUps
        state={STATES.find(s => s === filters.follow) ?? 'unsettled'}
        site={site}
        onState={next => setFilters({ follow: next === 'unsettled' ? '' : next })}
      />
      <Refused refusal={summary.state === 'refused' ? summary.error : null} />
      {summary.value !== null && (
        <>
          <Distribution summary={summary.value} />
          <Comments
            summary={summary.value}
            grade={filters.grade}
            onGrade={next => setFilters({ grade: next })}
          />
        </>
      )}
    </>
  )
}

type FollowState = (typeof STATES)[number]
type FollowUpsProps = {
  readonly state: FollowState
  readonly site: string | null
  readonly onState: (state: FollowState) => void
}

function FollowUps({ state, site, onState }: FollowUpsProps) {
  const t = useTexts()
  const r = t.ratings
  const language = useLanguage()
  const asked = useCall('followUps.list', { state: state === 'all' ? null : state, site })
  const [open, setOpen] = useState<FollowUpLine | null>(null)
  return (
    <Part title={r.followUps}>
      <div className="filters">
        <Choice
          label={r.stateFilter}
          name="follow"
          value={state}
          options={STATES.map(s => [s, r.filters[s]] as const)}
          onChange={onState}
        />
      </div>
      <Refused refusal={asked.state === 'refused' ? asked.error : null} />
      <Table
        testId="follow-ups"
        label={r.followUps}
        rows={asked.value?.followUps ?? null}
        keyOf={f => f.visit}
        empty={r.empty}
        columns={[
          { head: r.gradeFilter, cell: f => r.grade(f.rating), narrow: true },
          { head: r.stateFilter, cell: f => <FollowMark row={f} />, narrow: true },
          { head: r.deadline, cell: f => <Deadline row={f} />, narrow: true },
          { head: r.said, cell: f => f.comment ?? <span className="quiet">{r.noWords}</span> },
          {
            head: r.site,
            cell: f => (
              <>
                {f.siteName[language]}
                <br />
                <span className="quiet">{f.items.map(i => `${i.id} ${i.title[language]}`).join('；')}</span>
              </>
            ),
          },
          {
            head: r.card,
            cell: f => (f.card === null ? r.noCard : <CardText card={f.card} />),
            narrow: true,
          },
          {
            head: t.staff.acts,
            narrow: true,
            cell: f => (
              <Button size="small" onClick={() => setOpen(f)} data-testid="follow-open">
                {r.open}
              </Button>
            ),
          },
        ]}
      />
      {open !== null && (
        <FollowUpDialog
          row={open}
          onClose={() => setOpen(null)}
          onDone={() => {
            setOpen(null)
            asked.reload()
            tellSettled()
          }}
        />
      )}
    </Part>
  )
}

function FollowMark({ row }: { readonly row: FollowUpLine }) {
  const r = useTexts().ratings
  return <span className={row.state === 'settled' ? 'mark mark-ok' : 'mark'}>{r.states[row.state]}</span>
}

function Deadline({ row }: { readonly row: FollowUpLine }) {
  const r = useTexts().ratings
  if (row.state === 'settled') return '—'
  return (
    <>
      {row.state === 'open' ? r.contactBy(row.contactBy) : r.settleBy(row.settleBy)}
      <br />
      {row.overdue ? (
        <span className="mark mark-over">{r.overdueBy(Math.abs(row.daysLeft))}</span>
      ) : (
        <span className="quiet">{r.daysLeft(row.daysLeft)}</span>
      )}
    </>
  )
}

type Summary = Output<'ratings.summary'>

function Distribution({ summary }: { readonly summary: Summary }) {
  const t = useTexts()
  const r = t.ratings
  const language = useLanguage()
  const totals = [0, 1, 2, 3, 4].map(i => summary.sites.reduce((sum, s) => sum + (s.grades[i] ?? 0), 0))
  return (
    <Part title={r.distribution}>
      <GradeChart grades={totals} />
      <Table
        testId="by-grade"
        label={r.distribution}
        rows={summary.sites}
        keyOf={s => s.site}
        empty={t.supervision.nothing}
        columns={[
          { head: r.site, cell: s => s.name[language] },
          ...[1, 2, 3, 4, 5].map(n => ({
            head: r.grade(n),
            cell: (s: Summary['sites'][number]) => countOf(s.grades[n - 1] ?? 0),
            narrow: true,
          })),
          { head: r.visits, cell: s => countOf(sumOf(s.grades)), narrow: true },
          { head: r.mean, cell: s => meanOf(s.grades).toFixed(2), narrow: true },
          {
            head: r.low,
            cell: s =>
              `${((((s.grades[0] ?? 0) + (s.grades[1] ?? 0)) / Math.max(1, sumOf(s.grades))) * 100).toFixed(1)}%`,
            narrow: true,
          },
        ]}
      />
    </Part>
  )
}

const sumOf = (grades: readonly number[]): number => grades.reduce((a, b) => a + b, 0)
const meanOf = (grades: readonly number[]): number =>
  grades.reduce((sum, n, i) => sum + n * (i + 1), 0) / Math.max(1, sumOf(grades))

type CommentsProps = {
  readonly summary: Summary
  readonly grade: string
  readonly onGrade: (grade: string) => void
}

function Comments({ summary, grade, onGrade }: CommentsProps) {
  const r = useTexts().ratings
  const language = useLanguage()
  // By site and item, the latest first in each: what is said again and again stands together.
  const groups = [
    ...Map.groupBy(
      summary.comments,
      c => `${c.siteName[language]} · ${c.items.map(i => i.title[language]).join('；')}`,
    ),
  ]
  return (
    <Part title={r.comments}>
      <div className="filters">
        <Choice
          label={r.gradeFilter}
          name="grade"
          value={grade}
          options={[
            ['', r.anyGrade] as const,
            ...['1', '2', '3', '4', '5'].map(n => [n, r.grade(Number(n))] as const),
          ]}
          onChange={onGrade}
        />
      </div>
      {groups.length === 0 && <p className="quiet">{r.commentsNone}</p>}
      <div className="two">
        <div className="said" data-testid="comments">
          {groups.map(([name, comments]) => (
            <section key={name} className="card">
              <h3>
                {name} <small>{countOf(comments.length)}</small>
              </h3>
              <ul className="plain">
                {comments.map(c => (
                  <li key={`${c.terminal} ${c.visit}`}>
                    <b>{c.rating === null ? r.noGrade : r.grade(c.rating)}</b> {c.comment}{' '}
                    <span className="quiet">{timeOf(c.at)}</span>
                  </li>
                ))}
              </ul>
            </section>
          ))}
        </div>
        {summary.words.length > 0 && (
          <div>
            <Table
              testId="words"
              label={r.words}
              rows={summary.words}
              keyOf={w => w.word}
              empty=""
              columns={[
                { head: r.word, cell: w => w.word },
                { head: r.inComments, cell: w => countOf(w.comments), narrow: true },
              ]}
            />
            <p className="quiet">{r.wordsNote(summary.readFor)}</p>
          </div>
        )}
      </div>
    </Part>
  )
}
