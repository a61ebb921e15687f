// The last step of an override: the person compared, what the service asks for, the word itself and whose it is.
// What the service asks for is asked as it is at the counter, by the same parts and the same keys.
import type { Ref } from 'react'
import type { ServiceTile } from '../../electron/api.ts'
import { useTexts } from '../i18n/use-texts.ts'
import { type PinEntry, PinFields } from '../sign-in/pin-entry.tsx'
import { FormField } from '../ui/form-field.tsx'
import { Words } from '../ui/words.tsx'
import { addTickets, type Choice, change, current, tickPaper } from './choice.ts'
import { type AmountFocus, TileDetails } from './tile-details.tsx'
import { WhomButton } from './whom.tsx'

type OverrideWordProps = {
  readonly tile: ServiceTile
  readonly choice: Choice
  readonly text: string
  /** Null: the supervisor is at work himself. */
  readonly entry: PinEntry | null
  readonly amount: Ref<AmountFocus>
  readonly onChoice: (choice: Choice) => void
  readonly onText: (text: string) => void
  readonly onWhom: () => void
}

/** The person's check first: Space ticks it; Tab leads through the rest. */
export function OverrideWord(props: OverrideWordProps) {
  const { tile, choice, text, entry, amount, onChoice, onText, onWhom } = props
  const t = useTexts()
  const open = { services: [tile] }
  const chosen = current(open, choice)
  return (
    <div className="override-fields">
      <label className="override-person">
        <input
          type="checkbox"
          // biome-ignore lint/a11y/noAutofocus: the dialog's step opens on the question that comes first
          autoFocus
          checked={choice.personChecked}
          onChange={event => onChoice({ ...choice, personChecked: event.target.checked })}
          data-testid="override-person"
        />
        <Words text={t('visit:override.person')} />
      </label>
      {chosen !== null && (
        <div className="override-details">
          <WhomButton {...chosen} onOpen={onWhom} />
          <TileDetails
            {...chosen}
            seen={choice.seen}
            amountField={amount}
            onChange={to => onChoice(change(choice, tile.id, to))}
            onTickets={by => onChoice(addTickets(open, choice, by))}
            onTick={paper => onChoice(tickPaper(choice, paper))}
          />
        </div>
      )}
      <div className="override-long">
        <FormField
          id="override-text"
          label={t('visit:override.text')}
          value={text}
          onChange={onText}
          longest={200}
        />
      </div>
      {entry !== null && <PinFields entry={entry} id="override" whose="supervisor" />}
    </div>
  )
}
