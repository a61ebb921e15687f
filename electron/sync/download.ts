// Brings one content-addressed artifact to disk: resumed where it broke off, believed only when its hash is right.
// A file under its final name is whole and genuine; anything else is called `.part` and may be thrown away.
import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { err, ok, type Result } from '../../core/result.ts'
import type { ArtifactRef } from '../../core/sync/wire.ts'
import type { RegistryClient, RegistryError } from './registry-client.ts'

export type DownloadError = RegistryError | { readonly code: 'bad-hash' } | { readonly code: 'disk' }

/** How often a broken connection is taken up again within one run. */
const RESUMES = 3

export async function downloadArtifact(
  client: RegistryClient,
  ref: ArtifactRef,
  folder: string,
  onBytes: (bytes: number) => void,
): Promise<Result<string, DownloadError>> {
  const file = join(folder, ref.path)
  const part = `${file}.part`
  try {
    await mkdir(folder, { recursive: true })
    if ((await sizeOf(file)) === ref.bytes) return ok(file)
    let last: DownloadError = { code: 'unreachable' }
    for (let attempt = 0; attempt <= RESUMES; attempt++) {
      const have = await sizeOf(part)
      if (have > ref.bytes) await rm(part, { force: true })
      if (have < ref.bytes) {
        const got = await fetchInto(client, ref.path, part, have > ref.bytes ? 0 : have, onBytes)
        if (!got.ok) {
          last = got.error
          if (got.error.code === 'unreachable') continue
          return got
        }
      }
      if ((await sizeOf(part)) < ref.bytes) continue
      if ((await sha256OfFile(part)) === ref.sha256) {
        await rename(part, file)
        return ok(file)
      }
      // The bytes are wrong, not missing: nothing of them is worth keeping.
      await rm(part, { force: true })
      last = { code: 'bad-hash' }
    }
    return err(last)
  } catch {
    return err({ code: 'disk' })
  }
}

async function fetchInto(
  client: RegistryClient,
  path: string,
  part: string,
  offset: number,
  onBytes: (bytes: number) => void,
): Promise<Result<null, RegistryError>> {
  const stream = await client.artifact(path, offset)
  if (!stream.ok) return stream
  const counted = Readable.from(stream.value).on('data', (chunk: Uint8Array) => onBytes(chunk.byteLength))
  try {
    await pipeline(counted, createWriteStream(part, { flags: offset > 0 ? 'a' : 'w' }))
    return ok(null)
  } catch (cause) {
    // A full disk is not the network's fault; what did arrive stays for the next attempt.
    if (cause instanceof Error && 'code' in cause && (cause.code === 'ENOSPC' || cause.code === 'EROFS'))
      throw cause
    return err({ code: 'unreachable' })
  }
}

async function sizeOf(file: string): Promise<number> {
  try {
    return (await stat(file)).size
  } catch {
    return 0
  }
}

async function sha256OfFile(file: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(file)) hash.update(chunk)
  return hash.digest('hex')
}
