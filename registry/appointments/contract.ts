// The console's calls about appointments: who asks for which half day, and the answer that he reads.
// A card number and no name: who comes is the counter's to know, on the day.
import { z } from 'zod'
import { bilingual } from '../../core/policy/catalogue.ts'
import { DAY_PARTS } from '../../core/sync/appointments.ts'
import { call } from '../console-api/call.ts'
import { STATES } from './states.ts'

const words = z.string().trim().max(200)
const line = z.object({
  id: z.uuid(),
  card: z.string(),
  site: z.string(),
  siteName: bilingual,
  item: z.string(),
  title: bilingual,
  day: z.iso.date(),
  part: z.enum(DAY_PARTS),
  state: z.enum(STATES),
  requestedAt: z.int(),
  words: z.string().nullable(),
})
export type AppointmentLine = z.infer<typeof line>

export const appointmentCalls = {
  'appointments.page': call({
    access: 'service.read',
    input: z.object({
      /** Null: any from today on. */
      day: z.iso.date().nullable(),
      site: z.string().max(40).nullable(),
      state: z.enum(STATES).nullable(),
    }),
    output: z.object({
      today: z.iso.date(),
      sites: z.array(z.object({ id: z.string(), name: bilingual })),
      appointments: z.array(line),
    }),
    audit: null,
  }),
  'appointments.confirm': call({
    access: 'appointment.decide',
    input: z.object({ id: z.uuid(), words }),
    output: z.object({}),
    audit: i => ({ subject: i.id, why: 'confirm' }),
  }),
  'appointments.decline': call({
    access: 'appointment.decide',
    // Nobody is turned away without a word.
    input: z.object({ id: z.uuid(), words: words.min(1) }),
    output: z.object({}),
    audit: i => ({ subject: i.id, why: i.words }),
  }),
} as const
