// Today's records of this terminal, newest first: who, what, for whom, with what outcome, and whether it is uploaded.
// Masked as the terminal gives them; looking does not change anything.
import { Button, Table, type TableColumnsType } from 'antd'
import { useEffect, useState } from 'react'
import type { ApiError, Output, RecordView } from '../../electron/api.ts'
import { useTerminal } from '../bridge/terminal.ts'
import { apiErrorText } from '../i18n/error-text.ts'
import { useFormat } from '../i18n/format.ts'
import { useTexts } from '../i18n/use-texts.ts'
import { Words } from '../ui/words.tsx'

const LIMIT = 200

type Loaded =
  | { readonly kind: 'loading' }
  | { readonly kind: 'loaded'; readonly today: Output<'records.today'> }
  | { readonly kind: 'failed'; readonly error: ApiError }

export default function Records({ onClose }: { readonly onClose: () => void }) {
  const t = useTexts()
  const loaded = useTodaysRecords()
  const columns = useColumns()
  const today = loaded.kind === 'loaded' ? loaded.today : null
  return (
    <div className="records">
      <header>
        <h1>{t('records.title')}</h1>
        {today !== null && (
          <p data-testid="records-total">
            {t('records.total', { n: today.total })}
            {today.total > today.records.length && `　${t('records.shown', { n: today.records.length })}`}
          </p>
        )}
        <Button onClick={onClose} data-testid="records-close">
          <Words text={t('records.back')} />
        </Button>
      </header>
      {loaded.kind === 'failed' && (
        <p className="problem" role="alert">
          {apiErrorText(t, loaded.error)}
        </p>
      )}
      <section className="records-table" data-testid="records-table" aria-label={t('records.title')}>
        <Table<RecordView>
          rowKey="id"
          size="small"
          columns={columns}
          dataSource={today?.records ?? []}
          pagination={false}
          locale={{ emptyText: loaded.kind === 'loading' ? ' ' : t('records.empty') }}
        />
      </section>
    </div>
  )
}

function useTodaysRecords(): Loaded {
  const terminal = useTerminal()
  const [loaded, setLoaded] = useState<Loaded>({ kind: 'loading' })
  useEffect(() => {
    let gone = false
    const load = async () => {
      const reply = await terminal.call('records.today', { limit: LIMIT })
      if (gone) return
      setLoaded(reply.ok ? { kind: 'loaded', today: reply.value } : { kind: 'failed', error: reply.error })
    }
    void load()
    return () => {
      gone = true
    }
  }, [terminal])
  return loaded
}

function useColumns(): TableColumnsType<RecordView> {
  const t = useTexts()
  const format = useFormat()
  return [
    { key: 'at', title: t('records.time'), render: (_, { at }) => format.clock(at) },
    {
      key: 'holder',
      title: t('records.holder'),
      render: (_, record) => <Holder record={record} />,
    },
    { key: 'item', title: t('records.item'), render: (_, record) => <Item record={record} /> },
    {
      key: 'relation',
      title: t('records.relation'),
      render: (_, { relation }) => (relation === null ? '' : t(`words:relation.${relation}`)),
    },
    {
      key: 'outcome',
      title: t('records.result'),
      render: (_, { outcome, reason }) => `${t(`words:outcome.${outcome}`)}　${reason}`,
    },
    { key: 'clerk', className: 'column-clerk', title: t('records.clerk'), render: (_, { clerk }) => clerk },
    {
      key: 'delivery',
      title: t('records.delivery'),
      render: (_, record) => <Delivery record={record} />,
    },
  ]
}

function Holder({ record }: { readonly record: RecordView }) {
  const t = useTexts()
  return (
    <>
      {record.nameMasked ?? '—'}
      {record.cardTail !== null && <small> {t('records.cardTail', { tail: record.cardTail })}</small>}
    </>
  )
}

function Item({ record }: { readonly record: RecordView }) {
  const t = useTexts()
  const format = useFormat()
  const { kind, itemTitle, quantity, amountCny } = record
  if (kind === 'refusal') return t('counter.notServed', { reason: t(`reasons:${record.reason}.title`) })
  if (kind === 'rating') return t('comment.title')
  const extra = [
    ...(quantity > 1 ? [t('records.tickets', { n: quantity })] : []),
    ...(amountCny === null ? [] : [format.yuan(amountCny)]),
  ]
  const title = itemTitle === null ? (record.itemId ?? '') : format.both(itemTitle)
  const items = [title, ...extra].join('　')
  return kind === 'void' ? t('counter.voided', { items }) : items
}

function Delivery({ record }: { readonly record: RecordView }) {
  const t = useTexts()
  const word = t(`words:delivery.${record.delivery}`)
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
