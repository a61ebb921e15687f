// Starts i18next with the language this window was last used in, Chinese first.
// A text that is missing in one language must never be shown in another: tsc refuses the gap.
import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { LANGUAGES, type Language } from './texts.ts'
import { zh } from './zh/index.ts'

const STORED = 'huicai.language'

function storedLanguage(): Language {
  const stored = localStorage.getItem(STORED)
  return LANGUAGES.find(language => language === stored) ?? 'zh'
}

/** Resolves when the texts of the stored language are there; must be awaited before the first render. */
export async function startTexts(): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: 'zh',
    resources: { zh },
    defaultNS: 'screen',
    ns: Object.keys(zh),
    fallbackLng: false,
    // React escapes; texts are never markup.
    interpolation: { escapeValue: false },
  })
  await setLanguage(storedLanguage())
}

export async function setLanguage(language: Language): Promise<void> {
  if (language === 'en' && !i18next.hasResourceBundle('en', 'screen')) {
    const { en } = await import('./en/index.ts')
    for (const [namespace, texts] of Object.entries(en)) i18next.addResourceBundle('en', namespace, texts)
  }
  await i18next.changeLanguage(language)
  localStorage.setItem(STORED, language)
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en'
}
