// The live picture with its frame, and in words what is wrong when there is none.
// The camera is on for as long as this is on the screen, and never a moment longer.
import { Button } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useTerminal } from '../bridge/terminal.ts'
import { useTexts } from '../i18n/use-texts.ts'
import { useStore } from '../ui/store.ts'
import { useLatest } from '../ui/use-latest.ts'
import { Words } from '../ui/words.tsx'
import type { CameraHandle, CameraState } from './camera.ts'
import { cameraChoice, deviceFor, reopensFor, retryAfter } from './camera-choice.ts'
import { createSightings } from './decoder/sightings.ts'

type CameraPanelProps = {
  /** Once per card shown, with when its frame was on the screen (ms of `performance.now()`). */
  readonly onText: (text: string, frameShownAt: number) => void
}

export function CameraPanel({ onText }: CameraPanelProps) {
  const t = useTexts()
  const element = useRef<HTMLDivElement>(null)
  const handle = useRef<CameraHandle>(null)
  const latest = useLatest(onText)
  const choice = useStore(cameraChoice)
  const [state, setState] = useState<CameraState>({ kind: 'starting' })
  const [attempt, setAttempt] = useState(0)

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt opens the camera anew
  useEffect(() => {
    const ending = new AbortController()
    const sightings = createSightings()
    const open = async () => {
      // The camera's library comes after the first paint: the counter is there at once.
      const { listCameras, startCamera } = await import('./camera.ts')
      const deviceId = deviceFor(choice, choice === null ? [] : await listCameras())
      if (ending.signal.aborted || element.current === null) return
      handle.current = startCamera({
        element: element.current,
        signal: ending.signal,
        ...(deviceId === undefined ? {} : { deviceId }),
        onState: setState,
        onText: (text, { frameShownAt }) => {
          if (sightings.see(text, frameShownAt)) latest.current(text, frameShownAt)
        },
      })
    }
    void open()
    return () => {
      handle.current = null
      ending.abort()
    }
  }, [attempt, choice, latest])
  useNoted(state.kind)
  useReopening(state, () => setAttempt(now => now + 1))

  const live = state.kind === 'live' ? state : null
  const broken = state.kind !== 'starting' && live === null
  return (
    <section
      className="camera"
      aria-label={t('camera.region')}
      data-testid="camera"
      data-state={state.kind}
      data-picture={live?.picture}
    >
      <div ref={element} className="camera-picture" />
      {!broken && <div className="camera-corners" aria-hidden="true" />}
      {live !== null && <Controls live={live} handle={handle} />}
      <p
        className={broken || (live !== null && live.picture !== 'good') ? 'camera-broken' : 'camera-hint'}
        role="status"
      >
        <Words text={t(`camera.${wordsFor(state)}`)} />
      </p>
      {broken && (
        <Button ghost onClick={() => setAttempt(attempt + 1)}>
          {t('camera.again')}
        </Button>
      )}
    </section>
  )
}

function wordsFor(state: CameraState) {
  if (state.kind === 'live') return state.picture === 'good' ? 'live' : state.picture
  if (state.kind === 'denied') return state.by === 'system' ? 'deniedBySystem' : 'denied'
  if (state.kind === 'failed' && state.code === 'stream-ended') return 'unplugged'
  return state.kind
}

/** A camera that was plugged in, let go of or allowed is opened without anybody's asking. */
function useReopening(state: CameraState, reopen: () => void): void {
  const latest = useLatest({ state, reopen })

  useEffect(() => {
    const seconds = retryAfter(state)
    if (seconds === null) return
    const timer = setTimeout(() => latest.current.reopen(), seconds * 1000)
    return () => clearTimeout(timer)
  }, [state, latest])

  useEffect(() => {
    const { mediaDevices } = navigator
    if (mediaDevices === undefined) return
    let timer: ReturnType<typeof setTimeout> | undefined
    const changed = () => {
      clearTimeout(timer)
      // One camera comes as several devices, one after the other.
      timer = setTimeout(async () => {
        const { listCameras } = await import('./camera.ts')
        if (reopensFor(latest.current.state, cameraChoice.get(), await listCameras())) latest.current.reopen()
      }, SETTLED_MS)
    }
    mediaDevices.addEventListener('devicechange', changed)
    return () => {
      clearTimeout(timer)
      mediaDevices.removeEventListener('devicechange', changed)
    }
  }, [latest])

  useEffect(() => {
    let gone = false
    let status: PermissionStatus | null = null
    const changed = () => {
      if (status?.state === 'granted' && latest.current.state.kind === 'denied') latest.current.reopen()
    }
    const follow = async () => {
      try {
        const asked = await navigator.permissions.query({ name: 'camera' })
        if (gone) return
        status = asked
        asked.addEventListener('change', changed)
      } catch {
        // Not every browser tells; the button is there.
      }
    }
    void follow()
    return () => {
      gone = true
      status?.removeEventListener('change', changed)
    }
  }, [latest])
}

const SETTLED_MS = 400

type ControlsProps = {
  readonly live: Extract<CameraState, { kind: 'live' }>
  readonly handle: { readonly current: CameraHandle | null }
}

function Controls({ live: { torch, zoom }, handle }: ControlsProps) {
  const t = useTexts()
  const [lit, setLit] = useState(false)
  const [level, setLevel] = useState(zoom?.now ?? 1)
  if (!torch && zoom === null) return null
  const zoomBy = (by: number) => {
    if (zoom === null) return
    const to = Math.min(zoom.max, Math.max(zoom.min, level + by))
    setLevel(to)
    void handle.current?.setZoom(to)
  }
  const stride = zoom === null ? 0 : Math.max(zoom.step, (zoom.max - zoom.min) / 8)
  return (
    <div className="camera-controls">
      {torch && (
        <button
          type="button"
          aria-pressed={lit}
          onClick={() => {
            setLit(!lit)
            void handle.current?.setTorch(!lit)
          }}
          data-testid="camera-torch"
        >
          {t('camera.torch')}
        </button>
      )}
      {zoom !== null && (
        <>
          <button
            type="button"
            aria-label={t('camera.zoomOut')}
            onClick={() => zoomBy(-stride)}
            data-testid="camera-zoom-out"
          >
            −
          </button>
          <button
            type="button"
            aria-label={t('camera.zoomIn')}
            onClick={() => zoomBy(stride)}
            data-testid="camera-zoom-in"
          >
            +
          </button>
        </>
      )}
    </div>
  )
}

/** For support: what became of the camera, each change once, however often it is tried again meanwhile. */
function useNoted(kind: CameraState['kind']): void {
  const terminal = useTerminal()
  const noted = useRef<CameraState['kind']>('starting')
  useEffect(() => {
    if (kind === 'starting' || kind === noted.current) return
    noted.current = kind
    void terminal.call('diagnostics.note', { device: 'camera', event: kind, detail: null })
  }, [kind, terminal])
}
