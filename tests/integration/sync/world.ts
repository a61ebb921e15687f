// A registry over real HTTP and a terminal's own files, pulled into by the terminal's own code: no screen, no schedule.
// What the suites see is what the window would see: look-ups, ages, the sequence.
import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Worker } from 'node:worker_threads'
import type { CardNumber } from '../../../core/card/card.ts'
import { fileKeyStore } from '../../../db/key.ts'
import { connect, type Db } from '../../../db/open.ts'
import { openStorage, type Storage } from '../../../electron/storage.ts'
import { cacheTarget } from '../../../electron/sync/cache-target.ts'
import { type PullParts, pull } from '../../../electron/sync/pull.ts'
import { createRegistryClient, type RegistryClient } from '../../../electron/sync/registry-client.ts'
import { pullRevocations } from '../../../electron/sync/revocations.ts'
import { publicRaw } from '../../../registry/keys.ts'
import { openWorld, type World } from '../registry/world.ts'

export type SyncWorld = World & { pulling(options?: PullingOptions): Promise<Pulling> }
export type PullingOptions = {
  /** Stands between the terminal and the registry. */
  readonly through?: (client: RegistryClient) => RegistryClient
}
export type Pulling = {
  readonly terminalId: string
  readonly storage: Storage
  /** The artifacts that were asked for since the last look: path, offset, length. */
  asked(): string[]
  pull(signal?: AbortSignal): ReturnType<typeof pull>
  light(): ReturnType<typeof pullRevocations>
  /** Told of each worker, before it has begun. */
  onWorker: ((worker: Worker) => void) | null
  /** The cache's rows, past the code under test. */
  withCache<T>(look: (db: Db) => T): Promise<T>
  holder(card: string): ReturnType<Storage['cache']['holders']['findByCardNumber']>
  close(): void
}

export async function openSyncWorld(): Promise<SyncWorld> {
  const world = await openWorld()
  const opened: Pulling[] = []
  return {
    ...world,
    async pulling(options = {}) {
      const made = await openPulling(world, options)
      opened.push(made)
      return made
    },
    async stop() {
      for (const pulling of opened) pulling.close()
      await world.stop()
    },
  }
}

async function openPulling(world: World, { through = c => c }: PullingOptions): Promise<Pulling> {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const enrolled = await world.registry.enrol(await world.secret(), publicRaw(publicKey))
  if (!enrolled.ok) throw new Error(enrolled.error.code)
  const terminalId = enrolled.value.id
  const dataDir = mkdtempSync(join(tmpdir(), 'xhc-pull-'))
  const keyStore = fileKeyStore(dataDir)
  const storage = await openStorage({ dataDir, keyStore })
  if (!storage.ok) throw new Error(storage.error.code)
  const real = createRegistryClient(world.url, { terminalId, key: privateKey }, () => world.clock.now)
  let asked: string[] = []
  const client = through({
    ...real,
    artifact: (path, offset, wanted) => {
      asked.push([path, offset ?? 0, wanted?.length ?? 'all'].join(' '))
      return real.artifact(path, offset, wanted)
    },
  })
  const partsWith = (signal?: AbortSignal): PullParts => ({
    client,
    target: cacheTarget(storage.value, { signal, onWorker: worker => pulling.onWorker?.(worker) }),
    terminalId,
    rootKey: world.registry.keys.rootKey,
    downloads: join(dataDir, 'downloads'),
    signal,
    onStep: () => {},
  })
  const pulling: Pulling = {
    terminalId,
    storage: storage.value,
    onWorker: null,
    asked() {
      const paths = asked
      asked = []
      return paths
    },
    pull: signal => pull(partsWith(signal)),
    light: () => pullRevocations(partsWith()),
    async withCache(look) {
      const key = await keyStore.load('cache')
      if (!key.ok || key.value === null) throw new Error('no key')
      const db = connect(join(dataDir, 'cache.db'), key.value)
      try {
        return look(db)
      } finally {
        db.close()
      }
    },
    holder: card => storage.value.cache.holders.findByCardNumber(card as CardNumber),
    close() {
      storage.value.close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
  return pulling
}
