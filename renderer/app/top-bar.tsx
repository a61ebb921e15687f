// Where we are and who works here: site, window, clerk, time; language and sound beside them.
// Nothing of a holder ever stands up here.
import { useTranslation } from 'react-i18next'
import type { AppView, SettingName } from '../../electron/api.ts'
import { useFormat, useLanguage } from '../i18n/format.ts'
import { setLanguage } from '../i18n/index.ts'
import type { KioskSwitch } from '../kiosk/use-kiosk.ts'
import { useSettingsOrNull } from '../settings/use-settings.ts'
import { muted, setMuted } from '../sound/sounds.ts'
import { useStore } from '../ui/store.ts'
import { useNow } from '../ui/use-now.ts'

type TopBarProps = {
  readonly app: AppView | null
  readonly kiosk: KioskSwitch
  readonly onKiosk: () => void
}

export function TopBar({ app, kiosk, onKiosk }: TopBarProps) {
  const { t } = useTranslation('screen')
  const format = useFormat()
  const language = useLanguage()
  const now = useNow()
  const isMuted = useStore(muted)
  const settings = useSettingsOrNull()
  const may = (name: SettingName) => settings === null || settings.changeable.includes(name)
  const other = language === 'zh' ? 'en' : 'zh'
  function switchSound() {
    if (settings === null) setMuted(!isMuted)
    else void settings.put({ sounds: isMuted })
  }
  function switchLanguage() {
    if (settings === null) void setLanguage(other)
    else void settings.put({ language: other })
  }
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
      {kiosk !== null && (
        <button
          type="button"
          className={kiosk === 'leave' ? undefined : 'top-urgent'}
          onClick={onKiosk}
          data-testid="kiosk-switch"
          data-does={kiosk}
        >
          {t(`kiosk.${kiosk}`)}
        </button>
      )}
      <button
        type="button"
        aria-pressed={isMuted}
        disabled={!may('sounds')}
        onClick={switchSound}
        data-testid="mute-toggle"
      >
        {t(isMuted ? 'app.muted' : 'app.mute')}
      </button>
      <button
        type="button"
        lang={other === 'zh' ? 'zh-CN' : 'en'}
        title={t('app.languageLabel')}
        disabled={!may('language')}
        onClick={switchLanguage}
        data-testid="language-toggle"
      >
        {t('app.language')}
      </button>
      {app?.clerk && <span data-testid="clerk-number">{t('app.clerk', { number: app.clerk.number })}</span>}
      <time>{format.clock(now)}</time>
    </header>
  )
}
