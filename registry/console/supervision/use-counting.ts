// Brings the counts up to now when the page is opened, and says how far that is.
// Counting is the registry's own work and goes on without the page: leaving it stops nothing.
import { useEffect, useState } from 'react'
import { call } from '../api.ts'

const EVERY_MS = 1000

/** `most`: what waited when it began. */
export type Counting = { readonly waiting: number; readonly most: number }

/** Null when all is counted. `onCounted` is called once it is, and while it goes on. */
export function useCounting(onCounted: () => void): Counting | null {
  const [counting, setCounting] = useState<Counting | null>(null)
  useEffect(() => {
    let current = true
    let timer: ReturnType<typeof setTimeout> | undefined
    const look = async (): Promise<void> => {
      const answer = await call('supervision.waiting', {})
      if (!current || !answer.ok) return
      const { waiting } = answer.value
      if (waiting > 0) {
        setCounting(before => ({ waiting, most: Math.max(waiting, before?.most ?? 0) }))
        timer = setTimeout(() => void look(), EVERY_MS)
      }
    }
    void look()
    void call('supervision.count', {}).then(() => {
      if (!current) return
      clearTimeout(timer)
      setCounting(null)
      onCounted()
    })
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [onCounted])
  return counting
}
