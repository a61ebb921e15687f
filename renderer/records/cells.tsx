// How a record is said in a line: holder, item, result, upload. Shared by list, detail and report.
// Never by colour alone: each state has its word.
import type { ListedRecordView, RecordView } from '../../electron/api.ts'
import { useFormat } from '../i18n/format.ts'
import { useTexts } from '../i18n/use-texts.ts'
import { useTraining } from '../training/training-band.tsx'
import { OutcomeIcon } from '../ui/icons.tsx'

export function Holder({ record }: { readonly record: RecordView }) {
  const t = useTexts()
  return (
    <>
      {record.nameMasked ?? '—'}
      {record.cardTail !== null && <small> {t('records.cardTail', { tail: record.cardTail })}</small>}
    </>
  )
}

export function Item({ record }: { readonly record: ListedRecordView }) {
  const t = useTexts()
  const format = useFormat()
  const { kind, itemTitle, quantity, amountCny } = record
  if (kind === 'refusal') {
    const reason = t(record.cause === null ? `reasons:${record.reason}.title` : `visit:cause.${record.cause}`)
    return t('counter.notServed', { reason })
  }
  if (kind === 'rating') return t('records.kind.rating')
  const extra = [
    ...(quantity > 1 ? [t('records.tickets', { n: quantity })] : []),
    ...(amountCny === null ? [] : [format.yuan(amountCny)]),
  ]
  const title = itemTitle === null ? (record.itemId ?? '') : format.both(itemTitle)
  const items = [title, ...extra].join('　')
  if (kind === 'void') return t('counter.voided', { items })
  return (
    <>
      {record.voided ? <s>{items}</s> : items}
      {record.override !== null && <b className="overridden">{t('records.overrideMark')}</b>}
      {record.voided && <b className="voided">{t('records.voidedMark')}</b>}
    </>
  )
}

export function Result({ record }: { readonly record: RecordView }) {
  const t = useTexts()
  return (
    <span className="result" data-outcome={record.outcome}>
      <OutcomeIcon outcome={record.outcome} />
      {t(`words:outcome.${record.outcome}`)} <small>{record.reason}</small>
    </span>
  )
}

export function Delivery({ record }: { readonly record: RecordView }) {
  const t = useTexts()
  const training = useTraining()
  const word = training ? t('training.notSent') : t(`words:delivery.${record.delivery}`)
  if (record.rejection === null) return <span data-delivery={record.delivery}>{word}</span>
  return (
    <span
      data-delivery={record.delivery}
      className="rejected"
      title={t(`errors:rejection.${record.rejection}`)}
    >
      {word}
    </span>
  )
}
