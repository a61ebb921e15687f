// One's own imports that were begun and not finished: gone on with after a reload or a restart, or thrown away.
// Their rows are the registry's to keep; this page never gets them back.
import { Button } from 'antd'
import { countOf, timeOf } from '../format.ts'
import { useTexts } from '../i18n/texts.ts'
import { Table } from '../ui/parts.tsx'
import { useAct, useCall } from '../ui/use-call.ts'

type DraftsPartProps = {
  readonly onGoOn: (id: string) => void
  readonly onWatch: (id: string) => void
}

export function DraftsPart({ onGoOn, onWatch }: DraftsPartProps) {
  const t = useTexts()
  const asked = useCall('import.list', {})
  const { act } = useAct()
  const drafts = asked.value?.drafts.filter(draft => draft.state !== 'done' && draft.rows > 0) ?? []
  if (drafts.length === 0) return null
  return (
    <>
      <h2>{t.import.drafts}</h2>
      <Table
        testId="drafts-table"
        label={t.import.drafts}
        rows={drafts}
        keyOf={draft => draft.id}
        empty=""
        columns={[
          { head: t.holders.at, cell: draft => timeOf(draft.begunAt), narrow: true },
          { head: t.import.draftRows, cell: draft => countOf(draft.rows), narrow: true },
          { head: t.holders.state, cell: draft => t.import.draftStates[draft.state] },
          {
            head: t.staff.acts,
            narrow: true,
            cell: draft =>
              draft.state === 'entering' ? (
                <Button size="small" onClick={() => onWatch(draft.id)}>
                  {t.import.watch}
                </Button>
              ) : (
                <span className="row-acts">
                  <Button size="small" onClick={() => onGoOn(draft.id)} data-testid="draft-go-on">
                    {t.import.goOn}
                  </Button>
                  <Button
                    size="small"
                    onClick={() => void act('import.discard', { id: draft.id }, asked.reload)}
                  >
                    {t.import.discard}
                  </Button>
                </span>
              ),
          },
        ]}
      />
    </>
  )
}
