// The clerks of this terminal, for a supervisor: who may work here, first PINs, roles, badges.
// A badge's code is on the screen once and in no state but this one; a PIN never stays in a field.
import { Button } from 'antd'
import { type FormEvent, useEffect, useState } from 'react'
import type { ApiError, Input, ListedClerkView, Output } from '../../electron/api.ts'
import { useTerminal } from '../bridge/terminal.ts'
import { apiErrorText } from '../i18n/error-text.ts'
import { useTexts } from '../i18n/use-texts.ts'
import { FormField } from '../ui/form-field.tsx'
import { Words } from '../ui/words.tsx'
import { PlainTable } from './plain-table.tsx'

type Change = 'clerks.close' | 'clerks.reopen' | 'clerks.setRole' | 'clerks.resetPin' | 'clerks.add'
type Form = { readonly kind: 'add' } | { readonly kind: 'reset'; readonly clerk: ListedClerkView }

export function ClerkList() {
  const t = useTexts()
  const terminal = useTerminal()
  const [clerks, setClerks] = useState<readonly ListedClerkView[]>([])
  const [problem, setProblem] = useState<ApiError | null>(null)
  const [form, setForm] = useState<Form | null>(null)
  const [badge, setBadge] = useState<Output<'clerks.issueBadge'> | null>(null)
  useEffect(() => {
    void terminal.call('clerks.list', undefined).then(reply => {
      if (reply.ok) setClerks(reply.value.clerks)
      else setProblem(reply.error)
    })
  }, [terminal])

  async function change<N extends Change>(name: N, input: Input<N>): Promise<boolean> {
    const reply = await terminal.call(name, input)
    setProblem(reply.ok ? null : reply.error)
    if (reply.ok) setClerks(reply.value.clerks)
    return reply.ok
  }
  async function issue(number: string) {
    const reply = await terminal.call('clerks.issueBadge', { number })
    setProblem(reply.ok ? null : reply.error)
    if (!reply.ok) return
    setBadge(reply.value)
    setClerks(clerks.map(c => (c.number === number ? { ...c, hasBadge: true } : c)))
  }

  if (badge !== null) return <BadgeSheet badge={badge} onClose={() => setBadge(null)} />
  if (form !== null)
    return (
      <PinSetForm
        form={form}
        problem={problem}
        onCancel={() => {
          setForm(null)
          setProblem(null)
        }}
        onDone={async input => {
          const done =
            form.kind === 'add'
              ? await change('clerks.add', input)
              : await change('clerks.resetPin', { number: form.clerk.number, pin: input.pin })
          if (done) setForm(null)
        }}
      />
    )
  return (
    <div className="clerks" data-testid="clerk-list">
      {problem !== null && (
        <p className="problem" role="alert">
          {apiErrorText(t, problem)}
        </p>
      )}
      <PlainTable
        columns={[
          { title: t('manage.clerks.number'), cell: (clerk: ListedClerkView) => clerk.number },
          { title: t('manage.clerks.name'), cell: clerk => clerk.name },
          { title: t('manage.clerks.role'), cell: clerk => t(`manage.clerks.roles.${clerk.role}`) },
          { title: t('manage.clerks.state'), cell: clerk => <State clerk={clerk} /> },
          {
            title: t('manage.clerks.actions'),
            cell: clerk => (
              <Actions
                clerk={clerk}
                onChange={change}
                onReset={() => setForm({ kind: 'reset', clerk })}
                onBadge={() => void issue(clerk.number)}
              />
            ),
          },
        ]}
        rows={clerks}
        rowKey={clerk => clerk.number}
        rowFacts={({ number, state }) => ({ 'data-testid': `clerk-${number}`, 'data-state': state })}
        empty={null}
      />
      <Button type="primary" onClick={() => setForm({ kind: 'add' })} data-testid="clerk-add">
        {t('manage.clerks.add')}
      </Button>
    </div>
  )
}

function State({ clerk: { state, origin, pinDue } }: { readonly clerk: ListedClerkView }) {
  const t = useTexts()
  return (
    <>
      {t(`manage.clerks.states.${state}`)}
      <small>
        {t(`manage.clerks.origins.${origin}`)}
        {pinDue && state === 'active' ? ` · ${t('manage.clerks.pinDue')}` : ''}
      </small>
    </>
  )
}

type ActionsProps = {
  readonly clerk: ListedClerkView
  readonly onChange: <N extends Change>(name: N, input: Input<N>) => Promise<boolean>
  readonly onReset: () => void
  readonly onBadge: () => void
}

function Actions({ clerk, onChange, onReset, onBadge }: ActionsProps) {
  const t = useTexts()
  const { number, role, state, hasBadge } = clerk
  const other = role === 'clerk' ? 'supervisor' : 'clerk'
  if (state !== 'active')
    return (
      <Button
        onClick={() => void onChange('clerks.reopen', { number })}
        data-testid={`clerk-reopen-${number}`}
      >
        {t('manage.clerks.reopen')}
      </Button>
    )
  return (
    <div className="clerk-acts">
      <Button onClick={onReset} data-testid={`clerk-reset-${number}`}>
        {t('manage.clerks.resetPin')}
      </Button>
      <Button onClick={onBadge} data-testid={`clerk-badge-${number}`}>
        {t(hasBadge ? 'manage.clerks.newBadge' : 'manage.clerks.badge')}
      </Button>
      <Button onClick={() => void onChange('clerks.setRole', { number, role: other })}>
        {t(other === 'supervisor' ? 'manage.clerks.makeSupervisor' : 'manage.clerks.makeClerk')}
      </Button>
      <Button
        danger
        onClick={() => void onChange('clerks.close', { number })}
        data-testid={`clerk-close-${number}`}
      >
        {t('manage.clerks.close')}
      </Button>
    </div>
  )
}

type FormProps = {
  readonly form: Form
  readonly problem: ApiError | null
  readonly onCancel: () => void
  readonly onDone: (input: Input<'clerks.add'>) => Promise<void>
}

/** A new clerk, or a first PIN anew for one who is there. */
function PinSetForm({ form, problem, onCancel, onDone }: FormProps) {
  const t = useTexts()
  const [number, setNumber] = useState('')
  const [name, setName] = useState('')
  const [role, setRole] = useState<ListedClerkView['role']>('clerk')
  const [pin, setPin] = useState('')
  async function submit(event: FormEvent) {
    event.preventDefault()
    setPin('')
    await onDone({ number: number.trim(), name: name.trim(), role, pin })
  }
  return (
    <form className="sheet sheet-bare" onSubmit={submit} data-testid="clerk-form">
      <h2>
        {form.kind === 'add'
          ? t('manage.clerks.add')
          : `${t('manage.clerks.resetPin')} ${form.clerk.number} ${form.clerk.name}`}
      </h2>
      {form.kind === 'add' && (
        <>
          <FormField
            id="clerk-number-field"
            label={t('manage.clerks.number')}
            value={number}
            onChange={setNumber}
            digits
          />
          <FormField id="clerk-name-field" label={t('manage.clerks.name')} value={name} onChange={setName} />
          <div className="choices">
            {(['clerk', 'supervisor'] as const).map(each => (
              <label key={each}>
                <input type="radio" name="role" checked={role === each} onChange={() => setRole(each)} />
                {t(`manage.clerks.roles.${each}`)}
              </label>
            ))}
          </div>
        </>
      )}
      <FormField
        id="clerk-pin-field"
        label={t('manage.clerks.firstPin')}
        hint={t('manage.clerks.firstPinHint')}
        value={pin}
        onChange={setPin}
        secret
        digits
        error={problem === null ? null : apiErrorText(t, problem)}
      />
      <div className="choices">
        <Button type="primary" htmlType="submit" data-testid="clerk-form-submit">
          <Words text={t('manage.clerks.submit')} />
        </Button>
        <Button onClick={onCancel}>{t('manage.clerks.cancel')}</Button>
      </div>
    </form>
  )
}

type BadgeProps = { readonly badge: Output<'clerks.issueBadge'>; readonly onClose: () => void }

function BadgeSheet({ badge, onClose }: BadgeProps) {
  const t = useTexts()
  return (
    <div className="badge-sheet" data-testid="badge-sheet">
      <h2>{t('manage.clerks.badgeTitle', { number: badge.number, name: badge.name })}</h2>
      <svg
        viewBox={`0 0 ${badge.qr.size} ${badge.qr.size}`}
        role="img"
        aria-label={t('manage.clerks.badgeAlt')}
        shapeRendering="crispEdges"
      >
        <rect width={badge.qr.size} height={badge.qr.size} fill="#fff" />
        <path d={badge.qr.path} fill="#000" />
      </svg>
      <p>{t('manage.clerks.badgeHint')}</p>
      <div className="choices">
        <Button onClick={() => window.print()}>{t('manage.clerks.print')}</Button>
        <Button type="primary" onClick={onClose} data-testid="badge-close">
          {t('manage.clerks.submit').replace(/ ?\[.*\]/, '')}
        </Button>
      </div>
    </div>
  )
}
