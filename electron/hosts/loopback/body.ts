// Reads the body of one call: JSON in UTF-8, bounded.
// It never keeps more than the bound in memory, and never says why the JSON was not one.
import type { IncomingMessage } from 'node:http'
import { err, ok, type Result } from '../../../core/result.ts'
import { MAX_CALL_BYTES } from '../dispatch.ts'

export type BodyError = { readonly code: 'not-json-type' | 'too-large' | 'not-json' | 'broken-off' }

/** The parsed body; an empty one is `undefined`, the input of a call that takes none. */
export async function readCall(request: IncomingMessage): Promise<Result<unknown, BodyError>> {
  // A form or plain text of a foreign page needs no preflight; this type does, and gets no leave.
  if (!/^application\/json(;|$)/i.test(request.headers['content-type'] ?? ''))
    return refuse(request, 'not-json-type')
  if (Number(request.headers['content-length'] ?? 0) > MAX_CALL_BYTES) return refuse(request, 'too-large')
  const chunks: Buffer[] = []
  let bytes = 0
  try {
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
      bytes += chunk.length
      if (bytes > MAX_CALL_BYTES) return refuse(request, 'too-large')
      chunks.push(chunk)
    }
  } catch {
    return err({ code: 'broken-off' })
  }
  if (bytes === 0) return ok(undefined)
  try {
    return ok(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks))))
  } catch {
    return err({ code: 'not-json' })
  }
}

/** The rest is read and thrown away, so that the refusal reaches a client that is still sending. */
function refuse(request: IncomingMessage, code: BodyError['code']): Result<never, BodyError> {
  request.resume()
  return err({ code })
}
