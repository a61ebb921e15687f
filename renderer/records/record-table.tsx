// The list of records, newest first: a plain table, each line opened by its time, which is a button.
// Looking does not change anything.
import type { ListedRecordView } from '../../electron/api.ts'
import { useFormat } from '../i18n/format.ts'
import { useTexts } from '../i18n/use-texts.ts'
import { Delivery, Holder, Item, Result } from './cells.tsx'

type RecordTableProps = {
  readonly records: readonly ListedRecordView[]
  /** Days are said only where the list spans more than one. */
  readonly days: boolean
  readonly loading: boolean
  /** Null where a line only tells. */
  readonly onOpen: ((id: string) => void) | null
}

export function RecordTable({ records, days, loading, onOpen }: RecordTableProps) {
  const t = useTexts()
  const format = useFormat()
  const when = (at: number) => (days ? `${format.date(at)} ${format.clock(at)}` : format.clock(at))
  return (
    <table className="list">
      <thead>
        <tr>
          <th scope="col">{t('records.time')}</th>
          <th scope="col">{t('records.holder')}</th>
          <th scope="col">{t('records.item')}</th>
          <th scope="col">{t('records.relation')}</th>
          <th scope="col">{t('records.result')}</th>
          <th scope="col" className="column-clerk">
            {t('records.clerk')}
          </th>
          <th scope="col">{t('records.delivery')}</th>
        </tr>
      </thead>
      <tbody>
        {records.map(record => (
          <tr key={record.id} data-kind={record.kind} data-voided={record.voided}>
            <td>
              {onOpen === null ? (
                when(record.at)
              ) : (
                <button
                  type="button"
                  className="link"
                  aria-label={t('records.open', { time: when(record.at) })}
                  onClick={() => onOpen(record.id)}
                  data-testid={`record-${record.sequence}`}
                >
                  {when(record.at)}
                </button>
              )}
            </td>
            <td>
              <Holder record={record} />
            </td>
            <td className="wrap">
              <Item record={record} />
            </td>
            <td>{record.relation === null ? '' : t(`words:relation.${record.relation}`)}</td>
            <td>
              <Result record={record} />
            </td>
            <td className="column-clerk">{record.clerk}</td>
            <td>
              <Delivery record={record} />
            </td>
          </tr>
        ))}
        {records.length === 0 && !loading && (
          <tr>
            <td colSpan={7} className="none">
              {t('records.empty')}
            </td>
          </tr>
        )}
      </tbody>
    </table>
  )
}
