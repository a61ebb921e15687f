// The terminals of a site: heard of when, with how old data, how much on its way, and whether its chain is whole.
// What a terminal says of itself only informs; cutting one off asks why.
import { Button } from 'antd'
import { useState } from 'react'
import type { TerminalRow } from '../../sites/contract.ts'
import type { Output } from '../api.ts'
import { countOf, timeOf } from '../format.ts'
import { useTexts } from '../i18n/texts.ts'
import { Ask, Table, Text } from '../ui/parts.tsx'
import { useAct } from '../ui/use-call.ts'

type TerminalTableProps = {
  readonly page: Output<'sites.page'>
  readonly mayManage: boolean
  readonly onChanged: () => void
}

/** Seconds of silence after which a terminal in use is worth a look: it syncs every night. */
const SILENT_AFTER = 2 * 86_400

export function TerminalTable({ page, mayManage, onChanged }: TerminalTableProps) {
  const t = useTexts()
  const [lost, setLost] = useState<TerminalRow | null>(null)
  const silent = (row: TerminalRow): boolean => page.now - row.lastContact > SILENT_AFTER
  return (
    <>
      <Table
        testId="terminals-table"
        label={t.sites.terminals}
        rows={page.terminals}
        keyOf={row => row.id}
        empty={t.sites.noTerminals}
        columns={[
          { head: t.sites.window, cell: row => row.window },
          {
            head: t.sites.state,
            narrow: true,
            cell: row =>
              row.state === 'cut-off' ? (
                <span className="mark mark-over">{t.sites.cutOffState}</span>
              ) : silent(row) ? (
                <span className="mark">{t.sites.silent}</span>
              ) : (
                <span className="mark mark-ok">{t.sites.heard}</span>
              ),
          },
          { head: t.sites.lastContact, cell: row => timeOf(row.lastContact), narrow: true },
          {
            head: t.sites.dataAsOf,
            cell: row => (row.dataAsOf === null ? t.sites.unknown : timeOf(row.dataAsOf)),
            narrow: true,
          },
          {
            head: t.sites.backlog,
            cell: row =>
              row.journalEnd === null ? t.sites.unknown : countOf(Math.max(0, row.journalEnd - row.received)),
            narrow: true,
          },
          { head: t.sites.received, cell: row => countOf(row.received), narrow: true },
          {
            head: t.sites.chain,
            cell: row => (row.openEvents === 0 ? t.sites.whole : t.sites.events(row.openEvents)),
            narrow: true,
          },
          {
            head: t.sites.app,
            cell: row => <App app={row.app} newest={page.newestApp} />,
            narrow: true,
          },
          {
            head: t.staff.acts,
            narrow: true,
            cell: row =>
              mayManage &&
              row.state === 'active' && (
                <Button size="small" danger onClick={() => setLost(row)}>
                  {t.sites.cutOff}
                </Button>
              ),
          },
        ]}
      />
      {lost !== null && (
        <CutOff
          terminal={lost}
          onClose={() => setLost(null)}
          onDone={() => {
            setLost(null)
            onChanged()
          }}
        />
      )}
    </>
  )
}

function App({ app, newest }: { readonly app: string | null; readonly newest: string | null }) {
  const t = useTexts()
  if (app === null || newest === null) return t.sites.unknown
  return (
    <>
      {app}{' '}
      {app === newest ? (
        <small className="quiet">{t.sites.newest}</small>
      ) : (
        <span className="mark">{t.sites.older(newest)}</span>
      )}
    </>
  )
}

function CutOff(props: {
  readonly terminal: TerminalRow
  readonly onClose: () => void
  readonly onDone: () => void
}) {
  const t = useTexts()
  const [why, setWhy] = useState('')
  const { act, busy, refusal } = useAct()
  return (
    <Ask
      testId="cut-off"
      title={`${t.sites.cutOff} · ${props.terminal.window}`}
      submit={t.sites.cutOff}
      danger
      busy={busy}
      refusal={refusal}
      onClose={props.onClose}
      onSubmit={() => void act('terminals.cutOff', { id: props.terminal.id, why }, props.onDone)}
    >
      <p>{t.sites.cutOffNote}</p>
      <Text label={t.frame.why} hint={t.frame.whyHint} name="why" value={why} onChange={setWhy} required />
    </Ask>
  )
}
