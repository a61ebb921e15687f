// Applications from the command line: how many stand where, and the deletion of what came to nothing.
// Numbers alone: no name, no reason and no proof ever goes out here.
import type { Registry } from '../registry.ts'
import { answer, type Command } from './run.ts'

export const applicationsCommand: Command = {
  summary:
    'applications by stage, with those that are late; --purge deletes personal data that are kept no longer',
  usage: 'applications [--purge]',
  options: { purge: { type: 'boolean' } },
  async run({ applications }: Registry, _positionals, options) {
    if (options['purge'] === true) {
      const { drafts, ended } = await applications.purge()
      return answer(
        options,
        { drafts, ended },
        `Deleted: ${drafts} drafts, the personal data of ${ended} ended applications.`,
      )
    }
    const stages = await applications.review.counts(null)
    const lines = stages.map(({ stage, count, late }) => `${stage.padEnd(10)} ${count}, late: ${late}`)
    return answer(options, { stages }, lines.length === 0 ? 'No applications.' : lines.join('\n'))
  },
}
