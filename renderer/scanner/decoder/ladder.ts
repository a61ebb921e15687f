// The ladder: which attempts are made on a picture, in which order. Cheap ones first; each rung below earned its place.
// No rung may cost a camera frame more than some tens of milliseconds, unless it is marked for stills.

import {
  boxBlur,
  type Luma,
  opaque,
  type Pixels,
  pad,
  reduce,
  resize,
  rotate,
  scale,
  sharpen,
  stretch,
  threshold,
  toLuma,
  unrotated,
} from './luma.ts'
import type { Pass, Point } from './reader.ts'

/** An attempt's picture, and the way from a point of it back into the one that was handed in. */
export type View = { readonly luma: Luma; readonly back: (point: Point) => Point }

export type Rung = {
  readonly name: string
  /** `frame`: for every camera frame; `round`: camera frames take turns; `still`: for single pictures only. */
  readonly every: 'frame' | 'round' | 'still'
  /** `null` when this picture was already looked at in just this way. */
  readonly picture: (views: Views) => View | null
  readonly pass: Pass
}

/** One picture in the sizes that the rungs want, each made when it is first asked for. */
export type Views = {
  /** Long side of the picture that was handed in, px. */
  readonly side: number
  /** For a first glance: roughly made, a few hundred pixels. */
  readonly glance: () => View
  /** At most about `side` pixels long; never larger than the picture. */
  readonly fit: (side: number) => View
  readonly whole: () => View
}

/** To about 450 px, where most codes are still readable and a pass takes a millisecond; small pictures as they are. */
const glanceStep = (side: number) => (side < 560 ? 1 : Math.max(2, Math.round(side / 450)))

export function views(image: Pixels): Views {
  const pixels = opaque(image)
  const side = Math.max(pixels.width, pixels.height)
  const made = new Map<number, View>()
  const view = (luma: Luma): View => ({ luma, back: scaled(pixels, luma) })
  const once = (key: number, make: () => Luma): View => {
    const known = made.get(key)
    if (known !== undefined) return known
    const fresh = view(make())
    made.set(key, fresh)
    return fresh
  }
  const whole = () =>
    once(side, () => (side > WHOLE ? reduce(pixels, Math.ceil(side / WHOLE)) : toLuma(pixels)))
  return {
    side,
    whole,
    glance: () => {
      const step = glanceStep(side)
      return step === 1 ? whole() : view(reduce(pixels, step))
    },
    fit: wanted => {
      if (side <= wanted * 1.05) return whole()
      return once(wanted, () => {
        const step = Math.floor(side / wanted)
        const near = step > 1 ? reduce(pixels, step) : whole().luma
        const far = Math.max(near.width, near.height)
        return far <= wanted * 1.05
          ? near
          : resize(near, (near.width * wanted) / far, (near.height * wanted) / far)
      })
    },
  }
}

/** Beyond this long side no camera of a counter goes, and one rung would cost more than all the others. */
const WHOLE = 5_000

type Size = { readonly width: number; readonly height: number }

const scaled = (from: Size, to: Size) => {
  const across = from.width / to.width
  const down = from.height / to.height
  return ({ x, y }: Point): Point => ({ x: x * across, y: y * down })
}

/** The same view after a change that keeps its sides' directions. */
const changed = (view: View, change: (luma: Luma) => Luma): View => {
  const luma = change(view.luma)
  const unscaled = scaled(view.luma, luma)
  return { luma, back: point => view.back(unscaled(point)) }
}

const HARDER: Pass = { tryHarder: true }
const EITHER: Pass = { tryHarder: true, tryInvert: true }
/** The picture is black and white already. */
const BINARY: Pass = { tryHarder: true, tryInvert: true, binarizer: 'FixedThreshold' }

/** Local threshold: against shadow, light from the side, and print of uneven ink. */
const local =
  (side: number, r: number, bias: number, soft = 0) =>
  (views: Views) =>
    changed(views.fit(side), luma => threshold(soft > 0 ? boxBlur(luma, soft) : luma, r, bias))

/** Strong sharpening of a slightly softened picture: against a lens out of focus, and a card in motion. */
const crisp = (side: number, r: number, amount: number) => (views: Views) =>
  changed(views.fit(side), luma => sharpen(boxBlur(luma, 1), r, amount))

/** The middle of the histogram only: against a picture far too bright or too dark. */
const stretched = (side: number, cut: number, gamma: number) => (views: Views) =>
  changed(views.fit(side), luma => stretch(luma, cut, gamma))

/** Pulled apart in one direction: against a card that leans so far that its code is half as wide as high or less. */
const pulled = (side: number, across: number, down: number) => (views: Views) =>
  changed(views.fit(side), luma => resize(luma, luma.width * across, luma.height * down))

export const RUNGS: readonly Rung[] = [
  { name: 'glance', every: 'frame', picture: views => views.glance(), pass: {} },
  {
    name: 'look',
    every: 'frame',
    // Where the glance was at the full size, this would be the same once more.
    // A camera's frame in full; of a photograph a megapixel, which shows all but the smallest codes.
    picture: views => (glanceStep(views.side) === 1 ? null : views.fit(views.side > 2_000 ? 1_000 : 1_300)),
    pass: {},
  },
  {
    name: 'one threshold, either way',
    every: 'round',
    picture: views => views.fit(640),
    pass: { ...EITHER, binarizer: 'GlobalHistogram' },
  },
  {
    name: 'harder, either way, smaller copies',
    every: 'round',
    picture: views => views.fit(1_300),
    pass: { ...EITHER, tryDownscale: true },
  },
  {
    name: 'pinholes',
    every: 'round',
    picture: views => views.fit(640),
    pass: { ...EITHER, tryDenoise: true },
  },
  { name: 'shadow', every: 'round', picture: local(1_000, 40, 5), pass: { ...BINARY, tryDenoise: true } },
  { name: 'too bright', every: 'round', picture: stretched(1_000, 0.4, 2), pass: BINARY },
  { name: 'leaning sideways', every: 'round', picture: pulled(900, 2.5, 1), pass: EITHER },
  { name: 'leaning back', every: 'round', picture: pulled(900, 1, 2.5), pass: EITHER },
  { name: 'fine print', every: 'round', picture: local(1_600, 10, 0), pass: BINARY },
  {
    name: 'out of focus',
    every: 'round',
    picture: crisp(500, 2, 10),
    pass: { ...HARDER, binarizer: 'FixedThreshold' },
  },
  { name: 'too dark', every: 'round', picture: stretched(1_000, 0.01, 0.5), pass: HARDER },
  { name: 'faint', every: 'round', picture: stretched(640, 0.1, 2), pass: HARDER },
  { name: 'moved', every: 'round', picture: local(640, 4, 0, 1), pass: BINARY },
  { name: 'coarse', every: 'round', picture: local(500, 14, 3, 1), pass: BINARY },
  { name: 'wide shadow', every: 'round', picture: local(640, 60, 8), pass: BINARY },
  { name: 'flat', every: 'round', picture: stretched(640, 0.05, 1), pass: BINARY },
  {
    name: 'more out of focus',
    every: 'round',
    picture: crisp(1_000, 3, 6),
    pass: { ...HARDER, binarizer: 'FixedThreshold' },
  },
  { name: 'grey ink', every: 'round', picture: local(1_000, 2, 0), pass: BINARY },
  { name: 'very coarse', every: 'round', picture: local(500, 4, 0, 2), pass: BINARY },
  {
    // What zxing-wasm does by default, and with that what a picture of the full size can give.
    name: 'whole, smaller copies',
    every: 'still',
    picture: views => views.whole(),
    pass: { ...EITHER, tryDownscale: true },
  },
  {
    name: 'whole, one threshold',
    every: 'still',
    picture: views => views.whole(),
    pass: { ...EITHER, binarizer: 'GlobalHistogram', tryDownscale: true },
  },
  { name: 'bold', every: 'round', picture: local(1_600, 10, -5), pass: BINARY },
  {
    name: 'no margin',
    every: 'round',
    picture: views => {
      const { luma, back } = views.fit(1_000)
      const edge = 40
      return { luma: pad(luma, edge, 255), back: ({ x, y }) => back({ x: x - edge, y: y - edge }) }
    },
    pass: EITHER,
  },
  {
    // zxing looks for finder patterns along rows only; a torn or dirty one may be whole along another line.
    name: 'turned a little',
    every: 'round',
    picture: views => {
      const { luma, back } = views.fit(640)
      const angle = 0.35
      const turned = rotate(luma, angle)
      return { luma: turned, back: point => back(unrotated(point, turned, luma, angle)) }
    },
    pass: EITHER,
  },
  {
    name: 'enlarged and sharpened',
    every: 'still',
    picture: views =>
      changed(views.fit(1_000), luma =>
        sharpen(boxBlur(scale(luma, 1_900 / Math.max(950, luma.width, luma.height)), 1), 5, 10),
      ),
    pass: HARDER,
  },
]
