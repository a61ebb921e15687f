// Brings one content-addressed artifact to disk: resumed where it broke off, believed only when its hash is right.
// A file under its final name is whole and genuine; anything else is called `.part` and may be thrown away.
import { createHash, type Hash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { type FileHandle, mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { err, ok, type Result } from '../../core/result.ts'
import type { ArtifactRef } from '../../core/sync/wire.ts'
import type { RegistryClient, RegistryError } from './registry-client.ts'

export type DownloadError =
  | RegistryError
  | { readonly code: 'bad-hash' }
  | { readonly code: 'disk' }
  | { readonly code: 'stopped' }

/** How often a connection that broke without bringing a byte is taken up again within one run. */
const RESUMES = 3

/** What is wanted: a whole artifact, or (`within`) the bytes of a block inside a larger one. */
export type Wanted = Pick<ArtifactRef, 'path' | 'sha256' | 'bytes'> & {
  readonly within?: { readonly path: string; readonly offset: number }
}

export type DownloadParts = {
  readonly client: Pick<RegistryClient, 'artifact'>
  readonly folder: string
  readonly onBytes: (bytes: number) => void
  readonly signal?: AbortSignal | undefined
}

export async function downloadArtifact(
  ref: Wanted,
  parts: DownloadParts,
): Promise<Result<string, DownloadError>> {
  try {
    await mkdir(parts.folder, { recursive: true })
    const file = join(parts.folder, ref.path)
    if ((await sizeOf(file)) === ref.bytes) return ok(file)
    const first = await bring(ref, file, parts)
    // Wrong bytes may have been a proxy's; a second time they are the registry's.
    return !first.ok && first.error.code === 'bad-hash' ? await bring(ref, file, parts) : first
  } catch {
    return err({ code: 'disk' })
  }
}

async function bring(
  ref: Wanted,
  file: string,
  { client, onBytes, signal }: DownloadParts,
): Promise<Result<string, DownloadError>> {
  const part = await openPart(`${file}.part`, ref.bytes)
  try {
    const whole = await fill(part, ref, client, onBytes, signal)
    if (!whole.ok) return whole
    await part.handle.sync()
  } finally {
    await part.handle.close()
  }
  if (part.hash.digest('hex') === ref.sha256) {
    await rename(`${file}.part`, file)
    return ok(file)
  }
  // The bytes are wrong, not missing: nothing of them is worth keeping.
  await rm(`${file}.part`, { force: true })
  return err({ code: 'bad-hash' })
}

/** What has arrived, with the hash over it: the rest is hashed as it comes, and no byte is read a second time. */
type Part = { readonly handle: FileHandle; readonly hash: Hash; have: number }

async function openPart(path: string, bytes: number): Promise<Part> {
  const left = await sizeOf(path)
  if (left > bytes) await rm(path, { force: true })
  const hash = createHash('sha256')
  const have = left > bytes ? 0 : left
  // Left by a run that was cut off: the one time that bytes are read again.
  if (have > 0) for await (const chunk of createReadStream(path)) hash.update(chunk)
  return { handle: await open(path, 'a'), hash, have }
}

async function fill(
  part: Part,
  ref: Wanted,
  client: Pick<RegistryClient, 'artifact'>,
  onBytes: (bytes: number) => void,
  signal: AbortSignal | undefined,
): Promise<Result<null, DownloadError>> {
  let inVain = 0
  while (part.have < ref.bytes) {
    if (signal?.aborted === true) return err({ code: 'stopped' })
    const before = part.have
    const got = await fetchInto(part, ref, client, onBytes, signal)
    if (!got.ok && got.error.code !== 'unreachable') return got
    inVain = part.have > before ? 0 : inVain + 1
    if (inVain > RESUMES) return got.ok ? err({ code: 'unreachable' }) : got
  }
  return ok(null)
}

async function fetchInto(
  part: Part,
  ref: Wanted,
  client: Pick<RegistryClient, 'artifact'>,
  onBytes: (bytes: number) => void,
  signal: AbortSignal | undefined,
): Promise<Result<null, RegistryError>> {
  const from = (ref.within?.offset ?? 0) + part.have
  const stream = await client.artifact(ref.within?.path ?? ref.path, from, {
    ...(ref.within !== undefined && { length: ref.bytes - part.have }),
    ...(signal !== undefined && { signal }),
  })
  if (!stream.ok) return stream
  const chunks = stream.value[Symbol.asyncIterator]()
  try {
    for (;;) {
      const next = await nextChunk(chunks)
      if (next === null) return err({ code: 'unreachable' })
      if (next.done === true) return ok(null)
      // More than was asked for is not ours: a server without ranges, or a longer file under this name.
      const chunk = next.value.subarray(0, ref.bytes - part.have)
      await part.handle.writeFile(chunk)
      part.hash.update(chunk)
      part.have += chunk.byteLength
      onBytes(chunk.byteLength)
      if (chunk.byteLength < next.value.byteLength) return ok(null)
    }
  } finally {
    void chunks.return?.()?.catch(() => {})
  }
}

/** Null: the connection broke. A disk that is full is not the network's fault, and is thrown where it is written to. */
async function nextChunk(chunks: AsyncIterator<Uint8Array>): Promise<IteratorResult<Uint8Array> | null> {
  try {
    return await chunks.next()
  } catch {
    return null
  }
}

async function sizeOf(file: string): Promise<number> {
  try {
    return (await stat(file)).size
  } catch {
    return 0
  }
}
