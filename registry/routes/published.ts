// What a terminal pulls: hello, signed documents, and the immutable artifacts that the manifest names.
// Holder data go to active terminals alone; a terminal that was cut off is told so.
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { z } from 'zod'
import { type HelloResponse, PROTOCOL_VERSION, sha256Hex } from '../../core/sync/wire.ts'
import type { Routes } from './context.ts'

/** Where the terminal's journal ends; a terminal that says nothing of it is greeted all the same. */
const journalEnd = z.object({ sequence: z.coerce.number().int().min(0), hash: sha256Hex })

export const publishedRoutes: Routes = (app, { registry, refuse, terminalOf, activeTerminalOf }) => {
  app.get('/v1/hello', async (request, reply) => {
    const terminal = await terminalOf(request, reply)
    if (terminal === null) return reply
    const journal = journalEnd.safeParse(request.query)
    await registry.noteContact(terminal.id, journal.success ? journal.data : null)
    return {
      serverTime: registry.now(),
      protocol: PROTOCOL_VERSION,
      active: terminal.state === 'active',
      site: terminal.site,
    } satisfies HelloResponse
  })

  app.get('/v1/key-list', async () => registry.keys.keyList)
  app.get('/v1/catalogue', async () => registry.publisher.catalogueDocument())
  app.get('/v1/manifest', async (request, reply) => {
    const terminal = await activeTerminalOf(request, reply)
    return terminal === null ? reply : await registry.publisher.manifest()
  })

  app.get<{ Params: { name: string } }>('/v1/artifacts/:name', async (request, reply) => {
    if ((await activeTerminalOf(request, reply)) === null) return reply
    const file = registry.artifacts.fileOf(request.params.name)
    const size =
      file === null
        ? null
        : await stat(file).then(
            s => s.size,
            () => null,
          )
    if (file === null || size === null) return refuse(reply, 'not-found', 'no such artifact')
    const from = rangeStart(request.headers.range)
    if (from > 0 && from >= size) return refuse(reply, 'bad-request', 'the range lies behind the end')
    reply.header('content-type', 'application/gzip').header('accept-ranges', 'bytes')
    if (from === 0) return reply.header('content-length', size).send(createReadStream(file))
    return reply
      .code(206)
      .header('content-range', `bytes ${from}-${size - 1}/${size}`)
      .header('content-length', size - from)
      .send(createReadStream(file, { start: from }))
  })
}

/** "bytes=N-" alone, as our terminals ask; anything else is the whole file. */
function rangeStart(header: string | undefined): number {
  const from = header?.match(/^bytes=(\d{1,15})-$/)?.[1]
  return from === undefined ? 0 : Number(from)
}
