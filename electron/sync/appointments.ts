// Whom the site expects, as the registry last said it: proven before it is kept, and read again by the day.
// Nothing of another site or of an earlier hour is taken; a day that is past is gone from every answer.
import { trustKeys } from '../../core/card/keys.ts'
import { addDays, dateOf } from '../../core/policy/calendar.ts'
import {
  DAYS_DOWN,
  type SiteAppointment,
  type SiteAppointments,
  siteAppointments,
} from '../../core/sync/appointments.ts'
import { openSigned } from '../../core/sync/signed.ts'
import type { Identity } from '../identity.ts'
import type { Storage } from '../storage.ts'
import { openKeyList, publishKey } from './documents.ts'

/** In the journal's own notes: encrypted like all of it, and not thrown away with the holder data at a new snapshot. */
const HELD = 'appointments'

type Held = { readonly journal: Pick<Storage['journal'], 'meta' | 'putMeta'> }
type Proving = Held & { readonly cache: Pick<Storage['cache'], 'document'> }
type Who = Pick<Identity, 'rootKey' | 'site'>

/** False where it was not believed, not newer, or could not be written: what was held before holds on. */
export function takeAppointments({ journal, cache }: Proving, who: Who, document: unknown): boolean {
  const list = openKeyList(cache.document('key-list'), who.rootKey)
  if (!list.ok) return false
  const fresh = openSigned(document, 'appointments', siteAppointments, publishKey(trustKeys(list.value)))
  if (!fresh.ok || fresh.value.siteId !== who.site.siteId) return false
  const held = heldIn({ journal })
  if (held !== null && held.siteId === who.site.siteId && fresh.value.issuedAt < held.issuedAt) return false
  return journal.putMeta(HELD, JSON.stringify(fresh.value)).ok
}

/** From the day of `now` on, as many days as come down. */
export function expectedFrom(
  held: Held,
  who: Pick<Identity, 'site'>,
  now: number,
): readonly SiteAppointment[] {
  const known = heldIn(held)
  if (known === null || known.siteId !== who.site.siteId) return []
  const today = dateOf(now)
  const last = addDays(today, DAYS_DOWN)
  return known.appointments.filter(a => a.day >= today && a.day <= last)
}

/** A terminal that was cut off keeps no names. */
export function forgetAppointments({ journal }: Held): void {
  journal.putMeta(HELD, '')
}

function heldIn({ journal }: Held): SiteAppointments | null {
  const text = journal.meta(HELD)
  if (text === null || text === '') return null
  const parsed = siteAppointments.safeParse(JSON.parse(text))
  return parsed.success ? parsed.data : null
}
