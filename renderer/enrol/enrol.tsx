// A new terminal is enrolled once: with the code from the registry, and its first clerk.
// The code and the PINs leave this screen only to the terminal; nothing is checked twice that the terminal checks.
import { Button, type InputRef } from 'antd'
import { type FormEvent, lazy, Suspense, useEffect, useRef, useState } from 'react'
import type { ApiErrorCode, AppView } from '../../electron/api.ts'
import { useTerminal } from '../bridge/terminal.ts'
import { apiErrorText } from '../i18n/error-text.ts'
import { useTexts } from '../i18n/use-texts.ts'
import { useScans } from '../scanner/input-hub.tsx'
import { FormField } from '../ui/form-field.tsx'
import { Words } from '../ui/words.tsx'
import { EMPTY, type EnrolField, type EnrolValues, firstProblem } from './enrol-form.ts'

const CameraPanel = lazy(async () => ({ default: (await import('../scanner/camera-panel.tsx')).CameraPanel }))

type EnrolProps = { readonly onEnrolled: (app: AppView) => void }
type Problem = { readonly field: EnrolField | null; readonly text: string }

export default function Enrol({ onEnrolled }: EnrolProps) {
  const t = useTexts()
  const terminal = useTerminal()
  const [values, setValues] = useState<EnrolValues>(EMPTY)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [busy, setBusy] = useState(false)
  const [camera, setCamera] = useState(false)
  const fields = useRef<Partial<Record<EnrolField, InputRef | null>>>({})
  const focus = (field: EnrolField) => fields.current[field]?.focus()
  const change = (field: EnrolField, value: string) => setValues(now => ({ ...now, [field]: value }))
  useEffect(() => fields.current.code?.focus(), [])

  const takeCode = (text: string) => {
    change('code', text.trim())
    setCamera(false)
    focus('number')
  }
  useScans(takeCode)

  async function submit(event: FormEvent) {
    event.preventDefault()
    if (busy) return
    setProblem(null)
    const first = firstProblem(values)
    if (first !== null) {
      const from = document.activeElement?.id
      focus(first.field)
      // Enter goes on to the next empty field; it complains where it was pressed in an empty one, or on the button.
      const goesOn = from?.startsWith('enrol-') && from !== `enrol-${first.field}`
      if (first.kind !== 'missing' || !goesOn) setProblem({ field: first.field, text: problemText(first) })
      return
    }
    setBusy(true)
    const { code, number, name, pin } = values
    const reply = await terminal.call('enrolment.enrol', {
      code,
      clerk: { number: number.trim(), name: name.trim(), pin },
    })
    setBusy(false)
    if (reply.ok) return onEnrolled(reply.value)
    const field = FIELD_OF_ERROR[reply.error.code] ?? null
    setProblem({ field, text: apiErrorText(t, reply.error) })
    if (field !== null) focus(field)
  }

  function problemText(first: NonNullable<ReturnType<typeof firstProblem>>): string {
    switch (first.kind) {
      case 'missing':
        return t('enrol.missing', { field: t(`enrol.${first.field}`) })
      case 'pins-differ':
        return t('enrol.pinsDiffer')
      case 'number-digits':
        return t('enrol.numberDigits')
    }
  }

  const field = (name: EnrolField) => ({
    id: `enrol-${name}`,
    label: t(`enrol.${name}`),
    value: values[name],
    onChange: (value: string) => change(name, value),
    error: problem?.field === name ? problem.text : null,
    ref: (element: InputRef | null) => {
      fields.current[name] = element
    },
  })

  return (
    <main className="page" id="main" tabIndex={-1}>
      <form className="sheet sheet-wide" onSubmit={submit} data-testid="enrol-form">
        <h1>{t('enrol.title')}</h1>
        <p className="sheet-lead">{t('enrol.lead')}</p>
        <FormField {...field('code')} hint={t('enrol.codeHint')} />
        <Button onClick={() => setCamera(!camera)} data-testid="enrol-camera">
          {t(camera ? 'enrol.cameraOff' : 'enrol.camera')}
        </Button>
        {camera && (
          <Suspense>
            <CameraPanel onText={takeCode} />
          </Suspense>
        )}
        <h2>{t('enrol.clerk')}</h2>
        <div className="sheet-pair">
          <FormField {...field('number')} digits />
          <FormField {...field('name')} />
          <FormField {...field('pin')} hint={t('enrol.pinHint')} secret digits />
          <FormField {...field('pinAgain')} secret digits />
        </div>
        {problem !== null && problem.field === null && (
          <p className="field-error" role="alert" data-testid="problem">
            {problem.text}
          </p>
        )}
        <Button type="primary" htmlType="submit" size="large" loading={busy} block data-testid="enrol-submit">
          <Words text={t(busy ? 'enrol.busy' : 'enrol.submit')} />
        </Button>
      </form>
    </main>
  )
}

const FIELD_OF_ERROR: Partial<Record<ApiErrorCode, EnrolField>> = {
  'enrolment-code-invalid': 'code',
  'enrolment-code-newer': 'code',
  'enrolment-code-unknown': 'code',
  'enrolment-code-used': 'code',
  'enrolment-code-expired': 'code',
  'pin-too-weak': 'pin',
  'clerk-number-taken': 'number',
}
