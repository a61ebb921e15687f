// Taking a record back: with a reason that stands in the record of the void, asked for before anything is done.
// The record itself stays as it is; what is taken back comes off the count at once.
import { Button, Input } from 'antd'
import { useState } from 'react'
import { VOID_REASONS, type VoidReason } from '../../core/policy/void.ts'
import type { ApiError, ListedRecordView } from '../../electron/api.ts'
import { useTerminal } from '../bridge/terminal.ts'
import { apiErrorText } from '../i18n/error-text.ts'
import { useTexts } from '../i18n/use-texts.ts'
import { Dialog } from '../ui/dialog.tsx'
import { Words } from '../ui/words.tsx'
import { Holder, Item } from './cells.tsx'

type VoidDialogProps = {
  readonly record: ListedRecordView
  readonly onVoided: () => void
  readonly onClose: () => void
}

export function VoidDialog({ record, onVoided, onClose }: VoidDialogProps) {
  const t = useTexts()
  const terminal = useTerminal()
  const [reason, setReason] = useState<VoidReason | null>(null)
  const [text, setText] = useState('')
  const [missing, setMissing] = useState<'reason' | 'words' | null>(null)
  const [error, setError] = useState<ApiError | null>(null)

  async function take() {
    if (reason === null) return setMissing('reason')
    if (reason === 'other' && text.trim() === '') return setMissing('words')
    setMissing(null)
    const reply = await terminal.call('records.void', { recordId: record.id, reason, text: text.trim() })
    if (reply.ok) onVoided()
    else setError(reply.error)
  }

  return (
    <Dialog
      title={t('records.void.title')}
      testId="void-dialog"
      onClose={onClose}
      onEnter={() => void take()}
      onKey={key => {
        const chosen = /^[1-9]$/.test(key) ? VOID_REASONS[Number(key) - 1] : undefined
        if (chosen !== undefined) setReason(chosen)
        return chosen !== undefined
      }}
      footer={
        <>
          <Button onClick={onClose}>
            <Words text={t('records.void.no')} />
          </Button>
          <Button danger onClick={() => void take()} data-testid="void-confirm">
            <Words text={t('records.void.yes')} />
          </Button>
        </>
      }
    >
      <p>
        <Holder record={record} /> · <Item record={record} />
      </p>
      <p className="dialog-hint">{t('records.void.hint')}</p>
      <fieldset className="void-reasons">
        <legend>{t('records.void.reason')}</legend>
        {VOID_REASONS.map((each, i) => (
          <label key={each}>
            <input
              type="radio"
              name="void-reason"
              checked={reason === each}
              onChange={() => setReason(each)}
              data-testid={`void-${each}`}
            />
            <kbd>{i + 1}</kbd> {t(`records.void.reasons.${each}`)}
          </label>
        ))}
      </fieldset>
      <label className="comment-text" htmlFor="void-text">
        {t('records.void.text')}
      </label>
      <Input
        id="void-text"
        value={text}
        maxLength={200}
        autoComplete="off"
        placeholder={t('comment.textHint')}
        onChange={event => setText(event.target.value)}
        data-testid="void-text"
      />
      {missing !== null && (
        <p className="problem" role="alert">
          {t(missing === 'reason' ? 'records.void.reasonMissing' : 'records.void.wordsMissing')}
        </p>
      )}
      {error !== null && (
        <p className="problem" role="alert">
          {apiErrorText(t, error)}
        </p>
      )}
    </Dialog>
  )
}
