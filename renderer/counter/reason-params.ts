// What the sentences of i18n/reasons.ts may mention: the data's age, the card's last day.
// Facts of the verdict alone; nothing is looked up.
import type { VisitView } from '../../electron/api.ts'
import { useFormat } from '../i18n/format.ts'

export type ReasonParams = { readonly age: string; readonly expires: string }

export function useReasonParams(visit: VisitView): ReasonParams {
  const format = useFormat()
  const { asOf } = visit.data
  return {
    age: asOf === null ? '' : format.age(visit.scannedAt - asOf),
    expires: visit.holder === null ? '' : format.date(visit.holder.expiresAt),
  }
}
