// What waits for somebody, beside the pages' names: open conflicts and overdue follow-ups, in figures and words.
// Asked anew when another page is opened and every few minutes; a failure shows nothing rather than an old number.
import { useEffect, useState } from 'react'
import { call, type Output } from '../api.ts'
import { countOf } from '../format.ts'
import { useTexts } from '../i18n/texts.ts'
import type { Page } from '../pages.ts'

type Counts = Output<'oversight.waiting'>
const EVERY_MS = 3 * 60_000

export function useWaiting(path: string, mayAsk: boolean): Counts | null {
  const [counts, setCounts] = useState<Counts | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page is a reason to ask again
  useEffect(() => {
    if (!mayAsk) return
    let current = true
    const ask = async (): Promise<void> => {
      const answer = await call('oversight.waiting', {})
      if (current) setCounts(answer.ok ? answer.value : null)
    }
    void ask()
    const timer = setInterval(() => void ask(), EVERY_MS)
    window.addEventListener(SETTLED, ask)
    return () => {
      current = false
      clearInterval(timer)
      window.removeEventListener(SETTLED, ask)
    }
  }, [path, mayAsk])
  return counts
}

const SETTLED = 'xhc-settled'
/** Something of the worklists was done: the numbers are others now. */
export const tellSettled = (): boolean => window.dispatchEvent(new Event(SETTLED))

export function Waiting({ page, counts }: { readonly page: Page['name']; readonly counts: Counts | null }) {
  const t = useTexts()
  if (counts === null || (page !== 'conflicts' && page !== 'ratings')) return null
  const n = page === 'conflicts' ? counts.conflicts : counts.overdue
  if (n === 0) return null
  return (
    <span className="waiting" data-testid={`waiting-${page}`}>
      <span aria-hidden="true">{countOf(n)}</span>
      <span className="for-ears">{t.frame.waiting[page](n)}</span>
    </span>
  )
}
