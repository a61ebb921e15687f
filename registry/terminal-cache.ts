// Terminals by their ids, kept in memory for a while: ten thousand that pull at night ask files, not the database.
// A cut-off in this process holds at once; one that another process made holds after half a minute at the latest.
import type { Terminal } from './terminals.ts'

/** Seconds that a terminal's key, state and window are believed without asking again. */
export const BELIEVED_FOR = 30
/** Seconds that an id is believed to be nobody's: a terminal that another process has just enrolled must not wait long. */
const UNKNOWN_FOR = 3
/** Anybody can invent ids; what they cost in memory is bounded. */
const MOST_ENTRIES = 20_000

type Entry = { readonly at: number; readonly found: Promise<Terminal | null>; known: boolean }

export type TerminalCache = ReturnType<typeof terminalCache>

/** `now` in seconds. */
export function terminalCache(find: (id: string) => Promise<Terminal | null>, now: () => number) {
  const entries = new Map<string, Entry>()

  function isFresh({ at, known }: Entry): boolean {
    const age = now() - at
    return age >= 0 && age < (known ? BELIEVED_FOR : UNKNOWN_FOR)
  }

  function load(id: string): Promise<Terminal | null> {
    if (entries.size >= MOST_ENTRIES) entries.clear()
    const entry: Entry = {
      at: now(),
      known: true,
      found: find(id).then(
        terminal => {
          entry.known = terminal !== null
          return terminal
        },
        cause => {
          if (entries.get(id) === entry) entries.delete(id)
          throw cause
        },
      ),
    }
    entries.set(id, entry)
    return entry.found
  }

  return {
    find(id: string): Promise<Terminal | null> {
      const entry = entries.get(id)
      return entry !== undefined && isFresh(entry) ? entry.found : load(id)
    },
    /** Whatever is being read of it right now is not believed either. */
    forget: (id: string): void => void entries.delete(id),
    forgetAll: (): void => entries.clear(),
  }
}
