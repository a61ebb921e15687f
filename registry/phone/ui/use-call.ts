// What a page asks for when it opens, and acts that it carries out; what was there last time stands in for what cannot be reached.
// A late answer to an earlier question never overwrites a later one.
import { useCallback, useEffect, useRef, useState } from 'react'
import type { PhoneCallName } from '../../phone-api/contract.ts'
import { call, type Input, type Output, type Refusal } from '../api.ts'
import { keepSealed, readSealed } from '../device/seal.ts'

export type Asked<T> = {
  /** From the registry, or, with `stale`, what it said last time. */
  readonly value: T | null
  readonly stale: boolean
  readonly refusal: Refusal | null
}

/** `keepAs`: kept, sealed, under this name for a start without a network. */
export function useCall<N extends PhoneCallName>(
  name: N,
  input: Input<N>,
  keepAs: string | null = null,
): Asked<Output<N>> & { readonly reload: () => void } {
  const [asked, setAsked] = useState<Asked<Output<N>>>({ value: null, stale: false, refusal: null })
  const [round, setRound] = useState(0)
  const key = JSON.stringify(input)
  // biome-ignore lint/correctness/useExhaustiveDependencies: `round` asks anew
  useEffect(() => {
    let current = true
    void (async () => {
      if (keepAs !== null) {
        const before = await readSealed<Output<N>>('kept', keepAs)
        if (current && before !== null)
          setAsked(now => (now.value === null ? { value: before, stale: true, refusal: null } : now))
      }
      const answer = await call(name, JSON.parse(key) as Input<N>)
      if (!current) return
      if (!answer.ok) return setAsked(now => ({ ...now, stale: now.value !== null, refusal: answer.error }))
      setAsked({ value: answer.value, stale: false, refusal: null })
      if (keepAs !== null) await keepSealed('kept', keepAs, answer.value)
    })()
    return () => {
      current = false
    }
  }, [name, key, keepAs, round])
  return { ...asked, reload: useCallback(() => setRound(n => n + 1), []) }
}

/** An act: busy while it runs, its refusal kept until the next. */
export function useAct() {
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const there = useRef(true)
  useEffect(() => {
    there.current = true
    return () => {
      there.current = false
    }
  }, [])
  const act = useCallback(
    async <N extends PhoneCallName>(
      name: N,
      input: Input<N>,
      then?: (value: Output<N>) => void,
    ): Promise<boolean> => {
      setBusy(true)
      setRefusal(null)
      const answer = await call(name, input)
      if (!there.current) return answer.ok
      setBusy(false)
      if (answer.ok) then?.(answer.value)
      else setRefusal(answer.error)
      return answer.ok
    },
    [],
  )
  return { busy, refusal, act, clear: useCallback(() => setRefusal(null), []) }
}
