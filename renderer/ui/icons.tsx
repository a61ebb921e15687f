// The outcomes' own signs, drawn so that each is known by its outline alone, without its colour.
// Always beside the word: hidden from screen readers, which get the word.
import type { Outcome } from '../../core/policy/verdict.ts'

const PATHS: Readonly<Record<Outcome, string>> = {
  good: 'M10 34 L26 50 L56 16',
  // A person's head and shoulders, ticked.
  'check-person': 'M26 30 a11 11 0 1 0 -0.1 0 M6 56 c0 -13 9 -20 20 -20 c4 0 7 1 10 2.5 M38 48 l7 7 14 -16',
  // Half a disc: a part of the whole.
  'some-services': 'M32 8 a24 24 0 1 0 0.1 0 M32 8 v48 M32 20 h16 M32 32 h22 M32 44 h16',
  'cannot-judge': 'M20 22 a12.5 12.5 0 1 1 18 11 c-5 2.6 -6 5 -6 10 M32 55 v1.5',
  no: 'M14 14 L50 50 M50 14 L14 50',
  // A code's finder pattern, crossed out.
  'not-ours': 'M10 10 h18 v18 h-18 z M36 36 h18 v18 h-18 z M56 8 L8 56',
  'scan-again': 'M54 32 a22 22 0 1 1 -7 -16 M54 8 v13 h-13',
}

export function OutcomeIcon({ outcome }: { readonly outcome: Outcome }) {
  return (
    <svg className="outcome-icon" viewBox="0 0 64 64" aria-hidden="true" focusable="false">
      <path d={PATHS[outcome]} />
    </svg>
  )
}

/** ✓, ✕, ↩ of the short lists. */
const MARKS = {
  done: 'M4 13 L10 19 L20 6',
  refused: 'M5 5 L19 19 M19 5 L5 19',
  undone: 'M5 12 H19',
} as const
export type MarkName = keyof typeof MARKS

/** Hidden from screen readers: the words beside it say the same. */
export function Mark({ name }: { readonly name: MarkName }) {
  return (
    <svg className={`mark mark-${name}`} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={MARKS[name]} />
    </svg>
  )
}
