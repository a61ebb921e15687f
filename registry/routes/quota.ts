// POST /v1/quota: what a holder used of scarce items, asked at the counter while he stands there.
// For active terminals alone; an answer names sites and times, never another person.
import { type QuotaAnswer, quotaQuestion } from '../../core/sync/wire.ts'
import { parseJson, type Routes } from './context.ts'

export const quotaRoutes: Routes = (app, { registry, refuse, activeTerminalOf }) => {
  app.post('/v1/quota', async (request, reply) => {
    if ((await activeTerminalOf(request, reply)) === null) return reply
    const asked = quotaQuestion.safeParse(parseJson(request.body))
    if (!asked.success) return refuse(reply, 'bad-request', 'a card and items are needed')
    const { card, items } = asked.data
    const usage = await registry.usageOf(card, items)
    return { serverTime: registry.now(), card, usage } satisfies QuotaAnswer
  })
}
