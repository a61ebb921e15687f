// `import FILE.csv`: holders from a spreadsheet, with a report of every refused line; `--dry-run` only reports.
// The report names line, column and reason, never the person.
import { readFile, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { decodeText, planImport, REFUSALS } from '../import.ts'
import { type Command, type CommandResult, failed } from './run.ts'

export const importCommand: Command = {
  summary: 'enter holders from a CSV file; reports every refused line',
  usage: 'import FILE.csv --actor NAME [--reason TEXT] [--dry-run] [--report FILE]',
  options: {
    actor: { type: 'string' },
    reason: { type: 'string', default: 'import' },
    'dry-run': { type: 'boolean' },
    report: { type: 'string' },
  },
  async run(registry, [file], options, cwd): Promise<CommandResult> {
    const { actor, reason } = options
    if (file === undefined || typeof actor !== 'string' || actor === '')
      return failed(`usage: ${importCommand.usage}`, 2)
    const bytes = await readFile(resolve(cwd, file)).catch(() => null)
    if (bytes === null) return failed(`cannot read ${file}`)
    const plan = await planImport(decodeText(bytes), await registry.nextCardIndex(), ids =>
      registry.knownIdNumbers(ids),
    )
    const dry = options['dry-run'] === true
    if (!dry && plan.holders.length > 0) await registry.enterHolders(plan.holders, actor, String(reason))
    const lines = plan.refused.map(r => `line ${r.line}, ${r.column}: ${REFUSALS[r.reason]}`)
    if (typeof options['report'] === 'string')
      await writeFile(resolve(cwd, options['report']), `${lines.join('\n')}\n`)
    const summary = {
      entered: dry ? 0 : plan.holders.length,
      wouldEnter: plan.holders.length,
      refused: plan.refused,
    }
    const out =
      options['json'] === true
        ? JSON.stringify(summary)
        : [
            `${dry ? 'Would enter' : 'Entered'} ${plan.holders.length}, refused ${lines.length}.`,
            ...lines,
          ].join('\n')
    return { exit: lines.length === 0 ? 0 : 3, out: `${out}\n`, err: '' }
  },
}
