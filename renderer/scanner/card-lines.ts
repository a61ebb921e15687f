// Lines that a resident-ID reader gives beside the number: they wait for it, or follow it, and go nowhere else.
// Pure; a line that belongs to no card is told all the same, a moment later.

/** A line that is no code of ours waits this long: name and address come before the number, or after it. */
export const NEXT_LINE_MS = 120
/** The other lines of a card follow its number within this time, and are thrown away. */
export const CARD_LINES_MS = 300
const MAX_HELD = 20_000

export type CardLines = {
  /** Lines that are no code, and when the last of them came: the number may be the next. */
  readonly held: { readonly text: string; readonly last: number } | null
  /** When the last line of a card came whose number was told already. */
  readonly cardAt: number | null
}
export const NO_LINES: CardLines = { held: null, cardAt: null }

export type LineStep = { readonly lines: CardLines; readonly told: readonly string[] }

/** A whole text came; `told` is what is to be judged, in order. */
export function takeLine(lines: CardLines, text: string, at: number): LineStep {
  const line = text.normalize('NFKC').trim()
  // Name, address and all else that came with it go no further than here.
  if (ID_NUMBER.test(line)) return { lines: { held: null, cardAt: at }, told: [text] }
  if (!isCardLine(line)) {
    return { lines: NO_LINES, told: [...(lines.held === null ? [] : [lines.held.text]), text] }
  }
  if (lines.cardAt !== null) return { lines: { held: null, cardAt: at }, told: [] }
  const held = lines.held === null ? text : `${lines.held.text}\n${text}`
  return { lines: { held: { text: held.slice(0, MAX_HELD), last: at }, cardAt: null }, told: [] }
}

/** What time alone has settled by `at`. */
export function settleLines(lines: CardLines, at: number): LineStep {
  const { held, cardAt } = lines
  const over = held !== null && at - held.last > NEXT_LINE_MS
  return {
    lines: {
      held: over ? null : held,
      cardAt: cardAt !== null && at - cardAt > CARD_LINES_MS ? null : cardAt,
    },
    told: over ? [held.text] : [],
  }
}

/** When time must be told next, or null. */
export const linesDueAt = ({ held }: CardLines): number | null =>
  held === null ? null : held.last + NEXT_LINE_MS + 1

/** A line that is a resident-ID number and nothing else but perhaps its label. */
const ID_NUMBER = /^(?:[^\dA-Za-z]*[:\s])?\d{17}[\dXx]$/
const DATES =
  /^(?:19|20)\d\d[./-]?(?:0[1-9]|1[0-2])[./-]?(?:[0-2]\d|3[01])(?:-20\d\d[./-]?(?:0[1-9]|1[0-2])[./-]?(?:[0-2]\d|3[01]))?$/

/** Chinese text, or the dates of a card: no code of ours, and none that anybody prints. */
const isCardLine = (line: string): boolean => /\p{Script=Han}/u.test(line) || DATES.test(line)
