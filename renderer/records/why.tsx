// The replayed explanation: what was checked, in which order, what decided, and on what data of that time.
// A replay that differs from the record, or cannot be made, is said in so many words.
import type { ListedRecordView, ReplayView } from '../../electron/api.ts'
import { useFormat } from '../i18n/format.ts'
import { useTexts } from '../i18n/use-texts.ts'
import { Mark, type MarkName } from '../ui/icons.tsx'

type Replayed = Extract<ReplayView, { kind: 'replayed' }>
type WhyProps = { readonly record: ListedRecordView; readonly replay: ReplayView }

export function Why({ record, replay }: WhyProps) {
  const t = useTexts()
  if (record.kind === 'rating') return null
  return (
    <section
      className="why"
      data-testid="why"
      data-replay={replay.kind === 'replayed' ? String(replay.agrees) : replay.why}
    >
      <h2>{t('records.why.title', { outcome: t(`words:outcome.${record.outcome}`) })}</h2>
      {replay.kind === 'impossible' ? (
        <p>
          <b>{t('records.why.impossible')}</b>　{t(`records.replayProblem.${replay.why}`)}
        </p>
      ) : (
        <>
          <Judged replay={replay} />
          <Steps replay={replay} />
        </>
      )}
    </section>
  )
}

function Judged({ replay }: { readonly replay: Replayed }) {
  const t = useTexts()
  const format = useFormat()
  const when = (at: number) => `${format.date(at)} ${format.clock(at)}`
  const { service, holder, data } = replay
  const outcome = t(`words:outcome.${replay.outcome}`)
  return (
    <ul className="why-facts">
      <li className={replay.agrees ? '' : 'differs'}>
        {t(replay.agrees ? 'records.why.agrees' : 'records.why.differs', { outcome, reason: replay.reason })}{' '}
        {t('records.why.clause', { clause: format.clause(replay.clause) })}
      </li>
      {service !== null && (
        <li>
          {t('records.why.service', {
            availability: t(`availability.${service.availability}`),
            clause: format.clause(service.clause),
          })}
          {service.usedAt !== null && service.usedSite !== null && (
            <>　{t('records.why.serviceUsed', { site: service.usedSite, when: when(service.usedAt) })}</>
          )}
        </li>
      )}
      {holder !== null && (
        <li>
          {t('records.why.holder', {
            status: t(`words:status.${holder.status}`),
            since: format.date(holder.statusSince),
            tier: t(`words:tier.${holder.tier}`),
            expires: format.date(holder.expiresAt),
          })}
        </li>
      )}
      <li>
        {data.asOf === null ? t('records.why.noData') : t('records.why.data', { when: when(data.asOf) })}
        {replay.clock === 'doubtful' && <>　{t('records.why.clockDoubtful')}</>}
      </li>
      {replay.notes.map(note => (
        <li key={note}>{t(`reasons:${note}.title`)}</li>
      ))}
      {replay.catalogue === 'key-retired' && <li>{t('records.why.keyRetired')}</li>}
      {replay.window === 'present' && <li>{t('records.why.presentWindow')}</li>}
    </ul>
  )
}

const MARK: Readonly<Record<Replayed['steps'][number]['state'], MarkName | null>> = {
  passed: 'done',
  decided: 'done',
  'not-reached': null,
  'not-applicable': null,
  'not-judged': 'undone',
}
const SERVED = new Set<string>(['good', 'check-person', 'some-services'])

function Steps({ replay }: { readonly replay: Replayed }) {
  const t = useTexts()
  return (
    <ol className="steps" aria-label={t('records.why.steps')} data-testid="steps">
      {replay.steps.map(({ step, state, reason }) => {
        const mark = state === 'decided' && !SERVED.has(replay.outcome) ? 'refused' : MARK[state]
        return (
          <li key={step} data-state={state}>
            {mark === null ? <i className="mark" aria-hidden="true" /> : <Mark name={mark} />}
            <b>{t(`records.step.${step}`)}</b>
            <span>{t(`records.stepState.${state}`)}</span>
            {reason !== null && (
              <span>
                {t(`reasons:${reason}.title`)} <small>{reason}</small>
              </span>
            )}
          </li>
        )
      })}
    </ol>
  )
}
