// Hands a file of the terminal's to the machine: the browser's own download, which in Electron asks where to.
// The bytes leave memory as soon as they are on their way.
import type { FileView } from '../../electron/api.ts'

const KEEP_MS = 60_000

export function download({ name, type, base64 }: FileView): void {
  const bytes = Uint8Array.from(atob(base64), character => character.charCodeAt(0))
  const url = URL.createObjectURL(new Blob([bytes], { type }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  document.body.append(link)
  link.click()
  link.remove()
  setTimeout(() => URL.revokeObjectURL(url), KEEP_MS)
}
