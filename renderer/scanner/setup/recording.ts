// The raw keys of a scanner under test: what the keyboard said, before anything is made of it.
// Kept for the length of the set-up and no longer; only the sample code is scanned meanwhile.

export type RawEvent =
  | {
      readonly kind: 'key'
      readonly key: string
      /** Milliseconds of `event.timeStamp`. */
      readonly at: number
      /** The input method took it. */
      readonly ime: boolean
      readonly capsLock: boolean
      readonly alt: boolean
      readonly ctrl: boolean
    }
  /** Text without a key of its own: an input method's, or a paste's. */
  | { readonly kind: 'text'; readonly text: string; readonly at: number }

/** True: the recorder took the event, nobody else sees it. */
export type Recorder = (event: RawEvent) => boolean
