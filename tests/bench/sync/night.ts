// A terminal's night with 1,000 changes, pulled from a real HTTP server by the terminal's own code: signatures, files, worker, sums.
// What the registry spends on publishing is not in it; its documents are signed before the clock runs.
import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { loadCatalogue } from '../../../core/policy/load-catalogue.ts'
import { addRow, bucketOf, bucketText, rowDigest, takeRow } from '../../../core/sync/buckets.ts'
import { signDocument } from '../../../core/sync/signed.ts'
import {
  type ChangeRef,
  type HolderRow,
  MANIFEST_VERSION,
  type Manifest,
  PROTOCOL_VERSION,
  type Revocations,
} from '../../../core/sync/wire.ts'
import { loadBuckets } from '../../../db/cache/buckets.ts'
import { openCache } from '../../../db/cache/cache.ts'
import { openJournal } from '../../../db/journal/journal.ts'
import { connect } from '../../../db/open.ts'
import { cacheTarget } from '../../../electron/sync/cache-target.ts'
import { pull } from '../../../electron/sync/pull.ts'
import { createRegistryClient } from '../../../electron/sync/registry-client.ts'
import { artifactsIn, sha256 } from '../../../registry/artifacts.ts'
import { syntheticHolder } from '../million.ts'

const CHANGES = 1000
const SETTLED_MS = 1000

export type Nights = {
  /** Seconds of the next night. */
  next(): Promise<number>
  close(): Promise<void>
}

/** `folder` holds a cache of this many holders at some sequence; each night is one sequence later. */
export async function nightsOf(folder: string, key: Buffer, holders: number): Promise<Nights> {
  const cache = openCache(join(folder, 'cache.db'), key)
  const journal = openJournal(join(folder, 'journal.db'), key)
  if (!cache.ok || !journal.ok) throw new Error('the bench terminal does not open')
  const storage = {
    cacheRemade: false,
    sealJournalKey: () => '',
    cache: cache.value,
    journal: journal.value,
    close() {},
  }
  const artifacts = artifactsIn(join(folder, 'published'))
  const office = signers()
  const documents = new Map<string, string>()
  const server = createServer((request, response) => {
    const document = documents.get(request.url ?? '')
    const name = /^\/v1\/artifacts\/(.+)$/.exec(request.url ?? '')?.[1]
    const file = name === undefined ? null : artifacts.fileOf(name)
    if (document !== undefined) response.end(document)
    else if (file !== null) response.end(readFileSync(file))
    else response.writeHead(404).end('{}')
  })
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening))
  const client = createRegistryClient(
    `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    { terminalId: 't-bench', key: office.terminal },
    () => Math.floor(Date.now() / 1000),
  )
  documents.set('/v1/key-list', office.keyList)
  const catalogue = office.sign('catalogue', loadCatalogue())
  documents.set('/v1/catalogue', JSON.stringify(catalogue))
  const stops = await artifacts.writeLines('stops', [])
  let generation = 0

  async function publish(): Promise<void> {
    const from = cache.ok ? (cache.value.meta('sequence') ?? 0) : 0
    generation += 1
    const { lines, buckets } = changedRows(folder, key, holders, generation)
    const ref: ChangeRef = { ...(await artifacts.writeLines('change', lines)), from, to: from + 1 }
    const now = Math.floor(Date.now() / 1000)
    const times = { issuedAt: now, nextUpdate: now + 60 }
    const manifest: Manifest = {
      protocol: MANIFEST_VERSION,
      sequence: from + 1,
      ...times,
      holders,
      buckets,
      // Never asked for: the change file leads there.
      snapshot: { ...stops, sequence: from, index: stops },
      changes: [ref],
      catalogue: { version: 'bench', sha256: sha256(catalogue.payload), path: '/v1/catalogue' },
      keyListCounter: 1,
    }
    const revocations: Revocations = {
      protocol: PROTOCOL_VERSION,
      sequence: from + 1,
      ...times,
      reachesBackTo: 0,
      list: stops,
    }
    documents.set('/v1/manifest', JSON.stringify(office.sign('manifest', manifest)))
    documents.set('/v1/revocations', JSON.stringify(office.sign('revocations', revocations)))
  }

  return {
    async next() {
      await publish()
      // The worker of the night before may still be putting the log away.
      await sleep(SETTLED_MS)
      const began = performance.now()
      const pulled = await pull({
        client,
        target: cacheTarget(storage, {}),
        terminalId: 't-bench',
        rootKey: office.rootKey,
        downloads: join(folder, 'downloads'),
        onStep: () => {},
      })
      const seconds = (performance.now() - began) / 1000
      if (!pulled.ok || pulled.value.rows !== CHANGES || pulled.value.revocations !== null)
        throw new Error(`the night failed: ${JSON.stringify(pulled)}`)
      return seconds
    },
    async close() {
      cache.value.close()
      journal.value.close()
      server.closeAllConnections()
      await new Promise(closed => server.close(closed))
    },
  }
}

/** A thousand holders, spread over the register, whose cards were issued once more; and the sums that follow. */
function changedRows(folder: string, key: Buffer, holders: number, generation: number) {
  const db = connect(join(folder, 'cache.db'), key, { readonly: true })
  const sums = loadBuckets(db)
  const digestOf = db.prepare<[number], Buffer>('SELECT digest FROM holder WHERE card_no = ?').pluck()
  const rows: HolderRow[] = Array.from({ length: CHANGES }, (_, i) => ({
    ...syntheticHolder(Math.floor((i * holders) / CHANGES)),
    serial: 1 + generation,
  }))
  for (const row of rows) {
    const [id, held] = [bucketOf(row.card), digestOf.get(Number(row.card))]
    const sum = sums[id]
    if (sum === undefined || held === undefined) throw new Error('a changed holder must be there')
    sums[id] = addRow(takeRow(sum, held), rowDigest(row))
  }
  db.close()
  return { lines: rows.map(row => JSON.stringify(row)), buckets: sums.map(bucketText) }
}

function signers() {
  const [root, publish, terminal] = [0, 1, 2].map(() => generateKeyPairSync('ed25519'))
  if (root === undefined || publish === undefined || terminal === undefined) throw new Error('no keys')
  const raw = (key: KeyObject): string => key.export({ format: 'jwk' }).x ?? ''
  const now = Math.floor(Date.now() / 1000)
  const keyList = {
    counter: 1,
    issuedAt: now,
    keys: [
      {
        id: 7,
        algorithm: 'ed25519' as const,
        use: 'publish' as const,
        publicKey: raw(publish.publicKey),
        notBefore: 0,
        notAfter: now + 86_400,
        acceptUntil: now + 86_400,
      },
    ],
  }
  return {
    rootKey: raw(root.publicKey),
    terminal: terminal.privateKey,
    keyList: JSON.stringify(signDocument('key-list', keyList, 0, root.privateKey)),
    sign: (kind: 'manifest' | 'catalogue' | 'revocations', payload: unknown) =>
      signDocument(kind, payload, 7, publish.privateKey),
  }
}
