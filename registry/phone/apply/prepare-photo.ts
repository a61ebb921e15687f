// A photograph drawn anew at a size that can be read: upright, light, and without the place where it was taken.
// What is no photograph, or cannot be drawn, goes as it is: the registry says what is wrong with it.

/** Points of the longer side: a page photographed at this size can be read and printed. */
const LONGEST = 2400
/** Bytes below which a picture is sent as it is. */
const LIGHT = 400_000

export async function prepared(file: File): Promise<Uint8Array<ArrayBuffer>> {
  const isPhoto = file.type === 'image/jpeg' || (file.type === 'image/png' && file.size > LIGHT)
  const drawn = isPhoto ? await drawnAnew(file).catch(() => null) : null
  return new Uint8Array(await (drawn ?? file).arrayBuffer())
}

async function drawnAnew(file: File): Promise<Blob | null> {
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' })
  const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(picture.width * scale))
  canvas.height = Math.max(1, Math.round(picture.height * scale))
  const context = canvas.getContext('2d')
  if (context === null) return null
  context.fillStyle = '#fff'
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.drawImage(picture, 0, 0, canvas.width, canvas.height)
  picture.close()
  return await new Promise(resolve => canvas.toBlob(resolve, 'image/jpeg', 0.85))
}
