// Number and PIN, or the PIN alone: the same two fields wherever somebody answers for something with his PIN.
// A PIN stands in its field no longer than one try, whatever comes of it, and leaves the page only to the terminal.
import type { InputRef } from 'antd'
import { type FormEvent, type RefObject, useRef, useState } from 'react'
import { useTexts } from '../i18n/use-texts.ts'
import { FormField } from '../ui/form-field.tsx'

export type Credentials = { readonly number: string; readonly pin: string }

export type PinEntry = {
  readonly number: string
  readonly pin: string
  readonly problem: string | null
  readonly busy: boolean
  readonly fields: { readonly number: RefObject<InputRef | null>; readonly pin: RefObject<InputRef | null> }
  readonly setNumber: (number: string) => void
  readonly setPin: (pin: string) => void
  readonly tell: (problem: string | null) => void
  /** As they were typed; the PIN is out of its field from here on. */
  readonly spend: () => Credentials
  /** One try, unless something is missing: then the focus goes there. `attempt` answers what was wrong, or null. */
  readonly submit: (
    attempt: (typed: Credentials) => Promise<string | null>,
    event?: FormEvent,
  ) => Promise<void>
}

/** `asks` 'pin': it is known whose. */
export function usePinEntry(asks: 'number-and-pin' | 'pin'): PinEntry {
  const [number, setNumber] = useState('')
  const [pin, setPin] = useState('')
  const [problem, tell] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const fields = { number: useRef<InputRef>(null), pin: useRef<InputRef>(null) }

  function spend(): Credentials {
    setPin('')
    return { number: number.trim(), pin }
  }

  return {
    ...{ number, pin, problem, busy, fields, setNumber, setPin, tell, spend },
    async submit(attempt, event) {
      event?.preventDefault()
      if (busy) return
      if (asks === 'number-and-pin' && number.trim() === '') return fields.number.current?.focus()
      if (pin === '') return fields.pin.current?.focus()
      setBusy(true)
      tell(null)
      const wrong = await attempt(spend())
      setBusy(false)
      if (wrong === null) return
      tell(wrong)
      fields.pin.current?.focus()
    },
  }
}

type PinFieldsProps = {
  readonly entry: PinEntry
  /** The fields are `<id>-number` and `<id>-pin`. */
  readonly id: string
  readonly whose: 'own' | 'supervisor' | 'known'
}

export function PinFields({ entry, id, whose }: PinFieldsProps) {
  const t = useTexts()
  const supervisor = whose === 'supervisor'
  return (
    <>
      {whose !== 'known' && (
        <FormField
          ref={entry.fields.number}
          id={`${id}-number`}
          label={t(supervisor ? 'signIn.supervisorNumber' : 'signIn.number')}
          value={entry.number}
          onChange={entry.setNumber}
          longest={12}
          digits
        />
      )}
      <FormField
        ref={entry.fields.pin}
        id={`${id}-pin`}
        label={t(supervisor ? 'signIn.supervisorPin' : 'signIn.pin')}
        value={entry.pin}
        onChange={entry.setPin}
        longest={64}
        secret
        digits
        error={entry.problem}
      />
    </>
  )
}
