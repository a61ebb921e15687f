// POST /v1/virtual-tokens: rotating codes for the vendor of a mini-program.
// The vendor learns neither whether a card exists nor why it gets no code.
import { z } from 'zod'
import { cardNumberText } from '../../core/sync/wire.ts'
import { parseJson, type Routes } from './context.ts'

export const virtualRequest = z.object({ card: cardNumberText, slots: z.int().min(1).max(2880).default(1) })

/** Times: seconds since 1970 UTC. */
export const virtualResponse = z.object({
  tokens: z.array(z.object({ token: z.string(), validFrom: z.int(), validUntil: z.int() })),
})

export const virtualTokenRoutes: Routes = (app, { registry, refuse }) => {
  app.post('/v1/virtual-tokens', async (request, reply) => {
    const secret = request.headers.authorization?.match(/^Bearer ([\w-]+)$/)?.[1]
    if (secret === undefined || !(await registry.isVendor(secret)))
      return refuse(reply, 'unauthorised', 'no such vendor key')
    const asked = virtualRequest.safeParse(parseJson(request.body))
    if (!asked.success) return refuse(reply, 'bad-request', 'card and slots are needed')
    const codes = await registry.virtualCodes(asked.data.card, asked.data.slots)
    // One answer for "no such card" and "not in good standing": the vendor learns neither.
    return codes.ok
      ? ({ tokens: [...codes.value] } satisfies z.infer<typeof virtualResponse>)
      : refuse(reply, 'not-found', 'no code for this card')
  })
}
