// One service in plain words. The order is that of a person who is about to set out: can I, where, with what, for whom.
import type { Benefit } from '../../benefits/phone-contract.ts'
import { useTexts } from '../i18n/texts.ts'
import { dateOf } from '../ui/dates.ts'
import { PageHead, RowLink } from '../ui/parts.tsx'
import { useCall } from '../ui/use-call.ts'
import { useWords } from './words.ts'

export function BenefitView({ benefit }: { readonly benefit: Benefit }) {
  const t = useTexts()
  const words = useWords()
  return (
    <>
      <PageHead title={words(benefit.title)} back="/benefits" />
      <section className="sheet">
        <p>{words(benefit.hint)}</p>
        <p className={`state state-${benefit.state}`} data-testid="benefit-state" data-state={benefit.state}>
          {benefit.quota === null || benefit.state !== 'available'
            ? t.benefits.state[benefit.state]
            : t.benefits.left(benefit.quota, benefit.left ?? 0)}
        </p>
        {benefit.ceilings.map(ceiling => (
          <p className="fact" key={ceiling.label.zh}>
            <span>{words(ceiling.label)}</span>
            <b>{t.benefits.money(ceiling.amountCny)}</b>
          </p>
        ))}
      </section>
      {benefit.physicalOnly && <p className="note">{t.benefits.physicalOnly}</p>}
      {benefit.idCardAlone && <p className="note">{t.benefits.idCardAlone}</p>}
      <section className="sheet" aria-labelledby="papers">
        <h2 id="papers">{t.benefits.papers}</h2>
        <ul className="bullets">
          <li>{benefit.physicalOnly ? t.benefits.plastic : t.benefits.cardOrPhone}</li>
          {benefit.papers.map(paper => (
            <li key={paper.title.zh}>
              {words(paper.title)}
              {paper.relations.length > 0 && (
                <small>{t.benefits.onlyFor(paper.relations.map(r => t.benefits.relation[r]))}</small>
              )}
            </li>
          ))}
        </ul>
        {benefit.conditions.length > 0 && (
          <>
            <h2>{t.benefits.conditions}</h2>
            <ul className="bullets">
              {benefit.conditions.map(condition => (
                <li key={condition.zh}>{words(condition)}</li>
              ))}
            </ul>
          </>
        )}
      </section>
      <section className="sheet" aria-labelledby="whom">
        <h2 id="whom">{t.benefits.whom}</h2>
        <p data-testid="benefit-whom">
          {benefit.relations.map(r => t.benefits.relation[r]).join(t.benefits.comma)}
        </p>
        {benefit.holderPresent && <p className="quiet">{t.benefits.together}</p>}
      </section>
      <Uses item={benefit.id} />
      <section className="sheet" aria-labelledby="where">
        <h2 id="where">{t.benefits.where}</h2>
        <ul className="bullets">
          {benefit.siteKinds.map(kind => (
            <li key={kind}>{t.benefits.siteKind[kind]}</li>
          ))}
        </ul>
      </section>
      <RowLink to={`/sites/${benefit.id}`} title={t.benefits.theseSites} data-testid="to-these-sites" />
      <Appointment benefit={benefit} />
      <p className="quiet">{t.benefits.clause(benefit.clause)}</p>
    </>
  )
}

/** The way to an appointment, where a site takes them for this service. */
function Appointment({ benefit }: { readonly benefit: Benefit }) {
  const t = useTexts()
  const { value } = useCall('appointments.choices', {})
  const isOffered = value?.sites.some(site => benefit.siteKinds.includes(site.kind)) === true
  if (!isOffered || benefit.state !== 'available') return null
  return (
    <RowLink
      to={`/appointments/${benefit.id}`}
      title={t.appointments.ask}
      note={t.appointments.askNote}
      data-testid="to-appointment"
    />
  )
}

/** When it was used, and by whom of the family; nothing where it never was. */
function Uses({ item }: { readonly item: string }) {
  const t = useTexts()
  const words = useWords()
  const { value } = useCall('visits.list', {}, 'visits')
  const uses = (value?.visits ?? []).flatMap(visit =>
    visit.services
      .filter(service => service.id === item && !service.voided)
      .map(service => ({ visit, whom: service.relation ?? ('self' as const) })),
  )
  if (uses.length === 0) return null
  return (
    <section className="sheet" aria-labelledby="uses">
      <h2 id="uses">{t.benefits.uses}</h2>
      <ul className="bullets">
        {uses.map(({ visit, whom }, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: uses never change places
          <li key={`${visit.id} ${i}`} data-testid="use" data-whom={whom}>
            {dateOf(visit.at)} · {t.benefits.relation[whom]}
            <small>{words(visit.site)}</small>
          </li>
        ))}
      </ul>
    </section>
  )
}
