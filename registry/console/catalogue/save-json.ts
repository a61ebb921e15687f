// Hands a catalogue to the browser as a file to save, written so that people can read it.
import type { Catalogue } from '../../../core/policy/catalogue.ts'

export function saveJson(body: Catalogue): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([JSON.stringify(body, null, 2)], { type: 'application/json' }))
  link.download = `catalogue-${body.version.replace(/[^\w.-]/g, '_')}.json`
  link.click()
  URL.revokeObjectURL(link.href)
}
