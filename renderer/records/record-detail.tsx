// One record, whole as far as it may be seen, with the answer to "why was this green at 10:32?".
// Masked like the list; what cannot be replayed is said, not guessed.
import { Button } from 'antd'
import { type ReactNode, useEffect, useState } from 'react'
import { OVERRIDE_REASONS } from '../../core/policy/override-reasons.ts'
import { VOID_REASONS, type VoidRefusal } from '../../core/policy/void.ts'
import type { ApiError, RecordDetail, RecordView } from '../../electron/api.ts'
import { useTerminal } from '../bridge/terminal.ts'
import { apiErrorText } from '../i18n/error-text.ts'
import { useFormat } from '../i18n/format.ts'
import { type Translate, useTexts } from '../i18n/use-texts.ts'
import { ReceiptDialog } from '../printing/receipt-dialog.tsx'
import { useSettingsOrNull } from '../settings/use-settings.ts'
import { Dialog } from '../ui/dialog.tsx'
import { Words } from '../ui/words.tsx'
import { Delivery, Holder, Item, Result } from './cells.tsx'
import { VoidDialog } from './void-dialog.tsx'
import { Why } from './why.tsx'

type RecordDetailDialogProps = {
  readonly id: string
  /** Another record of the same visit. */
  readonly onOpen: (id: string) => void
  readonly onChanged: () => void
  readonly onClose: () => void
}

type State =
  | { readonly kind: 'loading' }
  | { readonly kind: 'loaded'; readonly detail: RecordDetail }
  | { readonly kind: 'failed'; readonly error: ApiError }

export function RecordDetailDialog({ id, onOpen, onChanged, onClose }: RecordDetailDialogProps) {
  const t = useTexts()
  const format = useFormat()
  const [version, setVersion] = useState(0)
  const state = useDetail(id, version)
  const detail = state.kind === 'loaded' ? state.detail : null
  const [over, setOver] = useState<'nothing' | 'receipt' | 'void'>('nothing')
  const receipts = useSettingsOrNull()?.receipt !== 'off'
  const refusal = useVoidRefusal(detail)
  const at = detail?.record.at ?? null
  return (
    <Dialog
      title={
        at === null
          ? t('records.title')
          : t('records.detail.title', { time: `${format.date(at)} ${format.clock(at)}` })
      }
      testId="record-detail"
      width={900}
      onClose={onClose}
      footer={
        <>
          {receipts && detail !== null && detail.record.kind === 'service' && !detail.record.voided && (
            <Button onClick={() => setOver('receipt')} data-testid="record-print">
              {t('records.detail.print')}
            </Button>
          )}
          {refusal === 'none' && (
            <Button danger onClick={() => setOver('void')} data-testid="record-void">
              {t('records.void.open')}
            </Button>
          )}
          <Button onClick={onClose} data-testid="record-detail-close">
            <Words text={t('records.detail.close')} />
          </Button>
        </>
      }
    >
      {state.kind === 'failed' && (
        <p className="problem" role="alert">
          {t('records.detail.failed')}　{apiErrorText(t, state.error)}
        </p>
      )}
      {detail !== null && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard (WCAG 2.1.1)
        <section className="record" aria-label={t('records.detail.whole')} tabIndex={0}>
          {over === 'receipt' && (
            <ReceiptDialog
              visitId={detail.record.visitId}
              onPrinted={onChanged}
              onClose={() => setOver('nothing')}
            />
          )}
          {over === 'void' && (
            <VoidDialog
              record={detail.record}
              onVoided={() => {
                setOver('nothing')
                setVersion(v => v + 1)
                onChanged()
              }}
              onClose={() => setOver('nothing')}
            />
          )}
          <Facts detail={detail} />
          {refusal !== 'none' && refusal !== 'unknown' && (
            <p className="hint">{t(`errors:api.${refusal}`)}</p>
          )}
          <Visit detail={detail} onOpen={onOpen} />
          <Why record={detail.record} replay={detail.replay} />
        </section>
      )}
    </Dialog>
  )
}

function Facts({ detail }: { readonly detail: RecordDetail }) {
  const t = useTexts()
  const format = useFormat()
  const { record, basis, voidedBy } = detail
  const unknown = t('records.detail.unknown')
  return (
    <dl className="facts">
      <Fact name={t('records.result')}>
        <Result record={record} />
      </Fact>
      <Fact name={t('records.holder')}>
        <Holder record={record} />
        {record.tier !== null && ` ${t(`words:tier.${record.tier}`)}`}
      </Fact>
      <Fact name={t('records.item')}>
        <Item record={record} />
        {record.relation !== null && ` · ${t(`words:relation.${record.relation}`)}`}
      </Fact>
      {detail.presentation !== null && (
        <Fact name={t('records.detail.presentation')}>
          {t(`words:presentation.${detail.presentation}`)}
          {` · ${t(detail.personChecked ? 'records.detail.checked' : 'records.detail.unchecked')}`}
        </Fact>
      )}
      <Fact name={t('records.clerk')}>
        {record.clerk}
        {' · '}
        {t('records.detail.took')} {t('records.detail.seconds', { n: Math.round(detail.took) })}
      </Fact>
      {detail.comment !== null && (
        <Fact long name={t('records.detail.comment')}>
          {detail.comment}
        </Fact>
      )}
      {detail.rating !== null && (
        <Fact name={t('records.detail.rating')}>{t('records.detail.stars', { n: detail.rating })}</Fact>
      )}
      <Fact name={t('records.delivery')}>
        <Delivery record={record} />
        {record.rejection !== null && <>　{t(`errors:rejection.${record.rejection}`)}</>}
      </Fact>
      {detail.receipts > 0 && (
        <Fact name={t('printing.receipt')}>{t('records.detail.receipts', { n: detail.receipts })}</Fact>
      )}
      {voidedBy !== null && (
        <Fact long name={t('records.voidedMark')}>
          {t('records.detail.voidedBy', {
            time: `${format.date(voidedBy.at)} ${format.clock(voidedBy.at)}`,
            clerk: voidedBy.clerk,
          })}
          {voidedBy.voidReason !== null && (
            <>
              {' · '}
              {t('records.detail.voidReason', { reason: reasonWords(voidedBy.voidReason, t) })}
            </>
          )}
        </Fact>
      )}
      {record.override !== null && (
        <Fact long name={t('records.detail.override')}>
          {record.override.by} · {overrideWords(record.override, t)}
        </Fact>
      )}
      <Fact long name={t('records.detail.basis')}>
        {t('records.detail.basisText', {
          catalogue: basis.catalogue || unknown,
          sequence: basis.sequence ?? unknown,
          keyList: basis.keyList ?? unknown,
          app: basis.app,
        })}
        {` · ${t('records.detail.number', { n: record.sequence })}`}
      </Fact>
    </dl>
  )
}

/** The reason as it was chosen, and what was written beside it. */
function reasonWords({ code, text }: { readonly code: string; readonly text: string }, t: Translate): string {
  const known = VOID_REASONS.find(reason => reason === code)
  return [known === undefined ? code : t(`records.void.reasons.${known}`), text]
    .filter(w => w !== '')
    .join(' · ')
}

function overrideWords({ reason, text }: NonNullable<RecordView['override']>, t: Translate): string {
  const known = OVERRIDE_REASONS.find(each => each === reason)
  return [known === undefined ? reason : t(`visit:override.reasons.${known}`), text]
    .filter(w => w !== '')
    .join(' · ')
}

type FactProps = { readonly name: string; readonly long?: boolean; readonly children: ReactNode }

function Fact({ name, long = false, children }: FactProps) {
  return (
    <div className={long ? 'fact-long' : ''}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function Visit({ detail, onOpen }: { readonly detail: RecordDetail; readonly onOpen: (id: string) => void }) {
  const t = useTexts()
  const format = useFormat()
  if (detail.sameVisit.length === 0) return null
  return (
    <section className="same-visit">
      <h2>{t('records.detail.sameVisit')}</h2>
      <ul>
        {detail.sameVisit.map(record => (
          <li key={record.id}>
            <button
              type="button"
              className="link"
              aria-label={t('records.open', { time: format.clock(record.at) })}
              onClick={() => onOpen(record.id)}
            >
              {format.clock(record.at)}
            </button>{' '}
            <Item record={record} />
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Why the clerk who is signed in may not take it back; only asked where it could be taken back at all. */
function useVoidRefusal(detail: RecordDetail | null): VoidRefusal | 'none' | 'unknown' {
  const terminal = useTerminal()
  const [refusal, setRefusal] = useState<VoidRefusal | 'none' | 'unknown'>('unknown')
  useEffect(() => {
    setRefusal('unknown')
    if (detail === null || detail.record.voided) return
    const { id, kind } = detail.record
    if (kind !== 'service' && kind !== 'refusal') return
    let gone = false
    void terminal.call('records.mayVoid', { recordId: id }).then(reply => {
      if (!gone && reply.ok) setRefusal(reply.value.refusal ?? 'none')
    })
    return () => {
      gone = true
    }
  }, [terminal, detail])
  return refusal
}

function useDetail(id: string, version: number): State {
  const terminal = useTerminal()
  const [state, setState] = useState<State>({ kind: 'loading' })
  // biome-ignore lint/correctness/useExhaustiveDependencies: `version` asks the same question anew
  useEffect(() => {
    let gone = false
    setState({ kind: 'loading' })
    void terminal.call('records.detail', { id }).then(reply => {
      if (gone) return
      setState(reply.ok ? { kind: 'loaded', detail: reply.value } : { kind: 'failed', error: reply.error })
    })
    return () => {
      gone = true
    }
  }, [terminal, id, version])
  return state
}
