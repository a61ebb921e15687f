// Finds the buckets that differ from the manifest and mends them alone: their blocks of the snapshot, and what changed since.
// It fetches ranges of a file that is there anyway; a bucket costs its few thousand rows, whatever the register's size.
import { readFile } from 'node:fs/promises'
import { err, ok, type Result } from '../../core/result.ts'
import { BUCKETS } from '../../core/sync/buckets.ts'
import { type Manifest, type SnapshotIndex, snapshotIndex } from '../../core/sync/wire.ts'
import { type DownloadParts, downloadArtifact } from './download.ts'
import { type PullError, type PullTarget, syncCodeOf } from './target.ts'

/** More than these, and a whole snapshot is less work for everybody. */
export const MOST_MENDED = 32

export function differingBuckets(target: Pick<PullTarget, 'buckets'>, state: Manifest): number[] {
  const ours = target.buckets()
  return state.buckets.flatMap((b, i) => {
    const held = ours[i]
    return b.count === held?.count && b.uses === held.uses && b.digest === held.digest ? [] : [i]
  })
}

/** The files of these buckets' blocks, each checked by its own hash. */
export async function fetchBlocks(
  state: Manifest,
  buckets: readonly number[],
  parts: DownloadParts,
): Promise<Result<readonly string[], PullError>> {
  const index = await fetchIndex(state, parts)
  if (!index.ok) return index
  const files: string[] = []
  for (const part of index.value.parts.filter(p => buckets.includes(p.block % BUCKETS))) {
    const file = await downloadArtifact(
      {
        path: `block-${part.sha256}.ndjson.gz`,
        sha256: part.sha256,
        bytes: part.bytes,
        within: { path: state.snapshot.path, offset: part.offset },
      },
      parts,
    )
    if (!file.ok) return err({ code: syncCodeOf(file.error) })
    files.push(file.value)
  }
  return ok(files)
}

async function fetchIndex(state: Manifest, parts: DownloadParts): Promise<Result<SnapshotIndex, PullError>> {
  const file = await downloadArtifact(state.snapshot.index, parts)
  if (!file.ok) return err({ code: syncCodeOf(file.error) })
  const index = snapshotIndex.safeParse(parseJson(await readFile(file.value, 'utf8')))
  return index.success ? ok(index.data) : err({ code: 'bad-data' })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
