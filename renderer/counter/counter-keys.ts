// Which key does what at the counter; the only place where a key has its meaning.
// Every key here is printed on the screen beside what it does.

export type CounterKeyTargets = {
  readonly onDesk: 'ready' | 'judging' | 'verdict'
  readonly serving: boolean
  readonly digit: (digit: number) => void
  readonly record: () => void
  readonly refuse: () => void
  readonly next: () => void
  readonly check: () => void
  readonly tickets: (by: 1 | -1) => void
  readonly chooseRelation: () => void
  readonly comment: () => void
  /** Focuses the field for typed numbers, with what was typed already. */
  readonly type: (text: string) => void
  readonly records: () => void
  readonly lookUp: () => void
  readonly syncNow: () => void
}

/** True when the key is one of the counter's. */
export function pressCounterKey(key: string, to: CounterKeyTargets): boolean {
  const run = keyAction(key.length === 1 ? key.toLowerCase() : key, to)
  run?.()
  return run !== null
}

function keyAction(key: string, to: CounterKeyTargets): (() => void) | null {
  switch (key) {
    case 'F2':
      return () => to.type('')
    case 'F3':
    case '/':
      return to.lookUp
    case 'F4':
      return to.records
    case 'F8':
      return to.syncNow
    case 'Escape':
      return to.next
  }
  if (to.onDesk === 'ready') {
    if (key === 'Enter') return to.next
    // Without F2, too: a digit at an empty counter begins a number.
    return /^[0-9a-z]$/.test(key) ? () => to.type(key) : null
  }
  if (to.onDesk !== 'verdict') return null
  if (key === 'r') return to.refuse
  return to.serving ? servingAction(key, to) : null
}

function servingAction(key: string, to: CounterKeyTargets): (() => void) | null {
  if (/^[1-9]$/.test(key)) return () => to.digit(Number(key))
  switch (key) {
    case 'Enter':
      return to.record
    case ' ':
      return to.check
    case 'b':
      return to.chooseRelation
    case 'n':
      return to.comment
    case '+':
    case '=':
      return () => to.tickets(1)
    case '-':
      return () => to.tickets(-1)
    default:
      return null
  }
}
