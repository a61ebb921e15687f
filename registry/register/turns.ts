// Work that must not overlap, one after the other; one that fails does not hold up the next.

export type InTurn = <T>(work: () => Promise<T>) => Promise<T>

export function oneAfterAnother(): InTurn {
  let last: Promise<unknown> = Promise.resolve()
  return work => {
    const mine = last.then(work)
    last = mine.catch(() => {})
    return mine
  }
}
