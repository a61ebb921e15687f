// Accounts of the staff: who may sign in, as what; made, changed, closed, never deleted.
// A first password is shown once, in the dialog that made it, and is gone when that closes.
import { Button } from 'antd'
import { useState } from 'react'
import type { Account } from '../../staff/contract.ts'
import { ROLES, type Role } from '../../staff/permissions.ts'
import type { Output, Refusal } from '../api.ts'
import { dateOf } from '../format.ts'
import { useLanguage, useTexts } from '../i18n/texts.ts'
import { useMe } from '../session/me.ts'
import { Ask, Choice, PageHead, Refused, Table, Text } from '../ui/parts.tsx'
import { useAct, useCall } from '../ui/use-call.ts'

type Open =
  | { readonly kind: 'add' }
  | { readonly kind: 'role' | 'reset' | 'state'; readonly account: Account }
  | { readonly kind: 'password'; readonly login: string; readonly password: string }
type Units = Output<'staff.list'>['units']

export default function AccountsPage() {
  const t = useTexts()
  const me = useMe()
  const asked = useCall('staff.list', {})
  const [open, setOpen] = useState<Open | null>(null)
  const units = asked.value?.units ?? []
  const unitName = useUnitName(units)
  const done = () => {
    setOpen(null)
    asked.reload()
  }
  return (
    <>
      <PageHead title={t.frame.pages.staff} note={t.staff.note}>
        <Button type="primary" onClick={() => setOpen({ kind: 'add' })} data-testid="staff-add">
          {t.staff.add}
        </Button>
      </PageHead>
      <Refused refusal={asked.state === 'refused' ? asked.error : null} />
      <Table
        testId="staff-table"
        rows={asked.value?.accounts ?? null}
        keyOf={a => a.login}
        empty={t.staff.empty}
        columns={[
          { head: t.staff.login, cell: a => a.login, narrow: true },
          { head: t.staff.name, cell: a => a.name, narrow: true },
          { head: t.staff.role, cell: a => t.frame.role[a.role], narrow: true },
          { head: t.staff.unit, cell: a => (a.unit === null ? '' : unitName(a.unit)) },
          { head: t.staff.state, cell: a => t.staff.states[a.state], narrow: true },
          { head: t.staff.since, cell: a => dateOf(a.createdAt), narrow: true },
          {
            head: t.staff.acts,
            narrow: true,
            cell: account =>
              account.login !== me.login && (
                <span className="row-acts">
                  <Button size="small" onClick={() => setOpen({ kind: 'role', account })}>
                    {t.staff.changeRole}
                  </Button>
                  <Button size="small" onClick={() => setOpen({ kind: 'reset', account })}>
                    {t.staff.reset}
                  </Button>
                  <Button size="small" onClick={() => setOpen({ kind: 'state', account })}>
                    {account.state === 'active' ? t.staff.close : t.staff.reopen}
                  </Button>
                </span>
              ),
          },
        ]}
      />
      {open?.kind === 'add' && (
        <Add
          units={units}
          onClose={() => setOpen(null)}
          onDone={(login, password) => {
            asked.reload()
            setOpen({ kind: 'password', login, password })
          }}
        />
      )}
      {open?.kind === 'role' && (
        <ChangeRole units={units} account={open.account} onClose={() => setOpen(null)} onDone={done} />
      )}
      {open?.kind === 'state' && (
        <ChangeState account={open.account} onClose={() => setOpen(null)} onDone={done} />
      )}
      {open?.kind === 'reset' && (
        <Reset
          account={open.account}
          onClose={() => setOpen(null)}
          onDone={password => setOpen({ kind: 'password', login: open.account.login, password })}
        />
      )}
      {open?.kind === 'password' && (
        <Ask
          testId="first-password"
          title={t.staff.created}
          submit={t.frame.close}
          onSubmit={() => setOpen(null)}
          onClose={() => setOpen(null)}
        >
          <p>{t.staff.firstPassword(open.login)}</p>
          <output className="secret" data-testid="first-password-text">
            {open.password}
          </output>
        </Ask>
      )}
    </>
  )
}

function useUnitName(units: Units): (zh: string) => string {
  const language = useLanguage()
  return zh => units.find(unit => unit.zh === zh)?.[language] ?? zh
}

/** A unit where the role has one, null where it has none. */
const unitFor = (role: Role, unit: string): string | null => (role === 'unit' ? unit : null)

function RoleAndUnit(props: {
  readonly units: Units
  readonly role: Role
  readonly unit: string
  readonly onRole: (role: Role) => void
  readonly onUnit: (unit: string) => void
}) {
  const t = useTexts()
  const unitName = useUnitName(props.units)
  return (
    <>
      <Choice
        label={t.staff.role}
        name="role"
        value={props.role}
        options={ROLES.map(role => [role, t.frame.role[role]] as const)}
        onChange={props.onRole}
      />
      {props.role === 'unit' && (
        <Choice
          label={t.staff.unit}
          name="unit"
          value={props.unit}
          options={[
            ['', t.staff.noUnit] as const,
            ...props.units.map(unit => [unit.zh, unitName(unit.zh)] as const),
          ]}
          onChange={props.onUnit}
        />
      )}
    </>
  )
}

function Add(props: {
  readonly units: Units
  readonly onClose: () => void
  readonly onDone: (login: string, password: string) => void
}) {
  const t = useTexts()
  const [login, setLogin] = useState('')
  const [name, setName] = useState('')
  const [role, setRole] = useState<Role>('unit')
  const [unit, setUnit] = useState('')
  const { act, busy, refusal } = useAct()
  return (
    <Ask
      testId="add-account"
      title={t.staff.add}
      submit={t.frame.save}
      busy={busy}
      refusal={refusal}
      onClose={props.onClose}
      onSubmit={() =>
        void act('staff.add', { login, name, role, unit: unitFor(role, unit) }, ({ password }) =>
          props.onDone(login, password),
        )
      }
    >
      <Text
        label={t.staff.login}
        hint={t.staff.loginHint}
        name="new-login"
        value={login}
        onChange={setLogin}
        required
      />
      <Text label={t.staff.name} name="new-name" value={name} onChange={setName} required />
      <RoleAndUnit units={props.units} role={role} unit={unit} onRole={setRole} onUnit={setUnit} />
    </Ask>
  )
}

type ActProps = { readonly account: Account; readonly onClose: () => void }

/** What all three acts on an account share: whose it is, and why. */
function WithReason(
  props: ActProps & {
    readonly title: string
    readonly danger?: boolean
    readonly busy: boolean
    readonly refusal: Refusal | null
    readonly onSubmit: (why: string) => void
    readonly children?: React.ReactNode
  },
) {
  const t = useTexts()
  const [why, setWhy] = useState('')
  return (
    <Ask
      testId="change-account"
      title={`${props.title} · ${props.account.name}（${props.account.login}）`}
      submit={props.title}
      danger={props.danger === true}
      busy={props.busy}
      refusal={props.refusal}
      onClose={props.onClose}
      onSubmit={() => props.onSubmit(why)}
    >
      {props.children}
      <Text label={t.frame.why} hint={t.frame.whyHint} name="why" value={why} onChange={setWhy} required />
    </Ask>
  )
}

function ChangeRole(props: ActProps & { readonly units: Units; readonly onDone: () => void }) {
  const t = useTexts()
  const { login } = props.account
  const [role, setRole] = useState<Role>(props.account.role)
  const [unit, setUnit] = useState(props.account.unit ?? '')
  const { act, busy, refusal } = useAct()
  return (
    <WithReason
      {...props}
      title={t.staff.changeRole}
      busy={busy}
      refusal={refusal}
      onSubmit={why =>
        void act('staff.changeRole', { login, role, unit: unitFor(role, unit), why }, props.onDone)
      }
    >
      <RoleAndUnit units={props.units} role={role} unit={unit} onRole={setRole} onUnit={setUnit} />
    </WithReason>
  )
}

function ChangeState(props: ActProps & { readonly onDone: () => void }) {
  const t = useTexts()
  const { login, state } = props.account
  const { act, busy, refusal } = useAct()
  const wanted = state === 'active' ? 'closed' : 'active'
  return (
    <WithReason
      {...props}
      title={wanted === 'closed' ? t.staff.close : t.staff.reopen}
      danger={wanted === 'closed'}
      busy={busy}
      refusal={refusal}
      onSubmit={why => void act('staff.setState', { login, state: wanted, why }, props.onDone)}
    />
  )
}

function Reset(props: ActProps & { readonly onDone: (password: string) => void }) {
  const t = useTexts()
  const { login } = props.account
  const { act, busy, refusal } = useAct()
  return (
    <WithReason
      {...props}
      title={t.staff.reset}
      busy={busy}
      refusal={refusal}
      onSubmit={why =>
        void act('staff.resetPassword', { login, why }, ({ password }) => props.onDone(password))
      }
    />
  )
}
