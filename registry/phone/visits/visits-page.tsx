// What was done on this card, for whom and where; what was not; and what its holder says of it, once for each visit.
import { OwnAppointments } from '../appointments/own-appointments.tsx'
import { useTexts } from '../i18n/texts.ts'
import { PageHead, Refused } from '../ui/parts.tsx'
import { useCall } from '../ui/use-call.ts'
import { VisitView } from './visit-view.tsx'

export default function VisitsPage() {
  const t = useTexts()
  const { value, stale, refusal, reload } = useCall('visits.list', {}, 'visits')
  return (
    <>
      <PageHead title={t.visits.title} />
      <OwnAppointments />
      {value === null &&
        (refusal === null ? <p className="quiet">{t.frame.loading}</p> : <Refused refusal={refusal} />)}
      {stale && refusal !== null && <p className="quiet">{t.frame.offline}</p>}
      {value?.visits.length === 0 && <p className="sheet">{t.visits.none}</p>}
      {value?.visits.map(visit => (
        <VisitView key={visit.id} visit={visit} onRated={reload} />
      ))}
    </>
  )
}
