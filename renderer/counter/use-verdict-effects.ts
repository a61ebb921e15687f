// What a new verdict does besides being shown: its sound, its word to a screen reader, its measured time.
// Each verdict does it once; the same holder's verdict renewed is silent.
import { useEffect, useRef } from 'react'
import type { VisitView } from '../../electron/api.ts'
import { useLanguage } from '../i18n/format.ts'
import { useTexts } from '../i18n/use-texts.ts'
import { play } from '../sound/sounds.ts'
import { say } from '../sound/speech.ts'
import { useLatest } from '../ui/use-latest.ts'
import { isServing } from './choice.ts'
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
  const before = useRef({ verdict: '', scan, at: Number.NEGATIVE_INFINITY })
  const latest = useLatest(state)
  const speak = useLatest(useSpeech())

  useEffect(() => {
    const now = latest.current
    if (now.kind === 'ready') {
      before.current = { verdict: '', scan: null, at: Number.NEGATIVE_INFINITY }
      if (now.done !== null) play('recorded')
    }
    if (now.kind !== 'verdict') return
    // Whoever pulls a scanner's trigger wants to hear that it was heard; a camera sees a phone's code change by itself.
    const fresh = heard !== before.current.verdict
    const again = scan !== before.current.scan && scan?.source !== 'camera'
    const at = performance.now()
    // A scanner that fires twice for one pull is heard once.
    const twice = !fresh && at - before.current.at < SAME_PULL_MS
    if ((fresh || again) && !twice) {
      play(now.visit.outcome)
      speak.current(now.visit)
    }
    before.current = { verdict: heard, scan, at: fresh || again ? at : before.current.at }
  }, [heard, scan, latest, speak])

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

/** A slow scanner types a code for a second or more: its second firing ends as much later. */
const SAME_PULL_MS = 2_000

/** Says the band's word, and how many services are open: nothing that bystanders should not hear. */
function useSpeech(): (visit: VisitView) => void {
  const t = useTexts()
  const language = useLanguage()
  return visit => {
    const word = t(`words:outcome.${visit.outcome}`)
    const n = visit.services.filter(({ availability }) => availability === 'available').length
    say(isServing(visit) ? t('devices:speech.services', { word, n }) : word, language)
  }
}

/** What a screen reader is to say of the verdict. */
export function useSpokenVerdict(open: Extract<DeskState, { kind: 'verdict' }>): string {
  const t = useTexts()
  const params = useReasonParams(open.visit)
  const { outcome, reason } = open.visit
  const sentence = t(`reasons:${reason}.clerk`, params).replaceAll(/[[\]]/g, '')
  return `${t(`words:outcome.${outcome}`)}. ${sentence}`
}
