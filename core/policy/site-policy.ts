// What a site's terminals may do, and who decides it: numbers and switches that the talent office sets for each hall.
// Every field has a careful default, so that an older registry, or a newer one's unknown word, never opens a door.
import { z } from 'zod'
import type { ReasonCode } from './reasons.ts'

/** Whose choice a switch is: the clerks' (`choice`), or the office's for all of them. */
const choice = z.enum(['choice', 'on', 'off'])
export type PolicyChoice = z.infer<typeof choice>

/** Seconds without key, scan or pointer after which a window hides the holder: what an office may ask for. */
export const SHORTEST_IDLE = 30
export const LONGEST_IDLE = 3600

/**
 * Verdicts that a supervisor may override for want of a better answer, unless the site's policy names fewer: they say
 * that the terminal does not know, never that the card is bad. N-42 stands for a quota that was used up elsewhere.
 * What is not in here (revoked, lost, superseded, expired, forged, specimen, …) no policy can open.
 */
export const OVERRIDABLE = ['U-31', 'U-32', 'U-33', 'U-34', 'N-42'] as const satisfies readonly ReasonCode[]
export type OverridableReason = (typeof OVERRIDABLE)[number]

export const isOverridable = (code: string): code is OverridableReason =>
  OVERRIDABLE.some(known => known === code)

export const sitePolicy = z.object({
  /** Seconds; a terminal may choose a shorter time, never a longer one. */
  idleSeconds: z.int().min(SHORTEST_IDLE).max(LONGEST_IDLE).catch(300),
  /** A staff badge signs in without the PIN. */
  badgeAlone: z.boolean().catch(false),
  languages: z
    .array(z.enum(['zh', 'en']))
    .min(1)
    .catch(['zh', 'en']),
  kiosk: choice.catch('choice'),
  sounds: choice.catch('choice'),
  spokenVerdict: choice.catch('choice'),
  /** Reasons that a supervisor may override; what is not overridable at all is dropped. */
  overrides: z
    .array(z.string())
    .transform(codes => codes.filter(isOverridable))
    .catch([...OVERRIDABLE]),
  /** Calendar days (Asia/Shanghai) after that of the record in which a supervisor may void it. */
  voidDays: z.int().min(0).max(366).catch(7),
  /** Holders may be looked up by name or part of a number. */
  lookUp: z.boolean().catch(true),
  /** The holder's picture is shown beside a good verdict, where the registry has one and the network is there. */
  photo: z.boolean().catch(true),
  receipt: z.enum(['off', 'offer', 'always']).catch('offer'),
  /** Who may turn training on. */
  training: z.enum(['off', 'supervisor', 'clerk']).catch('supervisor'),
  /** Holders may ask on their phones for a half day at this site. */
  appointments: z.boolean().catch(false),
})
export type SitePolicy = z.infer<typeof sitePolicy>

/** What holds where the office has said nothing. */
export const DEFAULT_POLICY: SitePolicy = sitePolicy.parse({})

const withoutDefaults = <S extends Record<string, z.ZodCatch>>(shape: S) =>
  Object.fromEntries(Object.entries(shape).map(([name, field]) => [name, field.unwrap()])) as {
    [N in keyof S]: ReturnType<S[N]['unwrap']>
  }

/** The same fields for whoever sets them: what is not well-formed is refused there, not made careful in silence. */
export const policyFields = {
  ...withoutDefaults(sitePolicy.shape),
  overrides: z.array(z.enum(OVERRIDABLE)),
}
/** What is undefined is not touched. */
export const policyChanges = z.strictObject(policyFields).partial()
export type PolicyChanges = z.infer<typeof policyChanges>
