// For a screen that lies over the counter without being a dialog of the kit: what is beneath takes neither focus nor click.
// The focus comes to the screen when it opens; what lay beneath is as it was when it closes.
import { type RefObject, useEffect } from 'react'

/** `screen`: stands beside what it covers. What is marked `data-above` is not beneath: it is read and seen over every screen. */
export function useModal(screen: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = screen.current
    if (element === null) return
    const beneath = [...(element.parentElement?.children ?? [])].filter(
      (each): each is HTMLElement =>
        each instanceof HTMLElement && each !== element && !each.inert && !('above' in each.dataset),
    )
    for (const each of beneath) each.inert = true
    element.focus()
    return () => {
      for (const each of beneath) each.inert = false
    }
  }, [screen])
}
