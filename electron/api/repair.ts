// A terminal that does not start: why, and what may be done about it from the screen.
// Nothing here can delete anything, and no key ever comes out.
import { z } from 'zod'

/** What a person can try, most harmless first. */
export const REPAIR_CHOICES = ['retry', 'rescue', 'recovery-code', 'remake-cache'] as const
export type RepairChoice = (typeof REPAIR_CHOICES)[number]

export const blockedView = z.object({
  /** For support; see hosts/start-error.ts. */
  code: z.string(),
  /** What is wrong and what to do, in full. */
  why: z.object({ zh: z.string(), en: z.string() }),
  choices: z.array(z.enum(REPAIR_CHOICES)),
})
export type BlockedView = z.infer<typeof blockedView>

export const rescueView = z.object({
  records: z.int(),
  /** Sequences, both inclusive. */
  lost: z.array(z.object({ from: z.int(), to: z.int() })),
  /** True when anything but records could not be read in full: clerks, audit. */
  incomplete: z.boolean(),
})
export type RescueView = z.infer<typeof rescueView>

/** Answered only while the terminal is blocked; each then tries to start again, and `app` says what came of it. */
export const repairProcedures = {
  'repair.retry': { input: z.void(), output: z.null() },
  'repair.rescue': { input: z.void(), output: rescueView },
  'repair.recover': { input: z.object({ code: z.string().max(200) }), output: z.null() },
  'repair.remakeCache': { input: z.void(), output: z.null() },
} as const
