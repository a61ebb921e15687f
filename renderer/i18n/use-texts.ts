// The hook by which every screen gets its texts: `screen` without a prefix, the others as "words:…", "reasons:…", "errors:…", "visit:…".
// A key that does not exist does not compile.
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'

const NAMESPACES = ['screen', 'words', 'reasons', 'errors', 'lookUp', 'devices', 'visit', 'worklist'] as const

export type Translate = TFunction<typeof NAMESPACES>

export function useTexts(): Translate {
  return useTranslation(NAMESPACES).t
}
