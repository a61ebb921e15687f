// A passport picture out of whatever photograph was chosen: drawn anew upright within 300 × 400, as JPEG.
// Nothing of the file but its points is sent; the registry looks at the bytes again all the same.
import { LARGEST_PHOTO } from '../../../core/sync/wire.ts'

const [WIDTH, HEIGHT] = [300, 400]
/** Down to what still shows a face; what is too large even then, the registry refuses. */
const QUALITIES = [0.88, 0.8, 0.7, 0.6, 0.5]

/** Base64; null where the browser cannot read it as a picture. */
export async function pictureOf(file: Blob): Promise<string | null> {
  const picture = await createImageBitmap(file).catch(() => null)
  if (picture === null) return null
  const scale = Math.min(1, WIDTH / picture.width, HEIGHT / picture.height)
  const canvas = new OffscreenCanvas(
    Math.max(1, Math.round(picture.width * scale)),
    Math.max(1, Math.round(picture.height * scale)),
  )
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height)
  picture.close()
  let bytes = new Uint8Array()
  for (const quality of QUALITIES) {
    const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality })
    bytes = new Uint8Array(await blob.arrayBuffer())
    if (bytes.length <= LARGEST_PHOTO) break
  }
  return btoa(Array.from(bytes, byte => String.fromCharCode(byte)).join(''))
}
