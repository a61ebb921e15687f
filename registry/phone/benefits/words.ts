// The catalogue's own words in the language chosen.
import type { Bilingual } from '../../../core/policy/catalogue.ts'
import { useLanguage } from '../i18n/texts.ts'

export function useWords(): (words: Bilingual) => string {
  const language = useLanguage()
  return words => words[language]
}
