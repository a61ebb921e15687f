// Published files: named by their content, whole or not there, and taken away when nobody names them any more.
import { createHash } from 'node:crypto'
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Artifacts, artifactsIn, KEPT_FOR } from '../../../registry/artifacts.ts'

const NOW = 1_791_700_000
let folder = ''
let artifacts: Artifacts
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'xhc-artifacts-'))
  artifacts = artifactsIn(folder)
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

async function* pages(): AsyncGenerator<Buffer> {
  yield gzipSync('{"n":1}\n{"n":2}\n')
  yield gzipSync('{"n":3}\n')
}
const three = () => 3

test('a streamed file is named and measured by its own bytes, and holds every line in order', async () => {
  const ref = await artifacts.writeStream('snapshot', pages(), three)
  const bytes = readFileSync(artifacts.fileOf(ref.path) ?? '')
  expect(ref).toMatchObject({ rows: 3, bytes: bytes.length })
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(ref.sha256)
  expect(ref.path).toBe(`snapshot-${ref.sha256}.ndjson.gz`)
  expect(gunzipSync(bytes).toString()).toBe('{"n":1}\n{"n":2}\n{"n":3}\n')
  expect(readdirSync(folder)).toEqual([ref.path])
})

test('a file that cannot be written fails its publication, not the process, and gets no name', async () => {
  async function* broken(): AsyncGenerator<Buffer> {
    yield gzipSync('{"n":1}\n')
    throw new Error('the database went away')
  }
  await expect(artifacts.writeStream('snapshot', broken(), three)).rejects.toThrow('the database went away')
  expect(readdirSync(folder).filter(name => name.startsWith('snapshot-'))).toEqual([])
  rmSync(folder, { recursive: true })
  await expect(artifacts.writeStream('snapshot', pages(), three)).rejects.toThrow('ENOENT')
})

test('a snapshot that a crash cut short is taken away, and nothing else', async () => {
  const { path } = await artifacts.writeLines('snapshot', ['{}'])
  writeFileSync(join(folder, 'snapshot.tmp'), 'half')
  await artifacts.removeLeftovers()
  expect(readdirSync(folder)).toEqual([path])
})

test('a file that is missing or cut short is not there', async () => {
  const ref = await artifacts.writeLines('change', ['{}'])
  expect(await artifacts.isThere(ref)).toBe(true)
  truncateSync(join(folder, ref.path), ref.bytes - 1)
  expect(await artifacts.isThere(ref)).toBe(false)
  rmSync(join(folder, ref.path))
  expect(await artifacts.isThere(ref)).toBe(false)
})

test('no name but that of an artifact leads to a file', () => {
  for (const name of ['manifest.json', '../keys/root.json', `snapshot-${'0'.repeat(63)}.ndjson.gz`, ''])
    expect(artifacts.fileOf(name)).toBeNull()
})

test('a file that no manifest names goes when it is some days old, and no other file does', async () => {
  const [named, old] = [
    await artifacts.writeLines('snapshot', ['1']),
    await artifacts.writeLines('change', ['2']),
  ]
  const fresh = await artifacts.writeLines('change', ['3'])
  writeFileSync(join(folder, 'manifest.json'), '{}')
  for (const name of [named.path, old.path, 'manifest.json']) {
    const at = NOW - KEPT_FOR - 1
    utimesSync(join(folder, name), at, at)
  }
  utimesSync(join(folder, fresh.path), NOW - KEPT_FOR + 1, NOW - KEPT_FOR + 1)
  await artifacts.sweep([named], NOW)
  expect(readdirSync(folder).sort()).toEqual([fresh.path, 'manifest.json', named.path].sort())
})
