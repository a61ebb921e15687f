// What follows the desk by itself: the holder's own screen shows what the clerk has chosen, and the day's visits are counted anew.
// Neither is ever waited for, and a failure of either keeps nobody from being served.
import { useEffect, useState } from 'react'
import type { TerminalBridge } from '../../electron/api.ts'
import { isServing } from './choice.ts'
import type { DeskState, RecentEntry } from './desk.ts'

/** `say`: the sentence that the clerk lets the holder read, for the visit it was said in. */
export function useHolderFollows(
  terminal: TerminalBridge,
  state: DeskState,
  say: { readonly visitId: string; readonly text: string } | null,
): void {
  const open = state.kind === 'verdict' ? state : null
  const visitId = open?.visit.visitId ?? null
  const items = open === null || !isServing(open.visit) ? '' : open.choice.picked.map(p => p.itemId).join(' ')
  const text = say !== null && say.visitId === visitId ? say.text : null
  useEffect(() => {
    if (visitId === null) return
    const itemIds = items === '' ? [] : items.split(' ')
    void terminal.call('visit.show', { visitId, itemIds, say: text })
  }, [terminal, visitId, items, text])
}

export type Tally = { readonly served: number; readonly refused: number }

/** Visits of this window today; null until first counted. Counted again whenever something was put on record. */
export function useTally(terminal: TerminalBridge, recent: readonly RecentEntry[]): Tally | null {
  const [tally, setTally] = useState<Tally | null>(null)
  const last = recent.find(entry => entry.kind === 'record')?.key
  // biome-ignore lint/correctness/useExhaustiveDependencies: `last` is what asks for a new count
  useEffect(() => {
    let gone = false
    void terminal.call('visit.tally', undefined).then(reply => {
      if (!gone && reply.ok) setTally(reply.value)
    })
    return () => {
      gone = true
    }
  }, [terminal, last])
  return tally
}
