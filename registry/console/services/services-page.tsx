// Services and refusals as recorded: filters, pages, one of them closer, and a table to take along.
// A unit's staff see their own items; the registry decides which, this page only shows what came.
import { Button } from 'antd'
import { useState } from 'react'
import type { ServiceRow } from '../../services/contract.ts'
import { download, type Refusal } from '../api.ts'
import { countOf, dateOf, timeOf } from '../format.ts'
import { useLanguage, useTexts } from '../i18n/texts.ts'
import { Ask, Choice, PageHead, Refused, Table, Text } from '../ui/parts.tsx'
import { useKept } from '../ui/router.tsx'
import { useCall } from '../ui/use-call.ts'
import { LookDialog } from './look-dialog.tsx'

const ROWS = 25
const DAY = 86_400
const now = (): number => Math.floor(Date.now() / 1000)

type Asked = {
  readonly from: string
  readonly to: string
  readonly site: string | null
  readonly item: string | null
  readonly kind: ServiceRow['kind'] | null
  readonly after: string | null
}

export default function ServicesPage() {
  const t = useTexts()
  const language = useLanguage()
  const [asked, ask] = useKept<Asked>({
    from: dateOf(now() - 30 * DAY),
    to: dateOf(now()),
    site: null,
    item: null,
    kind: null,
    after: null,
  })
  // Neither in the address nor in the history: a whole card number stays with the page that it was typed into.
  const [card, setCard] = useState('')
  const [looking, setLooking] = useState<string | null>(null)
  const [exporting, setExporting] = useState(false)
  const choices = useCall('services.choices', {})
  const digits = card.replaceAll(/\D/g, '')
  const found = useCall('services.list', {
    ...asked,
    card: digits.length === 12 ? digits : null,
    limit: ROWS,
  })
  const next = found.value?.next ?? null
  const change = (changed: Partial<Asked>): void => ask({ ...asked, after: null, ...changed })
  const items = choices.value?.items ?? []
  const titleOf = (id: string | null): string => {
    const title = items.find(item => item.id === id)?.title[language]
    return id === null ? '' : title === undefined ? id : `${id} ${title}`
  }

  return (
    <>
      <PageHead title={t.frame.pages.services}>
        <Button onClick={() => setExporting(true)} data-testid="services-export">
          {t.services.export}
        </Button>
      </PageHead>
      <div className="filters">
        <Text
          label={t.services.from}
          name="services-from"
          type="date"
          value={asked.from}
          onChange={from => from !== '' && change({ from })}
        />
        <Text
          label={t.services.to}
          name="services-to"
          type="date"
          value={asked.to}
          onChange={to => to !== '' && change({ to })}
        />
        <Choice
          label={t.services.kind}
          name="services-kind"
          value={asked.kind ?? ''}
          options={[
            ['', t.frame.all] as const,
            ['service', t.services.kinds.service] as const,
            ['refusal', t.services.kinds.refusal] as const,
          ]}
          onChange={kind => change({ kind: kind === '' ? null : kind })}
        />
        <Choice
          label={t.services.item}
          name="services-item"
          value={asked.item ?? ''}
          options={[
            ['', t.frame.all] as const,
            ...items.map(item => [item.id, `${item.id} ${item.title[language]}`] as const),
          ]}
          onChange={item => change({ item: item === '' ? null : item })}
        />
        <Choice
          label={t.services.site}
          name="services-site"
          value={asked.site ?? ''}
          options={[
            ['', t.frame.all] as const,
            ...(choices.value?.sites ?? []).map(site => [site.id, site.name[language]] as const),
          ]}
          onChange={site => change({ site: site === '' ? null : site })}
        />
        <Text
          label={t.services.card}
          hint={t.services.cardHint}
          name="services-card"
          value={card}
          onChange={given => {
            setCard(given)
            change({})
          }}
        />
      </div>
      <Refused refusal={found.state === 'refused' ? found.error : null} />
      <Table
        testId="services-table"
        label={t.frame.pages.services}
        rows={found.value?.rows ?? null}
        keyOf={row => row.id}
        empty={t.services.empty}
        columns={[
          { head: t.services.at, cell: row => timeOf(row.at), narrow: true },
          { head: t.services.site, cell: row => row.site[language] },
          { head: t.services.item, cell: row => titleOf(row.item) },
          { head: t.services.who, cell: row => whoOf(row), narrow: true },
          { head: t.services.amount, cell: row => amountOf(row, t), narrow: true },
          { head: t.services.outcome, cell: row => <Verdict row={row} />, narrow: true },
          {
            head: t.staff.acts,
            narrow: true,
            cell: row => (
              <Button size="small" onClick={() => setLooking(row.id)}>
                {t.services.look}
              </Button>
            ),
          },
        ]}
      />
      <nav className="paging">
        {asked.after !== null && <Button onClick={() => change({})}>{t.services.first}</Button>}
        {next !== null && (
          <Button onClick={() => change({ after: next })} data-testid="services-next">
            {t.services.next}
          </Button>
        )}
      </nav>
      {looking !== null && <LookDialog id={looking} titleOf={titleOf} onClose={() => setLooking(null)} />}
      {exporting && <ExportDialog asked={asked} onClose={() => setExporting(false)} />}
    </>
  )
}

const whoOf = (row: ServiceRow): string => [row.name, row.card].filter(Boolean).join(' ')

export function amountOf(row: ServiceRow, t: ReturnType<typeof useTexts>): string {
  if (row.kind === 'refusal') return ''
  if (row.amountCny !== null) return t.services.yuan(countOf(row.amountCny))
  return row.quantity === 1 ? '' : t.services.pieces(countOf(row.quantity))
}

function Verdict({ row }: { readonly row: ServiceRow }) {
  const t = useTexts()
  if (row.voided) return <span className="mark">{t.services.voided}</span>
  return row.kind === 'service' ? (
    <span className="mark mark-ok">{t.services.kinds.service}</span>
  ) : (
    <span className="mark mark-over">
      {t.services.words.outcome[row.outcome]} {row.reason}
    </span>
  )
}

function ExportDialog({ asked, onClose }: { readonly asked: Asked; readonly onClose: () => void }) {
  const t = useTexts()
  const [why, setWhy] = useState('')
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  async function take(): Promise<void> {
    setBusy(true)
    const { from, to, site, item, kind } = asked
    const taken = await download('services.export', {
      ...{ from, to, why },
      ...{ site: site ?? '', item: item ?? '', kind: kind ?? '' },
    })
    setBusy(false)
    if (taken.ok) onClose()
    else setRefusal(taken.error)
  }
  return (
    <Ask
      testId="services-export-dialog"
      title={t.services.export}
      submit={t.services.export}
      busy={busy}
      refusal={refusal}
      onClose={onClose}
      onSubmit={() => void take()}
    >
      <p className="quiet">{t.services.exportNote}</p>
      <Text label={t.frame.why} hint={t.frame.whyHint} name="why" value={why} onChange={setWhy} required />
    </Ask>
  )
}
