// Loads the typefaces of a document: of 宋体 the files with its characters, unpacked and set to a weight; 黑体 whole.
// Nothing is kept afterwards: an office makes a few documents a month, and a registry runs all year.
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import * as fontkit from 'fontkit'
import wawoff2 from 'wawoff2'
import { serifFileOf } from './font-ranges.ts'
import { type FontOf, PdfFont } from './pdf-font.ts'

/** 宋体 for the text, heavy for the title; 黑体 for headings, tables and charts. */
export type FaceName = 'song' | 'title' | 'hei' | 'heiBold'
export type Faces = Readonly<Record<FaceName, PdfFont>>

const [SONG, SONG_TITLE] = [400, 700]
/** Thirty thousand characters: rare names that 宋体 has not are set in it too. */
const SANS = '@embedpdf/fonts-sc'
const require = createRequire(import.meta.url)

/** Faces in which these texts can be set. */
export async function openFaces(texts: readonly string[]): Promise<Faces> {
  const [serif, regular, bold] = await Promise.all([
    loadSerif(codePointsOf(texts)),
    loadSans('NotoSansHans-Regular.otf'),
    loadSans('NotoSansHans-Bold.otf'),
  ])
  const face = (name: FaceName, fonts: readonly FontOf[]): PdfFont =>
    new PdfFont(`NotoChinese-${name}`, fonts)
  return {
    song: face('song', [serifAt(serif, SONG), () => regular]),
    title: face('title', [serifAt(serif, SONG_TITLE), () => bold]),
    hei: face('hei', [() => regular]),
    heiBold: face('heiBold', [() => bold]),
  }
}

type Serif = ReadonlyMap<string, fontkit.Font>

function serifAt(serif: Serif, weight: number): FontOf {
  const fonts = new Map([...serif].map(([path, font]) => [path, font.getVariation({ wght: weight })]))
  return codePoint => fonts.get(serifFileOf(codePoint) ?? '') ?? null
}

/** With the digits of the page numbers, which no text of the document has. */
const codePointsOf = (texts: readonly string[]): ReadonlySet<number> =>
  new Set([...`${texts.join('')} 0123456789—`].map(c => c.codePointAt(0) ?? 0))

async function loadSerif(codePoints: ReadonlySet<number>): Promise<Serif> {
  const fonts = new Map<string, fontkit.Font>()
  for (const path of new Set([...codePoints].flatMap(codePoint => serifFileOf(codePoint) ?? [])))
    fonts.set(path, single(fontkit.create(Buffer.from(await wawoff2.decompress(await readFile(path))))))
  return fonts
}

async function loadSans(file: string): Promise<fontkit.Font> {
  // Its package.json is not exported; its main file stands in a folder of its own.
  const root = dirname(dirname(require.resolve(SANS)))
  return single(fontkit.create(await readFile(join(root, 'fonts', file))))
}

function single(font: fontkit.Font | fontkit.FontCollection): fontkit.Font {
  if ('getGlyph' in font) return font
  throw new Error('the font packages hold single fonts')
}
