// What a page asks for when it opens: loading, there, or refused; asked anew when the input changes or after an act.
// A late answer to an earlier question never overwrites a later one.
import { useCallback, useEffect, useState } from 'react'
import type { CallName } from '../../console-api/contract.ts'
import { call, type Input, type Output, type Refusal } from '../api.ts'

export type Asked<T> =
  | { readonly state: 'loading'; readonly value: T | null }
  | { readonly state: 'there'; readonly value: T }
  | { readonly state: 'refused'; readonly error: Refusal; readonly value: null }

/** `reload` asks again; until then what is there stays on the screen. */
export function useCall<N extends CallName>(
  name: N,
  input: Input<N>,
): Asked<Output<N>> & { readonly reload: () => void } {
  const [asked, setAsked] = useState<Asked<Output<N>>>({ state: 'loading', value: null })
  const [round, setRound] = useState(0)
  const key = JSON.stringify(input)
  // biome-ignore lint/correctness/useExhaustiveDependencies: `round` asks again; `key` stands for the input
  useEffect(() => {
    let current = true
    setAsked(before => ({ state: 'loading', value: before.value }))
    void call(name, JSON.parse(key) as Input<N>).then(answer => {
      if (!current) return
      setAsked(
        answer.ok
          ? { state: 'there', value: answer.value }
          : { state: 'refused', error: answer.error, value: null },
      )
    })
    return () => {
      current = false
    }
  }, [name, key, round])
  return { ...asked, reload: useCallback(() => setRound(n => n + 1), []) }
}

/** An act: busy while it runs, its refusal kept until the next. */
export function useAct(): {
  readonly busy: boolean
  readonly refusal: Refusal | null
  readonly clear: () => void
  readonly act: <N extends CallName>(
    name: N,
    input: Input<N>,
    then?: (value: Output<N>) => void,
  ) => Promise<boolean>
} {
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  return {
    busy,
    refusal,
    clear: useCallback(() => setRefusal(null), []),
    act: useCallback(async (name, input, then) => {
      setBusy(true)
      setRefusal(null)
      const answer = await call(name, input)
      setBusy(false)
      if (answer.ok) then?.(answer.value)
      else setRefusal(answer.error)
      return answer.ok
    }, []),
  }
}
