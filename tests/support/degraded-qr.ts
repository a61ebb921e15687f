// Makes pictures of QR codes as bad cameras, bad light and bad angles show them, for the decode bench and its tests.
// The same seed must always give the same pixels: no clock, no Math.random, no picture file.

import { PNG } from 'pngjs'
import QRCode from 'qrcode'

export const FAMILIES = [
  'blur',
  'noise',
  'rotation',
  'perspective',
  'glare',
  'low-contrast',
  'small',
  'inverted',
] as const
export type Family = (typeof FAMILIES)[number]

export type DegradedQr = {
  /** `family-007`: the same name is the same picture. */
  readonly name: string
  readonly family: Family
  /** What a reader must find in it. */
  readonly content: string
  readonly width: number
  readonly height: number
  /** Greyscale, one byte per pixel. */
  readonly luma: Uint8Array
}

/** Numbers in [0, 1); mulberry32. */
type Random = () => number

function seeded(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

const between = (random: Random, low: number, high: number) => low + (high - low) * random()

/** Normal deviate, mean 0, deviation 1 (Box-Muller). */
const normal = (random: Random) => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())

/** Everything that happens between the printed code and the pixels; lengths in pixels, angles in radians. */
type Scene = {
  readonly width: number
  readonly height: number
  /** Pixels per module, before tilting. */
  readonly module: number
  /** Turn in the picture plane. */
  readonly turn: number
  /** Angle between card and picture plane, and the direction that it leans to. */
  readonly tilt: number
  readonly lean: number
  /** Grey of ink, paper and desk, 0–255. */
  readonly ink: number
  readonly paper: number
  readonly desk: number
  /** Light falls off by this part across the picture. */
  readonly shade: number
  /** Deviation of the lens's blur. */
  readonly blur: number
  /** Length and direction of a shake. */
  readonly shake: number
  readonly shakeTurn: number
  /** Deviation of the sensor's noise, in grey levels, and part of dead or hot pixels. */
  readonly noise: number
  readonly specks: number
  readonly glare: readonly { readonly x: number; readonly y: number; readonly r: number }[]
}

function ordinary(random: Random): Scene {
  return {
    width: 640,
    height: 480,
    module: between(random, 4.5, 7),
    turn: between(random, -0.15, 0.15),
    tilt: between(random, 0, 0.2),
    lean: between(random, 0, 2 * Math.PI),
    ink: between(random, 20, 55),
    paper: between(random, 195, 240),
    desk: between(random, 70, 150),
    shade: between(random, 0.05, 0.3),
    blur: between(random, 0.6, 1.1),
    shake: 0,
    shakeTurn: 0,
    noise: between(random, 2, 6),
    specks: 0,
    glare: [],
  }
}

function sceneOf(family: Family, random: Random): Scene {
  const plain = ordinary(random)
  switch (family) {
    case 'blur': {
      // Half the set is out of focus, half was moved.
      const moved = random() < 0.5
      return {
        ...plain,
        blur: plain.module * (moved ? 0.25 : between(random, 0.5, 0.74)),
        shake: moved ? plain.module * between(random, 0.8, 1.4) : 0,
        shakeTurn: between(random, 0, Math.PI),
      }
    }
    case 'noise':
      return {
        ...plain,
        noise: between(random, 28, 60),
        specks: between(random, 0, 0.06),
        module: between(random, 5, 7),
      }
    case 'rotation':
      return {
        ...plain,
        turn: between(random, 0, 2 * Math.PI),
        module: between(random, 3, 5.5),
        noise: between(random, 4, 12),
      }
    case 'perspective':
      return {
        ...plain,
        tilt: between(random, 0.65, 1.02),
        turn: between(random, -0.6, 0.6),
        module: between(random, 5.5, 7.5),
      }
    case 'glare':
      return { ...plain, shade: between(random, 0.3, 0.6), glare: hotSpots(random) }
    case 'low-contrast': {
      const ink = between(random, 90, 170)
      return {
        ...plain,
        ink,
        paper: ink + between(random, 14, 34),
        desk: ink - 25,
        noise: between(random, 1, 3),
        shade: between(random, 0, 0.25),
      }
    }
    case 'small':
      return { ...plain, module: between(random, 1.75, 2.5), blur: between(random, 0.3, 0.6) }
    case 'inverted':
      return { ...plain, ink: plain.paper, paper: plain.ink, turn: between(random, 0, 2 * Math.PI) }
  }
}

/** One or two reflections of a lamp, somewhere on the code (which reaches from -1 to 1) but off its finder patterns. */
function hotSpots(random: Random): Scene['glare'] {
  const spots = []
  for (let n = random() < 0.5 ? 1 : 2; n > 0; n--) {
    const r = between(random, 0.16, 0.26)
    // The band between the corners, and the corner that has no finder pattern.
    const x = between(random, -0.25, 0.8)
    const y = x > 0.2 ? between(random, -0.2, 0.7) : between(random, -0.15, 0.15)
    spots.push({ x, y, r })
  }
  return spots
}

type Matrix = { readonly size: number; readonly dark: (row: number, column: number) => boolean }

const QUIET_ZONE = 4
/** Samples per pixel and direction: enough that edges are smooth before the lens blurs them. */
const SAMPLES = 2

function matrixOf(content: string): Matrix {
  const { modules } = QRCode.create(content, { errorCorrectionLevel: 'M' })
  return { size: modules.size, dark: (row, column) => Boolean(modules.get(row, column)) }
}

/**
 * Where a ray through a pixel meets the card, in modules from the code's centre: a pinhole camera at a distance of
 * 2.5 codes looks at a card that leans away around an axis in its plane.
 */
function cardPoint(scene: Scene): (px: number, py: number) => readonly [number, number] {
  const distance = 110
  const [leanCos, leanSin] = [Math.cos(scene.lean), Math.sin(scene.lean)]
  const [tiltCos, tiltSin] = [Math.cos(scene.tilt), Math.sin(scene.tilt)]
  const [turnCos, turnSin] = [Math.cos(scene.turn), Math.sin(scene.turn)]
  return (px, py) => {
    const x = (px - scene.width / 2) / scene.module
    const y = (py - scene.height / 2) / scene.module
    const along = x * leanCos + y * leanSin
    const across = -x * leanSin + y * leanCos
    const u = along / (tiltCos - (along / distance) * tiltSin)
    const v = across * (1 + (u * tiltSin) / distance)
    const cx = u * leanCos - v * leanSin
    const cy = u * leanSin + v * leanCos
    return [cx * turnCos + cy * turnSin, -cx * turnSin + cy * turnCos]
  }
}

function render(scene: Scene, matrix: Matrix): Float32Array {
  const { width, height } = scene
  const out = new Float32Array(width * height)
  const half = matrix.size / 2
  const edge = half + QUIET_ZONE
  const point = cardPoint(scene)
  const ink = Array.from({ length: matrix.size ** 2 }, (_, i) =>
    matrix.dark(Math.floor(i / matrix.size), i % matrix.size) ? scene.ink : scene.paper,
  )
  const grey = (cx: number, cy: number) => {
    if (Math.abs(cx) > edge || Math.abs(cy) > edge) return scene.desk
    if (Math.abs(cx) >= half || Math.abs(cy) >= half) return scene.paper
    return ink[Math.floor(cy + half) * matrix.size + Math.floor(cx + half)] as number
  }
  const shadeCos = Math.cos(scene.lean + 1) * scene.shade
  const shadeSin = Math.sin(scene.lean + 1) * scene.shade
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [cx, cy] = point(x + 0.5, y + 0.5)
      const onCard = Math.abs(cx) <= edge && Math.abs(cy) <= edge
      let sum = 0
      // Far from the card there is nothing but desk, and no edge to be smooth.
      const samples = Math.max(Math.abs(cx), Math.abs(cy)) > edge + 2 ? 1 : SAMPLES
      for (let k = 0; k < samples * samples; k++) {
        const sx = x + ((k % samples) + 0.5) / samples
        const sy = y + (Math.floor(k / samples) + 0.5) / samples
        const [u, v] = point(sx, sy)
        sum += grey(u, v)
      }
      out[y * width + x] =
        (sum / (samples * samples)) * (1 + (x / width - 0.5) * shadeCos + (y / height - 0.5) * shadeSin) +
        (onCard ? glareAt(scene, cx / half, cy / half) : 0)
    }
  }
  return out
}

/** A lamp's reflection burns out in its middle and fades over half its radius. */
function glareAt(scene: Scene, x: number, y: number): number {
  let light = 0
  for (const spot of scene.glare) {
    const far = Math.hypot(x - spot.x, y - spot.y) / spot.r
    light += 300 * Math.exp(-((Math.max(0, far - 0.6) / 0.5) ** 2)) * (far < 2.5 ? 1 : 0)
  }
  return light
}

/** Mean along a line of `length` pixels in direction `turn`. */
function shaken(picture: Float32Array, width: number, height: number, length: number, turn: number) {
  const steps = Math.max(1, Math.round(length * 2))
  const out = new Float32Array(picture.length)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let sum = 0
      for (let k = 0; k <= steps; k++) {
        const at = (k / steps - 0.5) * length
        sum += sample(picture, width, height, x + at * Math.cos(turn), y + at * Math.sin(turn))
      }
      out[y * width + x] = sum / (steps + 1)
    }
  }
  return out
}

function sample(picture: Float32Array, width: number, height: number, x: number, y: number): number {
  const px = Math.min(Math.max(x, 0), width - 1.001)
  const py = Math.min(Math.max(y, 0), height - 1.001)
  const l = Math.floor(px)
  const t = Math.floor(py)
  const wx = px - l
  const wy = py - t
  const at = (row: number, column: number) => picture[row * width + column] as number
  return (
    (at(t, l) * (1 - wx) + at(t, l + 1) * wx) * (1 - wy) +
    (at(t + 1, l) * (1 - wx) + at(t + 1, l + 1) * wx) * wy
  )
}

/** Gaussian blur, rows and then columns. */
function lens(picture: Float32Array, width: number, height: number, sigma: number): Float32Array {
  const r = Math.ceil(sigma * 3)
  const kernel = Float32Array.from({ length: 2 * r + 1 }, (_, i) =>
    Math.exp(-((i - r) ** 2) / (2 * sigma ** 2)),
  )
  const total = kernel.reduce((a, b) => a + b, 0)
  const pass = (from: Float32Array, step: number, length: number, line: number, lines: number) => {
    const out = new Float32Array(from.length)
    for (let l = 0; l < lines; l++) {
      const start = l * line
      for (let i = 0; i < length; i++) {
        let sum = 0
        for (let k = -r; k <= r; k++) {
          const at = Math.min(Math.max(i + k, 0), length - 1)
          sum += (from[start + at * step] as number) * (kernel[k + r] as number)
        }
        out[start + i * step] = sum / total
      }
    }
    return out
  }
  return pass(pass(picture, 1, width, width, height), width, height, 1, width)
}

function develop(picture: Float32Array, scene: Scene, random: Random): Uint8Array {
  const out = new Uint8ClampedArray(picture.length)
  for (let i = 0; i < picture.length; i++) {
    const speck = scene.specks > 0 && random() < scene.specks
    out[i] = speck ? (random() < 0.5 ? 0 : 255) : (picture[i] as number) + scene.noise * normal(random)
  }
  return new Uint8Array(out.buffer)
}

/** A physical card's token: digits only, 206 of them, which makes a QR code of version 6-M (TOKEN.md). */
export const BENCH_TOKEN_DIGITS = 206

function token(random: Random): string {
  let digits = ''
  while (digits.length < BENCH_TOKEN_DIGITS) digits += Math.floor(random() * 10)
  return digits
}

export function degradedQr(family: Family, index: number, seed = 20230601): DegradedQr {
  const random = seeded(seed + FAMILIES.indexOf(family) * 100_003 + index * 7_919)
  const content = token(random)
  const scene = sceneOf(family, random)
  let picture = render(scene, matrixOf(content))
  if (scene.shake > 0) picture = shaken(picture, scene.width, scene.height, scene.shake, scene.shakeTurn)
  picture = lens(picture, scene.width, scene.height, scene.blur)
  return {
    name: `${family}-${String(index).padStart(3, '0')}`,
    family,
    content,
    width: scene.width,
    height: scene.height,
    luma: develop(picture, scene, random),
  }
}

/** `perFamily` pictures of each of the eight families, made one by one. */
export function* degradedSet(perFamily = 32, seed?: number): Generator<DegradedQr> {
  for (const family of FAMILIES) {
    for (let index = 0; index < perFamily; index++) yield degradedQr(family, index, seed)
  }
}

export function toPng({ width, height, luma }: DegradedQr): Buffer {
  const png = new PNG({ width, height })
  for (let i = 0; i < luma.length; i++) {
    const value = luma[i] as number
    png.data.set([value, value, value, 255], i * 4)
  }
  // Speed matters more than size: the picture is read back a moment later.
  return PNG.sync.write(png, { colorType: 0, deflateLevel: 1 })
}
