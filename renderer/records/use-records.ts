// Loads pages of records by filter, and forgets an answer that a later question has overtaken.
// Nothing is kept when the screen is left.
import { useEffect, useState } from 'react'
import type { ApiError, Output, RecordFilter } from '../../electron/api.ts'
import { useTerminal } from '../bridge/terminal.ts'

export const PAGE = 50

export type Below = { readonly at: number; readonly sequence: number }
export type Loaded =
  | { readonly kind: 'loading' }
  | { readonly kind: 'loaded'; readonly page: Output<'records.page'> }
  | { readonly kind: 'failed'; readonly error: ApiError }

/** `version` changes when the same question is to be asked again. */
export function useRecords(filter: RecordFilter, below: Below | null, version: number): Loaded {
  const terminal = useTerminal()
  const [loaded, setLoaded] = useState<Loaded>({ kind: 'loading' })
  // biome-ignore lint/correctness/useExhaustiveDependencies: `version` asks the same question anew
  useEffect(() => {
    let gone = false
    const load = async () => {
      const reply = await terminal.call('records.page', { filter, below, limit: PAGE })
      if (gone) return
      setLoaded(reply.ok ? { kind: 'loaded', page: reply.value } : { kind: 'failed', error: reply.error })
    }
    void load()
    return () => {
      gone = true
    }
  }, [terminal, filter, below, version])
  return loaded
}
