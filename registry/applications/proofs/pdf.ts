// A PDF looked through before a reviewer opens it: whole, not locked, nothing in it that runs, starts or carries something else.
// It is not taken apart as a viewer does: what cannot be looked into is refused rather than believed.
import { createInflate } from 'node:zlib'
import { err, ok, type Result } from '../../../core/result.ts'
import type { ProofError } from './inspect.ts'
import { unpackedSize } from './unpacked-size.ts'

/** Unpacked bytes of all streams together. A long scan without compression of its own stays well below. */
const MOST_UNPACKED = 256 * 1024 * 1024
/** Of one stream that holds objects: texts, never pictures. */
const MOST_OBJECTS = 16 * 1024 * 1024
const TAIL = 1024

/** Names of what acts by itself or carries other files (ISO 32000-1 §12.6, §7.11.4, §13, XFA). */
const ACTIVE =
  /\/(JavaScript|JS|Launch|EmbeddedFiles?|Filespec|FileAttachment|RichMedia|Movie|Sound|Rendition|SubmitForm|ImportData|GoToE|GoToR|XFA|AA)(?![A-Za-z0-9])/

const refused = (code: ProofError['code']) => err({ code } as const)

export async function checkPdf(bytes: Buffer): Promise<Result<null, ProofError>> {
  const text = bytes.toString('latin1')
  if (!/^%PDF-[12]\.\d/.test(text) || !text.slice(-TAIL).includes('%%EOF')) return refused('proof-broken')
  const outside = withoutStreams(text)
  if (!/\/Type\s*\/(Catalog|ObjStm|XRef)/.test(plainNames(outside.text))) return refused('proof-broken')
  if (/\/Encrypt(?![A-Za-z])/.test(plainNames(outside.text))) return refused('proof-locked')
  if (isActive(outside.text)) return refused('proof-active')

  let left = MOST_UNPACKED
  for (const { head, start, end } of outside.streams) {
    const names = plainNames(head)
    const holdsObjects = /\/ObjStm(?![A-Za-z])/.test(names)
    const data = bytes.subarray(start, end)
    // Objects packed in a way that is not looked into could hold anything.
    if (holdsObjects && !/\/Filter\s*\[?\s*\/FlateDecode\s*\]?\s*(\/|>>)/.test(names))
      return refused('proof-active')
    if (!/\/(FlateDecode|Fl)(?![A-Za-z])/.test(names)) continue
    const portions: Buffer[] = []
    const most = holdsObjects ? Math.min(left, MOST_OBJECTS) : left
    const size = await unpackedSize(data, createInflate(), most, portion => {
      if (holdsObjects) portions.push(portion)
    })
    if (size === 'more') return refused('proof-bomb')
    // A viewer mends a broken picture; what holds objects must be whole to have been looked through.
    if (size === 'broken' && holdsObjects) return refused('proof-broken')
    if (typeof size === 'number') left -= size
    if (holdsObjects && isActive(Buffer.concat(portions).toString('latin1'))) return refused('proof-active')
  }
  return ok(null)
}

/** A name may be written with hexadecimal escapes: /J#61vaScript. */
const plainNames = (text: string): string =>
  text.replaceAll(/#([0-9a-fA-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))

const isActive = (text: string): boolean => ACTIVE.test(plainNames(text))

type Stream = { readonly head: string; readonly start: number; readonly end: number }

/** The file's own text, with each stream's data cut out and its dictionary beside it. */
function withoutStreams(text: string): { readonly text: string; readonly streams: readonly Stream[] } {
  const streams: Stream[] = []
  const parts: string[] = []
  let at = 0
  for (const match of text.matchAll(/>>\s*stream\r?\n/g)) {
    if (match.index < at) continue
    const start = match.index + match[0].length
    const found = text.indexOf('endstream', start)
    const end = found === -1 ? text.length : found
    const head = text.slice(Math.max(at, text.lastIndexOf(' obj', match.index)), match.index + 2)
    streams.push({ head, start, end: withoutLineEnd(text, start, end) })
    parts.push(text.slice(at, start))
    at = end
  }
  return { text: [...parts, text.slice(at)].join(''), streams }
}

/** The line end before `endstream` is not the data's. */
function withoutLineEnd(text: string, start: number, end: number): number {
  if (end > start && text[end - 1] === '\n') return text[end - 2] === '\r' ? end - 2 : end - 1
  return end > start && text[end - 1] === '\r' ? end - 1 : end
}
