// `backup`: keys and rows of one moment in one sealed file. `restore` is a way to start (cli.ts): it needs an empty place.
// The passphrase comes from a file or the environment, never from the command line, where every user of the machine could read it.
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { RestoreError } from '../backup/restore.ts'
import { answer, type Command, failed, type Options } from './run.ts'

/** Characters at the least: the file holds private keys and ID numbers. */
const SHORTEST = 12

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

export const NO_PASSPHRASE = `a passphrase of at least ${SHORTEST} characters is needed, in --passphrase-file FILE or XHC_BACKUP_PASSPHRASE`

/** Null where there is none, or one too short to seal anything. */
export function passphraseOf(options: Options, cwd: string): string | null {
  const file = options['passphrase-file']
  const given =
    typeof file === 'string' && existsSync(resolve(cwd, file))
      ? readFileSync(resolve(cwd, file), 'utf8').trim()
      : process.env['XHC_BACKUP_PASSPHRASE']
  return given !== undefined && given.length >= SHORTEST ? given : null
}

export const RESTORE_WORDS: Record<RestoreError['code'], string> = {
  'no-such-file': 'there is no such file',
  'not-a-backup': 'this is no backup of a registry',
  'wrong-passphrase': 'the passphrase does not open this backup, or its beginning is damaged',
  damaged: 'the backup is damaged; nothing was restored',
  'cut-short': 'the backup is cut short; nothing was restored',
  'not-empty': 'a restore needs an empty folder and an empty database; nothing was touched',
  'newer-program': 'the backup is of a newer program; update this one first',
  'no-such-key': 'the key list has no such key',
  'no-successor': 'no successor is waiting',
  'already-retired': 'that key is retired already',
  'root-apart': 'the root key is kept apart; say where with --root FILE, in an empty place again',
  'not-this-root': 'that file is not the root key of this backup',
}
