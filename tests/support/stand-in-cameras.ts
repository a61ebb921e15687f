// Cameras that a test plugs in, unplugs, covers and forbids: a stand-in at getUserMedia, run in the page before its own scripts.
// It must be one function without a world of its own: the browser gets its text.

export type StandInCameras = {
  plug(id: string, label: string): void
  unplug(id: string): void
  /** The next openings fail with this DOMException; null: they do not. */
  fail(name: string | null, message?: string): void
  paint(what: 'moving' | 'black' | 'still'): void
  /** Constraints applied to the track, in order. */
  applied(): readonly object[]
}

declare global {
  interface Window {
    cameras: StandInCameras
  }
}

export function standInCameras(): void {
  const devices = new Map([['desk', 'Desk camera']])
  const open = new Map<string, MediaStreamTrack>()
  const applied: object[] = []
  let failure: { readonly name: string; readonly message: string } | null = null
  let picture: 'moving' | 'black' | 'still' = 'moving'

  const canvas = document.createElement('canvas')
  canvas.width = 640
  canvas.height = 360
  const context = canvas.getContext('2d')
  let tick = 0
  setInterval(() => {
    if (context === null || picture === 'still') return
    tick += 1
    context.fillStyle = picture === 'black' ? '#000' : '#b8c0c4'
    context.fillRect(0, 0, 640, 360)
    if (picture === 'moving') {
      context.fillStyle = '#123'
      context.fillRect((tick * 7) % 640, 100, 60, 60)
    }
  }, 50)

  const changed = () => navigator.mediaDevices.dispatchEvent(new Event('devicechange'))
  window.cameras = {
    plug(id, label) {
      devices.set(id, label)
      changed()
    },
    unplug(id) {
      devices.delete(id)
      const track = open.get(id)
      track?.stop()
      track?.dispatchEvent(new Event('ended'))
      changed()
    },
    fail(name, message = '') {
      failure = name === null ? null : { name, message }
    },
    paint(what) {
      picture = what
    },
    applied: () => applied,
  }

  navigator.mediaDevices.enumerateDevices = async () =>
    [...devices].map(([deviceId, label]) => ({
      deviceId,
      label,
      kind: 'videoinput' as const,
      groupId: '',
      toJSON: () => ({}),
    }))
  navigator.mediaDevices.getUserMedia = async constraints => {
    if (failure !== null) throw new DOMException(failure.message, failure.name)
    const video = typeof constraints?.video === 'object' ? constraints.video : {}
    const wanted = video.deviceId as { readonly exact?: string } | undefined
    const id = wanted?.exact ?? [...devices.keys()][0]
    if (id === undefined || !devices.has(id))
      throw new DOMException('Requested device not found', 'NotFoundError')
    const stream = canvas.captureStream(20)
    const [track] = stream.getVideoTracks()
    if (track === undefined) throw new DOMException('no track', 'NotReadableError')
    open.set(id, track)
    const settings = track.getSettings()
    track.getSettings = () => ({ ...settings, deviceId: id })
    track.getCapabilities = () =>
      ({ torch: true, zoom: { min: 1, max: 5, step: 0.1 } }) as MediaTrackCapabilities
    track.applyConstraints = async ({ advanced } = {}) => {
      applied.push(...(advanced ?? []))
    }
    return stream
  }
}
