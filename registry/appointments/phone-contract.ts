// The phone pages' calls about appointments: where they are given, asking for one, one's own, taking one back.
// A site that takes none is not listed: nobody asks where no counter would see it.
import { z } from 'zod'
import { bilingual, siteKind } from '../../core/policy/catalogue.ts'
import { DAY_PARTS } from '../../core/sync/appointments.ts'
import { phoneCall } from '../phone-api/call.ts'
import { STATES } from './states.ts'

const own = z.object({
  id: z.uuid(),
  siteName: bilingual,
  item: z.string(),
  title: bilingual,
  day: z.iso.date(),
  part: z.enum(DAY_PARTS),
  state: z.enum(STATES),
  /** The office's or the unit's answer. */
  words: z.string().nullable(),
})
export type OwnAppointment = z.infer<typeof own>

export const appointmentPhoneCalls = {
  'appointments.choices': phoneCall({
    access: 'holder',
    input: z.object({}),
    output: z.object({
      sites: z.array(z.object({ id: z.string(), name: bilingual, kind: siteKind, county: z.string() })),
      first: z.iso.date(),
      last: z.iso.date(),
    }),
  }),
  'appointments.list': phoneCall({
    access: 'holder',
    input: z.object({}),
    output: z.object({ appointments: z.array(own) }),
  }),
  'appointments.request': phoneCall({
    access: 'holder',
    input: z.object({
      site: z.string().max(40),
      item: z.string().max(8),
      day: z.iso.date(),
      part: z.enum(DAY_PARTS),
    }),
    output: z.object({ id: z.uuid() }),
  }),
  'appointments.withdraw': phoneCall({
    access: 'holder',
    input: z.object({ id: z.uuid() }),
    output: z.object({}),
  }),
} as const
