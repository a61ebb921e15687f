// The published files in a bucket, against a real S3-compatible server: whole, once, swept, and pulled from there by a terminal.
// The terminal's own client fetches; no signature of ours goes to the bucket, and the hash alone makes the bytes good.
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3'
import S3rver from 's3rver'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { makeCardNumber } from '../../../core/card/card-number.ts'
import { type ArtifactRef, manifest } from '../../../core/sync/wire.ts'
import { createRegistryClient } from '../../../electron/sync/registry-client.ts'
import { KEPT_FOR } from '../../../registry/artifacts.ts'
import { bucketFrom } from '../../../registry/bucket.ts'
import { openRegistry, type Registry } from '../../../registry/registry.ts'
import { serveRegistry } from '../../../registry/server.ts'
import { startPostgres, type TestPostgres } from '../../support/postgres.ts'
import { enrolledKey } from './enrolled-key.ts'

const folder = mkdtempSync(join(tmpdir(), 'xhc-bucket-'))
const clock = { now: 1_791_700_000 }
let postgres: TestPostgres
let server: S3rver
let endpoint = ''
let s3: S3Client
let databaseUrl = ''

beforeAll(async () => {
  postgres = await startPostgres()
  databaseUrl = await postgres.freshDatabase()
  server = new S3rver({
    port: 0,
    address: '127.0.0.1',
    silent: true,
    directory: join(folder, 'bucket'),
    configureBuckets: [{ name: 'cards', configs: [] }],
  })
  const { port } = await server.run()
  endpoint = `http://127.0.0.1:${port}`
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'S3RVER')
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'S3RVER')
  s3 = new S3Client({ endpoint, region: 'us-east-1', forcePathStyle: true })
})
afterAll(async () => {
  vi.unstubAllEnvs()
  s3.destroy()
  await server.close()
  await postgres.stop()
  rmSync(folder, { recursive: true, force: true })
})

async function inRegistry<T>(work: (registry: Registry) => Promise<T>): Promise<T> {
  const bucket = bucketFrom({ XHC_S3_BUCKET: 'cards', XHC_S3_ENDPOINT: endpoint })
  if (bucket === null) throw new Error('no bucket')
  const registry = await openRegistry({
    dataDir: join(folder, 'registry'),
    databaseUrl,
    now: () => clock.now,
    artifactBase: `${endpoint}/cards`,
    bucket,
  })
  try {
    return await work(registry)
  } finally {
    await registry.close()
  }
}

const inBucket = async () =>
  ((await s3.send(new ListObjectsV2Command({ Bucket: 'cards' }))).Contents ?? []).map(o => o.Key ?? '').sort()
const filesOf = (state: { snapshot: ArtifactRef; changes: readonly ArtifactRef[] }) => [
  state.snapshot,
  ...state.changes,
]

test('without a bucket in the environment there is none', () => {
  expect(bucketFrom({})).toBeNull()
  expect(bucketFrom({ XHC_S3_BUCKET: '' })).toBeNull()
})

test('every file that a manifest names is in the bucket, and so are the signed documents', async () => {
  await inRegistry(async registry => {
    await registry.seed(50)
    await registry.change(makeCardNumber('5323', 1), 'lost', { actor: '张', reason: '挂失' })
    const state = await registry.publish()
    const names = await inBucket()
    expect(state.changes.length).toBeGreaterThan(0)
    for (const ref of filesOf(state)) expect(names).toContain(ref.path)
    expect(names).toEqual(expect.arrayContaining(['manifest.json', 'key-list.json', 'catalogue.json']))
  })
})

test('a terminal is told of the bucket, and what it fetches there, from any byte on, is what was published', async () => {
  await inRegistry(async registry => {
    const serving = await serveRegistry(registry)
    const identity = await enrolledKey(registry)
    const client = createRegistryClient(serving.url, identity, () => clock.now)
    const hello = await client.hello()
    expect(hello.ok && hello.value.artifactBase).toBe(`${endpoint}/cards`)
    const document = await client.document('/v1/manifest')
    if (!document.ok) throw new Error(document.error.code)
    const { payload } = document.value as { payload: string }
    const { snapshot } = manifest.parse(JSON.parse(payload))
    const whole = await client.artifact(snapshot.path)
    const rest = await client.artifact(snapshot.path, 100)
    if (!whole.ok || !rest.ok) throw new Error('nothing there')
    const bytes = Buffer.from(await new Response(whole.value).arrayBuffer())
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(snapshot.sha256)
    expect(Buffer.from(await new Response(rest.value).arrayBuffer()).equals(bytes.subarray(100))).toBe(true)
    await serving.close()
  })
})

test('what no manifest names any more is taken away when its days of grace are over, and nothing else', async () => {
  await inRegistry(async registry => {
    const before = await registry.publish()
    clock.now = Math.floor(Date.now() / 1000)
    await registry.change(makeCardNumber('5323', 2), 'lost', { actor: '张', reason: '挂失' })
    const after = await registry.publish(true)
    expect(await inBucket()).toContain(before.snapshot.path)
    clock.now += KEPT_FOR + 60
    await registry.change(makeCardNumber('5323', 3), 'lost', { actor: '张', reason: '挂失' })
    const last = await registry.publish(true)
    const names = await inBucket()
    expect(names).not.toContain(after.snapshot.path)
    for (const ref of filesOf(last)) expect(names).toContain(ref.path)
    expect(names).toContain('manifest.json')
  })
})
