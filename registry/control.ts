// Lets the CLI act while the registry serves: the embedded database belongs to one process, so commands come to it.
// Loopback only, behind a secret in a file that its owner alone can read; the same functions run either way.
import { randomBytes, timingSafeEqual } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { z } from 'zod'
import { type CommandResult, runCommand } from './commands/run.ts'
import type { Registry } from './registry.ts'

const controlFile = z.object({ pid: z.int(), port: z.int(), secret: z.string() })
const controlRequest = z.object({ argv: z.array(z.string()), cwd: z.string() })
const commandResult = z.object({ exit: z.int(), out: z.string(), err: z.string() })
const MAX_REQUEST = 1_000_000

const fileIn = (dataDir: string): string => join(dataDir, 'control.json')

export async function runControl(registry: Registry): Promise<{ close(): Promise<void> }> {
  const secret = randomBytes(24).toString('base64url')
  const server = createServer(async (request, response) => {
    if (!isSecret(request.headers.authorization, secret)) return response.writeHead(403).end()
    const asked = controlRequest.safeParse(parseJson(await bodyOf(request)))
    if (!asked.success) return response.writeHead(400).end()
    const result = await runCommand(registry, asked.data.argv, asked.data.cwd)
    return response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(result))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const file = fileIn(registry.dataDir)
  mkdirSync(registry.dataDir, { recursive: true })
  writeFileSync(file, JSON.stringify({ pid: process.pid, port, secret }), { mode: 0o600 })
  return {
    async close() {
      rmSync(file, { force: true })
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}

/**
 * Runs the command in the serving process, or answers null where none serves: a file that a crash left behind counts for
 * nothing. Once the command was sent it is never run a second time here, whatever becomes of the answer.
 */
export async function forward(
  dataDir: string,
  argv: readonly string[],
  cwd: string,
): Promise<CommandResult | null> {
  const control = readControl(fileIn(dataDir))
  if (control === null || !isAlive(control.pid)) return null
  return await new Promise(resolve => {
    // Not `fetch`, which gives up on an answer after five minutes: a million holders take longer to enter.
    const sent = request({
      host: '127.0.0.1',
      port: control.port,
      method: 'POST',
      headers: { authorization: `Bearer ${control.secret}` },
    })
    sent.on('error', (cause: NodeJS.ErrnoException) =>
      resolve(cause.code === 'ECONNREFUSED' ? null : BROKEN_OFF),
    )
    sent.on('response', async response => {
      const result = commandResult.safeParse(parseJson(await text(response).catch(() => '')))
      // Any other status comes from somebody who has the port by chance.
      if (response.statusCode !== 200) return resolve(null)
      resolve(result.success ? result.data : BROKEN_OFF)
    })
    sent.end(JSON.stringify({ argv, cwd }))
  })
}

const BROKEN_OFF: CommandResult = {
  exit: 1,
  out: '',
  err: 'the serving registry broke off; whether the command was carried out, its listing will show\n',
}

function readControl(file: string): z.infer<typeof controlFile> | null {
  if (!existsSync(file)) return null
  const control = controlFile.safeParse(parseJson(readFileSync(file, 'utf8')))
  return control.success ? control.data : null
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

function isSecret(header: string | undefined, secret: string): boolean {
  const given = Buffer.from(header ?? '')
  const wanted = Buffer.from(`Bearer ${secret}`)
  return given.length === wanted.length && timingSafeEqual(given, wanted)
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    size += chunk.length
    if (size > MAX_REQUEST) return 'null'
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8') || 'null'
}
