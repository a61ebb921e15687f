// GET /v1/exchange-keys and POST /v1/exchange: the keys for recovery and for sealed files, each side's for the other.
// What a terminal leaves here is sealed; nothing of it is ever served.
import { exchangeRequest } from '../../core/sync/exchange.ts'
import { parseJson, type Routes } from './context.ts'

export const exchangeRoutes: Routes = (app, { registry, refuse, activeTerminalOf }) => {
  app.get('/v1/exchange-keys', async () => registry.exchange.document())

  app.post('/v1/exchange', async (request, reply) => {
    const terminal = await activeTerminalOf(request, reply)
    if (terminal === null) return reply
    const given = exchangeRequest.safeParse(parseJson(request.body))
    if (!given.success) return refuse(reply, 'bad-request', 'not the keys of a terminal')
    await registry.keepExchange(terminal.id, given.data)
    return { kept: true }
  })
}
