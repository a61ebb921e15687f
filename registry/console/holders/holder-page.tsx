// One holder: who (masked), his standing, what may be done about it, and everything that was ever decided or corrected.
// The full name and number are shown for a reason, which is written down, and are gone when the page is left.
import { Button } from 'antd'
import { useState } from 'react'
import type { Output } from '../api.ts'
import { cardOf, dateOf, timeOf } from '../format.ts'
import { useTexts } from '../i18n/texts.ts'
import { useMay } from '../session/me.ts'
import { PageHead, Refused, Table } from '../ui/parts.tsx'
import { Link } from '../ui/router.tsx'
import { useCall } from '../ui/use-call.ts'
import { ActsTable } from './acts-table.tsx'
import { type Deed, DeedDialog, type Done } from './deed-dialog.tsx'
import { actsFrom } from './deeds.ts'
import { PeoplePart } from './people-part.tsx'
import { StatusMark } from './status-mark.tsx'

type Page = Output<'holders.page'>

export function HolderPage({ card }: { readonly card: string }) {
  const t = useTexts()
  const asked = useCall('holders.page', { card })
  const [deed, setDeed] = useState<Deed | null>(null)
  const [done, setDone] = useState<Done | null>(null)
  const mayAudit = useMay('audit.read')
  const page = asked.value
  return (
    <>
      <PageHead title={`${t.frame.pages.holders} ${cardOf(card)}`}>
        {mayAudit && <Link to={`/audit/${card}`}>{t.holders.trail}</Link>}
      </PageHead>
      <Refused refusal={asked.state === 'refused' ? asked.error : null} />
      {done?.kind === 'done' && (
        <p className="done" role="status">
          {done.effectOn === null ? t.holders.doneNow : t.holders.willWait(done.effectOn)}
        </p>
      )}
      {page !== null && page.holder.mergedInto !== null && (
        <p className="notice" data-testid="merged-note">
          {t.holders.mergedNote}{' '}
          <Link to={`/holders/${page.holder.mergedInto}`}>{cardOf(page.holder.mergedInto)}</Link>
        </p>
      )}
      {page !== null && (
        <>
          <div className="two">
            <Who
              page={page}
              revealed={done?.kind === 'revealed' ? done : null}
              onHide={() => setDone(null)}
            />
            <Deeds page={page} onDeed={setDeed} />
          </div>
          <Due page={page} onWithdraw={id => setDeed({ kind: 'withdraw', id })} />
          <History page={page} />
          <Merges page={page} />
          {page.holder.mergedInto === null && <PeoplePart card={card} />}
        </>
      )}
      {deed !== null && page !== null && (
        <DeedDialog
          card={card}
          deed={deed}
          holder={page.holder}
          onClose={() => setDeed(null)}
          onDone={what => {
            setDeed(null)
            setDone(what)
            asked.reload()
          }}
        />
      )}
    </>
  )
}

type Revealed = Extract<Done, { kind: 'revealed' }>

function Who(props: {
  readonly page: Page
  readonly revealed: Revealed | null
  readonly onHide: () => void
}) {
  const t = useTexts()
  const { holder } = props.page
  const { revealed } = props
  return (
    <section className="card" aria-label={t.holders.name}>
      <dl className="facts" data-testid="holder-facts">
        <dt>{t.holders.name}</dt>
        <dd data-testid="holder-name">{revealed?.name ?? holder.name}</dd>
        <dt>{revealed === null ? t.holders.idTail : t.holders.idNumber}</dt>
        <dd data-testid="holder-id">{revealed?.idNumber ?? holder.idTail}</dd>
        <dt>{t.holders.tier}</dt>
        <dd>{t.holders.tiers[holder.tier]}</dd>
        <dt>{t.holders.state}</dt>
        <dd>
          <StatusMark status={holder.status} merged={holder.mergedInto !== null} /> {t.holders.since}{' '}
          {dateOf(holder.statusSince)}
        </dd>
        <dt>{t.holders.until}</dt>
        <dd>{dateOf(holder.expiresAt)}</dd>
        <dt>{t.holders.serial}</dt>
        <dd>{holder.serial}</dd>
        {holder.hasProvincial && (
          <>
            <dt>{t.holders.provincial}</dt>
            <dd>{revealed?.provincial ?? t.holders.hasProvincial}</dd>
          </>
        )}
        {revealed !== null && revealed.phone !== null && (
          <>
            <dt>{t.holders.phone}</dt>
            <dd>{revealed.phone}</dd>
          </>
        )}
      </dl>
      {revealed !== null && (
        <p className="quiet">
          {t.holders.revealed} <Button onClick={props.onHide}>{t.holders.hide}</Button>
        </p>
      )}
    </section>
  )
}

function Deeds({ page, onDeed }: { readonly page: Page; readonly onDeed: (deed: Deed) => void }) {
  const t = useTexts()
  const [mayReveal, mayEdit] = [useMay('holder.reveal'), useMay('holder.edit')]
  const [mayCare, mayStand] = [useMay('card.care'), useMay('card.standing')]
  const { care, standing } = actsFrom(page.holder.status)
  if (page.holder.mergedInto !== null)
    return (
      <section className="card deeds" aria-label={t.staff.acts}>
        {mayReveal && <Button onClick={() => onDeed({ kind: 'reveal' })}>{t.holders.reveal}</Button>}
        {mayEdit && <Button onClick={() => onDeed({ kind: 'split' })}>{t.holders.split}</Button>}
      </section>
    )
  return (
    <section className="card deeds" aria-label={t.staff.acts}>
      {mayReveal && <Button onClick={() => onDeed({ kind: 'reveal' })}>{t.holders.reveal}</Button>}
      {mayEdit && <Button onClick={() => onDeed({ kind: 'correct' })}>{t.holders.correct}</Button>}
      {mayCare &&
        care.map(act => (
          <Button key={act} onClick={() => onDeed({ kind: 'care', act })}>
            {t.holders.act[act]}
          </Button>
        ))}
      {mayStand && <Button onClick={() => onDeed({ kind: 'renew' })}>{t.holders.renew}</Button>}
      {mayStand &&
        standing.map(act => (
          <Button key={act} danger={act === 'revoke'} onClick={() => onDeed({ kind: 'standing', act })}>
            {t.holders.act[act]}
          </Button>
        ))}
    </section>
  )
}

function Due({ page, onWithdraw }: { readonly page: Page; readonly onWithdraw: (id: number) => void }) {
  const t = useTexts()
  const mayStand = useMay('card.standing')
  if (page.due.length === 0) return null
  return (
    <>
      <h2>{t.holders.due}</h2>
      <Table
        testId="due-table"
        label={t.holders.due}
        rows={page.due}
        keyOf={d => d.id}
        empty=""
        columns={[
          { head: t.holders.dueOn, cell: d => d.effectOn, narrow: true },
          { head: t.holders.what, cell: d => t.holders.act[d.act], narrow: true },
          { head: t.holders.groundOf, cell: d => (d.ground === null ? '' : t.holders.ground[d.ground]) },
          { head: t.holders.who, cell: d => d.actor, narrow: true },
          { head: t.holders.why, cell: d => d.reason },
          { head: t.holders.state, cell: d => t.holders.dueState(d.state), narrow: true },
          {
            head: t.staff.acts,
            narrow: true,
            cell: d =>
              mayStand &&
              d.state === 'waiting' && (
                <Button size="small" onClick={() => onWithdraw(d.id)}>
                  {t.holders.withdraw}
                </Button>
              ),
          },
        ]}
      />
    </>
  )
}

/** The cards that were merged into this one with what was decided about them, and every merge and split. */
function Merges({ page }: { readonly page: Page }) {
  const t = useTexts()
  if (page.merges.length === 0) return null
  return (
    <>
      {page.others.length > 0 && (
        <>
          <h2>{t.holders.others}</h2>
          {page.others.map(other => (
            <section key={other.card}>
              <p>
                <Link to={`/holders/${other.card}`}>{cardOf(other.card)}</Link> {other.name} {other.idTail}
              </p>
              <ActsTable
                testId={`history-${other.card}`}
                label={t.holders.othersHistory(cardOf(other.card))}
                acts={other.history}
              />
            </section>
          ))}
        </>
      )}
      <h2>{t.holders.merges}</h2>
      <Table
        testId="merges-table"
        label={t.holders.merges}
        rows={page.merges.toReversed()}
        keyOf={m => m.id}
        empty=""
        columns={[
          { head: t.holders.at, cell: m => timeOf(m.at), narrow: true },
          { head: t.holders.what, cell: m => t.holders.act[m.act], narrow: true },
          { head: t.holders.kept, cell: m => cardOf(m.kept), narrow: true },
          { head: t.holders.gone, cell: m => cardOf(m.gone), narrow: true },
          { head: t.holders.who, cell: m => m.actor, narrow: true },
          { head: t.holders.why, cell: m => m.reason },
        ]}
      />
    </>
  )
}

function History({ page }: { readonly page: Page }) {
  const t = useTexts()
  return (
    <>
      <h2>{t.holders.history}</h2>
      <ActsTable testId="history-table" label={t.holders.history} acts={page.history} />
      <h2>{t.holders.corrections}</h2>
      <Table
        testId="corrections-table"
        label={t.holders.corrections}
        rows={page.corrections.toReversed()}
        keyOf={c => c.number}
        empty={t.holders.noCorrections}
        columns={[
          { head: t.holders.at, cell: c => timeOf(c.at), narrow: true },
          {
            head: t.holders.correctionFields,
            cell: c => c.fields.map(f => t.holders.fields[f] ?? f).join('、'),
            narrow: true,
          },
          { head: t.holders.who, cell: c => c.actor, narrow: true },
          { head: t.holders.why, cell: c => c.reason },
        ]}
      />
    </>
  )
}
