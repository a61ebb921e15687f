// One record closer: what was done for whom by which clerk, and what the verdict rested on. Opening it stands on the trail.
// Who the holder is stays masked here; that is a look of its own, at the holder.
import type { ReactNode } from 'react'
import { countOf, timeOf } from '../format.ts'
import { useLanguage, useTexts } from '../i18n/texts.ts'
import { Refused, Show } from '../ui/parts.tsx'
import { useCall } from '../ui/use-call.ts'
import { amountOf } from './services-page.tsx'

type LookDialogProps = {
  readonly id: string
  readonly titleOf: (item: string | null) => string
  readonly onClose: () => void
}

export function LookDialog({ id, titleOf, onClose }: LookDialogProps) {
  const t = useTexts()
  const language = useLanguage()
  const asked = useCall('services.look', { id })
  const record = asked.value
  const { words } = t.services
  const lines: readonly (readonly [string, ReactNode])[] =
    record === null
      ? []
      : [
          [t.services.at, timeOf(record.at)],
          [t.services.site, record.site[language]],
          [t.services.item, titleOf(record.item)],
          [t.services.who, [record.name, record.card].filter(Boolean).join(' ')],
          [t.holders.tier, record.tier === null ? '' : words.tier[record.tier]],
          [t.services.relation, record.relation === null ? '' : words.relation[record.relation]],
          [
            t.services.presentation,
            record.presentation === null ? '' : words.presentation[record.presentation],
          ],
          [t.services.amount, amountOf(record, t)],
          [t.services.outcome, `${words.outcome[record.outcome]} ${record.reason}`],
          [t.services.cause, record.cause],
          [t.services.checked, record.personChecked ? t.services.yes : t.services.no],
          [t.services.took, t.services.seconds(countOf(Math.round(record.took)))],
          [t.services.clerk, record.clerk],
          [
            t.services.override,
            record.override === null ? '' : `${record.override.by} · ${record.override.text}`,
          ],
          [t.services.company, record.company],
          [t.services.rating, record.rating === null ? '' : t.services.grade(record.rating)],
          [t.services.comment, record.comment],
          [
            t.services.voidedAt,
            record.voidedAt === null ? '' : `${timeOf(record.voidedAt)} ${record.voidReason ?? ''}`,
          ],
          [t.services.terminal, `${record.terminal} · ${record.sequence}`],
          [t.services.received, timeOf(record.receivedAt)],
          [t.services.basis, `${record.catalogue} · ${record.app}`],
        ]
  return (
    <Show testId="service-look" title={t.services.lookTitle} onClose={onClose}>
      <Refused refusal={asked.state === 'refused' ? asked.error : null} />
      <dl className="facts">
        {lines
          .filter(([, said]) => said !== '' && said !== null)
          .map(([label, said]) => (
            <Line key={label} label={label} said={said} />
          ))}
      </dl>
    </Show>
  )
}

function Line({ label, said }: { readonly label: string; readonly said: ReactNode }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{said}</dd>
    </>
  )
}
