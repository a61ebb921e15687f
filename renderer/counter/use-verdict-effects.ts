// What a new verdict does besides being shown: its sound, its word to a screen reader, its measured time.
// Each verdict does it once; the same holder's verdict renewed is silent.
import { useEffect, useRef } from 'react'
import { useTexts } from '../i18n/use-texts.ts'
import { play } from '../sound/sounds.ts'
import { useLatest } from '../ui/use-latest.ts'
import type { DeskState } from './desk.ts'
import { useReasonParams } from './reason-params.ts'

/** Name of the `performance` measure from the camera's frame to the painted verdict (issue 2, bench). */
export const CAMERA_TO_VERDICT = 'camera-to-verdict'

/** What is heard of the state: a renewed verdict for the same card sounds the same, and so is not heard again. */
function heardAs(state: DeskState): string {
  if (state.kind === 'ready') return state.done === null ? '' : `done ${state.done.at}`
  if (state.kind === 'judging') return 'judging'
  const { outcome, reason, holder } = state.visit
  return `${outcome} ${reason} ${holder?.cardNumber ?? state.visit.visitId}`
}

export function useVerdictEffects(state: DeskState): void {
  const heard = heardAs(state)
  const scan = state.kind === 'verdict' ? state.scan : null
  const before = useRef({ verdict: '', scan })
  const latest = useLatest(state)

  useEffect(() => {
    const now = latest.current
    if (now.kind === 'ready') {
      before.current = { verdict: '', scan: null }
      if (now.done !== null) play('recorded')
    }
    if (now.kind !== 'verdict') return
    // Whoever pulls a scanner's trigger wants to hear that it was heard; a camera sees a phone's code change by itself.
    const again = scan !== before.current.scan && scan?.source !== 'camera'
    if (heard !== before.current.verdict || again) play(now.visit.outcome)
    before.current = { verdict: heard, scan }
  }, [heard, scan, latest])

  const frameShownAt = state.kind === 'verdict' ? state.scan.frameShownAt : null
  const visitId = state.kind === 'verdict' ? state.visit.visitId : null
  useEffect(() => {
    if (visitId === null || frameShownAt === null) return
    // The second frame after the commit is the first that surely shows it.
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => {
        performance.measure(CAMERA_TO_VERDICT, { start: frameShownAt, end: performance.now() })
      })
    })
    return () => cancelAnimationFrame(frame)
  }, [visitId, frameShownAt])
}

/** What a screen reader is to say of the verdict. */
export function useSpokenVerdict(open: Extract<DeskState, { kind: 'verdict' }>): string {
  const t = useTexts()
  const params = useReasonParams(open.visit)
  const { outcome, reason } = open.visit
  const sentence = t(`reasons:${reason}.clerk`, params).replaceAll(/[[\]]/g, '')
  return `${t(`words:outcome.${outcome}`)}. ${sentence}`
}
