// The papers that a receipt fits, and the one that an older program kept in the browser.
// A choice is forgotten there only when the terminal's settings have it.
import type { Paper } from '../../electron/api.ts'
import type { SettingsModel } from '../settings/use-settings.ts'

export const PAPERS: readonly Paper[] = ['a4', 'a5', '80mm', '58mm']

const STORED = 'huicai.paper'

/** Adopted once; a page that is closed meanwhile leaves it to the next. */
export async function adoptStoredPaper({
  changeable,
  put,
}: Pick<SettingsModel, 'changeable' | 'put'>): Promise<void> {
  const stored = localStorage.getItem(STORED)
  if (stored === null || !changeable.includes('paper')) return
  const paper = PAPERS.find(known => known === stored)
  const problem = paper === undefined ? null : await put({ paper })
  if (problem === null) localStorage.removeItem(STORED)
}
