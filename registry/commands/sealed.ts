// `sealed`: files on a stick for windows without network. In: their records; out: data, rules and the answers to take back.
// A refused file changes nothing, and is told apart in words: another's, an old one, cut short, changed.
import { existsSync, renameSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Registry } from '../registry.ts'
import type { SealedInError, SealedOutError } from '../sealed.ts'
import { answer, type Command, type CommandResult, failed, type Options } from './run.ts'

const IN_WORDS: Record<SealedInError['code'], string> = {
  'not-sealed': 'this is no sealed file',
  'cut-short': 'the file is cut short: copy it from the stick again, or have the window export it anew',
  'wrong-direction': 'this file is one that we gave out: it belongs to its terminal',
  'other-terminal': 'this file is another terminal’s than it says',
  'unknown-terminal': 'no terminal of this registry made this file',
  'unknown-signer': 'nobody whom we know signed this file',
  tampered: 'the file was changed after it was sealed; nothing of it was taken in',
  'not-for-us': 'the file is closed for another registry',
  'old-file': 'a later file of this terminal was taken in already; nothing of this one is new',
  'bad-content': 'the file holds what this program cannot read: a newer terminal made it',
}
const OUT_WORDS: Record<SealedOutError['code'], string> = {
  'unknown-terminal': 'no such terminal',
  'cut-off': 'this terminal is cut off: it gets no data',
  'nothing-left-here':
    'this terminal has not left its key here yet: it does so with its first update over a network',
}

export const sealedCommand: Command = {
  summary: 'files on a stick for windows without network: import, export',
  usage: 'sealed import FILE [--out ANSWER-FILE]  ·  sealed export --terminal ID [--out FILE]',
  options: { terminal: { type: 'string' }, out: { type: 'string' } },
  async run(registry, [act, name], options, cwd) {
    if (act === 'import' && name !== undefined) return await take(registry, resolve(cwd, name), options, cwd)
    const { terminal } = options
    if (act !== 'export' || typeof terminal !== 'string') return failed(`usage: ${sealedCommand.usage}`, 2)
    const given = await give(registry, terminal, options, cwd)
    return given.ok
      ? answer(
          options,
          { terminal, number: given.number, file: given.file },
          `File ${given.number} for ${terminal}: ${given.file}`,
        )
      : failed(given.why)
  },
}

/** Takes the records in, and writes the file that goes back. */
async function take(registry: Registry, file: string, options: Options, cwd: string): Promise<CommandResult> {
  if (!existsSync(file)) return failed(`there is no file ${file}`)
  const taken = await registry.takeSealed(file)
  if (!taken.ok) return failed(IN_WORDS[taken.error.code])
  const { terminal, number, again, answers } = taken.value
  const rejected = answers.filter(a => a.status === 'rejected').length
  const back = await give(registry, terminal, options, cwd)
  const words = again
    ? `File ${number} of ${terminal} was taken in before; nothing was counted twice.`
    : `File ${number} of ${terminal}: ${answers.length - rejected} records taken in, ${rejected} not.`
  const carry = back.ok ? `Take back to the window: ${back.file}` : `No file to take back: ${back.why}.`
  return answer(
    options,
    {
      terminal,
      number,
      again,
      taken: answers.length - rejected,
      rejected,
      answer: back.ok ? back.file : null,
    },
    `${words}\n${carry}`,
  )
}

type Given =
  | { readonly ok: true; readonly file: string; readonly number: number }
  | { readonly ok: false; readonly why: string }

async function give(registry: Registry, terminal: string, options: Options, cwd: string): Promise<Given> {
  const { out } = options
  // Its number is known when it is made, and names it where nobody else did.
  const made = resolve(cwd, typeof out === 'string' ? out : `${terminal}.xhc-down`)
  const given = await registry.giveSealed(terminal, made)
  if (!given.ok) return { ok: false, why: OUT_WORDS[given.error.code] }
  const { number } = given.value
  if (typeof out === 'string') return { ok: true, file: made, number }
  const file = resolve(cwd, `${terminal}-${number}.xhc-down`)
  renameSync(made, file)
  return { ok: true, file, number }
}
