// Greyscale pictures and what can be done to them before a decode: smaller, larger, sharper, flatter.
// Every function makes a new picture; the one that was handed in is never changed.

export type Luma = {
  readonly width: number
  readonly height: number
  readonly data: Uint8Array
}

const make = (width: number, height: number): Luma => ({
  width,
  height,
  data: new Uint8Array(width * height),
})

/** RGBA pixels, as in `ImageData`. */
export type Pixels = {
  readonly width: number
  readonly height: number
  readonly data: Uint8ClampedArray
}

/** Rec. 601 weights, in 1/1024. */
export function toLuma({ width, height, data }: Pixels): Luma {
  const rgba = new Uint32Array(data.buffer, data.byteOffset, width * height)
  const out = make(width, height)
  for (let i = 0; i < rgba.length; i++) {
    const p = rgba[i] as number
    out.data[i] = (306 * (p & 255) + 601 * ((p >>> 8) & 255) + 117 * ((p >>> 16) & 255) + 512) >> 10
  }
  return out
}

/** Over white, where the picture is transparent: a code may be nothing but dark modules. */
export function opaque(image: Pixels): Pixels {
  const { width, height, data } = image
  if (!transparent(data)) return image
  const out = new Uint8ClampedArray(data.length)
  for (let i = 0; i < data.length; i += 4) {
    const alpha = data[i + 3] as number
    for (let k = i; k < i + 3; k++) out[k] = ((data[k] as number) * alpha) / 255 + 255 - alpha
    out[i + 3] = 255
  }
  return { width, height, data: out }
}

/** Asks some thousand pixels, not all: a transparent ground is large, and cameras have none. */
function transparent(data: Uint8ClampedArray): boolean {
  const step = 4 * Math.max(1, Math.floor(data.length / 4 / 4_099))
  for (let i = 3; i < data.length; i += step) if (data[i] !== 255) return true
  return false
}

/**
 * One pixel for each `step`×`step` block, as the mean of four of its pixels: the greyscale of a large picture in a
 * fraction of the time that all its pixels would take. With a step of two these are all of them.
 */
export function reduce({ width, height, data }: Pixels, step: number): Luma {
  const rgba = new Uint32Array(data.buffer, data.byteOffset, width * height)
  const out = make(Math.max(1, Math.floor(width / step)), Math.max(1, Math.floor(height / step)))
  const near = Math.floor(step / 4)
  const far = Math.floor((3 * step) / 4)
  let to = 0
  for (let y = 0; y < out.height; y++) {
    let upper = (y * step + near) * width
    let lower = (y * step + far) * width
    for (let x = 0; x < out.width; x++) {
      const p = rgba[upper + near] as number
      const q = rgba[upper + far] as number
      const r = rgba[lower + near] as number
      const s = rgba[lower + far] as number
      // Red and blue are summed in one word: four times 255 does not reach the next field.
      const redBlue = (p & 0xff00ff) + (q & 0xff00ff) + (r & 0xff00ff) + (s & 0xff00ff)
      const green = ((p >>> 8) & 255) + ((q >>> 8) & 255) + ((r >>> 8) & 255) + ((s >>> 8) & 255)
      out.data[to++] = (306 * (redBlue & 0xffff) + 601 * green + 117 * (redBlue >>> 16)) >> 12
      upper += step
      lower += step
    }
  }
  return out
}

/** Bilinear, to any size; for large reductions `shrink` first. */
export function resize({ width, height, data }: Luma, toWidth: number, toHeight: number): Luma {
  const out = make(Math.max(1, Math.round(toWidth)), Math.max(1, Math.round(toHeight)))
  const left = new Int32Array(out.width)
  const weight = new Int32Array(out.width)
  for (let x = 0; x < out.width; x++) {
    const at = Math.min(Math.max(((x + 0.5) * width) / out.width - 0.5, 0), width - 1)
    left[x] = Math.min(Math.floor(at), Math.max(0, width - 2))
    weight[x] = Math.round((at - (left[x] as number)) * 256)
  }
  const right = width > 1 ? 1 : 0
  let to = 0
  for (let y = 0; y < out.height; y++) {
    const at = Math.min(Math.max(((y + 0.5) * height) / out.height - 0.5, 0), height - 1)
    const row = Math.min(Math.floor(at), Math.max(0, height - 2))
    const wy = Math.round((at - row) * 256)
    const upper = row * width
    const lower = height > 1 ? upper + width : upper
    for (let x = 0; x < out.width; x++) {
      const l = left[x] as number
      const wx = weight[x] as number
      const a = (data[upper + l] as number) * (256 - wx) + (data[upper + l + right] as number) * wx
      const b = (data[lower + l] as number) * (256 - wx) + (data[lower + l + right] as number) * wx
      out.data[to++] = (a * (256 - wy) + b * wy + 32768) >> 16
    }
  }
  return out
}

/** Bilinear, by a factor on both sides. */
export const scale = (picture: Luma, factor: number): Luma =>
  resize(picture, picture.width * factor, picture.height * factor)

/** A frame of `edge` pixels of one grey around the picture. */
export function pad({ width, height, data }: Luma, edge: number, grey: number): Luma {
  const out = make(width + 2 * edge, height + 2 * edge)
  out.data.fill(grey)
  for (let y = 0; y < height; y++) {
    out.data.set(data.subarray(y * width, (y + 1) * width), (y + edge) * out.width + edge)
  }
  return out
}

type Size = { readonly width: number; readonly height: number }

/** The point of `picture` that lies at `point` of its copy `turned` by `angle` (radians). */
export function unrotated(
  { x, y }: { readonly x: number; readonly y: number },
  turned: Size,
  picture: Size,
  angle: number,
): { x: number; y: number } {
  const across = x - turned.width / 2
  const down = y - turned.height / 2
  return {
    x: across * Math.cos(angle) + down * Math.sin(angle) + picture.width / 2,
    y: -across * Math.sin(angle) + down * Math.cos(angle) + picture.height / 2,
  }
}

/** Turned around its middle, on white ground large enough for its corners. */
export function rotate(picture: Luma, angle: number): Luma {
  const { width, height, data } = picture
  const cos = Math.cos(angle)
  const sin = Math.sin(angle)
  const out = make(
    Math.round(Math.abs(width * cos) + Math.abs(height * sin)),
    Math.round(Math.abs(width * sin) + Math.abs(height * cos)),
  )
  let to = 0
  for (let row = 0; row < out.height; row++) {
    let { x, y } = unrotated({ x: 0, y: row }, out, picture, angle)
    for (let column = 0; column < out.width; column++, x += cos, y -= sin) {
      const left = Math.floor(x)
      const top = Math.floor(y)
      if (left < 0 || top < 0 || left >= width - 1 || top >= height - 1) {
        out.data[to++] = 255
        continue
      }
      const at = top * width + left
      const u = x - left
      const v = y - top
      const upper = (data[at] as number) * (1 - u) + (data[at + 1] as number) * u
      const lower = (data[at + width] as number) * (1 - u) + (data[at + width + 1] as number) * u
      out.data[to++] = upper * (1 - v) + lower * v + 0.5
    }
  }
  return out
}

/**
 * Mean over a square of side 2r+1, edges repeated (r ≤ 127).
 * Two running sums, so that its cost does not grow with `r`.
 */
export function boxBlur({ width, height, data }: Luma, r: number): Luma {
  const rows = new Uint16Array(width * height)
  for (let y = 0; y < height; y++) {
    const row = y * width
    const last = row + width - 1
    let sum = (data[row] as number) * (r + 1)
    for (let x = 1; x <= r; x++) sum += data[Math.min(row + x, last)] as number
    for (let x = 0; x < width; x++) {
      rows[row + x] = sum
      sum += (data[Math.min(row + x + r + 1, last)] as number) - (data[Math.max(row + x - r, row)] as number)
    }
  }
  const out = make(width, height)
  const side = 2 * r + 1
  const factor = 1 / (side * side)
  const sums = new Uint32Array(width)
  const rowAt = (y: number) => Math.min(Math.max(y, 0), height - 1) * width
  for (let v = -r; v <= r; v++) {
    const row = rowAt(v)
    for (let x = 0; x < width; x++) sums[x] = (sums[x] as number) + (rows[row + x] as number)
  }
  for (let y = 0; y < height; y++) {
    const to = y * width
    const comes = rowAt(y + r + 1)
    const goes = rowAt(y - r)
    for (let x = 0; x < width; x++) {
      const sum = sums[x] as number
      out.data[to + x] = sum * factor + 0.5
      sums[x] = sum + (rows[comes + x] as number) - (rows[goes + x] as number)
    }
  }
  return out
}

/** Adds `amount` times the difference to the blurred picture: brings back edges that a lens has lost. */
export function sharpen(picture: Luma, r: number, amount: number): Luma {
  const soft = boxBlur(boxBlur(picture, r), r)
  const out = make(picture.width, picture.height)
  const bytes = new Uint8ClampedArray(out.data.buffer)
  for (let i = 0; i < bytes.length; i++) {
    const value = picture.data[i] as number
    bytes[i] = value + amount * (value - (soft.data[i] as number))
  }
  return out
}

/** Black and white: dark is what lies `bias` below the mean of its square of side 2r+1. Even light or not. */
export function threshold(picture: Luma, r: number, bias: number): Luma {
  const mean = boxBlur(picture, r)
  const out = make(picture.width, picture.height)
  for (let i = 0; i < out.data.length; i++) {
    out.data[i] = (picture.data[i] as number) < (mean.data[i] as number) - bias ? 0 : 255
  }
  return out
}

/** Spreads the middle of the histogram (all but `cut` at each end) over the whole range, with a gamma. */
export function stretch(picture: Luma, cut: number, gamma = 1): Luma {
  const histogram = new Uint32Array(256)
  for (const value of picture.data) histogram[value] = (histogram[value] as number) + 1
  const outside = picture.data.length * cut
  let low = 0
  for (let sum = 0; low < 255; low++) {
    sum += histogram[low] as number
    if (sum > outside) break
  }
  let high = 255
  for (let sum = 0; high > low + 1; high--) {
    sum += histogram[high] as number
    if (sum > outside) break
  }
  const table = new Uint8ClampedArray(256)
  for (let v = 0; v < 256; v++) {
    const part = Math.min(Math.max((v - low) / (high - low), 0), 1)
    table[v] = 255 * part ** gamma
  }
  const out = make(picture.width, picture.height)
  for (let i = 0; i < out.data.length; i++) out.data[i] = table[picture.data[i] as number] as number
  return out
}
