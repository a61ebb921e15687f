// The published files in an S3-compatible bucket beside the folder: a file server that is not ours carries the night.
// A name is put once and never written again; a manifest goes up only after every file that it names.
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import {
  DeleteObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3'
import type { ArtifactRef } from '../core/sync/wire.ts'
import { type Artifacts, isName, KEPT_FOR } from './artifacts.ts'

/** Credentials come as every S3 client takes them: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or a profile. */
export type BucketOptions = {
  readonly bucket: string
  /** Of a server other than AWS: https://s3.example.cn */
  readonly endpoint?: string | undefined
  readonly region?: string | undefined
}

/** XHC_S3_BUCKET, XHC_S3_ENDPOINT, XHC_S3_REGION; null where no bucket is named. */
export function bucketFrom(env: Readonly<Record<string, string | undefined>>): BucketOptions | null {
  const bucket = env['XHC_S3_BUCKET']
  if (bucket === undefined || bucket === '') return null
  return { bucket, endpoint: env['XHC_S3_ENDPOINT'], region: env['XHC_S3_REGION'] }
}

const IMMUTABLE = 'public, max-age=31536000, immutable'
const ALWAYS_ASKED = 'no-cache'

/** The same files in `folder` and in the bucket; what was written here before the bucket was named goes up when it is looked for. */
export function inBucket(artifacts: Artifacts, folder: string, options: BucketOptions): Artifacts {
  const { bucket: Bucket, endpoint, region = 'us-east-1' } = options
  const s3 = new S3Client({
    region,
    ...(endpoint !== undefined && { endpoint, forcePathStyle: true }),
    // Servers other than AWS often do not know the newer checksums; the name is the hash of the bytes anyway.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  })

  async function sizeOf(Key: string): Promise<number | null> {
    try {
      return (await s3.send(new HeadObjectCommand({ Bucket, Key }))).ContentLength ?? null
    } catch (cause) {
      if (cause instanceof S3ServiceException && cause.$metadata.httpStatusCode === 404) return null
      throw cause
    }
  }

  async function putOnce(ref: ArtifactRef): Promise<ArtifactRef> {
    if ((await sizeOf(ref.path)) === ref.bytes) return ref
    const file = join(folder, ref.path)
    const put = new PutObjectCommand({
      Bucket,
      Key: ref.path,
      Body: createReadStream(file),
      ContentLength: (await stat(file)).size,
      ContentType: ref.path.endsWith('.gz') ? 'application/gzip' : 'application/json',
      CacheControl: IMMUTABLE,
    })
    await s3.send(put)
    return ref
  }

  async function sweepBucket(named: readonly ArtifactRef[], now: number): Promise<void> {
    const names = new Set(named.map(ref => ref.path))
    let ContinuationToken: string | undefined
    do {
      const page = await s3.send(
        new ListObjectsV2Command({ Bucket, ...(ContinuationToken !== undefined && { ContinuationToken }) }),
      )
      for (const { Key, LastModified } of page.Contents ?? []) {
        if (Key === undefined || !isName(Key) || names.has(Key)) continue
        const age = now - (LastModified?.getTime() ?? Number.POSITIVE_INFINITY) / 1000
        if (age > KEPT_FOR) await s3.send(new DeleteObjectCommand({ Bucket, Key }))
      }
      ContinuationToken = page.NextContinuationToken
    } while (ContinuationToken !== undefined)
  }

  return {
    ...artifacts,
    async putDocument(name, content) {
      await artifacts.putDocument(name, content)
      await s3.send(
        new PutObjectCommand({
          Bucket,
          Key: name,
          Body: content,
          ContentType: 'application/json',
          CacheControl: ALWAYS_ASKED,
        }),
      )
    },
    writeLines: async (kind, lines) => await putOnce(await artifacts.writeLines(kind, lines)),
    writeIndex: async index => await putOnce(await artifacts.writeIndex(index)),
    writeStream: async (kind, packed, rows) => await putOnce(await artifacts.writeStream(kind, packed, rows)),
    async isThere(ref) {
      if (!(await artifacts.isThere(ref))) return false
      await putOnce(ref)
      return true
    },
    async sweep(named, now) {
      await artifacts.sweep(named, now)
      await sweepBucket(named, now)
    },
  }
}
