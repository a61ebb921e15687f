// Which key does what at the counter; the only place where a key has its meaning.
// Every key here is printed on the screen beside what it does.

export type CounterKeyTargets = {
  readonly onDesk: 'ready' | 'judging' | 'verdict'
  readonly serving: boolean
  readonly digit: (digit: number) => void
  /** The next nine tiles, or the nine before. */
  readonly page: (by: 1 | -1) => void
  readonly record: () => void
  readonly refuse: () => void
  /** On a supervisor's word, where it opens anything. */
  readonly override: () => void
  readonly next: () => void
  /** A receipt for the holder who was just served; null: none is offered. */
  readonly receipt: (() => void) | null
  /** One service more for the holder who was just served. */
  readonly more: () => void
  readonly check: () => void
  readonly tickets: (by: 1 | -1) => void
  readonly chooseRelation: () => void
  readonly amount: () => void
  readonly tickPaper: () => void
  readonly comment: () => void
  readonly say: () => void
  /** Focuses the field for typed numbers, with what was typed already. */
  readonly type: (text: string) => void
  readonly records: () => void
  readonly lookUp: () => void
  readonly elsewhere: () => void
  readonly dataAges: () => void
  readonly syncNow: () => void
  /** Whom the window expects; null: nobody. */
  readonly expected: (() => void) | null
  readonly holderScreen: () => void
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
    case 'F6':
      return to.elsewhere
    case 'F7':
      return to.dataAges
    case 'F8':
      return to.syncNow
    case 'F10':
      return to.holderScreen
    case 'Escape':
      return to.next
  }
  if (to.onDesk === 'ready') {
    if (key === 'Enter') return to.next
    if (key === '+') return to.more
    if (key === '*') return to.receipt
    if (key === '-') return to.expected
    // Without F2, too: a digit at an empty counter begins a number.
    return /^[0-9a-z]$/.test(key) ? () => to.type(key) : null
  }
  if (to.onDesk !== 'verdict') return null
  if (key === 'r') return to.refuse
  if (key === 's') return to.say
  if (key === 'v') return to.override
  return to.serving ? servingAction(key, to) : null
}

function servingAction(key: string, to: CounterKeyTargets): (() => void) | null {
  if (/^[1-9]$/.test(key)) return () => to.digit(Number(key))
  switch (key) {
    case '0':
    case 'PageDown':
      return () => to.page(1)
    case 'PageUp':
      return () => to.page(-1)
    case 'Enter':
      return to.record
    case ' ':
      return to.check
    case 'a':
      return to.amount
    case 'b':
      return to.chooseRelation
    case 'n':
      return to.comment
    case 'p':
      return to.tickPaper
    case '+':
    case '=':
      return () => to.tickets(1)
    case '-':
      return () => to.tickets(-1)
    default:
      return null
  }
}
