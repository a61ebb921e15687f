// Writes a small private file so that a power cut leaves the old one or the new one, never half of either.
// It must never widen who may read it: owner alone.
import { mkdir, open, rename } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Throws what the file system throws; the caller names it. */
export async function replaceFile(file: string, content: Buffer | string): Promise<void> {
  const folder = dirname(file)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const temporary = `${file}.new`
  const handle = await open(temporary, 'w', 0o600)
  try {
    await handle.writeFile(content)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(temporary, file)
  await syncFolder(folder)
}

/** Makes the rename itself durable; Windows has no such thing and needs none. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
