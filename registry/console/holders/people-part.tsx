// A holder's picture and family members on his page: added and ended for a reason, shown in full for a reason.
// What was shown in full is gone with the page; a picture is fetched by a call, never by an address in the page.
import { Button } from 'antd'
import { useEffect, useState } from 'react'
import type { FamilyRow } from '../../register/people-contract.ts'
import { fileUrl, type Output } from '../api.ts'
import { useTexts } from '../i18n/texts.ts'
import { useMay } from '../session/me.ts'
import { Refused, Table } from '../ui/parts.tsx'
import { useCall } from '../ui/use-call.ts'
import { AddMember, EndMember, type PeopleDeed, PutPhoto, WithReason } from './people-dialogs.tsx'

type Shown = Output<'family.reveal'>['members']

export function PeoplePart({ card }: { readonly card: string }) {
  const t = useTexts()
  const asked = useCall('family.list', { card })
  const [deed, setDeed] = useState<PeopleDeed | null>(null)
  const [shown, setShown] = useState<Shown | null>(null)
  const [photo, setPhoto] = useState<string | null>(null)
  const [mayEdit, mayReveal] = [useMay('holder.edit'), useMay('holder.reveal')]
  const value = asked.value
  const members = value?.members ?? []
  const fullOf = (member: FamilyRow): string => {
    const full = shown?.find(one => one.id === member.id)
    return full === undefined ? member.name : `${full.name} ${full.bornOn}`
  }
  function done(): void {
    setDeed(null)
    setPhoto(null)
    asked.reload()
  }
  return (
    <>
      <header className="part-head">
        <h2>{t.people.title}</h2>
        <span className="row-acts">
          {mayReveal && members.length > 0 && (
            <Button onClick={() => setDeed({ kind: 'show-family' })}>{t.people.show}</Button>
          )}
          {mayEdit && (
            <Button onClick={() => setDeed({ kind: 'add' })} data-testid="member-add">
              {t.people.add}
            </Button>
          )}
          {mayReveal && value?.hasPhoto === true && (
            <Button onClick={() => setDeed({ kind: 'show-photo' })} data-testid="photo-show">
              {t.people.showPhoto}
            </Button>
          )}
          {mayEdit && (
            <Button onClick={() => setDeed({ kind: 'put-photo' })} data-testid="photo-put">
              {t.people.putPhoto}
            </Button>
          )}
          {mayEdit && value?.hasPhoto === true && (
            <Button onClick={() => setDeed({ kind: 'remove-photo' })}>{t.people.removePhoto}</Button>
          )}
        </span>
      </header>
      <Refused refusal={asked.state === 'refused' ? asked.error : null} />
      {photo !== null && <Photo card={card} why={photo} onHide={() => setPhoto(null)} />}
      <Table
        testId="family-table"
        label={t.people.title}
        rows={value?.members ?? null}
        keyOf={m => m.id}
        empty={t.people.nobody}
        columns={[
          { head: t.people.relation, cell: m => t.services.words.relation[m.relation], narrow: true },
          { head: t.holders.name, cell: fullOf },
          { head: t.people.since, cell: m => m.since, narrow: true },
          { head: t.people.until, cell: m => m.until ?? '', narrow: true },
          { head: t.holders.who, cell: m => m.actor, narrow: true },
          { head: t.holders.why, cell: m => [m.reason, m.endReason].filter(Boolean).join(' · ') },
          {
            head: t.staff.acts,
            narrow: true,
            cell: m =>
              mayEdit &&
              m.until === null && (
                <Button size="small" onClick={() => setDeed({ kind: 'end', member: m })}>
                  {t.people.end}
                </Button>
              ),
          },
        ]}
      />
      {deed?.kind === 'add' && value !== null && (
        <AddMember card={card} needed={value.needed} onClose={() => setDeed(null)} onDone={done} />
      )}
      {deed?.kind === 'end' && (
        <EndMember card={card} member={deed.member} onClose={() => setDeed(null)} onDone={done} />
      )}
      {deed?.kind === 'put-photo' && <PutPhoto card={card} onClose={() => setDeed(null)} onDone={done} />}
      {(deed?.kind === 'show-family' || deed?.kind === 'show-photo' || deed?.kind === 'remove-photo') && (
        <WithReason
          card={card}
          kind={deed.kind}
          onClose={() => setDeed(null)}
          onFamily={family => {
            setDeed(null)
            setShown(family)
          }}
          onPhoto={why => {
            setDeed(null)
            setPhoto(why)
          }}
          onDone={done}
        />
      )}
    </>
  )
}

type PhotoProps = { readonly card: string; readonly why: string; readonly onHide: () => void }

function Photo({ card, why, onHide }: PhotoProps) {
  const t = useTexts()
  const [address, setAddress] = useState<string | null>(null)
  const [failed, setFailed] = useState(false)
  useEffect(() => {
    let url: string | null = null
    let here = true
    void fetch(fileUrl('holders.photo', { card, why })).then(async response => {
      if (!here) return
      if (!response.ok) return setFailed(true)
      url = URL.createObjectURL(await response.blob())
      setAddress(url)
    })
    return () => {
      here = false
      if (url !== null) URL.revokeObjectURL(url)
    }
  }, [card, why])
  return (
    <section className="card narrow-card">
      {failed && <Refused refusal={{ code: 'not-found' }} />}
      {address !== null && <img className="photo" src={address} alt={t.people.photo} data-testid="photo" />}
      <span>
        <Button onClick={onHide}>{t.holders.hide}</Button>
      </span>
    </section>
  )
}
