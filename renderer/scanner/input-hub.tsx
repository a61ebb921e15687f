// Who gets a scan and who gets a key: the screen on top, in one place for the whole page.
// A scan must reach somebody wherever the focus is; a key must never reach a screen that lies under a dialog.
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react'
import { useLatest } from '../ui/use-latest.ts'
import { listenToKeyboard } from './keyboard-listener.ts'
import { listenToSerial } from './serial/serial-scanner.ts'
import { currentPace } from './setup/profile.ts'
import type { Recorder } from './setup/recording.ts'

/** Dialogs lie above screens, screens above the frame. */
export const LAYERS = { frame: 0, screen: 1, dialog: 2 } as const
export type Layer = keyof typeof LAYERS

type KeyHandler = { readonly layer: Layer; readonly take: (key: string) => boolean }
type ScanHandler = (text: string) => void

export type InputHub = {
  readonly addKeys: (handler: KeyHandler) => () => void
  readonly addScans: (handler: ScanHandler) => () => void
  readonly key: (key: string) => boolean
  readonly scan: (text: string) => void
  /** While one records, it gets every key that it wants before anybody else (scanner/setup). */
  readonly record: (recorder: Recorder) => () => void
  readonly recorder: () => Recorder | null
}

export function createInputHub(): InputHub {
  let keys: readonly KeyHandler[] = []
  let scans: readonly ScanHandler[] = []
  let recorder: Recorder | null = null
  return {
    addKeys: handler => {
      keys = [...keys, handler]
      return () => {
        keys = keys.filter(other => other !== handler)
      }
    },
    addScans: handler => {
      scans = [...scans, handler]
      return () => {
        scans = scans.filter(other => other !== handler)
      }
    },
    key: key => {
      const byLayer = keys.toReversed().toSorted((a, b) => LAYERS[b.layer] - LAYERS[a.layer])
      for (const handler of byLayer) {
        if (handler.take(key)) return true
        // What a dialog does not know does not fall through to the counter beneath it.
        if (handler.layer === 'dialog') return false
      }
      return false
    },
    scan: text => scans.at(-1)?.(text),
    record: asked => {
      recorder = asked
      return () => {
        if (recorder === asked) recorder = null
      }
    },
    recorder: () => recorder,
  }
}

const HubContext = createContext<InputHub | null>(null)

export function InputHubProvider({ children }: { readonly children: ReactNode }) {
  const [hub] = useState(createInputHub)
  useEffect(
    () => listenToKeyboard({ onScan: hub.scan, onKey: hub.key, pace: currentPace, recorder: hub.recorder }),
    [hub],
  )
  useEffect(() => listenToSerial(hub.scan), [hub])
  useEffect(() => {
    // A button that was clicked keeps no focus: the Enter that follows means the counter, not the button again.
    const release = (event: MouseEvent) => {
      const button = event.target instanceof Element ? event.target.closest('button') : null
      if (event.detail > 0) button?.blur()
    }
    window.addEventListener('click', release)
    return () => window.removeEventListener('click', release)
  }, [])
  return <HubContext value={hub}>{children}</HubContext>
}

function useHub(): InputHub {
  const hub = useContext(HubContext)
  if (hub === null) throw new Error('no InputHubProvider above')
  return hub
}

/** Keys while the component is there; `take` answers true for those that it wants. */
export function useKeys(layer: Layer, take: (key: string) => boolean): void {
  const hub = useHub()
  const latest = useLatest(take)
  useEffect(() => hub.addKeys({ layer, take: key => latest.current(key) }), [hub, layer, latest])
}

/** Scans of a keyboard scanner while the component is there; the one mounted last gets them. */
export function useScans(onScan: (text: string) => void): void {
  const hub = useHub()
  const latest = useLatest(onScan)
  useEffect(() => hub.addScans(text => latest.current(text)), [hub, latest])
}

/** Raw keys for as long as there is a recorder; null: none. */
export function useRecorder(recorder: Recorder | null): void {
  const hub = useHub()
  const latest = useLatest(recorder)
  const recording = recorder !== null
  useEffect(
    () => (recording ? hub.record(event => latest.current?.(event) ?? false) : undefined),
    [hub, recording, latest],
  )
}
