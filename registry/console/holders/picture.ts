// A passport picture out of whatever photograph was chosen: drawn anew upright within 480 × 640, as JPEG.
// Nothing of the file but its points is sent; the registry looks at the bytes again all the same.

const [WIDTH, HEIGHT] = [480, 640]
const QUALITY = 0.88

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
  const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: QUALITY })
  const bytes = new Uint8Array(await blob.arrayBuffer())
  return btoa(Array.from(bytes, byte => String.fromCharCode(byte)).join(''))
}
