// Where we are and who works here: site, window, clerk, time; language and sound beside them.
// Nothing of a holder ever stands up here.
import { useTranslation } from 'react-i18next'
import type { AppView } from '../../electron/api.ts'
import { useFormat, useLanguage } from '../i18n/format.ts'
import { setLanguage } from '../i18n/index.ts'
import { muted, setMuted } from '../sound/sounds.ts'
import { useStore } from '../ui/store.ts'
import { useNow } from '../ui/use-now.ts'

export function TopBar({ app }: { readonly app: AppView | null }) {
  const { t } = useTranslation('screen')
  const format = useFormat()
  const language = useLanguage()
  const now = useNow()
  const isMuted = useStore(muted)
  return (
    <header className="top">
      <b>{t('app.title')}</b>
      {app?.site && (
        <>
          <span data-testid="site-name">{format.both(app.site.siteName)}</span>
          <span className="top-window">{format.both(app.site.windowName)}</span>
        </>
      )}
      <span className="top-space" />
      <button
        type="button"
        aria-pressed={isMuted}
        onClick={() => setMuted(!isMuted)}
        data-testid="mute-toggle"
      >
        {t(isMuted ? 'app.muted' : 'app.mute')}
      </button>
      <button
        type="button"
        lang={language === 'zh' ? 'en' : 'zh-CN'}
        title={t('app.languageLabel')}
        onClick={() => void setLanguage(language === 'zh' ? 'en' : 'zh')}
        data-testid="language-toggle"
      >
        {t('app.language')}
      </button>
      {app?.clerk && <span data-testid="clerk-number">{t('app.clerk', { number: app.clerk.number })}</span>}
      <time>{format.clock(now)}</time>
    </header>
  )
}
