// The report's tables, the same on the screen and on paper: sums by service, clerk, result, tier and hour.
// What was voided is never added in; what did not happen is a plain 0.
import type { ReactNode } from 'react'
import type { ReportView, Tally } from '../../electron/api.ts'
import { useFormat } from '../i18n/format.ts'
import { useTexts } from '../i18n/use-texts.ts'
import { percent } from './load-option.ts'
import { hourName, shownHours } from './options.ts'

type Row = { readonly key: string; readonly name: string; readonly tally: Tally }

export function ReportTables({ report }: { readonly report: ReportView }) {
  const t = useTexts()
  const format = useFormat()
  return (
    <>
      <Sums
        title={t('report.byItem')}
        rows={report.items.map(item => ({
          key: item.id,
          name: `${item.id} ${item.title === null ? '' : format.both(item.title)}`,
          tally: item,
        }))}
      />
      <Sums
        title={t('report.byClerk')}
        rows={report.clerks.map(clerk => ({ key: clerk.number, name: clerk.number, tally: clerk }))}
      />
      <Sums
        title={t('report.byOutcome')}
        rows={report.outcomes.map(o => ({
          key: o.outcome,
          name: t(`words:outcome.${o.outcome}`),
          tally: o,
        }))}
      />
      <Sums
        title={t('report.byTier')}
        rows={report.tiers.map(tier => ({ key: tier.tier, name: t(`words:tier.${tier.tier}`), tally: tier }))}
      />
      <Hours report={report} />
      <Load report={report} />
    </>
  )
}

function Sums({ title, rows }: { readonly title: string; readonly rows: readonly Row[] }) {
  const t = useTexts()
  const format = useFormat()
  if (rows.length === 0) return null
  return (
    <Section title={title}>
      <table className="list">
        <thead>
          <tr>
            <th scope="col">{t('report.name')}</th>
            <Figure head>{t('report.services')}</Figure>
            <Figure head>{t('report.refusals')}</Figure>
            <Figure head>{t('report.voided')}</Figure>
            <Figure head>{t('report.tickets')}</Figure>
            <Figure head>{t('report.amount')}</Figure>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, name, tally }) => (
            <tr key={key}>
              <th scope="row" className="wrap">
                {name}
              </th>
              <Figure>{format.count(tally.services)}</Figure>
              <Figure>{format.count(tally.refusals)}</Figure>
              <Figure>{format.count(tally.voided)}</Figure>
              <Figure>{format.count(tally.tickets)}</Figure>
              <Figure>{tally.amountCny === 0 ? '' : format.yuan(tally.amountCny)}</Figure>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  )
}

function Hours({ report }: { readonly report: ReportView }) {
  const t = useTexts()
  return (
    <Section title={t('report.byHour')}>
      <table className="list" data-testid="hours-table">
        <thead>
          <tr>
            <th scope="col">{t('report.hour')}</th>
            <Figure head>{t('report.arrivals')}</Figure>
            <Figure head>{t('report.served')}</Figure>
            <Figure head>{t('report.notServed')}</Figure>
            <Figure head>{t('report.median')}</Figure>
          </tr>
        </thead>
        <tbody>
          {shownHours(report).map(hour => {
            const facts = report.hours[hour]
            if (facts === undefined) return null
            const { medianSeconds } = facts
            return (
              <tr key={hour}>
                <th scope="row">{hourName(hour)}</th>
                <Figure>{facts.arrivals}</Figure>
                <Figure>{facts.served}</Figure>
                <Figure>{facts.refusals}</Figure>
                <Figure>
                  {medianSeconds === null ? '' : t('report.seconds', { n: Math.round(medianSeconds) })}
                </Figure>
              </tr>
            )
          })}
        </tbody>
      </table>
    </Section>
  )
}

function Load({ report }: { readonly report: ReportView }) {
  const t = useTexts()
  const format = useFormat()
  return (
    <Section title={t('report.loadTable')}>
      <table className="list" data-testid="load-table">
        <thead>
          <tr>
            <th scope="col">{t('report.hour')}</th>
            <Figure head>{t('report.busy')}</Figure>
            <Figure head>{t('report.begun')}</Figure>
            <Figure head>{t('report.ended')}</Figure>
            <Figure head>{t('report.stillOpen')}</Figure>
            <Figure head>{t('report.unsent')}</Figure>
          </tr>
        </thead>
        <tbody>
          {shownHours(report).map(hour => {
            const facts = report.load[hour]
            if (facts === undefined) return null
            return (
              <tr key={hour}>
                <th scope="row">{hourName(hour)}</th>
                <Figure>{percent(facts.busy)} %</Figure>
                <Figure>{format.count(facts.begun)}</Figure>
                <Figure>{format.count(facts.ended)}</Figure>
                <Figure>{format.count(facts.open)}</Figure>
                <Figure>{format.count(facts.unsent)}</Figure>
              </tr>
            )
          })}
        </tbody>
      </table>
    </Section>
  )
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="report-part">
      <h2>{title}</h2>
      {children}
    </section>
  )
}

function Figure({ head = false, children }: { readonly head?: boolean; readonly children: ReactNode }) {
  if (!head) return <td className="number">{children}</td>
  return (
    <th scope="col" className="number">
      {children}
    </th>
  )
}

/** Whether the registry has what the journal has, in one sentence. */
export function Reconciled({ report }: { readonly report: ReportView }) {
  const t = useTexts()
  const { records, acknowledged, pending, sent, rejected } = report.reconciled
  return (
    <p className="reconciled" data-testid="reconciled" data-all={records === acknowledged}>
      <b>{t('report.reconciled')}</b>
      {' · '}
      {records === acknowledged
        ? t('report.allThere', { n: records })
        : t('report.someMissing', { n: records, acknowledged, pending, sent, rejected })}
    </p>
  )
}
