// `restore`: a backup into an empty folder and an empty database. Not one of the commands over an open registry: there is none yet.
// Afterwards the registry serves as before; terminals hand in again what it had taken since the backup.
import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { restoreBackup } from '../backup/restore.ts'
import { openStore } from '../store/open.ts'
import { NO_PASSPHRASE, passphraseOf, RESTORE_WORDS } from './passphrase.ts'
import { answer, type CommandResult, failed, type Options } from './run.ts'

const USAGE = 'usage: restore --from FILE --passphrase-file FILE [--root FILE] [--data DIR]'
const OPTIONS = {
  data: { type: 'string' },
  json: { type: 'boolean' },
  from: { type: 'string' },
  'passphrase-file': { type: 'string' },
  root: { type: 'string' },
} as const

export async function restore(
  argv: readonly string[],
  cwd: string,
  place: { readonly dataDir: string; readonly databaseUrl?: string },
): Promise<CommandResult> {
  const options = optionsOf(argv)
  if (options === null || typeof options['from'] !== 'string') return failed(USAGE, 2)
  const passphrase = passphraseOf(options, cwd)
  if (passphrase === null) return failed(NO_PASSPHRASE, 2)
  mkdirSync(place.dataDir, { recursive: true, mode: 0o700 })
  const restored = await restoreBackup({
    file: resolve(cwd, options['from']),
    passphrase,
    keyFolder: join(place.dataDir, 'keys'),
    open: () => openStore(place.dataDir, place.databaseUrl),
    now: Math.floor(Date.now() / 1000),
    ...(typeof options['root'] === 'string' && { root: resolve(cwd, options['root']) }),
  })
  if (!restored.ok) return failed(RESTORE_WORDS[restored.error.code])
  const { at, rows, sequence } = restored.value
  return answer(
    options,
    restored.value,
    `${rows} rows as of ${new Date(at * 1000).toISOString()} restored; publications go on from ${sequence}.`,
  )
}

function optionsOf(argv: readonly string[]): Options | null {
  try {
    return parseArgs({ args: [...argv], options: OPTIONS }).values
  } catch {
    return null
  }
}
