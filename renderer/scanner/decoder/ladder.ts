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
  scale,
  sharpen,
  stretch,
  threshold,
  toLuma,
} from './luma.ts'
import type { Pass } from './reader.ts'

/** An attempt's picture, and where it lies in the one that was handed in: `x · scale + left`. */
export type View = {
  readonly luma: Luma
  readonly scale: number
  readonly left: number
  readonly top: number
}

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
  const view = (luma: Luma): View => ({ luma, scale: pixels.width / luma.width, left: 0, top: 0 })
  const once = (key: number, make: () => Luma): View => {
    const known = made.get(key)
    if (known !== undefined) return known
    const fresh = view(make())
    made.set(key, fresh)
    return fresh
  }
  const whole = () => once(side, () => toLuma(pixels))
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

const turned = (view: View, change: (luma: Luma) => Luma): View => {
  const luma = change(view.luma)
  return { ...view, luma, scale: (view.scale * view.luma.width) / luma.width }
}

const HARDER: Pass = { tryHarder: true }
const EITHER: Pass = { tryHarder: true, tryInvert: true }
/** The picture is black and white already. */
const BINARY: Pass = { tryHarder: true, tryInvert: true, binarizer: 'FixedThreshold' }

/** Local threshold: against shadow, light from the side, and print of uneven ink. */
const local =
  (side: number, r: number, bias: number, soft = 0) =>
  (views: Views) =>
    turned(views.fit(side), luma => threshold(soft > 0 ? boxBlur(luma, soft) : luma, r, bias))

/** Strong sharpening of a slightly softened picture: against a lens out of focus, and a card in motion. */
const crisp = (side: number, r: number, amount: number) => (views: Views) =>
  turned(views.fit(side), luma => sharpen(boxBlur(luma, 1), r, amount))

/** The middle of the histogram only: against a picture far too bright or too dark. */
const stretched = (side: number, cut: number, gamma: number) => (views: Views) =>
  turned(views.fit(side), luma => stretch(luma, cut, gamma))

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
      const at = views.fit(1_000)
      const edge = 40
      return {
        luma: pad(at.luma, edge, 255),
        scale: at.scale,
        left: -edge * at.scale,
        top: -edge * at.scale,
      }
    },
    pass: EITHER,
  },
  {
    name: 'enlarged and sharpened',
    every: 'still',
    picture: views =>
      turned(views.fit(1_000), luma =>
        sharpen(boxBlur(scale(luma, 1_900 / Math.max(950, luma.width, luma.height)), 1), 5, 10),
      ),
    pass: HARDER,
  },
]
