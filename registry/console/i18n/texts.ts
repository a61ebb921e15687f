// The console's texts in the language chosen, the same choice as at a terminal on this machine; Chinese first.
// Texts are plain objects of one shape: a missing or surplus one in English does not compile.
import { createStore, useStore } from '../../../renderer/ui/store.ts'
import { zh } from './zh/index.ts'

export type Texts = typeof zh
export type Language = 'zh' | 'en'

const STORED = 'huicai.language'
const chosen = createStore<{ readonly language: Language; readonly texts: Texts }>({
  language: 'zh',
  texts: zh,
})

export const useTexts = (): Texts => useStore(chosen).texts
export const useLanguage = (): Language => useStore(chosen).language

/** Must be awaited before the first render. */
export const startTexts = (): Promise<void> =>
  setLanguage(localStorage.getItem(STORED) === 'en' ? 'en' : 'zh')

export async function setLanguage(language: Language): Promise<void> {
  const texts = language === 'zh' ? zh : (await import('./en/index.ts')).en
  chosen.set({ language, texts })
  localStorage.setItem(STORED, language)
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en'
}
