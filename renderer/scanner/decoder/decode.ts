// Our decoder: one picture, or a row of camera frames, through the ladder of attempts until a code is read.
// It must never spend more than its budget on one picture, for somebody is waiting at the counter.

import { ok, type Result } from '../../../core/result.ts'
import { RUNGS, type Rung, type View, views } from './ladder.ts'
import type { Pixels } from './luma.ts'
import { type DecoderError, type Found, loadReader, type Reader, type WasmSource } from './reader.ts'

export type { DecoderError, Found, Point } from './reader.ts'

/** One still picture may cost this much; the rung under way is finished, no further one is begun. */
export const STILL_BUDGET_MS = 1_200

/** A poster's code beside the card must not hide it: html5-qrcode takes the largest of what a frame has. */
const IN_FRAME = 4

export type DecoderOptions = WasmSource & {
  /** Milliseconds of a steady clock; `performance.now` unless a test brings its own. */
  readonly now?: () => number
  readonly budgetMs?: number
}

export type Decoder = {
  /** The text of a code in one still picture; empty when nothing was readable within the budget. */
  readonly decodeImage: (image: Pixels) => Promise<readonly string[]>
  /** As `decodeImage`, with the places of the codes. */
  readonly findInImage: (image: Pixels) => readonly Found[]
  /**
   * One of a row of camera frames: the cheap rungs always, and one of the dear ones in rotation, so that each frame
   * is cheap and everything is tried over consecutive frames.
   */
  readonly findInFrame: (image: Pixels) => readonly Found[]
}

/** Loads the wasm; when that fails there is no decoder, and the error is for the screen. */
export async function createDecoder(options: DecoderOptions): Promise<Result<Decoder, DecoderError>> {
  const loaded = await loadReader(options)
  return loaded.ok ? ok(climb(loaded.value, RUNGS, options)) : loaded
}

/** The ladder over any reader and any rungs. */
export function climb(
  reader: Reader,
  rungs: readonly Rung[],
  { now = () => performance.now(), budgetMs = STILL_BUDGET_MS }: Omit<DecoderOptions, 'wasmUrl'> = {},
): Decoder {
  const always = rungs.filter(({ every }) => every === 'frame')
  const rotating = rungs.filter(({ every }) => every === 'round')
  let next = 0

  const attempt = (image: Pixels, attempts: readonly Rung[], until: number, most: number) => {
    const seen = views(image)
    for (const rung of attempts) {
      const picture = rung.picture(seen)
      const found = picture === null ? [] : reader.read(picture.luma, rung.pass, most)
      if (picture !== null && found.length > 0) return found.map(code => inImage(code, picture))
      if (now() >= until) break
    }
    return []
  }

  const findInImage = (image: Pixels) => attempt(image, rungs, now() + budgetMs, 1)
  return {
    findInImage,
    decodeImage: async image => findInImage(image).map(({ text }) => text),
    findInFrame: image => {
      const dear = rotating[next % Math.max(1, rotating.length)]
      next++
      return attempt(
        image,
        dear === undefined ? always : [...always, dear],
        Number.POSITIVE_INFINITY,
        IN_FRAME,
      )
    },
  }
}

/** From the attempt's picture back to the one that was handed in. */
function inImage({ text, corners: [a, b, c, d] }: Found, { back }: View): Found {
  return { text, corners: [back(a), back(b), back(c), back(d)] }
}
