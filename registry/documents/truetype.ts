// Writes outlines as a TrueType font program, with the tables that a PDF needs of one (ISO 32000-1, 9.9) and no other.
// Coordinates are whole units of the em; a glyph's number is its place in the list.

export type PathCommand = { readonly command: string; readonly args: readonly number[] }
export type Outline = { readonly advance: number; readonly path: readonly PathCommand[] }
export type FontMetrics = {
  readonly unitsPerEm: number
  readonly ascent: number
  readonly descent: number
}

type Point = { readonly x: number; readonly y: number; readonly onCurve: boolean }
type Glyph = {
  readonly data: Buffer
  readonly points: number
  readonly contours: number
  readonly box: readonly [xMin: number, yMin: number, xMax: number, yMax: number]
}

export function trueTypeOf(outlines: readonly Outline[], metrics: FontMetrics): Buffer {
  const glyphs = outlines.map(outline => glyphOf(contoursOf(outline.path)))
  const drawn = glyphs.filter(glyph => glyph.contours > 0)
  const box = [
    Math.min(0, ...drawn.map(g => g.box[0])),
    Math.min(0, ...drawn.map(g => g.box[1])),
    Math.max(0, ...drawn.map(g => g.box[2])),
    Math.max(0, ...drawn.map(g => g.box[3])),
  ] as const
  return fontFile({
    glyf: Buffer.concat(glyphs.map(g => g.data)),
    head: head(metrics.unitsPerEm, box),
    hhea: hhea(metrics, outlines),
    hmtx: hmtx(outlines, glyphs),
    loca: loca(glyphs),
    maxp: maxp(glyphs),
  })
}

/** Closed contours. A curve's own control point stands off the curve between two that are on it. */
export function contoursOf(path: readonly PathCommand[]): Point[][] {
  const contours: Point[][] = []
  for (const { command, args } of path) {
    const [a = 0, b = 0, c = 0, d = 0] = args.map(Math.round)
    const contour = contours.at(-1)
    if (command === 'moveTo') contours.push([{ x: a, y: b, onCurve: true }])
    else if (command === 'lineTo') contour?.push({ x: a, y: b, onCurve: true })
    else if (command === 'quadraticCurveTo')
      contour?.push({ x: a, y: b, onCurve: false }, { x: c, y: d, onCurve: true })
    else if (command === 'bezierCurveTo') contour?.push(...quadratics(contour.at(-1), args))
  }
  return contours.map(withoutReturn).filter(contour => contour.length > 1)
}

const PARTS = 4

/** A cubic curve, of which OpenType's other kind of outline is made, in as many quadratic ones: within a unit of the em. */
function quadratics(
  from: Point | undefined,
  [x1 = 0, y1 = 0, x2 = 0, y2 = 0, x3 = 0, y3 = 0]: readonly number[],
): Point[] {
  const [x0, y0] = [from?.x ?? 0, from?.y ?? 0]
  return Array.from({ length: PARTS }, (_, i) => {
    const [a, b] = [i / PARTS, (i + 1) / PARTS]
    const control = (v: Four) => pointAt(v, a) + (slopeAt(v, a) * (b - a)) / 2
    const controlBack = (v: Four) => pointAt(v, b) - (slopeAt(v, b) * (b - a)) / 2
    const [xs, ys]: [Four, Four] = [
      [x0, x1, x2, x3],
      [y0, y1, y2, y3],
    ]
    const between = (v: Four): number => Math.round((control(v) + controlBack(v)) / 2)
    const off = { x: between(xs), y: between(ys), onCurve: false }
    return [off, { x: Math.round(pointAt(xs, b)), y: Math.round(pointAt(ys, b)), onCurve: true }]
  }).flat()
}

type Four = readonly [number, number, number, number]

const pointAt = ([p0, p1, p2, p3]: Four, t: number): number =>
  (1 - t) ** 3 * p0 + 3 * (1 - t) ** 2 * t * p1 + 3 * (1 - t) * t ** 2 * p2 + t ** 3 * p3

const slopeAt = ([p0, p1, p2, p3]: Four, t: number): number =>
  3 * ((1 - t) ** 2 * (p1 - p0) + 2 * (1 - t) * t * (p2 - p1) + t ** 2 * (p3 - p2))

/** TrueType closes a contour itself: a last point upon the first would stand there twice. */
function withoutReturn(contour: Point[]): Point[] {
  const [first, last] = [contour[0], contour.at(-1)]
  const returns = contour.length > 1 && last?.onCurve === true && last.x === first?.x && last.y === first?.y
  return returns ? contour.slice(0, -1) : contour
}

const ON_CURVE = 1

function glyphOf(contours: readonly Point[][]): Glyph {
  const points = contours.flat()
  if (points.length === 0) return { data: Buffer.alloc(0), points: 0, contours: 0, box: [0, 0, 0, 0] }
  const [xs, ys] = [points.map(p => p.x), points.map(p => p.y)]
  const box = [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)] as const
  const ends: number[] = []
  for (const contour of contours) ends.push((ends.at(-1) ?? -1) + contour.length)
  const data = Buffer.concat([
    int16s([contours.length, ...box]),
    // The ends of the contours, and no instructions.
    int16s([...ends, 0]),
    Buffer.from(points.map(p => (p.onCurve ? ON_CURVE : 0))),
    int16s(steps(xs)),
    int16s(steps(ys)),
  ])
  // Each glyph begins at a multiple of four.
  return {
    data: Buffer.concat([data, Buffer.alloc((4 - (data.length % 4)) % 4)]),
    points: points.length,
    contours: contours.length,
    box,
  }
}

const steps = (values: readonly number[]): number[] => values.map((value, i) => value - (values[i - 1] ?? 0))

function int16s(values: readonly number[]): Buffer {
  const buffer = Buffer.alloc(values.length * 2)
  // Unsigned fields (65,535 points) and signed ones alike: the same sixteen bits.
  for (const [i, value] of values.entries()) buffer.writeUInt16BE(value & 0xffff, i * 2)
  return buffer
}

function uint32s(values: readonly number[]): Buffer {
  const buffer = Buffer.alloc(values.length * 4)
  for (const [i, value] of values.entries()) buffer.writeUInt32BE(value >>> 0, i * 4)
  return buffer
}

function head(unitsPerEm: number, box: readonly number[]): Buffer {
  const [VERSION, REVISION, ADJUSTMENT_LATER, MAGIC] = [0x00010000, 0x00010000, 0, 0x5f0f3cf5]
  const [FLAGS, NO_STYLE, SMALLEST_SIZE, LEFT_TO_RIGHT, LONG_OFFSETS, GLYF_FORMAT] = [3, 0, 6, 2, 1, 0]
  return Buffer.concat([
    uint32s([VERSION, REVISION, ADJUSTMENT_LATER, MAGIC]),
    int16s([FLAGS, unitsPerEm]),
    // Made and changed: a document must not differ by the second it was made in.
    uint32s([0, 0, 0, 0]),
    int16s([...box, NO_STYLE, SMALLEST_SIZE, LEFT_TO_RIGHT, LONG_OFFSETS, GLYF_FORMAT]),
  ])
}

function hhea({ ascent, descent }: FontMetrics, outlines: readonly Outline[]): Buffer {
  const widest = Math.max(0, ...outlines.map(o => o.advance))
  const [UPRIGHT_RISE, REST] = [1, Array.from({ length: 10 }, () => 0)]
  return Buffer.concat([
    uint32s([0x00010000]),
    int16s([ascent, descent, 0, widest, 0, 0, widest, UPRIGHT_RISE, ...REST.slice(0, 7), outlines.length]),
  ])
}

const hmtx = (outlines: readonly Outline[], glyphs: readonly Glyph[]): Buffer =>
  int16s(outlines.flatMap((outline, i) => [Math.round(outline.advance), glyphs[i]?.box[0] ?? 0]))

function loca(glyphs: readonly Glyph[]): Buffer {
  const offsets = [0]
  for (const glyph of glyphs) offsets.push((offsets.at(-1) ?? 0) + glyph.data.length)
  return uint32s(offsets)
}

function maxp(glyphs: readonly Glyph[]): Buffer {
  const points = Math.max(0, ...glyphs.map(g => g.points))
  const contours = Math.max(0, ...glyphs.map(g => g.contours))
  const [NO_COMPOSITES, ZONES] = [[0, 0], 2]
  const NO_PROGRAM = [0, 0, 0, 0, 0, 0, 0, 0]
  return Buffer.concat([
    uint32s([0x00010000]),
    int16s([glyphs.length, points, contours, ...NO_COMPOSITES, ZONES, ...NO_PROGRAM]),
  ])
}

function fontFile(tables: Readonly<Record<string, Buffer>>): Buffer {
  const names = Object.keys(tables).sort()
  const log = Math.floor(Math.log2(names.length))
  const directory: Buffer[] = []
  const bodies: Buffer[] = []
  let offset = 12 + names.length * 16
  for (const name of names) {
    const table = tables[name] ?? Buffer.alloc(0)
    const padded = Buffer.concat([table, Buffer.alloc((4 - (table.length % 4)) % 4)])
    directory.push(Buffer.from(name, 'latin1'), uint32s([sumOf(padded), offset, table.length]))
    bodies.push(padded)
    offset += padded.length
  }
  const file = Buffer.concat([
    uint32s([0x00010000]),
    int16s([names.length, 16 * 2 ** log, log, (names.length - 2 ** log) * 16]),
    ...directory,
    ...bodies,
  ])
  const headAt =
    12 + names.length * 16 + bodies.slice(0, names.indexOf('head')).reduce((n, b) => n + b.length, 0)
  file.writeUInt32BE((0xb1b0afba - sumOf(file)) >>> 0, headAt + 8)
  return file
}

function sumOf(words: Buffer): number {
  let sum = 0
  for (let at = 0; at < words.length; at += 4) sum = (sum + words.readUInt32BE(at)) >>> 0
  return sum
}
