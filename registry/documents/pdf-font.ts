// One font for pdfkit, put together from files by range: it looks characters up, and writes those that were used as one subset.
// A character that no file has is drawn as an empty box and keeps its code: a rare name never ends a document.
import type { Font } from 'fontkit'
import { type Outline, trueTypeOf } from './truetype.ts'

/** The font that may have this character. */
export type FontOf = (codePoint: number) => Font | null
/** What pdfkit asks of a glyph. `id` is its place among those that this document uses. */
type PlacedGlyph = {
  readonly id: number
  readonly advanceWidth: number
  readonly codePoints: readonly number[]
}

const UNITS_PER_EM = 1000
const [BOX_WIDTH, BOX_HEIGHT, BOX_LINE] = [1000, 720, 40]

/** An empty box as wide as a Chinese character. */
const BOX: Outline = {
  advance: BOX_WIDTH,
  path: [
    ...rectangle(100, 0, BOX_WIDTH - 100, BOX_HEIGHT, false),
    ...rectangle(100 + BOX_LINE, BOX_LINE, BOX_WIDTH - 100 - BOX_LINE, BOX_HEIGHT - BOX_LINE, true),
  ],
}

/** The way round decides what is inside: the outer one clockwise, the inner one against it. */
function rectangle(left: number, low: number, right: number, high: number, inner: boolean): Outline['path'] {
  const round = [
    [left, low],
    [left, high],
    [right, high],
    [right, low],
  ]
  return (inner ? round.toReversed() : round).map((args, i) => ({
    command: i === 0 ? 'moveTo' : 'lineTo',
    args,
  }))
}

/** Marks that change or order what stands beside them, and control characters: nothing to draw. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Variation_Selector}]/u

/** Fits where pdfkit takes a fontkit font: its properties are the ones that pdfkit's EmbeddedFont reads. */
export class PdfFont {
  readonly postscriptName: string
  readonly unitsPerEm = UNITS_PER_EM
  readonly ascent = 880
  readonly descent = -120
  readonly lineGap = 0
  readonly capHeight = 730
  readonly xHeight = 520
  readonly italicAngle = 0
  readonly bbox = { minX: -100, minY: -300, maxX: 1100, maxY: 1000 }
  readonly post = { isFixedPitch: false }
  readonly head = { macStyle: { italic: false } }

  readonly #fonts: readonly FontOf[]
  readonly #outlines: Outline[] = [BOX]
  readonly #placed = new Map<number, PlacedGlyph>()
  readonly #missing = new Set<number>()

  /** The first of `fonts` that has a character draws it. All have 1000 units to the em, as both Noto families do. */
  constructor(postscriptName: string, fonts: readonly FontOf[]) {
    this.postscriptName = postscriptName
    this.#fonts = fonts
  }

  /** Code points that were asked for and are in no file. */
  get missing(): ReadonlySet<number> {
    return this.#missing
  }

  layout(text: string) {
    const visible = [...text.normalize('NFC')].filter(character => !INVISIBLE.test(character))
    const glyphs = visible.map(character => this.#place(character.codePointAt(0) ?? 0))
    return {
      glyphs,
      // pdfkit scales them in place: each run has its own.
      positions: glyphs.map(glyph => ({ xAdvance: glyph.advanceWidth, yAdvance: 0, xOffset: 0, yOffset: 0 })),
      advanceWidth: glyphs.reduce((sum, glyph) => sum + glyph.advanceWidth, 0),
    }
  }

  getGlyph(id: number): { readonly advanceWidth: number } {
    return { advanceWidth: this.#outlines[id]?.advance ?? 0 }
  }

  /** Numbers glyphs anew in the order in which the document draws them: what was only measured is not in it. */
  createSubset() {
    const included = [0]
    const numbers = new Map([[0, 0]])
    return {
      includeGlyph: (id: number): number => {
        const before = numbers.get(id)
        if (before !== undefined) return before
        numbers.set(id, included.length)
        return included.push(id) - 1
      },
      encode: (): Buffer =>
        trueTypeOf(
          included.map(id => this.#outlines[id] ?? BOX),
          this,
        ),
    }
  }

  #place(codePoint: number): PlacedGlyph {
    const before = this.#placed.get(codePoint)
    if (before !== undefined) return before
    const outline = this.#outlineOf(codePoint)
    const placed = { id: this.#outlines.length, advanceWidth: outline.advance, codePoints: [codePoint] }
    this.#outlines.push(outline)
    this.#placed.set(codePoint, placed)
    return placed
  }

  #outlineOf(codePoint: number): Outline {
    for (const fontOf of this.#fonts) {
      const font = fontOf(codePoint)
      if (font?.hasGlyphForCodePoint(codePoint) !== true) continue
      const glyph = font.glyphForCodePoint(codePoint)
      return {
        advance: Math.round(glyph.advanceWidth),
        // Drawn only if the document uses it: much is laid out only to be measured.
        get path() {
          return glyph.path.commands
        },
      }
    }
    this.#missing.add(codePoint)
    return BOX
  }
}
