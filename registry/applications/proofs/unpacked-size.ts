// How much packed data unpack to, counted in passing and given up as soon as it is too much.
// The unpacked bytes are held in portions and never together, whatever the data claim.
import type { Inflate } from 'node:zlib'

/** `more`: than `most`. Broken data are broken, however much of them could be read. */
export function unpackedSize(
  packed: Buffer,
  inflate: Inflate,
  most: number,
  onPortion: (portion: Buffer) => void = () => {},
): Promise<number | 'more' | 'broken'> {
  return new Promise(resolve => {
    let size = 0
    inflate.on('data', (portion: Buffer) => {
      size += portion.length
      if (size > most) {
        resolve('more')
        inflate.destroy()
      } else onPortion(portion)
    })
    inflate.once('end', () => resolve(size))
    inflate.once('error', () => resolve('broken'))
    inflate.end(packed)
  })
}
