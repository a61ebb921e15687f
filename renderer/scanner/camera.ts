// The one module that knows html5-qrcode: it opens the camera, shows it, and closes it whatever happens.
// A camera must never stay on after its caller has gone, and no exception or string of the library may get out.

import { Html5Qrcode, Html5QrcodeSupportedFormats } from 'html5-qrcode'
import { type CameraControls, controlsOf, type ZoomRange } from './camera-controls.ts'
import { type Frame, WorkerBarcodeDetector } from './decoder/barcode-detector.ts'
import { type PictureHealth, watchPicture } from './picture-health.ts'

export type CameraFailure =
  /** No secure context, or a browser without cameras. */
  | 'not-supported'
  /** The wasm did not load, or trapped. */
  | 'decoder-unavailable'
  /** The camera opened, and no picture came. */
  | 'no-picture'
  /** Unplugged, or taken away by the system, while it was live. */
  | 'stream-ended'
  | 'unknown'

export type CameraState =
  | { readonly kind: 'starting' }
  | {
      readonly kind: 'live'
      readonly label: string
      readonly deviceId: string
      readonly width: number
      readonly height: number
      /** Dark: covered, or no light. Frozen: frames no longer come, though the camera says that it is on. */
      readonly picture: PictureHealth
      readonly torch: boolean
      readonly zoom: ZoomRange | null
    }
  | { readonly kind: 'no-camera' }
  /** By the browser or this program's guard, or by the system's privacy settings (Windows). */
  | { readonly kind: 'denied'; readonly by: 'browser' | 'system' }
  /** Another program holds it. */
  | { readonly kind: 'busy' }
  | { readonly kind: 'failed'; readonly code: CameraFailure; readonly detail: string }

export type CameraOptions = {
  /** Filled with the picture; its children are not touched, one is added and taken away again. */
  readonly element: HTMLElement
  readonly deviceId?: string
  /** For every frame in which a code was read; see `createSightings` for once per card. */
  readonly onText: (text: string, at: { readonly frameShownAt: number }) => void
  /** Not called any more once the camera was told to stop. */
  readonly onState: (state: CameraState) => void
  /** Aborting is the same as `stop()`. */
  readonly signal?: AbortSignal
}

export type CameraHandle = {
  /** Nothing happens where the camera has no lamp, or is not live. */
  readonly setTorch: (on: boolean) => Promise<void>
  readonly setZoom: (to: number) => Promise<void>
  /** Resolves when the camera's light is off; may be called at any time, any number of times. */
  readonly stop: () => Promise<void>
}

export type CameraDevice = { readonly id: string; readonly label: string }

/** html5-qrcode waits this many times a second between two decodes; decoding itself happens in the worker. */
const LOOKS_PER_SECOND = 25
const PICTURE_TIMEOUT_MS = 10_000
const STOP_TIMEOUT_MS = 3_000

/** One camera at a time: a start waits for the stop before it, as StrictMode's double mount demands. */
let turn: Promise<void> = Promise.resolve()
let hosts = 0

export function startCamera(options: CameraOptions): CameraHandle {
  const ending = new AbortController()
  const { signal } = ending
  const end = () => ending.abort()
  options.signal?.addEventListener('abort', end, { once: true })
  if (options.signal?.aborted) end()
  const onState = (state: CameraState) => {
    if (!signal.aborted) options.onState(state)
  }
  onState({ kind: 'starting' })
  let controls: CameraControls | null = null
  const session = turn.then(() =>
    hold(options, onState, signal, opened => {
      controls = opened
    }),
  )
  turn = session
  return {
    setTorch: async on => await controls?.setTorch(on),
    setZoom: async to => await controls?.setZoom(to),
    stop: () => {
      end()
      return session
    },
  }
}

/** The machine's cameras, without opening one; labels are empty until permission was given once. */
export async function listCameras(): Promise<readonly CameraDevice[]> {
  try {
    const devices = await navigator.mediaDevices.enumerateDevices()
    return devices
      .filter(({ kind }) => kind === 'videoinput')
      .map(({ deviceId, label }) => ({ id: deviceId, label }))
  } catch {
    // No `mediaDevices` outside a secure context: as good as no camera.
    return []
  }
}

/** From start to stop; never rejects, for the next camera waits behind it. */
async function hold(
  options: CameraOptions,
  onState: (state: CameraState) => void,
  signal: AbortSignal,
  onControls: (controls: CameraControls) => void,
): Promise<void> {
  // StrictMode unmounts before this line: then the camera is not even opened.
  if (signal.aborted) return
  if (navigator.mediaDevices === undefined) {
    onState({ kind: 'failed', code: 'not-supported', detail: 'no mediaDevices' })
    return
  }
  const client = WorkerBarcodeDetector.client()
  const ready = client.ready()
  const failure = Promise.withResolvers<CameraState>()
  const forget = client.onFailure(({ code, detail }) =>
    failure.resolve({ kind: 'failed', code: 'decoder-unavailable', detail: `${code}: ${detail}` }),
  )
  const host = document.createElement('div')
  host.id = `camera-${++hosts}`
  options.element.append(host)
  let scanner: Html5Qrcode | null = null
  let endWatch = () => {}
  try {
    installDetector()
    scanner = new Html5Qrcode(host.id, {
      verbose: false,
      formatsToSupport: [Html5QrcodeSupportedFormats.QR_CODE],
      useBarCodeDetectorIfSupported: true,
    })
    await scanner.start(
      // The library wants this argument and ignores it where `videoConstraints` are given.
      { facingMode: 'environment' },
      {
        fps: LOOKS_PER_SECOND,
        // Its default looks at every other frame mirrored, and a mirrored code is no card of ours.
        disableFlip: true,
        videoConstraints: constraints(options.deviceId),
      },
      text => {
        if (!signal.aborted) options.onText(text, { frameShownAt: WorkerBarcodeDetector.lastShownAt })
      },
      () => undefined,
    )
    const video = await playing(scanner, host, signal)
    if (signal.aborted) return
    if (video === null) {
      onState({ kind: 'failed', code: 'no-picture', detail: `nothing for ${PICTURE_TIMEOUT_MS} ms` })
      return
    }
    // The library froze the width in pixels at the start; the window may be resized.
    video.style.width = '100%'
    watchFrames(video)
    if (!(await ready).ok) {
      onState(await failure.promise)
      return
    }
    const track = tracksOf(video)[0]
    track?.addEventListener('ended', () =>
      failure.resolve({ kind: 'failed', code: 'stream-ended', detail: track.label }),
    )
    const controls = controlsOf(track)
    onControls(controls)
    const live = {
      kind: 'live',
      label: track?.label ?? '',
      deviceId: track?.getSettings().deviceId ?? '',
      width: video.videoWidth,
      height: video.videoHeight,
      torch: controls.torch,
      zoom: controls.zoom,
    } as const
    onState({ ...live, picture: 'good' })
    endWatch = watchPicture(
      video,
      () => track?.muted === true,
      picture => onState({ ...live, picture }),
    )
    const failed = await Promise.race([failure.promise, aborted(signal)])
    if (failed !== undefined) onState(failed)
  } catch (thrown) {
    onState(stateOf(thrown))
  } finally {
    endWatch()
    forget()
    await release(scanner, host)
  }
}

/** html5-qrcode tests for `"BarcodeDetector" in window` when it is constructed. */
function installDetector(): void {
  WorkerBarcodeDetector.frameOf = videoBeside
  Object.defineProperty(window, 'BarcodeDetector', {
    value: WorkerBarcodeDetector,
    configurable: true,
    writable: true,
  })
}

const shownAt = new WeakMap<HTMLVideoElement, number>()

/** The canvas that html5-qrcode hands over lies beside the video that it was drawn from. */
function videoBeside(given: ImageBitmapSource): Frame | null {
  if (!(given instanceof HTMLCanvasElement)) return null
  const video = given.parentElement?.querySelector('video')
  if (!video || video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return null
  return { source: video, shownAt: shownAt.get(video) ?? performance.now() }
}

function watchFrames(video: HTMLVideoElement): void {
  video.requestVideoFrameCallback((_, { presentationTime }) => {
    shownAt.set(video, presentationTime)
    if (video.srcObject !== null) watchFrames(video)
  })
}

function constraints(deviceId: string | undefined): MediaTrackConstraints {
  return {
    ...(deviceId === undefined
      ? { facingMode: { ideal: 'environment' } }
      : { deviceId: { exact: deviceId } }),
    width: { ideal: 1280 },
    height: { ideal: 720 },
    frameRate: { ideal: 30 },
  }
}

/**
 * The video once it plays and the library has set itself up; `null` when that does not happen in time.
 * Between "start resolved" and "playing" the library's `stop()` breaks its state machine for good, so an abort
 * waits for that, too.
 */
async function playing(scanner: Html5Qrcode, host: HTMLElement, signal: AbortSignal) {
  const until = performance.now() + (signal.aborted ? STOP_TIMEOUT_MS : PICTURE_TIMEOUT_MS)
  while (performance.now() < until) {
    const video = host.querySelector('video')
    if (scanner.isScanning && video !== null) return video
    await new Promise(resolve => setTimeout(resolve, 20))
  }
  return null
}

function tracksOf(video: HTMLVideoElement | null): readonly MediaStreamTrack[] {
  return video?.srcObject instanceof MediaStream ? video.srcObject.getTracks() : []
}

function aborted(signal: AbortSignal): Promise<undefined> {
  return new Promise(resolve => {
    if (signal.aborted) resolve(undefined)
    signal.addEventListener('abort', () => resolve(undefined), { once: true })
  })
}

/** Lets go of camera and picture, whatever state the library is in. */
async function release(scanner: Html5Qrcode | null, host: HTMLElement): Promise<void> {
  const video = host.querySelector('video')
  // `stop()` takes the tracks out of the stream: remember them first.
  const tracks = tracksOf(video)
  if (video !== null) {
    // Its handlers throw strings, into nobody's hands, as soon as the picture is taken away.
    video.onabort = null
    video.onerror = null
  }
  if (scanner?.isScanning) {
    try {
      // Its `close()` never resolves for a stream without tracks.
      await Promise.race([
        scanner.stop(),
        new Promise(resolve => setTimeout(resolve, STOP_TIMEOUT_MS, undefined)),
      ])
    } catch {
      // It throws strings, some of them before it returns its promise; what matters is done below.
    }
  }
  for (const track of tracks) track.stop()
  if (video !== null) video.srcObject = null
  try {
    scanner?.clear()
  } catch {
    // "Cannot clear while scan is ongoing": the element goes anyway.
  }
  host.remove()
}

/** html5-qrcode rejects with `Error getting userMedia, error = NotAllowedError: …`. */
function stateOf(thrown: unknown): CameraState {
  const detail = String(thrown)
  // Chromium's own words where Windows (or macOS) forbids it: "Permission denied by system".
  if (/NotAllowedError|SecurityError/.test(detail))
    return { kind: 'denied', by: /by system/i.test(detail) ? 'system' : 'browser' }
  if (/NotFoundError|OverconstrainedError/.test(detail)) return { kind: 'no-camera' }
  if (/NotReadableError|AbortError/.test(detail)) return { kind: 'busy' }
  const code = /not supported/i.test(detail) ? 'not-supported' : 'unknown'
  return { kind: 'failed', code, detail }
}
