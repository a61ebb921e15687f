// Entering one holder by hand; many come by import.
// The register gives the card number; the card waits until the bank has handed it out.
import { useState } from 'react'
import { useTexts } from '../i18n/texts.ts'
import { Ask, Text } from '../ui/parts.tsx'
import { useAct } from '../ui/use-call.ts'
import { NOBODY, type Person, PersonFields } from './person-fields.tsx'

export function EnterDialog(props: {
  readonly onClose: () => void
  readonly onEntered: (card: string) => void
}) {
  const t = useTexts()
  const [person, setPerson] = useState<Person>({ ...NOBODY, tier: 'B' })
  const [why, setWhy] = useState('')
  const { act, busy, refusal } = useAct()
  return (
    <Ask
      testId="enter-holder"
      title={t.holders.enter}
      submit={t.frame.save}
      wide
      busy={busy}
      refusal={refusal}
      onClose={props.onClose}
      onSubmit={() => {
        const { tier, ...rest } = person
        if (tier !== '')
          void act('holders.enter', { ...rest, tier, why }, ({ card }) => props.onEntered(card))
      }}
    >
      <PersonFields person={person} onChange={setPerson} required />
      <Text label={t.frame.why} hint={t.frame.whyHint} name="why" value={why} onChange={setWhy} required />
    </Ask>
  )
}
