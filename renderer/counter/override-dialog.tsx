// A service on a supervisor's word, by keys alone: which service, on what ground, then who answers for it.
// A supervisor's PIN is kept no longer than the try, and the person is compared whatever the card.
import { Button } from 'antd'
import { useRef, useState } from 'react'
import { OVERRIDE_REASONS, type OverrideReason } from '../../core/policy/override-reasons.ts'
import type { ApiError, Input as CallInput, ServiceTile } from '../../electron/api.ts'
import { apiErrorText } from '../i18n/error-text.ts'
import { useFormat } from '../i18n/format.ts'
import { useTexts } from '../i18n/use-texts.ts'
import { usePinEntry } from '../sign-in/pin-entry.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Words } from '../ui/words.tsx'
import { addCompanion, addTickets, type Choice, change, current, PER_PAGE, tickNextPaper } from './choice.ts'
import { choiceOf, type OverrideProblem, overrideInput } from './override-input.ts'
import { OverrideWord } from './override-word.tsx'
import type { AmountFocus } from './tile-details.tsx'
import { WhomDialog } from './whom.tsx'

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
  // One service needs no choosing.
  const [tile, setTile] = useState<ServiceTile | null>(services.length === 1 ? (services[0] ?? null) : null)
  const [choice, setChoice] = useState<Choice | null>(tile === null ? null : choiceOf(tile))
  const [page, setPage] = useState(0)
  const [reason, setReason] = useState<OverrideReason | null>(null)
  const [text, setText] = useState('')
  const [missing, setMissing] = useState<OverrideProblem | null>(null)
  const [choosingWhom, setChoosingWhom] = useState(false)
  const entry = usePinEntry('number-and-pin')
  const amount = useRef<AmountFocus>(null)
  const pages = Math.ceil(services.length / PER_PAGE)
  const shown = services.slice(page * PER_PAGE, (page + 1) * PER_PAGE)

  function chooseTile(chosen: ServiceTile): void {
    setTile(chosen)
    setChoice(choiceOf(chosen))
  }

  /** The keys of the counter, on the one service. */
  function work(key: string, now: Choice, of: ServiceTile): boolean {
    const open = { services: [of] }
    if (key === ' ') setChoice({ ...now, personChecked: !now.personChecked })
    else if (key === '+' || key === '=') setChoice(addTickets(open, now, 1))
    else if (key === '-') setChoice(addTickets(open, now, -1))
    else if (key === 'p') setChoice(tickNextPaper(open, now))
    else if (key === 'a') amount.current?.focus()
    else if (key === 'b' && of.relations.length > 1) setChoosingWhom(true)
    else return false
    return true
  }

  function press(key: string): boolean {
    if (tile !== null && choice !== null && reason !== null) return work(key.toLowerCase(), choice, tile)
    if (tile === null && key === '0') setPage((page + 1) % pages)
    if (!/^[1-9]$/.test(key)) return false
    const at = Number(key) - 1
    const chosen = tile === null ? shown[at] : undefined
    if (chosen !== undefined) chooseTile(chosen)
    else if (tile !== null) setReason(OVERRIDE_REASONS[at] ?? null)
    return true
  }

  function confirm(): void {
    if (tile === null || choice === null || reason === null) return
    const { number, pin } = entry
    const word = supervisor ? null : { number: number.trim(), pin }
    const asked = overrideInput({ visitId, tile, choice, reason, text, supervisor: word })
    setMissing(asked.ok ? null : asked.error)
    if (!asked.ok) return
    entry.spend()
    onOverride(asked.value)
  }

  const complete = tile !== null && choice !== null && reason !== null
  const chosen = tile === null || choice === null ? null : current({ services: [tile] }, choice)
  return (
    <Dialog
      title={t('visit:override.title')}
      testId="override-dialog"
      width={720}
      onClose={onClose}
      onEnter={confirm}
      onKey={press}
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
          <ByDigit
            options={shown.map(each => ({ id: each.id, text: format.both(each.title), value: each }))}
            onChoose={chooseTile}
          />
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
          <ByDigit
            options={OVERRIDE_REASONS.map(each => ({
              id: each,
              text: t(`visit:override.reasons.${each}`),
              value: each,
            }))}
            onChoose={setReason}
          />
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
          <OverrideWord
            {...{ tile, choice, text, amount }}
            entry={supervisor ? null : entry}
            onChoice={setChoice}
            onText={setText}
            onWhom={() => setChoosingWhom(true)}
          />
          {choosingWhom && chosen !== null && (
            <WhomDialog
              {...chosen}
              onRelation={relation => {
                setChoice(change(choice, tile.id, { relation }))
                setChoosingWhom(false)
              }}
              onAdd={kind => setChoice(addCompanion({ services: [tile] }, choice, kind))}
              onRemove={() => setChoice(addTickets({ services: [tile] }, choice, -1))}
              onClose={() => setChoosingWhom(false)}
            />
          )}
        </>
      )}
      <p className="problem" role="alert" data-testid="override-problem">
        {missing === 'person-not-checked'
          ? t('visit:override.personMissing')
          : missing === 'nothing-chosen'
            ? t('counter.chooseFirst')
            : missing !== null
              ? t(`errors:api.${missing}`)
              : problem !== null
                ? apiErrorText(t, problem)
                : null}
      </p>
    </Dialog>
  )
}

type Option<V> = { readonly id: string; readonly text: string; readonly value: V }
type ByDigitProps<V> = { readonly options: readonly Option<V>[]; readonly onChoose: (value: V) => void }

function ByDigit<V>({ options, onChoose }: ByDigitProps<V>) {
  return (
    <div className="relations">
      {options.map(({ id, text, value }, i) => (
        <button key={id} type="button" onClick={() => onChoose(value)} data-testid={`override-${id}`}>
          <kbd>{i + 1}</kbd>
          {text}
        </button>
      ))}
    </div>
  )
}
