// Two entries side by side, masked, with what differs marked; then one holder, or two people after all, each for a reason.
// The numbers of what would be merged stay in sight until it is done.
import { Button } from 'antd'
import { useState } from 'react'
import type { Output } from '../api.ts'
import { cardOf, dateOf } from '../format.ts'
import { useTexts } from '../i18n/texts.ts'
import { Ask, Choice, PageHead, Refused, Text } from '../ui/parts.tsx'
import { Link } from '../ui/router.tsx'
import { useAct, useCall } from '../ui/use-call.ts'
import { ActsTable } from './acts-table.tsx'
import { StatusMark } from './status-mark.tsx'

type Page = Output<'holders.page'>
type Holder = Page['holder']
const ENDED: readonly Holder['status'][] = ['revoked', 'left', 'suspended']

export function ComparePage({ cards }: { readonly cards: readonly [string, string] }) {
  const t = useTexts()
  const one = useCall('holders.page', { card: cards[0] })
  const two = useCall('holders.page', { card: cards[1] })
  const [asking, setAsking] = useState<'merge' | 'apart' | null>(null)
  const [done, setDone] = useState<string | null>(null)
  const pages = one.value !== null && two.value !== null ? ([one.value, two.value] as const) : null
  const open = pages?.every(page => page.holder.mergedInto === null) ?? false
  function finish(words: string): void {
    setAsking(null)
    setDone(words)
    one.reload()
    two.reload()
  }
  return (
    <>
      <PageHead title={t.duplicates.compareTitle}>
        <Link to="/duplicates">{t.frame.pages.duplicates}</Link>
      </PageHead>
      <Refused refusal={one.state === 'refused' ? one.error : two.state === 'refused' ? two.error : null} />
      {done !== null && (
        <p className="done" role="status">
          {done}
        </p>
      )}
      {pages !== null && (
        <>
          {pages.some(page => ENDED.includes(page.holder.status)) && (
            <p className="notice">{t.duplicates.ended}</p>
          )}
          <SideBySide pages={pages} />
          {open && done === null && (
            <section className="row-acts">
              <Button type="primary" onClick={() => setAsking('merge')} data-testid="merge">
                {t.duplicates.merge}
              </Button>
              <Button onClick={() => setAsking('apart')} data-testid="apart">
                {t.duplicates.apart}
              </Button>
            </section>
          )}
        </>
      )}
      {asking === 'merge' && (
        <MergeDialog cards={cards} onClose={() => setAsking(null)} onDone={() => finish(t.duplicates.done)} />
      )}
      {asking === 'apart' && (
        <ApartDialog
          cards={cards}
          onClose={() => setAsking(null)}
          onDone={() => finish(t.duplicates.setApart)}
        />
      )}
    </>
  )
}

function SideBySide({ pages }: { readonly pages: readonly [Page, Page] }) {
  const t = useTexts()
  const [a, b] = [pages[0].holder, pages[1].holder]
  const lines: readonly (readonly [string, (holder: Holder) => string | number])[] = [
    [t.holders.name, h => h.name],
    [t.holders.idTail, h => h.idTail],
    [t.holders.tier, h => t.holders.tiers[h.tier]],
    [`${t.holders.state} · ${t.holders.since}`, h => dateOf(h.statusSince)],
    [t.holders.until, h => dateOf(h.expiresAt)],
    [t.holders.serial, h => h.serial],
    [t.holders.provincial, h => (h.hasProvincial ? t.holders.hasProvincial : t.frame.none)],
  ]
  return (
    <div className="halves" data-testid="side-by-side">
      {pages.map((page, i) => (
        <section
          key={page.holder.card}
          className="card"
          aria-label={i === 0 ? t.duplicates.one : t.duplicates.two}
        >
          <h2>
            <Link to={`/holders/${page.holder.card}`}>{cardOf(page.holder.card)}</Link>{' '}
            <StatusMark status={page.holder.status} merged={page.holder.mergedInto !== null} />
          </h2>
          <dl className="facts">
            {lines.map(([label, said]) => (
              <Line key={label} label={label} said={said(page.holder)} differs={said(a) !== said(b)} />
            ))}
          </dl>
          <ActsTable
            testId={`compare-history-${i}`}
            label={t.holders.othersHistory(cardOf(page.holder.card))}
            acts={page.history}
            brief
          />
        </section>
      ))}
    </div>
  )
}

function Line(props: { readonly label: string; readonly said: string | number; readonly differs: boolean }) {
  const t = useTexts()
  return (
    <>
      <dt>{props.label}</dt>
      <dd>
        {props.said} {props.differs && <span className="mark">{t.duplicates.differs}</span>}
      </dd>
    </>
  )
}

type DialogProps = {
  readonly cards: readonly [string, string]
  readonly onClose: () => void
  readonly onDone: () => void
}

function MergeDialog({ cards, onClose, onDone }: DialogProps) {
  const t = useTexts()
  const [kept, setKept] = useState('')
  const [why, setWhy] = useState('')
  const { act, busy, refusal } = useAct()
  const gone = cards.find(card => card !== kept) ?? ''
  return (
    <Ask
      testId="merge-dialog"
      title={t.duplicates.merge}
      submit={t.duplicates.merge}
      danger
      busy={busy}
      refusal={refusal}
      onClose={onClose}
      onSubmit={() => void act('holders.merge', { kept, gone, why }, onDone)}
    >
      <p>{t.duplicates.mergeNote}</p>
      <Choice
        label={`${t.duplicates.stays} · ${t.duplicates.staysHint}`}
        name="merge-kept"
        value={kept}
        options={[['', t.duplicates.choose] as const, ...cards.map(card => [card, cardOf(card)] as const)]}
        required
        onChange={setKept}
      />
      <Text label={t.frame.why} hint={t.frame.whyHint} name="why" value={why} onChange={setWhy} required />
    </Ask>
  )
}

function ApartDialog({ cards, onClose, onDone }: DialogProps) {
  const t = useTexts()
  const [why, setWhy] = useState('')
  const { act, busy, refusal } = useAct()
  const [card, other] = cards
  return (
    <Ask
      testId="apart-dialog"
      title={t.duplicates.apart}
      submit={t.duplicates.apart}
      busy={busy}
      refusal={refusal}
      onClose={onClose}
      onSubmit={() => void act('holders.setApart', { card, other, why }, onDone)}
    >
      <p>{t.duplicates.apartNote}</p>
      <Text label={t.frame.why} hint={t.frame.whyHint} name="why" value={why} onChange={setWhy} required />
    </Ask>
  )
}
