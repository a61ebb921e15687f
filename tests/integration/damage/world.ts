// A terminal with records and data in a folder that a test may damage: enrolled at a real registry, filled, closed and opened at will.
// Damage is done to the files as disks do it; nothing of the terminal is mocked.
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileKeyStore } from '../../../db/key.ts'
import type { Input, Output, ProcedureName } from '../../../electron/api.ts'
import type { Served } from '../../../electron/hosts/served.ts'
import { startTerminal } from '../../../electron/repair/start.ts'
import {
  codeFor,
  HOSPITAL,
  type RegistryWorld,
  SUPERVISOR,
  startRegistry,
} from '../../../scripts/demo/world.ts'

export type DamageWorld = Awaited<ReturnType<typeof damageWorld>>

export async function damageWorld() {
  const folder = mkdtempSync(join(tmpdir(), 'xhc-damage-'))
  const registry: RegistryWorld = await startRegistry(folder)
  await registry.registry.seed(60)
  const codes: string[] = []
  for await (const card of registry.registry.cardsToPrint()) {
    const code = await registry.registry.physicalCode(card)
    if (code.ok) codes.push(code.value)
  }
  let made = 0
  return {
    folder,
    registry: registry.registry,
    codes,
    /** The folder of a fresh terminal, enrolled and filled. */
    async enrolled(dataDir = join(folder, `terminal-${made++}`)): Promise<string> {
      mkdirSync(dataDir, { recursive: true })
      const terminal = await open(dataDir)
      const code = await codeFor(registry.registry, HOSPITAL)
      await terminal.ask('enrolment.enrol', { code, clerk: SUPERVISOR })
      await terminal.ask('sync.now', undefined)
      await terminal.close()
      return dataDir
    },
    async end(): Promise<void> {
      await registry.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export type OpenTerminal = Awaited<ReturnType<typeof open>>

/** As a host opens it: in every case something answers. Nothing syncs by itself. */
export async function open(dataDir: string) {
  const logged: string[] = []
  const { served, failure } = await startTerminal({
    dataDir,
    keyStore: fileKeyStore(dataDir),
    host: 'loopback',
    appVersion: 'damage',
    log: (event, facts) => logged.push(JSON.stringify({ event, ...facts })),
    scheduled: false,
  })
  const ask = async <N extends ProcedureName>(name: N, input: Input<N>): Promise<Output<N>> => {
    const reply = await served.call(name, input)
    if (!reply.ok) throw new Error(`${name}: ${reply.error.code}`)
    return reply.value
  }
  return { served, failure, logged, ask, close: () => served.close() }
}

export async function signIn({ ask }: Pick<OpenTerminal, 'ask'>): Promise<void> {
  await ask('session.signIn', { number: SUPERVISOR.number, pin: SUPERVISOR.pin })
}

/** The holder is not served; one record. Answers with its sequence. */
export async function refuse({ ask }: Pick<OpenTerminal, 'ask'>, code: string): Promise<number> {
  const { visitId } = await ask('visit.present', { raw: code, source: 'scanner' })
  return (await ask('visit.refuse', { visitId, cause: null })).record.sequence
}

export async function status({ served }: { readonly served: Served }) {
  const app = await served.call('app.get', undefined)
  if (!app.ok) throw new Error(app.error.code)
  return app.value.status
}

/** Nonsense over each page, as bad sectors leave it: all from the second on, all of them, or one in the middle of the file. */
export function destroy(file: string, which: 'all' | 'all-but-first' | 'middle'): void {
  const count = Math.floor(statSync(file).size / PAGE)
  const pages = which === 'middle' ? [Math.floor(count / 2)] : Array.from({ length: count }, (_, i) => i + 1)
  const handle = openSync(file, 'r+')
  for (const page of which === 'all-but-first' ? pages.slice(1) : pages)
    writeSync(handle, Buffer.alloc(3000, 0xa5), 0, 3000, (page - 1) * PAGE + 500)
  closeSync(handle)
}

const PAGE = 4096
