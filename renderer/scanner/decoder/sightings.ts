// Tells a new sighting of a code from a card that is still lying under the camera.
// It must never hold a text longer than it is in sight: what is remembered here is somebody's card.

/** A text that was out of sight for this long counts as shown anew. */
export const OUT_OF_SIGHT_MS = 1_500

export type Sightings = {
  /** Whether the text, decoded from the frame shown at `at` (ms, any steady clock), is to be reported. */
  readonly see: (text: string, at: number) => boolean
  /** Forgets everything, so that the card under the camera is reported once more. */
  readonly forget: () => void
}

/** The same text once until it has been out of sight for 1,500 ms; a different text at once. */
export function createSightings(outOfSightMs: number = OUT_OF_SIGHT_MS): Sightings {
  const lastSeen = new Map<string, number>()
  return {
    see: (text, at) => {
      for (const [seen, when] of lastSeen) if (at - when >= outOfSightMs) lastSeen.delete(seen)
      const isNew = !lastSeen.has(text)
      lastSeen.set(text, Math.max(at, lastSeen.get(text) ?? at))
      return isNew
    },
    forget: () => lastSeen.clear(),
  }
}
