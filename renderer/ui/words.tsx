// A text with keyboard keys in it: "[F2]" becomes a key cap. For buttons, hints and advice.
// The text is text: nothing in it is ever taken for markup.
import { Fragment } from 'react'

/** Splits at "[…]"; every second piece is a key. */
export function Words({ text }: { readonly text: string }) {
  return text.split(/\[([^\]]+)\]/).map((piece, i) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a text have no other identity than their place
    i % 2 === 1 ? <kbd key={i}>{piece}</kbd> : <Fragment key={i}>{piece}</Fragment>,
  )
}
