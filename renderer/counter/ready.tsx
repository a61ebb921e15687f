// The counter between two holders: what was just recorded, and the invitation to show the next card.
// Nothing of the last holder may be on it but the service that was put on record.
import type { StatusView } from '../../electron/api.ts'
import { ExpectedLine } from '../appointments/expected-line.tsx'
import type { ExpectedHere } from '../appointments/use-expected.ts'
import { apiErrorText } from '../i18n/error-text.ts'
import { useFormat } from '../i18n/format.ts'
import { useTexts } from '../i18n/use-texts.ts'
import { TrainingMark } from '../training/training-band.tsx'
import { Mark } from '../ui/icons.tsx'
import { useNow } from '../ui/use-now.ts'
import { Words } from '../ui/words.tsx'
import type { DeskState, Done } from './desk.ts'

/** As long as the terminal remembers who was served (electron/visit/counter.ts). */
const AFTERWARDS = 120

type ReadyProps = {
  readonly state: Extract<DeskState, { kind: 'ready' }>
  readonly status: StatusView
  readonly onMore: () => void
  /** Null: no receipts here, or one is being printed. */
  readonly onReceipt: (() => void) | null
  readonly receipt: 'offered' | 'printing' | 'printed'
  readonly onDataAges: () => void
  readonly expected: ExpectedHere
  readonly onExpected: () => void
}

export function Ready(props: ReadyProps) {
  const { state, status, onMore, onReceipt, receipt, onDataAges, expected, onExpected } = props
  const t = useTexts()
  return (
    <div className="ready" data-testid="ready">
      <div className="ready-done" role="status">
        {state.done !== null && <DoneBand {...{ done: state.done, onMore, onReceipt, receipt }} />}
      </div>
      {state.problem !== null && (
        <p className="problem" role="alert" data-testid="problem">
          {apiErrorText(t, state.problem)}
        </p>
      )}
      <div className="ready-words">
        <h1>{t('counter.ready')}</h1>
        <p>{t('counter.readyHint')}</p>
        <p className="ready-keys">
          <Words text={t(status.holdersState === 'none' ? 'counter.noData' : 'counter.readyKeys')} />
        </p>
        <p className="ready-keys">
          <Words text={`${t('visit:elsewhereKey')}　${t('visit:holderScreen')}`} />
        </p>
      </div>
      <ExpectedLine expected={expected} onOpen={onExpected} />
      <DataLine status={status} onDataAges={onDataAges} />
    </div>
  )
}

/** How old the data is, and what that means for whoever comes next: always here, in words. */
function DataLine({ status, onDataAges }: Pick<ReadyProps, 'status' | 'onDataAges'>) {
  const t = useTexts()
  const worst = worstOf(status.holdersState, status.revocationsState)
  return (
    <button
      type="button"
      className="data-line"
      data-state={worst}
      onClick={onDataAges}
      data-testid="data-line"
    >
      <i className={worst === 'fresh' ? 'lamp' : 'lamp lamp-warn'} aria-hidden="true" />
      <b>
        {t('visit:data.is', {
          what: t('visit:data.holders'),
          state: t(`visit:data.state.${status.holdersState}`),
        })}
      </b>
      <b>
        {t('visit:data.is', {
          what: t('visit:data.revocations'),
          state: t(`visit:data.state.${status.revocationsState}`),
        })}
      </b>
      <span>
        <Words text={t(`visit:data.means.${worst}`)} />
      </span>
      <Words text={t('visit:dataKey')} />
    </button>
  )
}

const BY_AGE = ['fresh', 'aging', 'stale', 'none'] as const
const worstOf = (a: StatusView['holdersState'], b: StatusView['holdersState']) =>
  BY_AGE[Math.max(BY_AGE.indexOf(a), BY_AGE.indexOf(b))] ?? 'none'

type DoneBandProps = Pick<ReadyProps, 'onMore' | 'onReceipt' | 'receipt'> & { readonly done: Done }

function DoneBand({ done, onMore, onReceipt, receipt }: DoneBandProps) {
  const t = useTexts()
  const format = useFormat()
  const now = useNow()
  const word = t(`counter.${done.kind}`)
  return (
    <div className={`done done-${done.kind}`} data-testid="done-band" data-kind={done.kind}>
      <Mark name={done.kind === 'recorded' ? 'done' : 'refused'} />
      <b>{word}</b>
      <TrainingMark />
      <span>{format.clock(done.at)}</span>
      <span>{format.list(done.titles.map(format.both))}</span>
      {done.rating !== null && (
        <span data-testid="done-rating">{t('visit:rating', { rating: done.rating })}</span>
      )}
      {done.kind === 'recorded' && receipt === 'printing' && <span>{t('printing.printing')}</span>}
      {done.kind === 'recorded' && onReceipt !== null && (
        <button type="button" className="done-more" onClick={onReceipt} data-testid="receipt-button">
          <Words text={t(receipt === 'printed' ? 'printing.again' : 'printing.offer')} />
        </button>
      )}
      {done.kind === 'recorded' && now - done.at < AFTERWARDS && (
        <button type="button" className="done-more" onClick={onMore} data-testid="more-button">
          <Words text={t('visit:more', { seconds: AFTERWARDS })} />
        </button>
      )}
    </div>
  )
}
