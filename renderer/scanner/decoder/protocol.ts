// What the page and the decoder's worker say to each other; one answer to each question.
// Nothing but plain data may be in here, for all of it is cloned or transferred.

import type { DecoderError, Found } from './decode.ts'

/** `frame`: one of a row of camera frames, cheap; `still`: a picture that gets everything at once. */
export type Mode = 'frame' | 'still'

export type ToWorker =
  | { readonly kind: 'start' }
  | { readonly kind: 'decode'; readonly frame: ImageBitmap | ImageData; readonly mode: Mode }

export type FromWorker =
  | { readonly kind: 'ready' }
  | { readonly kind: 'found'; readonly found: readonly Found[] }
  | { readonly kind: 'failed'; readonly error: DecoderError }
