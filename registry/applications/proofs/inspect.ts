// What an applicant sent as a proof: a JPEG, a PNG or a PDF by its own bytes, or a refusal that can be put in words.
// The name and the type that came with it are never believed; a picture is kept without anything but its picture.
import { err, ok, type Result } from '../../../core/result.ts'
import { strippedJpeg } from './jpeg.ts'
import { checkPdf } from './pdf.ts'
import { strippedPng } from './png.ts'

export const PROOF_TYPES = ['image/jpeg', 'image/png', 'application/pdf'] as const
export type ProofType = (typeof PROOF_TYPES)[number]

export const PROOF_ERRORS = [
  'proof-empty',
  'proof-too-large',
  'proof-name',
  'proof-type', // neither JPEG nor PNG nor PDF
  'proof-page', // HTML, SVG or another text that a browser would run
  'proof-archive', // ZIP, gzip and the like
  'proof-broken', // begins right, but is not whole
  'proof-bomb', // unpacks to far more than it says or than anybody needs
  'proof-active', // a PDF with scripts, launches, files or forms in it
  'proof-locked', // a PDF that nobody could look into
] as const
export type ProofErrorCode = (typeof PROOF_ERRORS)[number]
export type ProofError = { readonly code: ProofErrorCode }

export type Proof = { readonly type: ProofType; readonly bytes: Buffer }

const LONGEST_NAME = 100

/** `name`: as the applicant's device calls it, to be shown to reviewers; `most`: bytes. */
export async function inspectProof(
  bytes: Buffer,
  name: string,
  most: number,
): Promise<Result<Proof, ProofError>> {
  if (!isPlainName(name)) return err({ code: 'proof-name' })
  if (bytes.length === 0) return err({ code: 'proof-empty' })
  if (bytes.length > most) return err({ code: 'proof-too-large' })
  const type = typeOf(bytes)
  if (!type.ok) return type
  switch (type.value) {
    case 'image/jpeg':
      return whole(type.value, strippedJpeg(bytes))
    case 'image/png':
      return whole(type.value, await strippedPng(bytes))
    case 'application/pdf': {
      const checked = await checkPdf(bytes)
      return checked.ok ? ok({ type: type.value, bytes }) : checked
    }
  }
}

const whole = (type: ProofType, picture: Result<Buffer, ProofError>): Result<Proof, ProofError> =>
  picture.ok ? ok({ type, bytes: picture.value }) : picture

/** No path, nothing invisible, nothing that turns the line around: it will be read by people. */
export function isPlainName(name: string): boolean {
  const text = name.normalize('NFC')
  if (text.trim() === '' || [...text].length > LONGEST_NAME || text.startsWith('.')) return false
  return !/[/\\:]|\.\.|[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(text)
}

const startsWith = (bytes: Buffer, ...head: readonly number[]): boolean =>
  head.every((byte, i) => bytes[i] === byte)

/** ZIP (also of Office and OpenDocument), gzip, 7z, RAR, xz, bzip2. */
const ARCHIVES = [
  [0x50, 0x4b],
  [0x1f, 0x8b],
  [0x37, 0x7a, 0xbc, 0xaf],
  [0x52, 0x61, 0x72, 0x21],
  [0xfd, 0x37, 0x7a, 0x58],
  [0x42, 0x5a, 0x68],
] as const

function typeOf(bytes: Buffer): Result<ProofType, ProofError> {
  if (startsWith(bytes, 0xff, 0xd8, 0xff)) return ok('image/jpeg')
  if (startsWith(bytes, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return ok('image/png')
  if (bytes.subarray(0, 5).equals(Buffer.from('%PDF-'))) return ok('application/pdf')
  if (ARCHIVES.some(head => startsWith(bytes, ...head))) return err({ code: 'proof-archive' })
  // Only which words to refuse it with is decided here: nothing of these is ever taken.
  return err({ code: looksLikePage(bytes) ? 'proof-page' : 'proof-type' })
}

/** As text in UTF-8 or UTF-16: markup or a script at its beginning. */
function looksLikePage(bytes: Buffer): boolean {
  const head = bytes.subarray(0, 4096)
  const texts = [head.toString('utf8'), head.toString('utf16le')]
  return texts.some(text => /^\ufeff?\s*</.test(text) || /<(!doctype|html|svg|script|\?xml)/i.test(text))
}
