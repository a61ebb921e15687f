// The command lines of our own scripts: strict, with a plain message for what they do not know.
// No script reads process.argv by itself.
import { type ParseArgsConfig, parseArgs } from 'node:util'

/** Options of a script, or an end with a usage line and exit code 2. */
export function optionsOf<T extends NonNullable<ParseArgsConfig['options']>>(usage: string, options: T) {
  try {
    return parseArgs({ args: process.argv.slice(2), options, allowPositionals: false, strict: true }).values
  } catch (cause) {
    return refuse(`${cause instanceof Error ? cause.message : 'bad options'}\nusage: ${usage}`)
  }
}

export function refuse(message: string): never {
  process.stderr.write(`${message}\n`)
  process.exit(2)
}
