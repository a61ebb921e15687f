// A download is resumed where it broke, hashed as it comes, and named only when it is the very file that was asked for.
import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { err, ok } from '../../../core/result.ts'
import { type DownloadParts, downloadArtifact, type Wanted } from '../../../electron/sync/download.ts'

const CONTENT = Buffer.from(Array.from({ length: 5000 }, (_, i) => i % 251))
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const REF: Wanted = { path: 'change-x.ndjson.gz', sha256: sha256(CONTENT), bytes: CONTENT.length }

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'xhc-download-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

type Client = DownloadParts['client']

/** Gives `per` bytes a connection and then breaks, as often as it is asked; notes from where it was asked. */
function breaking(per: number, content = CONTENT) {
  const from: number[] = []
  const client: Client = {
    artifact: async (_path, offset = 0, { length } = {}) => {
      from.push(offset)
      const end = Math.min(length === undefined ? content.length : offset + length, offset + per)
      let given = false
      return ok(
        new ReadableStream<Uint8Array>({
          pull(controller) {
            if (!given) controller.enqueue(content.subarray(offset, end))
            else if (end < content.length && per < content.length) controller.error(new Error('cut'))
            else controller.close()
            given = true
          },
        }),
      )
    },
  }
  return { client, from }
}

const download = (client: Client, ref = REF, signal?: AbortSignal) =>
  downloadArtifact(ref, { client, folder, onBytes: () => {}, signal })

describe('a download', () => {
  test('goes on where the line broke, as long as each try brings something', async () => {
    const { client, from } = breaking(700)
    expect(await download(client)).toEqual(ok(join(folder, REF.path)))
    expect(from).toEqual([0, 700, 1400, 2100, 2800, 3500, 4200, 4900])
    expect(readFileSync(join(folder, REF.path)).equals(CONTENT)).toBe(true)
  })

  test('goes on from what an earlier run left, and hashes that with the rest', async () => {
    writeFileSync(join(folder, `${REF.path}.part`), CONTENT.subarray(0, 1234))
    const { client, from } = breaking(10_000)
    expect(await download(client)).toEqual(ok(join(folder, REF.path)))
    expect(from).toEqual([1234])
  })

  test('begins anew where an earlier run left something else', async () => {
    writeFileSync(join(folder, `${REF.path}.part`), Buffer.alloc(1234, 9))
    const { client, from } = breaking(10_000)
    expect(await download(client)).toEqual(ok(join(folder, REF.path)))
    expect(from).toEqual([1234, 0])
  })

  test('of other bytes gets no name, and leaves nothing', async () => {
    const other = Buffer.from(CONTENT)
    other[4999] = 0xff
    expect(await download(breaking(10_000, other).client)).toEqual(err({ code: 'bad-hash' }))
    expect(readdirSync(folder)).toEqual([])
  })

  test('takes no more than was asked for', async () => {
    const longer = Buffer.concat([CONTENT, CONTENT])
    expect(await download(breaking(20_000, longer).client)).toEqual(ok(join(folder, REF.path)))
  })

  test('of a block inside a file asks for that range alone', async () => {
    const block = CONTENT.subarray(1000, 1500)
    const ref = {
      path: 'block-x.ndjson.gz',
      sha256: sha256(block),
      bytes: 500,
      within: { path: REF.path, offset: 1000 },
    }
    const { client, from } = breaking(200)
    expect(await download(client, ref)).toEqual(ok(join(folder, ref.path)))
    expect(from).toEqual([1000, 1200, 1400])
    expect(readFileSync(join(folder, ref.path)).equals(block)).toBe(true)
  })

  test('that brings nothing is given up after a few tries, and what is there is kept', async () => {
    let asked = 0
    const silent: Client = {
      artifact: async () => {
        asked += 1
        return err({ code: 'unreachable' })
      },
    }
    expect(await download(silent)).toEqual(err({ code: 'unreachable' }))
    expect(asked).toBe(4)
    expect(existsSync(join(folder, `${REF.path}.part`))).toBe(true)
  })

  test('stops when it is told to, between two connections', async () => {
    const stopping = new AbortController()
    const { client } = breaking(700)
    const stopped: Client = {
      artifact: async (path, offset, asked) => {
        if ((offset ?? 0) > 1000) stopping.abort()
        return await client.artifact(path, offset, asked)
      },
    }
    expect(await download(stopped, REF, stopping.signal)).toEqual(err({ code: 'stopped' }))
  })

  test('of a file that is there already asks nobody', async () => {
    writeFileSync(join(folder, REF.path), CONTENT)
    const { client, from } = breaking(700)
    expect(await download(client)).toEqual(ok(join(folder, REF.path)))
    expect(from).toEqual([])
  })
})
