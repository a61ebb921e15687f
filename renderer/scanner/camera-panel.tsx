// The live picture with its frame, and in words what is wrong when there is none.
// The camera is on for as long as this is on the screen, and never a moment longer.
import { Button } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useTexts } from '../i18n/use-texts.ts'
import { useLatest } from '../ui/use-latest.ts'
import { Words } from '../ui/words.tsx'
import type { CameraState } from './camera.ts'
import { createSightings } from './decoder/sightings.ts'

type CameraPanelProps = {
  /** Once per card shown, with when its frame was on the screen (ms of `performance.now()`). */
  readonly onText: (text: string, frameShownAt: number) => void
}

export function CameraPanel({ onText }: CameraPanelProps) {
  const t = useTexts()
  const element = useRef<HTMLDivElement>(null)
  const latest = useLatest(onText)
  const [state, setState] = useState<CameraState>({ kind: 'starting' })
  const [attempt, setAttempt] = useState(0)

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt opens the camera anew
  useEffect(() => {
    const ending = new AbortController()
    const sightings = createSightings()
    const open = async () => {
      // The camera's library comes after the first paint: the counter is there at once.
      const { startCamera } = await import('./camera.ts')
      if (ending.signal.aborted || element.current === null) return
      startCamera({
        element: element.current,
        signal: ending.signal,
        onState: setState,
        onText: (text, { frameShownAt }) => {
          if (sightings.see(text, frameShownAt)) latest.current(text, frameShownAt)
        },
      })
    }
    void open()
    return () => ending.abort()
  }, [attempt, latest])

  const broken = state.kind !== 'starting' && state.kind !== 'live'
  return (
    <section className="camera" aria-label={t('camera.region')} data-testid="camera" data-state={state.kind}>
      <div ref={element} className="camera-picture" />
      {!broken && <div className="camera-corners" aria-hidden="true" />}
      <p className={broken ? 'camera-broken' : 'camera-hint'}>
        <Words text={t(`camera.${state.kind}`)} />
      </p>
      {broken && (
        <Button ghost onClick={() => setAttempt(attempt + 1)}>
          {t('camera.again')}
        </Button>
      )}
    </section>
  )
}
