// Takes away published files that no manifest names any more: snapshots of a large register would fill the disk.
// A file stays for some days after it was written, for the terminal that is still downloading it.
import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** Seconds. */
export const KEPT_FOR = 3 * 86_400

export const isArtifactName = (name: string): boolean =>
  /^(?:snapshot|change)-[0-9a-f]{64}\.ndjson\.gz$/.test(name)

/** `now` in seconds since 1970 UTC. */
export async function sweepArtifacts(folder: string, named: ReadonlySet<string>, now: number): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!isArtifactName(name) || named.has(name)) continue
    const file = join(folder, name)
    if ((await stat(file)).mtimeMs / 1000 < now - KEPT_FOR) await rm(file, { force: true })
  }
}
