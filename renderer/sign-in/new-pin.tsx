// A clerk's own new PIN: asked for when the present one was set by somebody else, and whenever he likes.
// No PIN stays in a field after an attempt, and none is ever shown.
import { Button, type InputRef } from 'antd'
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import type { AppView } from '../../electron/api.ts'
import { useTerminal } from '../bridge/terminal.ts'
import { apiErrorText } from '../i18n/error-text.ts'
import { useTexts } from '../i18n/use-texts.ts'
import { useScans } from '../scanner/input-hub.tsx'
import { FormField } from '../ui/form-field.tsx'
import { Words } from '../ui/words.tsx'

type NewPinProps = {
  /** Why it is asked for now. */
  readonly lead: string
  readonly onChanged: (app: AppView) => void
  readonly back?: ReactNode
}

const EMPTY = { old: '', next: '', again: '' }

export default function NewPin(props: NewPinProps) {
  const t = useTexts()
  const [scanned, setScanned] = useState(false)
  useScans(() => setScanned(true))
  return (
    <main className="page" id="main" tabIndex={-1}>
      <PinForm {...props} lead={scanned ? t('people.pin.scanned') : props.lead} />
    </main>
  )
}

export function PinForm({ lead, onChanged, back }: NewPinProps) {
  const t = useTexts()
  const terminal = useTerminal()
  const [pins, setPins] = useState(EMPTY)
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const first = useRef<InputRef>(null)
  useEffect(() => first.current?.focus(), [])

  async function submit(event: FormEvent) {
    event.preventDefault()
    if (busy) return
    if (pins.old === '' || pins.next === '') return setProblem(t('people.pin.missing'))
    if (pins.next !== pins.again) return setProblem(t('enrol.pinsDiffer'))
    setBusy(true)
    setProblem(null)
    const reply = await terminal.call('session.changePin', { old: pins.old, next: pins.next })
    setBusy(false)
    setPins(EMPTY)
    if (reply.ok) return onChanged(reply.value)
    setProblem(apiErrorText(t, reply.error))
    first.current?.focus()
  }
  const field = (name: keyof typeof EMPTY) => ({
    id: `pin-${name}`,
    label: t(`people.pin.${name}`),
    value: pins[name],
    onChange: (value: string) => setPins({ ...pins, [name]: value }),
    secret: true,
    digits: true,
  })

  return (
    <form className="sheet" onSubmit={submit} data-testid="new-pin">
      <h1>{t('people.pin.title')}</h1>
      <p className="sheet-lead">{lead}</p>
      <FormField ref={first} {...field('old')} />
      <FormField {...field('next')} hint={t('enrol.pinHint')} />
      <FormField {...field('again')} error={problem} />
      <Button type="primary" htmlType="submit" size="large" loading={busy} block data-testid="pin-submit">
        <Words text={t('people.pin.submit')} />
      </Button>
      {back}
    </form>
  )
}
