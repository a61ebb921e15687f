// The page of the camera's tests: the app's own camera module, with every track that it opens written down.
// Nothing of the camera may be stood in for here; only its comings and goings are watched.

import { type CameraState, listCameras, startCamera } from '../../../renderer/scanner/camera.ts'

export type Seen = {
  readonly texts: { readonly text: string; readonly shownAt: number; readonly toldAt: number }[]
  readonly states: CameraState[]
}

export type Stage = {
  readonly start: () => number
  readonly seen: (camera: number) => Seen
  /** Aborts at once; resolves when the camera says that it is off. */
  readonly stop: (camera: number) => Promise<void>
  /** How often the camera was asked for, how many tracks were given out, how many of them are on. */
  readonly tracks: () => { readonly asked: number; readonly given: number; readonly on: number }
  /** The most tracks that were on at the same time. */
  readonly mostOn: () => number
  readonly unplug: () => void
  /** What is left in the page's own element. */
  readonly leftovers: () => number
  readonly cameras: () => Promise<number>
}

declare global {
  interface Window {
    stage: Stage
  }
}

const given: MediaStreamTrack[] = []
let asked = 0
let mostOn = 0
const on = () => given.filter(({ readyState }) => readyState === 'live').length

if (navigator.mediaDevices !== undefined) {
  const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices)
  navigator.mediaDevices.getUserMedia = async constraints => {
    asked++
    const stream = await open(constraints)
    given.push(...stream.getTracks())
    mostOn = Math.max(mostOn, on())
    return stream
  }
}

const element = document.getElementById('stage') as HTMLElement
const cameras: { readonly seen: Seen; readonly stop: () => Promise<void> }[] = []

window.stage = {
  start: () => {
    const seen: Seen = { texts: [], states: [] }
    const ending = new AbortController()
    const handle = startCamera({
      element,
      signal: ending.signal,
      onText: (text, { frameShownAt }) =>
        seen.texts.push({ text, shownAt: frameShownAt, toldAt: performance.now() }),
      onState: state => seen.states.push(state),
    })
    const stop = () => {
      ending.abort()
      return handle.stop()
    }
    return cameras.push({ seen, stop }) - 1
  },
  seen: camera => cameras[camera]?.seen ?? { texts: [], states: [] },
  stop: async camera => await cameras[camera]?.stop(),
  tracks: () => ({ asked, given: given.length, on: on() }),
  mostOn: () => mostOn,
  unplug: () => {
    for (const track of given) track.dispatchEvent(new Event('ended'))
  },
  leftovers: () => element.childNodes.length,
  cameras: async () => (await listCameras()).length,
}
