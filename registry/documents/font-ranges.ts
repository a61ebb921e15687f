// Which file of Noto Serif SC holds a character: the package's own table of ranges (unicode.json), read once.
// Nothing is guessed: a character outside the table has no file.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/** Code points `from` to `to`, both inclusive, and the file that has them. */
type Range = { readonly from: number; readonly to: number; readonly path: string }

const PACKAGE = '@fontsource-variable/noto-serif-sc'
const require = createRequire(import.meta.url)
let read: readonly Range[] | null = null

/** The file with this code point; null where no file has it. */
export function serifFileOf(codePoint: number): string | null {
  read ??= readRanges(dirname(require.resolve(`${PACKAGE}/package.json`)))
  return read.find(range => range.from <= codePoint && codePoint <= range.to)?.path ?? null
}

function readRanges(root: string): readonly Range[] {
  const subsets: Record<string, string> = JSON.parse(readFileSync(join(root, 'unicode.json'), 'utf8'))
  return Object.entries(subsets).flatMap(([subset, text]) => {
    // "[119]" names a numbered file, "latin" one that is not.
    const path = join(root, 'files', `noto-serif-sc-${subset.replace(/[[\]]/g, '')}-wght-normal.woff2`)
    return text.split(',').map(part => rangeOf(part, path))
  })
}

/** Of "U+4e2d" or "U+4e00-4e03". */
function rangeOf(text: string, path: string): Range {
  const [from = '', to = from] = text.slice(2).split('-')
  return { from: Number.parseInt(from, 16), to: Number.parseInt(to, 16), path }
}
