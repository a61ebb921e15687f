// Appointments by day, site and state, each confirmed or declined in words that the holder reads.
// Filters stand in the address; a unit is shown its own services alone, by the server.
import { Button } from 'antd'
import { useState } from 'react'
import type { AppointmentLine } from '../../appointments/contract.ts'
import { STATES } from '../../appointments/states.ts'
import { CardText } from '../conflicts/conflicts-page.tsx'
import { timeOf } from '../format.ts'
import { useLanguage, useTexts } from '../i18n/texts.ts'
import { useMay } from '../session/me.ts'
import { Ask, Choice, Field, PageHead, Refused, Table } from '../ui/parts.tsx'
import { useFilters } from '../ui/router.tsx'
import { useAct, useCall } from '../ui/use-call.ts'

const FILTERS = ['day', 'site', 'state'] as const
const DAY = /^\d{4}-\d\d-\d\d$/
type Deciding = { readonly row: AppointmentLine; readonly step: 'confirm' | 'decline' }

export default function AppointmentsPage() {
  const t = useTexts()
  const a = t.appointments
  const language = useLanguage()
  const mayDecide = useMay('appointment.decide')
  const [filters, setFilters] = useFilters(FILTERS)
  const [deciding, setDeciding] = useState<Deciding | null>(null)
  const asked = useCall('appointments.page', {
    day: DAY.test(filters.day) ? filters.day : null,
    site: filters.site || null,
    state: STATES.find(s => s === filters.state) ?? null,
  })
  const decide = (row: AppointmentLine) => (
    <>
      {row.state === 'requested' && (
        <Button size="small" data-testid="confirm" onClick={() => setDeciding({ row, step: 'confirm' })}>
          {a.confirm}
        </Button>
      )}{' '}
      {(row.state === 'requested' || row.state === 'confirmed') && (
        <Button size="small" data-testid="decline" onClick={() => setDeciding({ row, step: 'decline' })}>
          {a.decline}
        </Button>
      )}
    </>
  )
  return (
    <>
      <PageHead title={a.title} note={a.lead} />
      <div className="filters">
        <Field label={a.day}>
          {id => (
            <input
              id={id}
              type="date"
              className="input"
              data-testid="day"
              value={filters.day}
              onChange={event => setFilters({ day: event.target.value })}
            />
          )}
        </Field>
        <Choice
          label={a.site}
          name="site"
          value={filters.site}
          options={[
            ['', a.anySite] as const,
            ...(asked.value?.sites ?? []).map(s => [s.id, s.name[language]] as const),
          ]}
          onChange={next => setFilters({ site: next })}
        />
        <Choice
          label={a.state}
          name="state"
          value={filters.state}
          options={[['', a.anyState] as const, ...STATES.map(s => [s, a.states[s]] as const)]}
          onChange={next => setFilters({ state: next })}
        />
      </div>
      <Refused refusal={asked.state === 'refused' ? asked.error : null} />
      <Table
        testId="appointments"
        label={a.title}
        rows={asked.value?.appointments ?? null}
        keyOf={row => row.id}
        empty={a.none}
        columns={[
          { head: a.when, cell: row => `${row.day} ${a.parts[row.part]}`, narrow: true },
          { head: a.site, cell: row => row.siteName[language] },
          { head: a.item, cell: row => `${row.item} ${row.title[language]}` },
          { head: a.card, cell: row => <CardText card={row.card} />, narrow: true },
          {
            head: a.state,
            narrow: true,
            cell: row => (
              <span className={row.state === 'confirmed' ? 'mark mark-ok' : 'mark'}>
                {a.states[row.state]}
              </span>
            ),
          },
          { head: a.words, cell: row => row.words ?? '—' },
          { head: a.asked, cell: row => timeOf(row.requestedAt), narrow: true },
          ...(mayDecide ? [{ head: t.staff.acts, cell: decide, narrow: true }] : []),
        ]}
      />
      {deciding !== null && (
        <Decide
          {...deciding}
          onClose={() => setDeciding(null)}
          onDone={() => {
            setDeciding(null)
            asked.reload()
          }}
        />
      )}
    </>
  )
}

type DecideProps = Deciding & { readonly onClose: () => void; readonly onDone: () => void }

function Decide({ row, step, onClose, onDone }: DecideProps) {
  const a = useTexts().appointments
  const language = useLanguage()
  const [words, setWords] = useState('')
  const { act, busy, refusal } = useAct()
  return (
    <Ask
      testId="decide"
      title={`${row.day} ${a.parts[row.part]} · ${row.siteName[language]}`}
      submit={a[step]}
      danger={step === 'decline'}
      busy={busy}
      refusal={refusal}
      onClose={onClose}
      onSubmit={() => void act(`appointments.${step}`, { id: row.id, words }, onDone)}
    >
      <p>
        {row.item} {row.title[language]}
      </p>
      <Field label={step === 'confirm' ? a.confirmWords : a.declineWords}>
        {id => (
          <textarea
            id={id}
            className="input"
            data-testid="words"
            value={words}
            required={step === 'decline'}
            maxLength={200}
            onChange={event => setWords(event.target.value)}
          />
        )}
      </Field>
      <p className="quiet">{a.shown}</p>
    </Ask>
  )
}
