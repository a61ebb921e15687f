// The dialogs about a clerk: adding one, an act for a reason, and what is shown once.
// The badge is drawn by the registry and shown as a picture, never as markup.
import { Button } from 'antd'
import { useState } from 'react'
import type { ClerkRow } from '../../sites/clerk-contract.ts'
import { useTexts } from '../i18n/texts.ts'
import { Ask, Choice, Show, Text } from '../ui/parts.tsx'
import { useAct } from '../ui/use-call.ts'

export type ClerkDeedKind = 'badge' | 'resetPin' | 'close' | 'open'
export type Given =
  | { readonly kind: 'pin'; readonly clerk: string; readonly pin: string }
  | { readonly kind: 'badge'; readonly clerk: string; readonly svg: string }
type Closing = { readonly onClose: () => void; readonly onDone: (given: Given | null) => void }

const ROLES = ['clerk', 'supervisor'] as const

export function AddClerk({ site, onClose, onDone }: Closing & { readonly site: string }) {
  const t = useTexts()
  const [number, setNumber] = useState('')
  const [name, setName] = useState('')
  const [role, setRole] = useState<ClerkRow['role']>('clerk')
  const { act, busy, refusal } = useAct()
  return (
    <Ask
      testId="add-clerk"
      title={t.sites.clerkAdd}
      submit={t.frame.save}
      busy={busy}
      refusal={refusal}
      onClose={onClose}
      onSubmit={() =>
        void act('clerks.add', { site, number, name, role }, ({ firstPin }) =>
          onDone({ kind: 'pin', clerk: `${number} ${name}`, pin: firstPin }),
        )
      }
    >
      <Text
        label={t.sites.clerkNumber}
        hint={t.sites.clerkNumberHint}
        name="clerk-number"
        value={number}
        onChange={setNumber}
        required
        focus
      />
      <Text label={t.sites.clerkName} name="clerk-name" value={name} onChange={setName} required />
      <Choice
        label={t.sites.clerkRole}
        name="clerk-role"
        value={role}
        options={ROLES.map(r => [r, t.sites.clerkRoles[r]] as const)}
        onChange={setRole}
      />
    </Ask>
  )
}

type ClerkDeedProps = Closing & {
  readonly site: string
  readonly deed: ClerkDeedKind
  readonly title: string
  readonly clerk: ClerkRow
}

export function ClerkDeed({ site, deed, title, clerk, onClose, onDone }: ClerkDeedProps) {
  const t = useTexts()
  const [why, setWhy] = useState('')
  const { act, busy, refusal } = useAct()
  const { number } = clerk
  const named = `${number} ${clerk.name}`
  function submit(): void {
    switch (deed) {
      case 'badge':
        return void act('clerks.badge', { site, number, why }, ({ svg }) =>
          onDone({ kind: 'badge', clerk: named, svg }),
        )
      case 'resetPin':
        return void act('clerks.resetPin', { site, number, why }, ({ firstPin }) =>
          onDone({ kind: 'pin', clerk: named, pin: firstPin }),
        )
      case 'close':
      case 'open': {
        const state = deed === 'close' ? 'closed' : 'active'
        return void act('clerks.setState', { site, number, state, why }, () => onDone(null))
      }
    }
  }
  return (
    <Ask
      testId="clerk-deed"
      title={`${title} · ${named}`}
      submit={title}
      danger={deed === 'close'}
      busy={busy}
      refusal={refusal}
      onClose={onClose}
      onSubmit={submit}
    >
      <p>{deed === 'badge' ? t.sites.badgeNote : t.sites.clerkNote}</p>
      <Text label={t.frame.why} hint={t.frame.whyHint} name="why" value={why} onChange={setWhy} required />
    </Ask>
  )
}

export function ShowOnce({ given, onClose }: { readonly given: Given; readonly onClose: () => void }) {
  const t = useTexts()
  return (
    <Show
      testId="clerk-given"
      title={given.kind === 'pin' ? t.sites.firstPin : t.sites.badge}
      onClose={onClose}
    >
      <p>{given.clerk}</p>
      {given.kind === 'pin' ? (
        <>
          <p>{t.sites.firstPinNote}</p>
          <output className="secret" data-testid="first-pin">
            {given.pin}
          </output>
        </>
      ) : (
        <>
          <img
            className="code-picture"
            src={`data:image/svg+xml;utf8,${encodeURIComponent(given.svg)}`}
            alt={t.sites.badgePicture}
          />
          <span>
            <Button onClick={() => window.print()}>{t.sites.print}</Button>
          </span>
        </>
      )}
    </Show>
  )
}
