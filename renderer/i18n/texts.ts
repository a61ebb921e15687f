// The shape of all texts, taken from the Chinese, and told to i18next so that a wrong key does not compile.
// Types only: the texts themselves are loaded by index.ts.
import 'i18next'
import type { zh } from './zh/index.ts'

export type Texts = typeof zh
export const LANGUAGES = ['zh', 'en'] as const
export type Language = (typeof LANGUAGES)[number]

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'screen'
    resources: Texts
  }
}
