// What the office fills in about a holder, for entering and for correcting.
// Checked by the registry alone: the same rules as an import has.
import { TIERS, type Tier } from '../../../core/card/card.ts'
import { useTexts } from '../i18n/texts.ts'
import { Choice, Text } from '../ui/parts.tsx'

export type Person = {
  readonly name: string
  readonly idNumber: string
  readonly tier: Tier | ''
  readonly expires: string
  readonly provincial: string
  readonly phone: string
}
export const NOBODY: Person = { name: '', idNumber: '', tier: '', expires: '', provincial: '', phone: '' }

type PersonFieldsProps = {
  readonly person: Person
  readonly required: boolean
  readonly onChange: (person: Person) => void
}

export function PersonFields({ person, required, onChange }: PersonFieldsProps) {
  const t = useTexts()
  return (
    <div className="pair">
      <Text
        label={t.holders.name}
        name="person-name"
        value={person.name}
        onChange={name => onChange({ ...person, name })}
        required={required}
        focus
      />
      <Text
        label={t.holders.idNumber}
        name="person-id"
        value={person.idNumber}
        onChange={idNumber => onChange({ ...person, idNumber })}
        required={required}
      />
      <Choice
        label={t.holders.tier}
        name="person-tier"
        value={person.tier}
        options={[['', '—'] as const, ...TIERS.map(tier => [tier, t.holders.tiers[tier]] as const)]}
        onChange={tier => onChange({ ...person, tier })}
      />
      <Text
        label={t.holders.until}
        name="person-expires"
        type="date"
        value={person.expires}
        onChange={expires => onChange({ ...person, expires })}
        required={required}
      />
      <Text
        label={t.holders.provincial}
        hint={t.holders.provincialHint}
        name="person-provincial"
        value={person.provincial}
        onChange={provincial => onChange({ ...person, provincial })}
      />
      <Text
        label={t.holders.phone}
        hint={t.holders.phoneHint}
        name="person-phone"
        value={person.phone}
        onChange={phone => onChange({ ...person, phone })}
      />
    </div>
  )
}
