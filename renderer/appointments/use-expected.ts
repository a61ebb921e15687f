// Whom this window expects, asked of the terminal whenever the desk, the day or the data changes.
// A terminal that does not answer leaves the counter as it was: it works without appointments.
import { useEffect, useState } from 'react'
import { dateOf } from '../../core/policy/calendar.ts'
import type { Expected, StatusView, TerminalBridge } from '../../electron/api.ts'

export type ExpectedHere = { readonly today: readonly Expected[]; readonly later: readonly Expected[] }
const NOBODY: ExpectedHere = { today: [], later: [] }

export function useExpected(terminal: TerminalBridge, status: StatusView, desk: string): ExpectedHere {
  const [known, setKnown] = useState(NOBODY)
  const syncedAt = status.sync.state === 'idle' ? (status.sync.last?.at ?? null) : null
  const day = dateOf(status.now)
  // biome-ignore lint/correctness/useExhaustiveDependencies: desk, day and data say when to ask anew
  useEffect(() => {
    let current = true
    void terminal.call('appointments.list', undefined).then(reply => {
      if (!current || !reply.ok) return
      const { today, appointments } = reply.value
      setKnown({
        today: appointments.filter(a => a.day === today),
        later: appointments.filter(a => a.day > today),
      })
    })
    return () => {
      current = false
    }
  }, [terminal, desk, day, syncedAt])
  return known
}
