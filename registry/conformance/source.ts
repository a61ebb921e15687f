// Where codes to be checked come from: a file of lines, a file of vectors, or an endpoint that answers with tokens.
// What an endpoint answers is a stranger's word: it is parsed, bounded, and never followed anywhere.
import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { issuerKey } from '../../core/card/keys.ts'
import { err, ok, type Result } from '../../core/result.ts'

const MOST_BYTES = 4_000_000
const PATIENCE = 15_000

/** As core/card/vectors.json has them. */
export const vectorFile = z.object({
  keys: z.array(issuerKey),
  vectors: z.array(
    z.object({
      name: z.string(),
      input: z.string(),
      at: z.int(),
      before: z.array(z.string()).optional(),
      expect: z.object({ step: z.string() }),
    }),
  ),
})
export type VectorFile = z.infer<typeof vectorFile>

/** As POST /v1/virtual-tokens answers. `validFrom`: seconds since 1970 UTC, when the code is to be shown. */
const tokenAnswer = z.object({
  tokens: z.array(z.object({ token: z.string(), validFrom: z.int().optional() })).max(5000),
})

export type Codes = readonly { readonly token: string; readonly validFrom: number | null }[]
export type Source =
  | { readonly kind: 'codes'; readonly codes: Codes }
  | { readonly kind: 'vectors'; readonly file: VectorFile }
type Problem = { readonly code: 'unreachable' | 'not-readable' | 'refused'; readonly words: string }

export const isUrl = (text: string): boolean => /^https?:\/\//.test(text)

export async function fromFile(file: string): Promise<Result<Source, Problem>> {
  try {
    return parse(await readFile(file, 'utf8'))
  } catch {
    return err({ code: 'not-readable', words: `${file} cannot be read` })
  }
}

/** With a card: asked as POST /v1/virtual-tokens is; without: a plain GET. */
export async function fromEndpoint(
  url: string,
  asked: { readonly card: string | null; readonly slots: number; readonly key: string | null },
): Promise<Result<Source, Problem>> {
  const headers = {
    accept: 'application/json',
    ...(asked.key !== null && { authorization: `Bearer ${asked.key}` }),
    ...(asked.card !== null && { 'content-type': 'application/json' }),
  }
  const body = asked.card === null ? null : JSON.stringify({ card: asked.card, slots: asked.slots })
  try {
    const signal = AbortSignal.timeout(PATIENCE)
    const method = body === null ? 'GET' : 'POST'
    const response = await fetch(url, { method, headers, body, signal, redirect: 'error' })
    const text = await response.text()
    if (!response.ok) return err({ code: 'refused', words: `the endpoint answers ${response.status}` })
    if (text.length > MOST_BYTES) return err({ code: 'not-readable', words: 'the answer is too long' })
    return parse(text)
  } catch {
    return err({ code: 'unreachable', words: `no answer from ${url}` })
  }
}

function parse(text: string): Result<Source, Problem> {
  if (!/^\s*[[{]/.test(text)) {
    const lines = text.split(/\r?\n/).filter(line => line.trim() !== '')
    return ok({ kind: 'codes', codes: lines.map(token => ({ token, validFrom: null })) })
  }
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return err({ code: 'not-readable', words: 'it begins like JSON and is none' })
  }
  const vectors = vectorFile.safeParse(json)
  if (vectors.success) return ok({ kind: 'vectors', file: vectors.data })
  const tokens = tokenAnswer.safeParse(json)
  if (!tokens.success)
    return err({ code: 'not-readable', words: 'neither vectors nor { tokens: [{ token, validFrom }] }' })
  return ok({
    kind: 'codes',
    codes: tokens.data.tokens.map(({ token, validFrom }) => ({ token, validFrom: validFrom ?? null })),
  })
}
