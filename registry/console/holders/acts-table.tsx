// What was decided about one card, newest first.
// The reason is the office's own words and stays inside the console.
import type { Output } from '../api.ts'
import { timeOf } from '../format.ts'
import { useTexts } from '../i18n/texts.ts'
import { Table } from '../ui/parts.tsx'
import { StatusMark } from './status-mark.tsx'

type Act = Output<'holders.page'>['history'][number]

export function ActsTable(props: {
  readonly testId: string
  readonly label: string
  readonly acts: readonly Act[]
  /** Beside another table: without what there is no room for. */
  readonly brief?: boolean
}) {
  const t = useTexts()
  const { brief = false } = props
  return (
    <Table
      testId={props.testId}
      label={props.label}
      rows={props.acts.toReversed()}
      keyOf={h => h.number}
      empty=""
      columns={[
        { head: t.holders.at, cell: h => timeOf(h.at), narrow: true },
        { head: t.holders.what, cell: h => t.holders.act[h.act], narrow: true },
        { head: t.holders.led, cell: h => <StatusMark status={h.status} />, narrow: true },
        ...(brief ? [] : [{ head: t.holders.serial, cell: (h: Act) => h.serial, narrow: true }]),
        { head: t.holders.who, cell: h => h.actor, narrow: true },
        {
          head: t.holders.why,
          cell: h => [h.ground === null ? [] : [t.holders.ground[h.ground]], h.reason].flat().join(' · '),
        },
        ...(brief ? [] : [{ head: t.holders.dueOn, cell: (h: Act) => h.effectOn ?? '', narrow: true }]),
      ]}
    />
  )
}
