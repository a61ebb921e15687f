// The registry's commands, as functions over an open registry: text out, exit code back. One table; `help` is made from it.
// A command never prints by itself and never ends the process: it may be running inside the server.
import { type ParseArgsConfig, parseArgs } from 'node:util'
import type { Registry } from '../registry.ts'
import { applicationsCommand } from './applications.ts'
import { backupCommand } from './backup.ts'
import { cardCommand } from './card.ts'
import { clerkCommand } from './clerk.ts'
import { conformanceCommand } from './conformance.ts'
import { importCommand } from './import.ts'
import { keysCommand } from './keys.ts'
import { publishCommand, recordsCommand, seedCommand, vendorCommand } from './office.ts'
import { openApiCommand } from './openapi.ts'
import { receiptCommand } from './receipt.ts'
import { sealedCommand } from './sealed.ts'
import { siteCommand, terminalCommand } from './sites.ts'
import { staffCommand } from './staff.ts'
import { statusCommand } from './status.ts'

export type CommandResult = { readonly exit: number; readonly out: string; readonly err: string }
export type Options = Readonly<Record<string, string | boolean | readonly string[] | undefined>>
export type Command = {
  readonly summary: string
  readonly usage: string
  readonly options: NonNullable<ParseArgsConfig['options']>
  run(
    registry: Registry,
    positionals: readonly string[],
    options: Options,
    cwd: string,
  ): Promise<CommandResult>
}

/** Of an option that may be given several times. */
export const optionList = (value: Options[string]): readonly string[] => (Array.isArray(value) ? value : [])

export const done = (out: string): CommandResult => ({ exit: 0, out: `${out}\n`, err: '' })
export const failed = (err: string, exit = 1): CommandResult => ({ exit, out: '', err: `${err}\n` })
/** For people, or for programs with --json. */
export const answer = (options: Options, json: unknown, text: string): CommandResult =>
  done(options['json'] === true ? JSON.stringify(json) : text)

export const COMMANDS: Readonly<Record<string, Command>> = {
  seed: seedCommand,
  import: importCommand,
  card: cardCommand,
  status: statusCommand,
  applications: applicationsCommand,
  site: siteCommand,
  clerk: clerkCommand,
  terminal: terminalCommand,
  sealed: sealedCommand,
  staff: staffCommand,
  publish: publishCommand,
  keys: keysCommand,
  backup: backupCommand,
  openapi: openApiCommand,
  conformance: conformanceCommand,
  vendor: vendorCommand,
  records: recordsCommand,
  receipt: receiptCommand,
}

const COMMON = { data: { type: 'string' }, json: { type: 'boolean' } } as const

export async function runCommand(
  registry: Registry,
  argv: readonly string[],
  cwd: string,
): Promise<CommandResult> {
  const [name = '', ...rest] = argv
  const command = COMMANDS[name]
  if (command === undefined) return failed(`no such command: ${name}\n\n${help()}`, 2)
  try {
    const { values, positionals } = parseArgs({
      args: rest,
      options: { ...COMMON, ...command.options },
      allowPositionals: true,
    })
    return await command.run(registry, positionals, values as Options, cwd)
  } catch (cause) {
    const unknown =
      cause instanceof TypeError && 'code' in cause && String(cause.code).startsWith('ERR_PARSE_ARGS')
    return failed(
      unknown
        ? `${cause.message}\nusage: ${command.usage}`
        : `${name} failed: ${cause instanceof Error ? cause.message : 'unknown'}`,
      unknown ? 2 : 1,
    )
  }
}

export function help(): string {
  const lines = Object.entries(COMMANDS).map(
    ([name, c]) => `  ${name.padEnd(10)} ${c.summary}\n             ${c.usage}`,
  )
  return [
    'npm run registry -- <command> [--data DIR] [--json]',
    '',
    '  serve      serve terminals and the console over HTTP\n             serve [--port N] [--host ADDRESS] [--public-url https://…] [--trust-proxy ADDRESS]…',
    '  restore    a backup into an empty folder and database\n             restore --from FILE --passphrase-file FILE [--root FILE]',
    ...lines,
    '',
    'DIR is the registry’s folder, or a folder with a `registry` in it (default ./data).',
    'DATABASE_URL names a PostgreSQL server; without it the database is embedded in DIR/pg.',
    'While `serve` runs, every other command is carried out by the serving process.',
  ].join('\n')
}
