// A page in another language or theme, in place: whatever lies over the top bar stays where it is.
// The language goes through the terminal, as the clerk's own switch does; the theme is set where the settings set it.
import type { Page } from 'playwright-core'

export type Language = 'zh' | 'en'
export type Theme = 'light' | 'dark' | 'contrast'

export async function look(page: Page, language: Language, theme: Theme): Promise<void> {
  // The holder's display has both languages at once, one theme, and no switch.
  if ((await page.getByTestId('holder-screen').count()) > 0) return
  await speak(page, language)
  await page.evaluate(name => {
    document.documentElement.dataset['theme'] = name
  }, theme)
}

async function speak(page: Page, language: Language): Promise<void> {
  const tag = language === 'zh' ? 'zh-CN' : 'en'
  // A click by script reaches its button under any dialog.
  const turned = await page.evaluate(lang => {
    const toggle = document.querySelector<HTMLElement>('[data-testid=language-toggle]')
    if (toggle === null || document.documentElement.lang === lang) return false
    toggle.click()
    return true
  }, tag)
  if (!turned) return
  await page.locator(`html[lang="${tag}"]`).waitFor({ state: 'attached' })
  // The terminal's settings come back with the language; the theme is set when they have.
  await page.waitForTimeout(60)
}
