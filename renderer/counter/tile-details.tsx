// What the chosen service asks for before Enter: papers to look at, ceilings, tickets and companions, an amount.
// Shown for one service at a time, the one chosen last; nothing at all when it asks for nothing.
import { Button, type GetRef, Input, InputNumber } from 'antd'
import { type Ref, useEffect, useImperativeHandle, useRef } from 'react'
import { useFormat } from '../i18n/format.ts'
import { useTexts } from '../i18n/use-texts.ts'
import { Words } from '../ui/words.tsx'
import {
  companionKinds,
  type current,
  isTooMuch,
  mostAmount,
  mostTickets,
  type Picked,
  takesAmount,
  wantsAmount,
} from './choice.ts'
import { CompanionWords } from './companions-dialog.tsx'
import { Papers } from './papers.tsx'

export type AmountFocus = { readonly focus: () => void }

type TileDetailsProps = NonNullable<ReturnType<typeof current>> & {
  readonly seen: readonly string[]
  readonly amountField: Ref<AmountFocus>
  readonly onChange: (to: Partial<Pick<Picked, 'amount' | 'company'>>) => void
  readonly onTickets: (by: 1 | -1) => void
  readonly onTick: (paper: string) => void
}

export function TileDetails(props: TileDetailsProps) {
  const { tile, picked, seen, amountField, onChange, onTickets, onTick } = props
  const t = useTexts()
  const format = useFormat()
  const tickets = mostTickets(tile)
  return (
    <section className="details" data-testid="tile-details">
      {tickets > 1 && <Tickets {...{ tile, picked, tickets, onTickets }} />}
      {takesAmount(tile) && (
        <AmountField
          key={tile.id}
          ref={amountField}
          tile={tile}
          amount={picked.amount}
          onAmount={amount => onChange({ amount })}
        />
      )}
      {picked.relation === 'company' && (
        <div className="details-field">
          <label htmlFor="company">{t('visit:company')}</label>
          <Input
            id="company"
            value={picked.company}
            maxLength={60}
            autoComplete="off"
            spellCheck={false}
            onChange={event => onChange({ company: event.target.value })}
            data-testid="company-input"
          />
        </div>
      )}
      {tile.ceilings.length > 0 && (
        <p>
          {tile.ceilings.map(({ label, amountCny }) => (
            <span key={label.zh}>
              {t('counter.ceiling', { label: format.both(label), amount: format.yuan(amountCny) })}
            </span>
          ))}
        </p>
      )}
      {tile.conditions.length > 0 && (
        <p>
          <b>{t('counter.conditions')}</b>
          {tile.conditions.map(condition => (
            <span key={condition.zh}>{format.both(condition)}</span>
          ))}
        </p>
      )}
      <Papers {...{ tile, picked, seen, onTick }} />
    </section>
  )
}

type TicketsProps = Pick<TileDetailsProps, 'tile' | 'picked' | 'onTickets'> & { readonly tickets: number }

function Tickets({ tile, picked, tickets, onTickets }: TicketsProps) {
  const t = useTexts()
  const withCompanions = companionKinds(tile).length > 0
  return (
    <div className="details-field">
      <span id="tickets-label">{t('counter.tickets')}</span>
      <Button aria-label="−" disabled={picked.quantity <= 1} onClick={() => onTickets(-1)}>
        −
      </Button>
      <b data-testid="ticket-count" aria-labelledby="tickets-label" role="status">
        {picked.quantity}
      </b>
      <Button aria-label="+" disabled={picked.quantity >= tickets} onClick={() => onTickets(1)}>
        +
      </Button>
      {withCompanions && (
        <span className="companions" data-testid="companions">
          <CompanionWords companions={picked.companions} />
        </span>
      )}
      <small>
        <Words
          text={withCompanions ? t('visit:companions.keys') : t('counter.ticketsHint', { n: tickets })}
        />
      </small>
    </div>
  )
}

type AmountFieldProps = {
  readonly ref: Ref<AmountFocus>
  readonly tile: TileDetailsProps['tile']
  readonly amount: number | null
  readonly onAmount: (amount: number | null) => void
}

function AmountField({ ref, tile, amount, onAmount }: AmountFieldProps) {
  const t = useTexts()
  const format = useFormat()
  const field = useRef<GetRef<typeof InputNumber>>(null)
  const required = wantsAmount(tile)
  const most = mostAmount(tile)
  const tooHigh = isTooMuch(tile, amount)
  useImperativeHandle(ref, () => ({ focus: () => field.current?.focus() }))
  // The service cannot be recorded without it: digits go here from now on, and Enter records.
  useEffect(() => {
    if (required) field.current?.focus()
  }, [required])
  return (
    <div className="details-field">
      <label htmlFor="amount">
        <Words text={t(required ? 'counter.amount' : 'visit:amountOptional')} />
      </label>
      <InputNumber
        id="amount"
        ref={field}
        value={amount}
        min={0}
        precision={0}
        controls={false}
        inputMode="numeric"
        onChange={value => onAmount(typeof value === 'number' ? value : null)}
        {...(tooHigh
          ? { status: 'error' as const, 'aria-invalid': true, 'aria-describedby': 'amount-hint' }
          : {})}
        data-testid="amount-input"
      />
      {most !== null && (
        <small
          id="amount-hint"
          className={tooHigh ? 'amount-high' : undefined}
          role={tooHigh ? 'alert' : undefined}
        >
          {t(tooHigh ? 'visit:amountTooHigh' : 'counter.amountHint', { amount: format.yuan(most) })}
        </small>
      )}
    </div>
  )
}
