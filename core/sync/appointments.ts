// Who has been given a half day at a site, as its terminals are told: signed, and only what a counter needs to expect him.
// The masked name and the card number alone: no ID number, no telephone number, nothing that the holder wrote.
import { z } from 'zod'
import { cardNumberText } from './wire.ts'

export const DAY_PARTS = ['morning', 'afternoon'] as const
export type DayPart = (typeof DAY_PARTS)[number]

/** Today and so many days more come down to the terminals. */
export const DAYS_DOWN = 7

export const siteAppointment = z.object({
  id: z.uuid(),
  card: cardNumberText,
  /** As core/card/mask.ts makes it. */
  name: z.string().max(60),
  item: z.string().max(8),
  /** Of Asia/Shanghai. */
  day: z.iso.date(),
  part: z.enum(DAY_PARTS),
})
export type SiteAppointment = z.infer<typeof siteAppointment>

/** The payload of the signed document "appointments". By day, then by part of the day. */
export const siteAppointments = z.object({
  siteId: z.string().max(40),
  issuedAt: z.int().min(0).max(0xffff_ffff),
  appointments: z.array(siteAppointment).max(5000),
})
export type SiteAppointments = z.infer<typeof siteAppointments>
