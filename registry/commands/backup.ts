// `backup`: keys and rows of one moment in one sealed file. `restore` is a way to start (cli.ts): it needs an empty place.
// The passphrase comes from a file or the environment, never from the command line, where every user of the machine could read it.
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { NO_PASSPHRASE, passphraseOf } from './passphrase.ts'
import { answer, type Command, failed } from './run.ts'

export const backupCommand: Command = {
  summary: 'keys and rows of one moment, sealed under a passphrase',
  usage: 'backup --to FILE --passphrase-file FILE   (or XHC_BACKUP_PASSPHRASE)',
  options: { to: { type: 'string' }, 'passphrase-file': { type: 'string' } },
  async run(registry, _positionals, options, cwd) {
    if (typeof options['to'] !== 'string') return failed(`usage: ${backupCommand.usage}`, 2)
    const passphrase = passphraseOf(options, cwd)
    if (passphrase === null) return failed(NO_PASSPHRASE, 2)
    const file = resolve(cwd, options['to'])
    if (existsSync(file)) return failed(`${file} is there already; a backup is never written over another`)
    const written = await registry.backup(file, passphrase, done => {
      if (done % 100_000 === 0) process.stderr.write(`${done} rows\n`)
    })
    return answer(
      options,
      { file, ...written },
      `${written.rows} rows of ${written.tables} tables and ${written.keys} key files in ${file}. Without the passphrase it is worth nothing.`,
    )
  },
}
