// What the chosen service asks for before Enter: papers to look at, ceilings, tickets, an amount.
// Shown for one service at a time, the one chosen last; nothing at all when it asks for nothing.
import { Button, type GetRef, InputNumber } from 'antd'
import { useEffect, useRef } from 'react'
import { useFormat } from '../i18n/format.ts'
import { useTexts } from '../i18n/use-texts.ts'
import { Words } from '../ui/words.tsx'
import { type current, mostTickets, type Picked, wantsAmount } from './choice.ts'

type TileDetailsProps = NonNullable<ReturnType<typeof current>> & {
  readonly onChange: (to: Partial<Pick<Picked, 'quantity' | 'amount'>>) => void
}

export function TileDetails({ tile, picked, onChange }: TileDetailsProps) {
  const t = useTexts()
  const format = useFormat()
  const tickets = mostTickets(tile)
  const hasAmount = wantsAmount(tile)
  if (tile.conditions.length + tile.ceilings.length === 0 && tickets === 1 && !hasAmount) return null
  return (
    <section className="details" data-testid="tile-details">
      {tickets > 1 && (
        <div className="details-field">
          <span id="tickets-label">{t('counter.tickets')}</span>
          <Button
            aria-label="−"
            disabled={picked.quantity <= 1}
            onClick={() => onChange({ quantity: picked.quantity - 1 })}
          >
            −
          </Button>
          <b data-testid="ticket-count" aria-labelledby="tickets-label" role="status">
            {picked.quantity}
          </b>
          <Button
            aria-label="+"
            disabled={picked.quantity >= tickets}
            onClick={() => onChange({ quantity: picked.quantity + 1 })}
          >
            +
          </Button>
          <small>
            <Words text={t('counter.ticketsHint', { n: tickets })} />
          </small>
        </div>
      )}
      {hasAmount && (
        <AmountField
          key={tile.id}
          amount={picked.amount}
          most={tile.remaining}
          onAmount={amount => onChange({ amount })}
        />
      )}
      {tile.conditions.length > 0 && (
        <p>
          <b>{t('counter.conditions')}</b>
          {tile.conditions.map(condition => (
            <span key={condition.zh}>{format.both(condition)}</span>
          ))}
        </p>
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
    </section>
  )
}

type AmountFieldProps = {
  readonly amount: number | null
  readonly most: number | null
  readonly onAmount: (amount: number | null) => void
}

function AmountField({ amount, most, onAmount }: AmountFieldProps) {
  const t = useTexts()
  const format = useFormat()
  const field = useRef<GetRef<typeof InputNumber>>(null)
  // The service cannot be recorded without it: digits go here from now on, and Enter records.
  useEffect(() => field.current?.focus(), [])
  return (
    <div className="details-field">
      <label htmlFor="amount">{t('counter.amount')}</label>
      <InputNumber
        id="amount"
        ref={field}
        value={amount}
        min={0}
        precision={0}
        controls={false}
        inputMode="numeric"
        onChange={value => onAmount(typeof value === 'number' ? value : null)}
        data-testid="amount-input"
      />
      {most !== null && <small>{t('counter.amountHint', { amount: format.yuan(most) })}</small>}
    </div>
  )
}
