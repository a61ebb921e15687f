// POST /v1/records: a batch of service records, with an answer per row.
// A terminal that was cut off may still hand in what it recorded.
import { type RecordAnswers, recordBatch } from '../../core/sync/wire.ts'
import { parseJson, type Routes, unpacked } from './context.ts'

export const recordRoutes: Routes = (app, { registry, refuse, terminalOf }) => {
  app.post('/v1/records', async (request, reply) => {
    // A terminal that was cut off may still hand in what it recorded: nobody loses a record.
    const terminal = await terminalOf(request, reply)
    if (terminal === null) return reply
    const body = unpacked(request)
    if (body === 'too-large') return refuse(reply, 'too-large', 'the batch is too large')
    const batch = recordBatch.safeParse(parseJson(body))
    if (!batch.success) return refuse(reply, 'bad-request', 'not a batch of records')
    const { answers, ends, chain } = await registry.takeRecords(terminal, batch.data)
    return {
      serverTime: registry.now(),
      answers: [...answers],
      ends: [...ends],
      ...(chain !== undefined && { chain: [...chain] }),
    } satisfies RecordAnswers
  })
}
