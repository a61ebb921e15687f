// The worklist of conflicts: what terminals could not know when it happened, each with what it means and what can be done.
// Filters stand in the address; settling asks for a finding and a reason, and takes nothing off the record.
import { Button } from 'antd'
import { useState } from 'react'
import { KINDS, STATES } from '../../conflicts/conflicts.ts'
import type { ConflictLine } from '../../conflicts/contract.ts'
import { cardOf, timeOf } from '../format.ts'
import { useLanguage, useTexts } from '../i18n/texts.ts'
import { useMay } from '../session/me.ts'
import { tellSettled } from '../session/waiting.tsx'
import { Choice, PageHead, Refused, Table } from '../ui/parts.tsx'
import { Link, useFilters } from '../ui/router.tsx'
import { useCall } from '../ui/use-call.ts'
import { ConflictDialog } from './conflict-dialog.tsx'

export default function ConflictsPage() {
  const t = useTexts()
  const c = t.conflicts
  const language = useLanguage()
  const [filters, setFilters] = useFilters(['state', 'kind', 'site', 'page'])
  const [looking, setLooking] = useState<ConflictLine | null>(null)
  // What is open is what the page is for; "all" has to be asked for.
  const state = filters.state === '' ? 'open' : (STATES.find(s => s === filters.state) ?? null)
  const kind = KINDS.find(k => k === filters.kind) ?? null
  const page = Math.max(0, Math.min(10_000, Number.parseInt(filters.page, 10) || 0))
  const asked = useCall('conflicts.list', { state, kind, site: filters.site || null, page })
  const choices = useCall('supervision.choices', {})
  const sites = choices.value?.sites ?? []
  return (
    <>
      <PageHead title={c.title} note={c.lead} />
      <div className="filters">
        <Choice
          label={c.state}
          name="state"
          value={state ?? 'all'}
          options={[...STATES.map(s => [s, c.states[s]] as const), ['all', c.anyState] as const]}
          onChange={next => setFilters({ state: next === 'open' ? '' : next, page: '' })}
        />
        <Choice
          label={c.kind}
          name="kind"
          value={filters.kind}
          options={[['', c.anyKind] as const, ...KINDS.map(k => [k as string, c.kinds[k].name] as const)]}
          onChange={next => setFilters({ kind: next, page: '' })}
        />
        <Choice
          label={c.site}
          name="site"
          value={filters.site}
          options={[['', c.anySite] as const, ...sites.map(s => [s.id, s.name[language]] as const)]}
          onChange={next => setFilters({ site: next, page: '' })}
        />
      </div>
      <Refused refusal={asked.state === 'refused' ? asked.error : null} />
      <Table
        testId="conflicts"
        label={c.title}
        rows={asked.value?.conflicts ?? null}
        keyOf={row => row.subject}
        empty={c.empty}
        columns={[
          {
            head: c.kind,
            cell: row => (
              <>
                <b>{c.kinds[row.kind].name}</b>
                <br />
                <span className="quiet">{c.kinds[row.kind].means}</span>
              </>
            ),
          },
          { head: c.state, cell: row => <StateMark state={row.state} />, narrow: true },
          { head: c.where, cell: row => <Place row={row} />, narrow: true },
          {
            head: c.item,
            narrow: true,
            cell: row => (
              <>
                {row.itemTitle === null ? '—' : `${row.item} ${row.itemTitle[language]}`}
                {row.card !== null && (
                  <>
                    <br />
                    <CardText card={row.card} />
                  </>
                )}
              </>
            ),
          },
          { head: c.found, cell: row => timeOf(row.at), narrow: true },
          {
            head: t.staff.acts,
            narrow: true,
            cell: row => (
              <Button size="small" onClick={() => setLooking(row)} data-testid="look">
                {c.detail}
              </Button>
            ),
          },
        ]}
      />
      <div className="paging">
        {page > 0 && (
          <Button onClick={() => setFilters({ page: page === 1 ? '' : String(page - 1) })}>{c.later}</Button>
        )}
        {asked.value?.more === true && (
          <Button onClick={() => setFilters({ page: String(page + 1) })}>{c.earlier}</Button>
        )}
      </div>
      {looking !== null && (
        <ConflictDialog
          row={looking}
          onClose={() => setLooking(null)}
          onDone={() => {
            setLooking(null)
            asked.reload()
            tellSettled()
          }}
        />
      )}
    </>
  )
}

export function StateMark({ state }: { readonly state: ConflictLine['state'] }) {
  const c = useTexts().conflicts
  const look = state === 'open' ? 'mark mark-over' : state === 'settled' ? 'mark mark-ok' : 'mark'
  return <span className={look}>{c.states[state]}</span>
}

/** The site, and its terminal by the end of its name: the site's page has the terminal with its state. */
function Place({ row }: { readonly row: ConflictLine }) {
  const c = useTexts().conflicts
  const language = useLanguage()
  return (
    <>
      {row.site === null || row.siteName === null ? (
        (row.site ?? c.unknownSite)
      ) : (
        <Link to={`/sites/${row.site}`}>{row.siteName[language]}</Link>
      )}
      {row.sequence !== null && row.until !== null && (
        <>
          <br />
          <span className="quiet">{c.places(row.sequence, row.until)}</span>
        </>
      )}
    </>
  )
}

export function CardText({ card }: { readonly card: string }) {
  const mayOpen = useMay('holder.search')
  return mayOpen ? <Link to={`/holders/${card}`}>{cardOf(card)}</Link> : <span>{cardOf(card)}</span>
}
