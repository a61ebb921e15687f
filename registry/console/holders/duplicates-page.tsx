// Entries that may be one holder: the pairs by what they have in common, and two of them side by side.
// A pair's address is its two card numbers; who stays is never chosen beforehand.
import { Button } from 'antd'
import { LIKENESSES, type Likeness } from '../../register/likeness.ts'
import { cardOf } from '../format.ts'
import { useTexts } from '../i18n/texts.ts'
import type { PageProps } from '../pages.ts'
import { Choice, PageHead, Refused, Table } from '../ui/parts.tsx'
import { Link, useKept } from '../ui/router.tsx'
import { useCall } from '../ui/use-call.ts'
import { ComparePage } from './compare-page.tsx'

const ROWS = 25
type Asked = {
  readonly likeness: Likeness
  readonly after: { readonly card: string; readonly other: string } | null
}
const STRONGEST: Asked = { likeness: 'id-number', after: null }

export default function DuplicatesPage({ rest }: PageProps) {
  const [card, other] = rest.split('-')
  return card !== undefined && other !== undefined ? <ComparePage cards={[card, other]} /> : <Pairs />
}

function Pairs() {
  const t = useTexts()
  const [asked, ask] = useKept<Asked>(STRONGEST)
  const found = useCall('holders.pairs', { ...asked, limit: ROWS })
  const last = found.value?.pairs.at(-1)
  return (
    <>
      <PageHead title={t.frame.pages.duplicates} note={t.duplicates.note} />
      <div className="filters">
        <Choice
          label={t.duplicates.by}
          name="likeness"
          value={asked.likeness}
          options={LIKENESSES.map(likeness => [likeness, t.duplicates.likeness[likeness]] as const)}
          onChange={likeness => ask({ likeness, after: null })}
        />
      </div>
      <Refused refusal={found.state === 'refused' ? found.error : null} />
      <Table
        testId="pairs-table"
        rows={found.value?.pairs ?? null}
        keyOf={pair => `${pair.card}-${pair.other}`}
        empty={t.duplicates.empty}
        columns={[
          { head: t.holders.name, cell: pair => pair.name },
          { head: t.duplicates.one, cell: pair => cardOf(pair.card), narrow: true },
          { head: t.duplicates.two, cell: pair => cardOf(pair.other), narrow: true },
          {
            head: t.staff.acts,
            cell: pair => <Link to={`/duplicates/${pair.card}-${pair.other}`}>{t.duplicates.compare}</Link>,
            narrow: true,
          },
        ]}
      />
      <nav className="paging">
        {last !== undefined && found.value?.pairs.length === ROWS && (
          <Button
            onClick={() => ask({ ...asked, after: { card: last.card, other: last.other } })}
            data-testid="pairs-next"
          >
            {t.duplicates.next}
          </Button>
        )}
      </nav>
    </>
  )
}
