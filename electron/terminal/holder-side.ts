// The holder's own screen: what it shows, how it is opened, and the one thing that may be said on it.
// It is shown what the open visit lets it see, and nothing of the clerk's.
import type { HolderInput, HolderView } from '../api/holder.ts'
import type { Bilingual } from '../api.ts'
import type { ServedHolder } from '../hosts/served.ts'
import type { Counter } from '../visit/counter.ts'
import type { Answering } from './answering.ts'

export type HolderSideParts = {
  /** Of service or of training, whichever goes on. */
  counter(): Counter
  siteName(): Bilingual | null
  isTraining(): boolean
  readonly refused: Answering['refused']
}

export type HolderSide = ReturnType<typeof createHolderSide>

export function createHolderSide({ counter, siteName, isTraining, refused }: HolderSideParts) {
  const screens = new Set<(view: HolderView) => void>()
  let openScreen: Parameters<ServedHolder['opensWith']>[0] = async () => null

  function view(): HolderView {
    const shown = counter().holderView(siteName())
    return isTraining() ? { ...shown, training: true } : shown
  }

  return {
    /** The screen is to look again. */
    changed(): void {
      for (const listener of screens) listener(view())
    },
    /** Null: there is none to open. */
    open: () => openScreen(),
    served: {
      async call(name, input) {
        const given = name === 'holder.rate' ? counter().rate(input as HolderInput<'holder.rate'>) : null
        return given !== null && !given.ok ? refused(name, given.error) : { ok: true, value: view() }
      },
      onView(listener) {
        screens.add(listener)
        return () => screens.delete(listener)
      },
      opensWith(open) {
        openScreen = open
      },
    } satisfies ServedHolder,
  }
}
