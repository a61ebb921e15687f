// The published files in their folder: written whole and under the name of their content, found, checked, swept.
// A name is given only to bytes that are on disk; a file under its name is never written again.
import { createHash } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import type { ArtifactRef, SnapshotIndex } from '../core/sync/wire.ts'

/** What is in a file: `index` says where the blocks of a snapshot lie, `stops` is the revocation list. */
export type ArtifactKind = 'snapshot' | 'change' | 'stops' | 'index'
export type Artifacts = ReturnType<typeof artifactsIn>

/** Seconds that a file stays after it was written, for the terminal that is still downloading it. */
export const KEPT_FOR = 3 * 86_400

/** The names of what never changes. */
export const isName = (name: string): boolean =>
  /^(?:(?:snapshot|change|stops)-[0-9a-f]{64}\.ndjson\.gz|index-[0-9a-f]{64}\.json)$/.test(name)

export function artifactsIn(folder: string) {
  mkdirSync(folder, { recursive: true })

  async function writeWhole(file: string, content: string | Uint8Array): Promise<void> {
    const handle = await open(`${file}.tmp`, 'w')
    await handle.writeFile(content)
    await handle.sync()
    await handle.close()
    await rename(`${file}.tmp`, file)
  }

  async function writeNamed(
    kind: ArtifactKind,
    form: string,
    bytes: Buffer,
    rows: number,
  ): Promise<ArtifactRef> {
    const hash = sha256(bytes)
    const path = `${kind}-${hash}.${form}`
    await writeWhole(join(folder, path), bytes)
    return { path, sha256: hash, bytes: bytes.length, rows }
  }

  return {
    /** A signed document under its own, constant name. */
    async putDocument(name: string, content: string): Promise<void> {
      await writeWhole(join(folder, name), content)
    },

    /** Lines of NDJSON, gzipped. */
    async writeLines(kind: ArtifactKind, lines: readonly string[]): Promise<ArtifactRef> {
      return await writeNamed(
        kind,
        'ndjson.gz',
        gzipSync(lines.map(line => `${line}\n`).join('')),
        lines.length,
      )
    },

    /** The lines of a file that was written here, checked by its hash. */
    async readLines(ref: ArtifactRef): Promise<string[]> {
      const bytes = await readFile(join(folder, ref.path))
      if (sha256(bytes) !== ref.sha256) throw new Error(`published file is damaged: ${ref.path}`)
      return gunzipSync(bytes).toString('utf8').split('\n').filter(Boolean)
    },

    /** Where the blocks of a snapshot lie: JSON as it is, for hashes do not pack. */
    async writeIndex(index: SnapshotIndex): Promise<ArtifactRef> {
      return await writeNamed('index', 'json', Buffer.from(JSON.stringify(index)), index.parts.length)
    },

    /** NDJSON that is gzipped already, hashed as it is written; the file gets its name when that is known. */
    async writeStream(
      kind: ArtifactKind,
      packed: AsyncIterable<Uint8Array>,
      rows: () => number,
    ): Promise<ArtifactRef> {
      const temporary = join(folder, `${kind}.tmp`)
      const hash = createHash('sha256')
      let bytes = 0
      const file = await open(temporary, 'w')
      try {
        for await (const chunk of packed) {
          hash.update(chunk)
          bytes += chunk.length
          await file.appendFile(chunk)
        }
        await file.sync()
      } finally {
        await file.close()
      }
      const sum = hash.digest('hex')
      const path = `${kind}-${sum}.ndjson.gz`
      await rename(temporary, join(folder, path))
      return { path, sha256: sum, bytes, rows: rows() }
    },

    /** The file behind a published name, or null; names are checked by shape, so no path gets in. */
    fileOf: (name: string): string | null => (isName(name) ? join(folder, name) : null),

    /** Whether the file is there in its full length. */
    async isThere(ref: ArtifactRef): Promise<boolean> {
      const found = await stat(join(folder, ref.path)).catch(() => null)
      return found?.size === ref.bytes
    },

    /** Takes away what no manifest names any more: snapshots of a large register would fill the disk. `now` in seconds. */
    async sweep(named: readonly ArtifactRef[], now: number): Promise<void> {
      const names = new Set(named.map(ref => ref.path))
      for (const name of await readdir(folder)) {
        if (!isName(name) || names.has(name)) continue
        const file = join(folder, name)
        if ((await stat(file)).mtimeMs / 1000 < now - KEPT_FOR) await rm(file, { force: true })
      }
    },

    /** A snapshot that a crash cut short. */
    removeLeftovers: () => rm(join(folder, 'snapshot.tmp'), { force: true }),
  }
}

export const sha256 = (content: string | Uint8Array): string =>
  createHash('sha256').update(content).digest('hex')
