// Cards in force that end within thirty days, the next first: who must be asked whether to renew.
// Masked rows; the holder's page has the renewal.
import { Button } from 'antd'
import { useState } from 'react'
import { cardOf, dateOf } from '../format.ts'
import { useTexts } from '../i18n/texts.ts'
import { PageHead, Refused, Table } from '../ui/parts.tsx'
import { Link } from '../ui/router.tsx'
import { useCall } from '../ui/use-call.ts'

const ROWS = 25

export default function ExpiringPage() {
  const t = useTexts()
  const [after, setAfter] = useState<string | null>(null)
  const found = useCall('holders.expiring', { after, limit: ROWS })
  const next = found.value?.next ?? null
  return (
    <>
      <PageHead title={t.frame.pages.expiring} note={t.home.expiringNote} />
      <Refused refusal={found.state === 'refused' ? found.error : null} />
      <Table
        testId="expiring-table"
        rows={found.value?.holders ?? null}
        keyOf={h => h.card}
        empty={t.home.nobodyExpires}
        columns={[
          { head: t.holders.until, cell: h => dateOf(h.expiresAt), narrow: true },
          {
            head: t.holders.card,
            cell: h => <Link to={`/holders/${h.card}`}>{cardOf(h.card)}</Link>,
            narrow: true,
          },
          { head: t.holders.name, cell: h => h.name },
          { head: t.holders.idTail, cell: h => h.idTail, narrow: true },
          { head: t.holders.tier, cell: h => t.holders.tiers[h.tier], narrow: true },
        ]}
      />
      <nav className="paging">
        {after !== null && <Button onClick={() => setAfter(null)}>{t.holders.first}</Button>}
        {next !== null && <Button onClick={() => setAfter(next)}>{t.holders.next}</Button>}
      </nav>
    </>
  )
}
