// `npm run registry -- <command>`: serves, or carries a command out, here or in the process that serves.
// The only file of the registry that reads the command line and ends the process.
import { mkdirSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { bucketFrom } from './bucket.ts'
import { restore } from './commands/restore.ts'
import { COMMANDS, help, runCommand } from './commands/run.ts'
import { forward, runControl } from './control.ts'
import { faultFacts, stderrLog } from './log.ts'
import { senderFrom } from './phone-access/sender.ts'
import { findRegistryData, openRegistry } from './registry.ts'
import { serveRegistry } from './server.ts'
import { NewerSchema } from './store/migrate.ts'

const argv = process.argv.slice(2)
const [name = 'help'] = argv
const dataDir = findRegistryData(dataOption(argv) ?? process.env['XHC_REGISTRY_DATA'] ?? './data')
const databaseUrl = process.env['DATABASE_URL']
const SERVE_USAGE =
  'usage: serve [--port N] [--host ADDRESS] [--public-url https://…] [--trust-proxy ADDRESS]… [--data DIR]\n'

if (name === 'help' || name === '--help' || name === '-h') await finish(0, `${help()}\n`)
else if (name === 'serve') await serve()
else if (name === 'restore') {
  const place = { dataDir, ...(databaseUrl !== undefined && { databaseUrl }) }
  const result = await restore(argv.slice(1), process.cwd(), place)
  await finish(result.exit, result.out, result.err)
} else if (COMMANDS[name] === undefined) await finish(2, '', `no such command: ${name}\n\n${help()}\n`)
else {
  const forwarded = await forward(dataDir, argv, process.cwd())
  const result = forwarded ?? (await runHere())
  await finish(result.exit, result.out, result.err)
}

async function runHere() {
  const registry = await open()
  const result = await runCommand(registry, argv, process.cwd())
  await registry.close()
  return result
}

async function serve(): Promise<void> {
  const { host, port, origin, proxies } = await serveOptions()
  if ((await forward(dataDir, ['site', 'list'], process.cwd())) !== null)
    await finish(1, '', 'a registry already serves this folder\n')
  const registry = await open()
  const serving = await serveRegistry(registry, { port, host, origin, ...proxies, log: stderrLog }).catch(
    async cause => {
      await registry.close()
      return await finish(1, '', `cannot serve on ${host}:${port}: ${messageOf(cause)}\n`)
    },
  )
  const control = await runControl(registry)
  process.stdout.write(`registry: ${serving.url} · data ${dataDir}\n`)
  process.stdout.write(`console: ${origin ?? serving.url}/console/\n`)
  process.stdout.write(`phone: ${origin ?? serving.url}/m/\n`)
  const stop = async () => {
    await control.close()
    await serving.close()
    await registry.close()
    process.exit(0)
  }
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
}

type ServeOptions = {
  readonly host: string
  readonly port: number
  readonly origin: string | null
  /** Left out where nobody was named: server.ts then knows what to do. */
  readonly proxies: { readonly proxies?: readonly string[] }
}

async function serveOptions(): Promise<ServeOptions> {
  const options = {
    data: { type: 'string' },
    port: { type: 'string', default: '8620' },
    host: { type: 'string', default: '127.0.0.1' },
    // Where people reach the console, behind TLS: it binds their sessions to that origin.
    'public-url': { type: 'string' },
    // Whose X-Forwarded-For is believed.
    'trust-proxy': { type: 'string', multiple: true },
  } as const
  try {
    const { values } = parseArgs({ args: argv.slice(1), options })
    const { host, port, 'public-url': given, 'trust-proxy': named } = values
    const proxies = named === undefined ? {} : { proxies: named }
    const origin = given === undefined ? null : new URL(given).origin
    if (/^\d{1,5}$/.test(port) && Number(port) <= 65_535) return { host, port: Number(port), origin, proxies }
    return await finish(2, '', `--port is a number from 0 to 65535\n${SERVE_USAGE}`)
  } catch (cause) {
    return await finish(2, '', `${messageOf(cause)}\n${SERVE_USAGE}`)
  }
}

async function open() {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  try {
    const bucket = bucketFrom(process.env)
    const codeSender = senderFrom(process.env['XHC_ONE_TIME_CODES'])
    if (codeSender === null) throw new Error('XHC_ONE_TIME_CODES is "console" or "file:PATH"')
    const artifactBase = process.env['XHC_ARTIFACT_BASE']
    return await openRegistry({
      dataDir,
      ...(databaseUrl !== undefined && { databaseUrl }),
      ...(bucket !== null && { bucket }),
      ...(artifactBase !== undefined && artifactBase !== '' && { artifactBase }),
      codeSender,
      onFault: cause => stderrLog('work-failed', faultFacts(cause)),
    })
  } catch (cause) {
    return await finish(
      1,
      '',
      cause instanceof NewerSchema
        ? `${cause.message}\n`
        : `the registry in ${dataDir} cannot be opened: ${messageOf(cause)}\n`,
    )
  }
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : ''
}

function dataOption(args: readonly string[]): string | undefined {
  const at = args.findIndex(a => a === '--data' || a.startsWith('--data='))
  const given = args[at]
  return given === undefined ? undefined : given.startsWith('--data=') ? given.slice(7) : args[at + 1]
}

/** Waits for the pipes: an exit in between would cut a long list short. */
async function finish(exit: number, out: string, err = ''): Promise<never> {
  process.stderr.write(err)
  await new Promise(resolve => process.stdout.write(out, resolve))
  process.exit(exit)
}
