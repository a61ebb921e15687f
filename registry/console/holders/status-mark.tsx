// A standing as word and mark: the colour is never alone.
// In force green, ended red, everything between amber.
import type { Status } from '../../../core/policy/evidence.ts'
import { useTexts } from '../i18n/texts.ts'

const KIND: Record<Status, 'ok' | 'warn' | 'over'> = {
  active: 'ok',
  pending: 'warn',
  suspended: 'warn',
  lost: 'warn',
  left: 'over',
  revoked: 'over',
  merged: 'over',
}

type StatusMarkProps = {
  readonly status: Status
  /** The entry is another number of somebody else's entry: its standing is no holder's any more. */
  readonly merged?: boolean
}

export function StatusMark({ status, merged = false }: StatusMarkProps) {
  const t = useTexts()
  if (merged) return <span className="mark mark-over">{t.holders.mergedMark}</span>
  return (
    <span className={`mark mark-${KIND[status]}`} data-status={status}>
      {t.holders.status[status]}
    </span>
  )
}
