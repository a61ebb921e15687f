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
}

export function StatusMark({ status }: { readonly status: Status }) {
  const t = useTexts()
  return (
    <span className={`mark mark-${KIND[status]}`} data-status={status}>
      {t.holders.status[status]}
    </span>
  )
}
