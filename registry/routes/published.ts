// What a terminal pulls: hello, signed documents, and the immutable artifacts that the manifest names.
// Holder data go to active terminals alone; a terminal that was cut off is told so.
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { z } from 'zod'
import { type HelloResponse, PROTOCOL_VERSION, sha256Hex } from '../../core/sync/wire.ts'
import type { Routes } from './context.ts'

/** Where the terminal's journal ends; a terminal that says nothing of it is greeted all the same. */
const journalEnd = z.object({ sequence: z.coerce.number().int().min(0), hash: sha256Hex })

/** What the terminal runs, and how old its data are: for the office to look at, nothing rests on it. */
const report = z.object({
  app: z.string().min(1).max(40),
  asOf: z.coerce.number().int().min(0).max(0xffff_ffff).optional(),
})

export const publishedRoutes: Routes = (app, { registry, refuse, terminalOf, activeTerminalOf }) => {
  app.get('/v1/hello', async (request, reply) => {
    const terminal = await terminalOf(request, reply)
    if (terminal === null) return reply
    const journal = journalEnd.safeParse(request.query)
    const chain = await registry.noteContact(terminal.id, journal.success ? journal.data : null)
    const said = report.safeParse(request.query)
    if (said.success)
      await registry.noteReport(terminal.id, {
        journalEnd: journal.success ? journal.data.sequence : null,
        app: said.data.app,
        dataAsOf: said.data.asOf ?? null,
      })
    return {
      serverTime: registry.now(),
      protocol: PROTOCOL_VERSION,
      active: terminal.state === 'active',
      site: terminal.site,
      ...(chain.length > 0 && { chain }),
      clerks: await registry.roster(terminal.site.siteId),
      // A terminal that was cut off has no business with anybody's name.
      ...(terminal.state === 'active' && {
        appointments: await registry.appointments.forSite(terminal.site.siteId),
      }),
      artifactBase: registry.artifactBase,
    } satisfies HelloResponse
  })

  app.get('/v1/key-list', async () => registry.keys.keyList)
  app.get('/v1/catalogue', async () => registry.publisher.catalogueDocument())
  app.get('/v1/catalogue-plan', async () => registry.publisher.planDocument())
  // Names nobody, and is asked every few minutes by every terminal: nothing is looked up for it.
  app.get('/v1/revocations', async () => await registry.publisher.revocations())
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
    const range = rangeOf(request.headers.range, size)
    if (range === 'behind-end') return refuse(reply, 'bad-request', 'the range lies behind the end')
    reply
      .header('content-type', file.endsWith('.gz') ? 'application/gzip' : 'application/json')
      .header('accept-ranges', 'bytes')
    if (range === 'whole') return reply.header('content-length', size).send(createReadStream(file))
    return reply
      .code(206)
      .header('content-range', `bytes ${range.start}-${range.end}/${size}`)
      .header('content-length', range.end - range.start + 1)
      .send(createReadStream(file, range))
  })
}

/** "bytes=N-" and "bytes=N-M", as our terminals ask; anything else is the whole file. `end` is the last byte. */
function rangeOf(header: string | undefined, size: number): Range | 'whole' | 'behind-end' {
  const [, first, last] = header?.match(/^bytes=(\d{1,15})-(\d{0,15})$/) ?? []
  if (first === undefined || last === undefined) return 'whole'
  const [start, end] = [Number(first), last === '' ? size - 1 : Math.min(Number(last), size - 1)]
  if (start === 0 && last === '') return 'whole'
  return start > end ? 'behind-end' : { start, end }
}

type Range = { readonly start: number; readonly end: number }
