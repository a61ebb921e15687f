// `npm run verify -- --data DIR [--site KIND] [--at ISO-TIME]`: presented inputs in, one verdict as JSON per line out.
// For support and for checking many cards at once; it opens both files read-only, records nothing and marks no code as seen.
import { createInterface } from 'node:readline'
import { formatCardNumber } from '../core/card/card-number.ts'
import { maskName } from '../core/card/mask.ts'
import { SITE_KINDS, siteKind } from '../core/policy/catalogue.ts'
import { fileKeyStore } from '../db/key.ts'
import { findTerminalData, openStorage } from '../electron/storage.ts'
import { createGrounds } from '../electron/visit/grounds.ts'
import { type Judged, judge } from '../electron/visit/judge.ts'
import { optionsOf, refuse } from './args.ts'

const usage = 'npm run verify -- --data DIR [--site KIND] [--at ISO-TIME] < inputs'
const options = optionsOf(usage, {
  data: { type: 'string' },
  site: { type: 'string' },
  at: { type: 'string' },
})
if (options.data === undefined) refuse(`--data is missing\nusage: ${usage}`)
const dataDir = findTerminalData(options.data) ?? refuse(`no terminal data in ${options.data}`)
const kind = options.site === undefined ? undefined : siteKind.safeParse(options.site)
if (kind?.success === false) refuse(`--site is one of: ${SITE_KINDS.join(', ')}`)
const at = options.at === undefined ? null : Math.floor(Date.parse(options.at) / 1000)
if (at !== null && !(at > 0)) refuse('--at is a time such as 2026-11-23T10:32:00+08:00')

const storage = await openStorage({ dataDir, keyStore: fileKeyStore(dataDir), readonly: true })
if (!storage.ok) refuse(`the terminal's data cannot be opened: ${storage.error.code}`)
const grounds = createGrounds(storage.value)
if (!grounds.ok) refuse(`the terminal cannot judge yet: ${grounds.error.code}`)

for await (const line of createInterface({ input: process.stdin, terminal: false })) {
  const judged = judge(line, {
    ...grounds.value.at(at ?? undefined),
    ...(kind !== undefined && { window: { siteKind: kind.data, itemIds: null } }),
    replay: grounds.value.peekReplay,
  })
  process.stdout.write(`${JSON.stringify(answer(judged))}\n`)
}
storage.value.close()

function answer({ verdict, holder }: Judged) {
  return {
    outcome: verdict.outcome,
    reason: verdict.reason,
    clause: verdict.clause,
    holder:
      holder === null
        ? null
        : {
            name: maskName(holder.name),
            cardNumber: formatCardNumber(holder.cardNumber),
            idTail: holder.idTail,
            tier: holder.provincial ? 'A' : holder.tier,
          },
    services: verdict.services.map(s => ({ id: s.id, availability: s.availability })),
    notes: verdict.notes,
    dataAsOf: verdict.data.asOf === null ? null : new Date(verdict.data.asOf * 1000).toISOString(),
  }
}
