// Whom the site expects today and in the days to come: the masked name, the card, what for, morning or afternoon.
// It tells the clerk what was promised; no verdict rests on it.
import { z } from 'zod'
import { bilingual } from '../../core/policy/catalogue.ts'
import { siteAppointment } from '../../core/sync/appointments.ts'

export const expected = siteAppointment.extend({ title: bilingual })
export type Expected = z.infer<typeof expected>

export const appointmentProcedures = {
  'appointments.list': {
    input: z.void(),
    output: z.object({
      /** Of Asia/Shanghai, by the terminal's own clock. */
      today: z.iso.date(),
      appointments: z.array(expected),
    }),
  },
} as const
