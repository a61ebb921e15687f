// The dialogs about a holder's picture and family members. Each asks why.
// A picture is drawn anew on this machine before it is sent: small, upright, and without where it was taken.
import { useState } from 'react'
import type { FamilyRow } from '../../register/people-contract.ts'
import type { Output, Refusal } from '../api.ts'
import { dateOf } from '../format.ts'
import { useTexts } from '../i18n/texts.ts'
import { Ask, Choice, Field, Text } from '../ui/parts.tsx'
import { useAct } from '../ui/use-call.ts'
import { pictureOf } from './picture.ts'

export type PeopleDeed =
  | { readonly kind: 'add' | 'put-photo' | 'show-photo' | 'remove-photo' | 'show-family' }
  | { readonly kind: 'end'; readonly member: FamilyRow }
type Closing = { readonly card: string; readonly onClose: () => void; readonly onDone: () => void }

const today = (): string => dateOf(Math.floor(Date.now() / 1000))

function Why(props: { readonly why: string; readonly onChange: (why: string) => void }) {
  const t = useTexts()
  return (
    <Text
      label={t.frame.why}
      hint={t.frame.whyHint}
      name="why"
      value={props.why}
      onChange={props.onChange}
      required
    />
  )
}

type AddMemberProps = Closing & { readonly needed: Output<'family.list'>['needed'] }

export function AddMember({ card, needed, onClose, onDone }: AddMemberProps) {
  const t = useTexts()
  const [relation, setRelation] = useState<FamilyRow['relation'] | ''>('')
  const [name, setName] = useState('')
  const [bornOn, setBornOn] = useState('')
  const [since, setSince] = useState(today)
  const [why, setWhy] = useState('')
  const { act, busy, refusal } = useAct()
  return (
    <Ask
      testId="add-member"
      title={t.people.add}
      submit={t.frame.save}
      wide
      busy={busy}
      refusal={refusal}
      onClose={onClose}
      onSubmit={() => {
        if (relation !== '') void act('family.add', { card, relation, name, bornOn, since, why }, onDone)
      }}
    >
      <p className="quiet">{t.people.note}</p>
      <div className="pair">
        <Choice
          label={t.people.relation}
          name="member-relation"
          value={relation}
          options={[
            ['', t.duplicates.choose] as const,
            ...needed.map(r => [r, t.services.words.relation[r]] as const),
          ]}
          required
          onChange={setRelation}
        />
        <Text label={t.holders.name} name="member-name" value={name} onChange={setName} required />
        <Text
          label={t.people.bornOn}
          name="member-born"
          type="date"
          value={bornOn}
          onChange={setBornOn}
          required
        />
        <Text
          label={t.people.since}
          name="member-since"
          type="date"
          value={since}
          onChange={setSince}
          required
        />
      </div>
      <Why why={why} onChange={setWhy} />
    </Ask>
  )
}

export function EndMember({ card, member, onClose, onDone }: Closing & { readonly member: FamilyRow }) {
  const t = useTexts()
  const [until, setUntil] = useState(today)
  const [why, setWhy] = useState('')
  const { act, busy, refusal } = useAct()
  return (
    <Ask
      testId="end-member"
      title={`${t.people.end} · ${t.services.words.relation[member.relation]} ${member.name}`}
      submit={t.people.end}
      busy={busy}
      refusal={refusal}
      onClose={onClose}
      onSubmit={() => void act('family.end', { card, id: member.id, until, why }, onDone)}
    >
      <Text
        label={t.people.lastDay}
        name="member-until"
        type="date"
        value={until}
        onChange={setUntil}
        required
      />
      <Why why={why} onChange={setWhy} />
    </Ask>
  )
}

export function PutPhoto({ card, onClose, onDone }: Closing) {
  const t = useTexts()
  const [file, setFile] = useState<File | null>(null)
  const [why, setWhy] = useState('')
  const [unreadable, setUnreadable] = useState<Refusal | null>(null)
  const { act, busy, refusal } = useAct()
  async function put(): Promise<void> {
    if (file === null) return
    const picture = await pictureOf(file)
    setUnreadable(picture === null ? { code: 'not-a-picture' } : null)
    if (picture !== null) await act('photo.put', { card, picture, why }, onDone)
  }
  return (
    <Ask
      testId="put-photo"
      title={t.people.putPhoto}
      submit={t.frame.save}
      busy={busy}
      refusal={unreadable ?? refusal}
      onClose={onClose}
      onSubmit={() => void put()}
    >
      <p className="quiet">{t.people.photoNote}</p>
      <Field label={t.people.photo}>
        {id => (
          <input
            id={id}
            type="file"
            accept="image/jpeg,image/png"
            required
            onChange={event => setFile(event.target.files?.[0] ?? null)}
            data-testid="photo-file"
          />
        )}
      </Field>
      <Why why={why} onChange={setWhy} />
    </Ask>
  )
}

type WithReasonProps = Closing & {
  readonly kind: 'show-family' | 'show-photo' | 'remove-photo'
  readonly onFamily: (members: Output<'family.reveal'>['members']) => void
  readonly onPhoto: (why: string) => void
}

export function WithReason({ card, kind, onClose, onDone, onFamily, onPhoto }: WithReasonProps) {
  const t = useTexts()
  const [why, setWhy] = useState('')
  const { act, busy, refusal } = useAct()
  const titles = {
    'show-family': t.people.show,
    'show-photo': t.people.showPhoto,
    'remove-photo': t.people.removePhoto,
  }
  function submit(): void {
    switch (kind) {
      case 'show-family':
        return void act('family.reveal', { card, why }, ({ members }) => onFamily(members))
      case 'remove-photo':
        return void act('photo.remove', { card, why }, onDone)
      case 'show-photo':
        onPhoto(why)
    }
  }
  return (
    <Ask
      testId="with-reason"
      title={titles[kind]}
      submit={titles[kind]}
      danger={kind === 'remove-photo'}
      busy={busy}
      refusal={refusal}
      onClose={onClose}
      onSubmit={submit}
    >
      <Why why={why} onChange={setWhy} />
    </Ask>
  )
}
