// The dialogs of a holder's page: each act asks why, and what it needs beside; the registry decides.
// A reason is never filled in for anybody.
import { useState } from 'react'
import { GROUNDS, type Ground } from '../../register/acts.ts'
import type { Output } from '../api.ts'
import { dateOf } from '../format.ts'
import { useTexts } from '../i18n/texts.ts'
import { Ask, Choice, Text } from '../ui/parts.tsx'
import { useAct } from '../ui/use-call.ts'
import type { CareAct, StandingAct } from './deeds.ts'
import { NOBODY, type Person, PersonFields } from './person-fields.tsx'

export type Deed =
  | { readonly kind: 'reveal' | 'correct' | 'renew' | 'split' }
  | { readonly kind: 'care'; readonly act: CareAct }
  | { readonly kind: 'standing'; readonly act: StandingAct }
  | { readonly kind: 'withdraw'; readonly id: number }
export type Done =
  | { readonly kind: 'done'; readonly effectOn: string | null }
  | ({ readonly kind: 'revealed' } & Output<'holders.reveal'>)

type DeedDialogProps = {
  readonly card: string
  readonly deed: Deed
  readonly holder: Output<'holders.page'>['holder']
  readonly onClose: () => void
  readonly onDone: (done: Done) => void
}

export function DeedDialog({ card, deed, holder, onClose, onDone }: DeedDialogProps) {
  const t = useTexts()
  const [why, setWhy] = useState('')
  const [person, setPerson] = useState<Person>(NOBODY)
  const [ground, setGround] = useState<Ground | ''>('')
  const [effectOn, setEffectOn] = useState('')
  const [expires, setExpires] = useState(dateOf(holder.expiresAt))
  const { act, busy, refusal } = useAct()
  const title = titleOf(deed, t)
  const atOnce = (): void => onDone({ kind: 'done', effectOn: null })

  function submit(): void {
    switch (deed.kind) {
      case 'reveal':
        return void act('holders.reveal', { card, why }, value => onDone({ kind: 'revealed', ...value }))
      case 'correct':
        return void act('holders.correct', { card, why, changes: filledIn(person) }, atOnce)
      case 'split':
        return void act('holders.split', { card, why }, atOnce)
      case 'renew':
        return void act('cards.renew', { card, why, expires }, atOnce)
      case 'care':
        return void act('cards.care', { card, why, act: deed.act }, atOnce)
      case 'withdraw':
        return void act('cards.withdraw', { card, why, id: deed.id }, atOnce)
      case 'standing':
        submitStanding(deed.act)
    }
  }

  function submitStanding(what: StandingAct): void {
    const dated = { card, why, effectOn: effectOn === '' ? null : effectOn }
    const done = ({ result }: Output<'cards.standing'>): void =>
      onDone({ kind: 'done', effectOn: result === 'waiting' ? effectOn : null })
    if (what !== 'revoke') void act('cards.standing', { ...dated, act: what }, done)
    else if (ground !== '') void act('cards.standing', { ...dated, act: what, ground }, done)
  }

  return (
    <Ask
      testId="deed"
      title={`${title} · ${holder.name}（${holder.idTail}）`}
      submit={title}
      danger={deed.kind === 'standing' && deed.act === 'revoke'}
      wide={deed.kind === 'correct'}
      busy={busy}
      refusal={refusal}
      onClose={onClose}
      onSubmit={submit}
    >
      {deed.kind === 'correct' && (
        <>
          <p className="quiet">{t.holders.correctHint}</p>
          <PersonFields person={person} onChange={setPerson} required={false} />
        </>
      )}
      {deed.kind === 'renew' && (
        <Text
          label={t.holders.renewUntil}
          name="expires"
          type="date"
          value={expires}
          onChange={setExpires}
          required
        />
      )}
      {deed.kind === 'standing' && deed.act === 'revoke' && (
        <Choice
          label={t.holders.groundOf}
          name="ground"
          value={ground}
          options={[
            ['', t.holders.chooseGround] as const,
            ...GROUNDS.map(g => [g, t.holders.ground[g]] as const),
          ]}
          required
          onChange={setGround}
        />
      )}
      {deed.kind === 'standing' && (
        <Text
          label={t.holders.effectOn}
          hint={t.holders.effectHint}
          name="effect-on"
          type="date"
          value={effectOn}
          onChange={setEffectOn}
        />
      )}
      <Text label={t.frame.why} hint={t.frame.whyHint} name="why" value={why} onChange={setWhy} required />
    </Ask>
  )
}

function titleOf(deed: Deed, t: ReturnType<typeof useTexts>): string {
  switch (deed.kind) {
    case 'care':
    case 'standing':
      return t.holders.act[deed.act]
    default:
      return t.holders[deed.kind]
  }
}

/** The fields that somebody filled in. */
function filledIn(person: Person) {
  const { name, idNumber, tier, expires, provincial, phone } = person
  return {
    ...(name !== '' && { name }),
    ...(idNumber !== '' && { idNumber }),
    ...(tier !== '' && { tier }),
    ...(expires !== '' && { expires }),
    ...(provincial !== '' && { provincial }),
    ...(phone !== '' && { phone }),
  }
}
