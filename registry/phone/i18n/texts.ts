// The phone pages' texts in the language chosen, and the size they are read in; Chinese first.
// Texts are plain objects of one shape: a missing or surplus one in English does not compile.
import { createStore, useStore } from '../../../renderer/ui/store.ts'
import { zh } from './zh/index.ts'

export type Texts = typeof zh
export type Language = 'zh' | 'en'
export type TypeSize = 'normal' | 'large'

const LANGUAGE = 'huicai.language'
const TYPE_SIZE = 'huicai.type'
const chosen = createStore<{ readonly language: Language; readonly texts: Texts }>({
  language: 'zh',
  texts: zh,
})
const size = createStore<TypeSize>('normal')

export const useTexts = (): Texts => useStore(chosen).texts
export const useLanguage = (): Language => useStore(chosen).language
export const useTypeSize = (): TypeSize => useStore(size)

/** Must be awaited before the first render. */
export async function startTexts(): Promise<void> {
  setTypeSize(localStorage.getItem(TYPE_SIZE) === 'large' ? 'large' : 'normal')
  await setLanguage(localStorage.getItem(LANGUAGE) === 'en' ? 'en' : 'zh')
}

export async function setLanguage(language: Language): Promise<void> {
  const texts = language === 'zh' ? zh : (await import('./en/index.ts')).en
  chosen.set({ language, texts })
  localStorage.setItem(LANGUAGE, language)
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en'
}

export function setTypeSize(next: TypeSize): void {
  size.set(next)
  localStorage.setItem(TYPE_SIZE, next)
  document.documentElement.dataset['type'] = next
}
