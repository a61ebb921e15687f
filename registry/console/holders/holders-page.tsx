// Looking a holder up: one field for whatever is known, filters, pages. The rows are masked.
// What was asked for stays with the history of this tab, for the way back, and never stands in an address.
import { Button } from 'antd'
import { type FormEvent, useState } from 'react'
import { TIERS, type Tier } from '../../../core/card/card.ts'
import { STATUSES, type Status } from '../../../core/policy/evidence.ts'
import { cardOf, dateOf } from '../format.ts'
import { useTexts } from '../i18n/texts.ts'
import type { PageProps } from '../pages.ts'
import { useMay } from '../session/me.ts'
import { Choice, PageHead, Refused, Table, Text } from '../ui/parts.tsx'
import { Link, useKept } from '../ui/router.tsx'
import { useCall } from '../ui/use-call.ts'
import { EnterDialog } from './enter-dialog.tsx'
import { HolderPage } from './holder-page.tsx'
import { StatusMark } from './status-mark.tsx'

const ROWS = 25
type Asked = {
  readonly text: string
  readonly status: Status | null
  readonly tier: Tier | null
  readonly after: string | null
}
const EVERYBODY: Asked = { text: '', status: null, tier: null, after: null }

export default function HoldersPage({ rest }: PageProps) {
  return rest === '' ? <HolderList /> : <HolderPage card={rest} />
}

function HolderList() {
  const t = useTexts()
  const [asked, ask] = useKept<Asked>(EVERYBODY)
  const [text, setText] = useState(asked.text)
  const [entering, setEntering] = useState(false)
  const [entered, setEntered] = useState<string | null>(null)
  const mayEdit = useMay('holder.edit')
  const found = useCall('holders.search', { ...asked, limit: ROWS })
  const next = found.value?.next ?? null

  function search(event: FormEvent): void {
    event.preventDefault()
    ask({ ...asked, text, after: null })
    found.reload()
  }

  return (
    <>
      <PageHead title={t.frame.pages.holders}>
        {mayEdit && (
          <Button onClick={() => setEntering(true)} data-testid="holder-enter">
            {t.holders.enter}
          </Button>
        )}
      </PageHead>
      {entered !== null && (
        <p className="done" role="status">
          <Link to={`/holders/${entered}`}>{t.holders.entered(cardOf(entered))}</Link>
        </p>
      )}
      <form className="filters" onSubmit={search}>
        <Text
          label={t.holders.find}
          hint={t.holders.findHint}
          name="holder-find"
          type="search"
          value={text}
          onChange={setText}
          focus
          wide
        />
        <Choice
          label={t.holders.state}
          name="holder-status"
          value={asked.status ?? ''}
          options={[
            ['', t.frame.all] as const,
            ...STATUSES.map(status => [status, t.holders.status[status]] as const),
          ]}
          onChange={status => ask({ ...asked, status: status === '' ? null : status, after: null })}
        />
        <Choice
          label={t.holders.tier}
          name="holder-tier"
          value={asked.tier ?? ''}
          options={[['', t.frame.all] as const, ...TIERS.map(tier => [tier, t.holders.tiers[tier]] as const)]}
          onChange={tier => ask({ ...asked, tier: tier === '' ? null : tier, after: null })}
        />
        <Button type="primary" htmlType="submit" data-testid="holder-search">
          {t.frame.search}
        </Button>
      </form>
      <Refused refusal={found.state === 'refused' ? found.error : null} />
      <Table
        testId="holders-table"
        rows={found.value?.holders ?? null}
        keyOf={h => h.card}
        empty={t.holders.empty}
        columns={[
          {
            head: t.holders.card,
            cell: h => <Link to={`/holders/${h.card}`}>{cardOf(h.card)}</Link>,
            narrow: true,
          },
          { head: t.holders.name, cell: h => h.name, narrow: true },
          { head: t.holders.idTail, cell: h => h.idTail, narrow: true },
          { head: t.holders.tier, cell: h => t.holders.tiers[h.tier], narrow: true },
          {
            head: t.holders.state,
            cell: h => <StatusMark status={h.status} merged={h.mergedInto !== null} />,
            narrow: true,
          },
          { head: t.holders.since, cell: h => dateOf(h.statusSince), narrow: true },
          { head: t.holders.until, cell: h => dateOf(h.expiresAt), narrow: true },
        ]}
      />
      <nav className="paging">
        {asked.after !== null && (
          <Button onClick={() => ask({ ...asked, after: null })}>{t.holders.first}</Button>
        )}
        {next !== null && (
          <Button onClick={() => ask({ ...asked, after: next })} data-testid="holders-next">
            {t.holders.next}
          </Button>
        )}
      </nav>
      {entering && (
        <EnterDialog
          onClose={() => setEntering(false)}
          onEntered={card => {
            setEntering(false)
            setEntered(card)
            found.reload()
          }}
        />
      )}
    </>
  )
}
