// One rejected record: whose, what, why, what was done about it, and the three things that can be.
// The reason stands in words; its code is small beside it, for support.
import { Button } from 'antd'
import { useEffect, useRef } from 'react'
import type { WorklistItem } from '../../electron/api.ts'
import { useFormat } from '../i18n/format.ts'
import { useTexts } from '../i18n/use-texts.ts'
import { Words } from '../ui/words.tsx'

type RowProps = {
  readonly item: WorklistItem
  readonly now: number
  readonly chosen: boolean
  readonly onChoose: () => void
  readonly onSendAgain: () => void
  readonly onHandOver: () => void
  readonly onSettle: () => void
}

export function Row({ item, now, chosen, onChoose, onSendAgain, onHandOver, onSettle }: RowProps) {
  const t = useTexts()
  const format = useFormat()
  const { record, rejection, last } = item
  const row = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (chosen) row.current?.scrollIntoView({ block: 'nearest' })
  }, [chosen])
  const settled = last?.act === 'settled'
  const done =
    last === null
      ? t('worklist:state.none')
      : t(`worklist:state.${last.act}`, {
          when: format.when(last.at, now),
          clerk: last.clerk,
          note: last.note ?? '',
        })
  return (
    <li
      ref={row}
      className={chosen ? 'worklist-row chosen' : 'worklist-row'}
      aria-current={chosen}
      data-sequence={record.sequence}
      data-state={last?.act ?? 'open'}
      onPointerDown={onChoose}
    >
      <div className="worklist-what">
        <b>{t('worklist:sequence', { n: record.sequence })}</b>
        <span>{format.when(record.at, now)}</span>
        <span>
          {record.nameMasked ?? '–'} {record.cardTail ?? ''}
        </span>
        <span>
          {record.itemTitle === null ? t(`words:outcome.${record.outcome}`) : format.both(record.itemTitle)}
        </span>
        <span>{t('worklist:clerk', { number: record.clerk })}</span>
        <small>{t('worklist:tried', { n: item.attempts })}</small>
      </div>
      <p className="worklist-why">
        {t(`errors:rejection.${rejection}`)} <small>{rejection}</small>
      </p>
      {!settled && <p>{t(`worklist:advice.${rejection}`)}</p>}
      <div className="worklist-acts">
        <span className="worklist-done">{done}</span>
        {!settled && (
          <>
            <Button onClick={onSendAgain} data-act="send-again">
              <Words text={t('worklist:sendAgain')} />
            </Button>
            <Button onClick={onHandOver} data-act="hand-over">
              <Words text={t('worklist:handOver')} />
            </Button>
            <Button onClick={onSettle} data-act="settle">
              <Words text={t('worklist:settle')} />
            </Button>
          </>
        )}
      </div>
    </li>
  )
}
