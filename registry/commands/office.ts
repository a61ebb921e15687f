// Commands of the office that stand alone: synthetic holders, publishing, vendor keys, a look at the records.
// Long work answers when it is done; its progress is the server's to log, not the command's to print.
import { answer, type Command, failed } from './run.ts'

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
  summary: 'records received from terminals, oldest first; --conflicts shows double use',
  usage: 'records [--conflicts]',
  options: { conflicts: { type: 'boolean' } },
  async run(registry, _positionals, options) {
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

const timeOf = (seconds: number): string => new Date(seconds * 1000).toISOString()
