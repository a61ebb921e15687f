// Full screen and nothing beside it, by the site's policy or this terminal's setting; a supervisor may leave it for a while.
// It never stays left: whoever signs in next, or a new start, finds it on again.
import type { AppView } from '../api.ts'

export type Kiosk = ReturnType<typeof createKiosk>

/** `wanted`: what setting and policy say now. */
export function createKiosk(wanted: () => boolean) {
  let left = false
  return {
    state(): AppView['kiosk'] {
      if (!wanted()) return 'off'
      return left ? 'left' : 'on'
    },
    leave(): void {
      left = true
    },
    enter(): void {
      left = false
    },
  }
}
