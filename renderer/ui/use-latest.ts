// The newest value of a prop, for listeners that outlive the render they were made in.
// Read it in events and effects only: in a render it may be the last one's.
import { type RefObject, useLayoutEffect, useRef } from 'react'

export function useLatest<T>(value: T): RefObject<T> {
  const latest = useRef(value)
  useLayoutEffect(() => {
    latest.current = value
  })
  return latest
}
