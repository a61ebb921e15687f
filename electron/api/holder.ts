// What the second, holder-facing screen may know and do: a table of its own, never a part of the clerk's.
// Nothing of a refusal's reason, no number, no ID, no clerk; the only thing it can do is say how the visit was.
import { z } from 'zod'
import { bilingual } from '../../core/policy/catalogue.ts'
import type { Reply } from '../api.ts'
import { rating } from './visit.ts'

/** Left out in service; in training every view says that it is. */
const training = z.literal(true).optional()

/** What is at the counter, as the holder may see it. */
export const holderView = z.discriminatedUnion('kind', [
  /** Nobody is there: the invitation. */
  z.object({ kind: z.literal('idle'), site: bilingual.nullable(), training }),
  /** Somebody is, and what is being looked at is the clerk's to say. */
  z.object({ kind: z.literal('wait'), say: z.string().nullable(), training }),
  z.object({
    kind: z.literal('serving'),
    /** A rating is for this visit alone: what comes late counts for nobody else. */
    visitId: z.uuid(),
    nameMasked: z.string().nullable(),
    /** What the clerk has chosen to record. */
    services: z.array(bilingual),
    say: z.string().nullable(),
    rated: rating.nullable(),
    training,
  }),
  z.object({
    kind: z.literal('done'),
    visitId: z.uuid(),
    /** Empty: the visit ended without a service. */
    services: z.array(bilingual),
    rated: rating.nullable(),
    training,
  }),
])
export type HolderView = z.infer<typeof holderView>

export const holderProcedures = {
  'holder.get': { input: z.void(), output: holderView },
  /** For the visit that is open, or was just recorded. Once a visit. */
  'holder.rate': {
    input: z.object({ visitId: z.uuid(), rating, comment: z.string().max(200).nullable() }),
    output: holderView,
  },
} as const
export type HolderProcedures = typeof holderProcedures
export type HolderProcedureName = keyof HolderProcedures
export type HolderInput<N extends HolderProcedureName> = z.infer<HolderProcedures[N]['input']>

/** The one thing it is told without asking. */
export const holderEvents = { view: holderView } as const

/** What the holder-facing page finds: `window.holderScreen` from its preload, or the loopback client of the same shape. */
export type HolderBridge = {
  get(): Promise<Reply<HolderView>>
  rate(word: HolderInput<'holder.rate'>): Promise<Reply<HolderView>>
  /** Returns its own unsubscribe. */
  onView(listener: (view: HolderView) => void): () => void
}
