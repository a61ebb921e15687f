// What the top bar's switch does now: enter full screen, leave it by a supervisor's word, or go back to it.
// The terminal says what is wanted, and the host whether it is so; this only brings the two together.
import { useEffect, useRef } from 'react'
import type { AppView, TerminalBridge } from '../../electron/api.ts'
import { useStore } from '../ui/store.ts'
import { enterFullScreen, fullScreen, leaveFullScreen } from './full-screen.ts'

/** `enter`: wanted, and not so. Null: nobody wants full screen here. */
export type KioskSwitch = 'enter' | 'leave' | 'back' | null

export function kioskSwitch(app: Pick<AppView, 'kiosk' | 'host'> | null, isFull: boolean): KioskSwitch {
  switch (app?.kiosk) {
    case 'on':
      return app.host === 'loopback' && !isFull ? 'enter' : 'leave'
    case 'left':
      return 'back'
    default:
      return null
  }
}

type KioskModel = {
  readonly does: KioskSwitch
  /** `leave` asks for a supervisor first: `onAsk` opens that. */
  readonly press: () => void
}

export function useKiosk(app: AppView | null, terminal: TerminalBridge, onAsk: () => void): KioskModel {
  const isFull = useStore(fullScreen)
  const inBrowser = app?.host === 'loopback'
  const wanted = app?.kiosk ?? 'off'
  const was = useRef(isFull)
  // What support asks about: a clerk who says that the screen "keeps jumping".
  useEffect(() => {
    if (was.current === isFull) return
    was.current = isFull
    const event = isFull ? 'full-screen' : 'full-screen-left'
    void terminal.call('diagnostics.note', { device: 'screen', event, detail: null })
  }, [isFull, terminal])
  useEffect(() => {
    if (inBrowser && wanted !== 'on') void leaveFullScreen()
  }, [inBrowser, wanted])

  const does = kioskSwitch(app, isFull)
  return {
    does,
    press() {
      if (does === 'leave') return onAsk()
      // In the key's or the click's own turn: after an answer from the terminal the browser would refuse.
      if (inBrowser && does !== null) void enterFullScreen()
      if (does === 'back') void terminal.call('kiosk.enter', undefined)
    },
  }
}
