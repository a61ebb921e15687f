// A service on a supervisor's word, by keys alone: which service, on what ground, then who answers for it.
// A supervisor's PIN is kept no longer than the try, and the person is compared whatever the card.
import { Button, Input } from 'antd'
import { useState } from 'react'
import { OVERRIDE_REASONS, type OverrideReason } from '../../core/policy/override-reasons.ts'
import type { ApiError, Input as CallInput, ServiceTile } from '../../electron/api.ts'
import { apiErrorText } from '../i18n/error-text.ts'
import { useFormat } from '../i18n/format.ts'
import { useTexts } from '../i18n/use-texts.ts'
import { Dialog } from '../ui/dialog.tsx'
import { Words } from '../ui/words.tsx'
import { PER_PAGE, takesAmount, wantsAmount } from './choice.ts'
import { emptyWord, type OverrideProblem, type OverrideWord, overrideInput } from './override-input.ts'

type OverrideDialogProps = {
  readonly visitId: string
  readonly services: readonly ServiceTile[]
  readonly supervisor: boolean
  readonly problem: ApiError | null
  readonly onOverride: (asked: CallInput<'visit.override'>) => void
  readonly onClose: () => void
}

export default function OverrideDialog(props: OverrideDialogProps) {
  const { visitId, services, supervisor, problem, onOverride, onClose } = props
  const t = useTexts()
  const format = useFormat()
  const [tile, setTile] = useState<ServiceTile | null>(services.length === 1 ? (services[0] ?? null) : null)
  const [page, setPage] = useState(0)
  const [reason, setReason] = useState<OverrideReason | null>(null)
  const [word, setWord] = useState<OverrideWord>(emptyWord)
  const [missing, setMissing] = useState<OverrideProblem | null>(null)
  const pages = Math.ceil(services.length / PER_PAGE)
  const shown = services.slice(page * PER_PAGE, (page + 1) * PER_PAGE)

  function choose(key: string): boolean {
    if (tile !== null && reason !== null) {
      if (key === ' ') setWord({ ...word, personChecked: !word.personChecked })
      return key === ' '
    }
    if (tile === null && key === '0') setPage((page + 1) % pages)
    if (!/^[1-9]$/.test(key)) return false
    if (tile === null) setTile(shown[Number(key) - 1] ?? null)
    else setReason(OVERRIDE_REASONS[Number(key) - 1] ?? null)
    return true
  }

  function confirm(): void {
    if (tile === null || reason === null) return
    const asked = overrideInput({ visitId, tile, reason, word, supervisor })
    setMissing(asked.ok ? null : asked.error)
    if (!asked.ok) return
    // Once tried it must be typed again: a PIN does not lie about in a field.
    setWord(now => ({ ...now, pin: '' }))
    onOverride(asked.value)
  }

  const complete = tile !== null && reason !== null
  return (
    <Dialog
      title={t('visit:override.title')}
      testId="override-dialog"
      width={680}
      onClose={onClose}
      onEnter={confirm}
      onKey={choose}
      footer={
        <>
          <Button onClick={onClose}>
            <Words text={t('visit:override.cancel')} />
          </Button>
          {complete && (
            <Button type="primary" onClick={confirm} data-testid="override-confirm">
              <Words text={t('visit:override.confirm')} />
            </Button>
          )}
        </>
      }
    >
      <p className="dialog-hint">{t('visit:override.lead')}</p>
      {tile === null && (
        <>
          <h2>{t('visit:override.what')}</h2>
          <div className="relations">
            {shown.map((each, i) => (
              <button
                key={each.id}
                type="button"
                onClick={() => setTile(each)}
                data-testid={`override-${each.id}`}
              >
                <kbd>{i + 1}</kbd>
                {format.both(each.title)}
              </button>
            ))}
          </div>
          {pages > 1 && (
            <p className="dialog-hint">
              <Words text={t('visit:override.nextPage')} />
            </p>
          )}
        </>
      )}
      {tile !== null && reason === null && (
        <>
          <h2>
            {format.both(tile.title)}　<small>{t('visit:override.why')}</small>
          </h2>
          <div className="relations">
            {OVERRIDE_REASONS.map((each, i) => (
              <button
                key={each}
                type="button"
                onClick={() => setReason(each)}
                data-testid={`override-${each}`}
              >
                <kbd>{i + 1}</kbd>
                {t(`visit:override.reasons.${each}`)}
              </button>
            ))}
          </div>
        </>
      )}
      {complete && (
        <>
          <h2>
            {t('visit:override.chosen', {
              item: format.both(tile.title),
              reason: t(`visit:override.reasons.${reason}`),
            })}
          </h2>
          <WordFields {...{ tile, word, supervisor }} onChange={to => setWord({ ...word, ...to })} />
        </>
      )}
      <p className="problem" role="alert" data-testid="override-problem">
        {missing !== null
          ? t(`visit:override.${missing}`)
          : problem !== null
            ? apiErrorText(t, problem)
            : null}
      </p>
    </Dialog>
  )
}

type WordFieldsProps = {
  readonly tile: ServiceTile
  readonly word: OverrideWord
  readonly supervisor: boolean
  readonly onChange: (to: Partial<OverrideWord>) => void
}

/** The person's check first: Space ticks it; Tab leads through the rest. */
function WordFields({ tile, word, supervisor, onChange }: WordFieldsProps) {
  const t = useTexts()
  const relation = word.relation ?? tile.relations[0]
  return (
    <div className="override-fields">
      <label className="override-person">
        <input
          type="checkbox"
          // biome-ignore lint/a11y/noAutofocus: the dialog's step opens on the question that comes first
          autoFocus
          checked={word.personChecked}
          onChange={event => onChange({ personChecked: event.target.checked })}
          data-testid="override-person"
        />
        <Words text={t('visit:override.person')} />
      </label>
      {tile.relations.length > 1 && !tile.holderPresent && (
        <fieldset className="override-relations">
          <legend>{t('visit:override.relation')}</legend>
          {tile.relations.map(each => (
            <label key={each}>
              <input
                type="radio"
                name="override-relation"
                checked={each === relation}
                onChange={() => onChange({ relation: each })}
              />
              {t(`words:relation.${each}`)}
            </label>
          ))}
        </fieldset>
      )}
      {takesAmount(tile) && (
        <Field
          id="amount"
          label={t(wantsAmount(tile) ? 'visit:override.amount' : 'visit:amountOptional')}
          value={word.amount}
          onValue={amount => onChange({ amount })}
        />
      )}
      {tile.quota?.kind === 'tickets' && !tile.holderPresent && (
        <Field
          id="tickets"
          label={t('visit:override.tickets')}
          value={word.tickets}
          onValue={tickets => onChange({ tickets })}
        />
      )}
      <Field
        id="text"
        long
        label={t('visit:override.text')}
        value={word.text}
        onValue={text => onChange({ text })}
      />
      {!supervisor && (
        <>
          <Field
            id="number"
            label={t('visit:override.number')}
            value={word.number}
            onValue={number => onChange({ number })}
          />
          <Field
            id="pin"
            secret
            label={t('visit:override.pin')}
            value={word.pin}
            onValue={pin => onChange({ pin })}
          />
        </>
      )}
    </div>
  )
}

type FieldProps = {
  readonly id: string
  readonly label: string
  readonly value: string
  readonly long?: boolean
  readonly secret?: boolean
  readonly onValue: (value: string) => void
}

function Field({ id, label, value, long = false, secret = false, onValue }: FieldProps) {
  return (
    <label className={long ? 'override-long' : undefined} htmlFor={`override-${id}-field`}>
      {label}
      <Input
        id={`override-${id}-field`}
        type={secret ? 'password' : 'text'}
        inputMode={long ? 'text' : 'numeric'}
        maxLength={long ? 200 : 12}
        autoComplete="off"
        value={value}
        onChange={event => onValue(event.target.value)}
        data-testid={`override-${id}`}
      />
    </label>
  )
}
