// The passphrase of backups, and what a restore may answer, in words: for `backup` and for `restore`, which is a way to start.
// Apart from both: `restore` is loaded before the table of commands, and must not pull that in half made.
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { RestoreError } from '../backup/restore.ts'
import type { Options } from './run.ts'

/** Characters at the least: the file holds private keys and ID numbers. */
const SHORTEST = 12

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
