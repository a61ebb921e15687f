// Whether the live picture is one: not black, and not standing still because no frame comes any more.
// It looks at 32 × 18 points once a second; no picture is kept.

export type PictureHealth = 'good' | 'dark' | 'frozen'

/** What one look sees. `frames`: how many have been shown so far; brightness and contrast in 0…255. */
export type Look = {
  readonly at: number
  readonly frames: number
  readonly mean: number
  readonly spread: number
}

const LOOK_MS = 1_000
/** A lens cap, or no light at all: the noise of a dark room is brighter, or more uneven. */
const DARK_MEAN = 12
const DARK_SPREAD = 4
/** A hand over the lens for a moment is no fault. */
const DARK_FOR_MS = 3_000
const FROZEN_FOR_MS = 4_000

export type Judge = (look: Look) => PictureHealth

/** Judges look after look; times in milliseconds of any steady clock. */
export function createPictureJudge(): Judge {
  let darkSince: number | null = null
  let frames = -1
  let movedAt = Number.NEGATIVE_INFINITY
  return look => {
    if (look.frames !== frames) {
      frames = look.frames
      movedAt = look.at
    }
    const dark = look.mean < DARK_MEAN && look.spread < DARK_SPREAD
    darkSince = dark ? (darkSince ?? look.at) : null
    if (look.at - movedAt >= FROZEN_FOR_MS) return 'frozen'
    return darkSince !== null && look.at - darkSince >= DARK_FOR_MS ? 'dark' : 'good'
  }
}

/** Tells every change; returns the end of it. */
export function watchPicture(
  video: HTMLVideoElement,
  isMuted: () => boolean,
  onChange: (health: PictureHealth) => void,
): () => void {
  const judge = createPictureJudge()
  const canvas = new OffscreenCanvas(32, 18)
  const context = canvas.getContext('2d', { willReadFrequently: true })
  let told: PictureHealth = 'good'
  const timer = setInterval(() => {
    // A page that is not looked at gets no frames: that is no fault of the camera's.
    if (context === null || document.hidden) return
    context.drawImage(video, 0, 0, 32, 18)
    const { mean, spread } = brightness(context.getImageData(0, 0, 32, 18).data)
    // A muted track shows its last frame for ever.
    const frames = isMuted() ? 0 : video.getVideoPlaybackQuality().totalVideoFrames
    const health = judge({ at: performance.now(), frames, mean, spread })
    if (health === told) return
    told = health
    onChange(health)
  }, LOOK_MS)
  return () => clearInterval(timer)
}

/** Mean and standard deviation of the luma of RGBA points. */
export function brightness(rgba: Uint8ClampedArray): { readonly mean: number; readonly spread: number } {
  let sum = 0
  let squares = 0
  const points = rgba.length / 4
  for (let i = 0; i < rgba.length; i += 4) {
    const luma = 0.299 * (rgba[i] ?? 0) + 0.587 * (rgba[i + 1] ?? 0) + 0.114 * (rgba[i + 2] ?? 0)
    sum += luma
    squares += luma * luma
  }
  const mean = sum / points
  return { mean, spread: Math.sqrt(Math.max(0, squares / points - mean * mean)) }
}
