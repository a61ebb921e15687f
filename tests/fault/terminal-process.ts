// A real terminal without a screen, as a process to be killed: `node terminal-process.ts FOLDER ANSWER-WITHIN-MS`.
// What it says was acknowledged is what the clerk was told.
import { setTimeout as sleep } from 'node:timers/promises'
import { fileKeyStore } from '../../db/key.ts'
import { createTerminal } from '../../electron/terminal.ts'
import { say, serveLines } from './child-side.ts'

const [dataDir = '', answerWithin = '1000'] = process.argv.slice(2)
const terminal = await createTerminal({
  dataDir,
  keyStore: fileKeyStore(dataDir),
  host: 'loopback',
  appVersion: 'fault',
  log: () => {},
  scheduled: false,
  answerWithinMs: Number(answerWithin),
})
if (!terminal.ok) throw new Error(`the terminal does not start: ${terminal.error.code}`)
const { call, close } = terminal.value

/** One holder after the other, until told to stop: served where something is available, else refused. */
async function record({ codes, count, pauseMs }: { codes: string[]; count: number; pauseMs: number }) {
  let problems = 0
  for (let i = 0; i < count; i++) {
    const raw = codes[i % codes.length] ?? ''
    const visit = await call('visit.present', { raw, source: 'scanner' })
    if (!visit.ok) {
      problems += 1
      await sleep(pauseMs)
      continue
    }
    const { visitId, services } = visit.value
    const service = services.find(s => s.availability === 'available' && s.ceilings.length === 0)
    const reply =
      service === undefined
        ? await call('visit.refuse', { visitId, cause: null })
        : await call('visit.record', {
            visitId,
            personChecked: true,
            items: [
              { itemId: service.id, relation: service.relations[0] ?? 'self', quantity: 1, amountCny: null },
            ],
            comment: null,
            rating: null,
          })
    if (reply.ok) {
      const records = 'records' in reply.value ? reply.value.records : [reply.value.record]
      say({ acknowledged: records.map(r => ({ sequence: r.sequence, id: r.id })) })
    } else problems += 1
    if (pauseMs > 0) await sleep(pauseMs)
  }
  return { problems }
}

serveLines({
  call: ({ name, input }: { name: Parameters<typeof call>[0]; input: never }) => call(name, input),
  record,
})
process.once('SIGTERM', async () => {
  await close()
  process.exit(0)
})
