// Commands of the office that stand alone: synthetic holders, publishing, vendor keys, a look at the records.
// Long work answers when it is done; its progress is the server's to log, not the command's to print.
import type { Registry } from '../registry.ts'
import { answer, type Command, type CommandResult, failed, type Options } from './run.ts'

/** As many as seed.ts has distinct ID numbers for. */
const MOST_SYNTHETIC = 2_000_000

export const seedCommand: Command = {
  summary: 'enter synthetic holders (nobody in there exists)',
  usage: 'seed [--holders N]',
  options: { holders: { type: 'string', default: '1000' } },
  async run(registry, _positionals, options) {
    const count = Number(options['holders'])
    if (!Number.isInteger(count) || count < 1 || count > MOST_SYNTHETIC)
      return failed(`--holders is a number from 1 to ${MOST_SYNTHETIC}`, 2)
    await registry.seed(count, done => process.stderr.write(`${done} of ${count} holders\n`))
    const { holders } = (await registry.counts()) ?? { holders: 0 }
    return answer(
      options,
      { seeded: count, holders },
      `${count} synthetic holders entered; the register has ${holders}.`,
    )
  },
}

export const publishCommand: Command = {
  summary: 'publish what has changed; --snapshot writes a whole snapshot',
  usage: 'publish [--snapshot]',
  options: { snapshot: { type: 'boolean' } },
  async run(registry, _positionals, options) {
    const { sequence, holders } = await registry.publish(options['snapshot'] === true)
    return answer(options, { sequence, holders }, `Published: sequence ${sequence}, ${holders} holders.`)
  },
}

export const vendorCommand: Command = {
  summary: 'a key for the mini-program’s back end, shown once',
  usage: 'vendor create --name NAME',
  options: { name: { type: 'string' } },
  async run(registry, [act], options) {
    const { name } = options
    if (act !== 'create' || typeof name !== 'string' || name === '')
      return failed('usage: vendor create --name NAME', 2)
    const key = await registry.createVendor(name)
    return answer(options, { name, key }, `Key of ${name}, shown only now: ${key}`)
  },
}

export const recordsCommand: Command = {
  summary:
    'records received from terminals; --conflicts: double use, --chain: gaps, forks and the like, --held: what could not be read',
  usage: 'records [--conflicts | --chain | --held]',
  options: { conflicts: { type: 'boolean' }, chain: { type: 'boolean' }, held: { type: 'boolean' } },
  async run(registry, _positionals, options) {
    if (options['chain'] === true) return await chainAnswer(registry, options)
    if (options['held'] === true) return await heldAnswer(registry, options)
    if (options['conflicts'] === true) {
      const conflicts = await registry.conflicts()
      return answer(
        options,
        conflicts,
        conflicts
          .map(c => `${timeOf(c.at)}  ${c.kind}  card ${c.card_no ?? '–'}  record ${c.record}`)
          .join('\n') || 'No conflicts.',
      )
    }
    const records = (await registry.records()).map(r => ({ ...r, body: JSON.parse(r.body) }))
    const line = (r: (typeof records)[number]): string =>
      `${timeOf(r.body.at)}  ${r.terminal_id}  #${r.sequence}  ${r.body.kind}  ${r.body.item ?? r.body.reason}  card ${r.body.card ?? '–'}`
    return answer(options, records, records.map(line).join('\n') || 'No records yet.')
  },
}

async function chainAnswer(registry: Registry, options: Options): Promise<CommandResult> {
  const events = await registry.chainEvents()
  const line = (e: (typeof events)[number]): string =>
    `${timeOf(e.first_at)}  ${e.kind}  ${e.terminal_id}  branch ${e.branch}  #${e.sequence}–${e.until}  ` +
    `${e.closed_at === null ? `seen ${e.times} ×` : `closed ${timeOf(e.closed_at)}`}`
  return answer(options, events, events.map(line).join('\n') || 'Every chain is whole.')
}

async function heldAnswer(registry: Registry, options: Options): Promise<CommandResult> {
  const held = (await registry.heldRecords()).map(({ body_json, ...rest }) => ({
    ...rest,
    body: String(JSON.parse(body_json)),
  }))
  const line = (h: (typeof held)[number]): string =>
    `${timeOf(h.received_at)}  ${h.reason}  ${h.terminal_id}  branch ${h.branch}  #${h.sequence}  ${h.id}` +
    `${h.released_at === null ? '' : `  taken in ${timeOf(h.released_at)}`}\n  ${h.body.slice(0, 200)}`
  return answer(options, held, held.map(line).join('\n') || 'Nothing is held.')
}

const timeOf = (seconds: number): string => new Date(seconds * 1000).toISOString()
