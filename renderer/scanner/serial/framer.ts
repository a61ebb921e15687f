// Cuts a serial scanner's bytes into texts: at CR, LF or ETX, or where it falls silent.
// Pure; no byte is lost, and no scanner can fill the memory.

/** A scanner without a terminator has finished when it is silent for so long. */
export const SILENT_MS = 60
const MAX_BYTES = 8_192
const STX = 0x02
const ENDS: ReadonlySet<number> = new Set([0x0d, 0x0a, 0x03, 0x04])

export type Framer = {
  readonly bytes: Uint8Array
  /** When the last byte came; milliseconds of one steady clock. */
  readonly last: number
}
export const EMPTY: Framer = { bytes: new Uint8Array(), last: 0 }

export type Framed = { readonly framer: Framer; readonly texts: readonly string[] }

export function feed(framer: Framer, chunk: Uint8Array, at: number): Framed {
  const before = settle(framer, at)
  const texts = [...before.texts]
  let line = [...before.framer.bytes]
  const end = () => {
    if (line.length > 0) texts.push(decode(Uint8Array.from(line)))
    line = []
  }
  for (const byte of chunk) {
    if (ENDS.has(byte)) end()
    else if (byte !== STX) line.push(byte)
    if (line.length >= MAX_BYTES) end()
  }
  return { framer: { bytes: Uint8Array.from(line), last: at }, texts }
}

/** What silence alone has finished by `at`. */
export function settle(framer: Framer, at: number): Framed {
  if (framer.bytes.length === 0 || at - framer.last < SILENT_MS) return { framer, texts: [] }
  return { framer: { ...EMPTY, last: framer.last }, texts: [decode(framer.bytes)] }
}

/** When `settle` must be called next, or null. */
export const dueAt = ({ bytes, last }: Framer): number | null =>
  bytes.length === 0 ? null : last + SILENT_MS

/** UTF-8 where it is that, else GB 18030, which readers made for this country send; every byte of which has a meaning. */
function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('gb18030').decode(bytes)
  }
}
