// This terminal's settings, each with what it does now; what the clerk may not move says who may.
// A change holds at once: there is no state of the form that is not the terminal's own.
import { Button } from 'antd'
import { type ReactNode, useEffect, useState } from 'react'
import type { ApiError, Bilingual, SettingName, SettingValues } from '../../electron/api.ts'
import { useTerminal } from '../bridge/terminal.ts'
import { apiErrorText } from '../i18n/error-text.ts'
import { useFormat } from '../i18n/format.ts'
import { useTexts } from '../i18n/use-texts.ts'
import { mayChange, useSettings } from '../settings/use-settings.ts'

const THEMES = ['light', 'dark', 'contrast'] as const
const SIZES = [100, 125, 150] as const
const SWITCHES = ['sounds', 'spokenVerdict'] as const

export function SettingsForm() {
  const t = useTexts()
  const settings = useSettings()
  const [problem, setProblem] = useState<ApiError | null>(null)
  const { values } = settings
  const put = async (changes: { readonly [N in SettingName]?: SettingValues[N] }) =>
    setProblem(await settings.put(changes))

  return (
    <div className="settings" data-testid="settings-form">
      {problem !== null && (
        <p className="problem" role="alert">
          {apiErrorText(t, problem)}
        </p>
      )}
      <Row name="language">
        <Choices
          name="language"
          options={settings.languages.map(code => [code, t(`manage.settings.language.${code}`)])}
          chosen={values.language}
          onChoose={language => void put({ language })}
        />
      </Row>
      <Row name="theme">
        <Choices
          name="theme"
          options={THEMES.map(theme => [theme, t(`manage.settings.theme.${theme}`)])}
          chosen={values.theme}
          onChoose={theme => void put({ theme })}
        />
      </Row>
      <Row name="textSize">
        <Choices
          name="textSize"
          options={SIZES.map(size => [size, `${size} %`])}
          chosen={values.textSize}
          onChoose={textSize => void put({ textSize })}
        />
      </Row>
      {SWITCHES.map(name => (
        <Row key={name} name={name}>
          <Choices
            name={name}
            options={[
              [true, t('manage.settings.on')],
              [false, t('manage.settings.off')],
            ]}
            chosen={values[name]}
            onChoose={to => void put({ [name]: to })}
          />
        </Row>
      ))}
      <Row name="kiosk">
        <Choices
          name="kiosk"
          options={[
            [true, t('manage.settings.on')],
            [false, t('manage.settings.off')],
          ]}
          chosen={values.kiosk}
          onChoose={kiosk => void put({ kiosk })}
        />
      </Row>
      <Row name="idleSeconds">
        <IdleSeconds onSave={idleSeconds => void put({ idleSeconds })} />
      </Row>
      <Row name="itemIds">
        <Items onChange={itemIds => void put({ itemIds })} />
      </Row>
    </div>
  )
}

/** Its label, and why it cannot be moved where it cannot. */
function Row({ name, children }: { readonly name: SettingName; readonly children: ReactNode }) {
  const t = useTexts()
  const settings = useSettings()
  const may = mayChange(settings, name)
  const why = settings.fixed.includes(name) ? 'fixed' : 'supervisor'
  return (
    <fieldset className="setting" disabled={!may} data-testid={`setting-${name}`}>
      <legend>{t(`manage.settings.names.${name}`)}</legend>
      {children}
      {!may && <small>{t(`manage.settings.${why}`)}</small>}
    </fieldset>
  )
}

type ChoicesProps<V> = {
  readonly name: SettingName
  readonly options: readonly (readonly [V, string])[]
  readonly chosen: V
  readonly onChoose: (value: V) => void
}

function Choices<V extends string | number | boolean>({ name, options, chosen, onChoose }: ChoicesProps<V>) {
  return (
    <div className="choices">
      {options.map(([value, text]) => (
        <label key={String(value)}>
          <input
            type="radio"
            name={name}
            checked={value === chosen}
            onChange={() => onChoose(value)}
            data-testid={`setting-${name}-${value}`}
          />
          {text}
        </label>
      ))}
    </div>
  )
}

function IdleSeconds({ onSave }: { readonly onSave: (seconds: number) => void }) {
  const t = useTexts()
  const { values, idle } = useSettings()
  const [text, setText] = useState(String(values.idleSeconds))
  const seconds = /^\d{1,4}$/.test(text.trim()) ? Number(text) : null
  const good = seconds !== null && seconds >= idle.shortest && seconds <= idle.longest
  return (
    <div className="choices">
      <input
        className="setting-number"
        inputMode="numeric"
        aria-label={t('manage.settings.names.idleSeconds')}
        aria-invalid={!good}
        value={text}
        onChange={event => setText(event.target.value)}
        data-testid="idle-seconds"
      />
      <span>{t('manage.settings.idleHint', idle)}</span>
      <Button
        disabled={!good || seconds === values.idleSeconds}
        onClick={() => seconds !== null && onSave(seconds)}
        data-testid="idle-save"
      >
        {t('manage.settings.save')}
      </Button>
    </div>
  )
}

type Offered = { readonly id: string; readonly title: Bilingual }

/** All, or some of what the site offers; the last one cannot be taken away. */
function Items({ onChange }: { readonly onChange: (itemIds: string[] | null) => void }) {
  const format = useFormat()
  const terminal = useTerminal()
  const { values } = useSettings()
  const [offered, setOffered] = useState<readonly Offered[]>([])
  useEffect(() => {
    void terminal.call('settings.services', undefined).then(reply => {
      if (reply.ok) setOffered(reply.value.services)
    })
  }, [terminal])
  const all = offered.map(item => item.id)
  const chosen = values.itemIds ?? all
  function toggle(id: string) {
    const next = chosen.includes(id) ? chosen.filter(other => other !== id) : [...chosen, id]
    if (next.length > 0) onChange(next.length === all.length ? null : next)
  }
  return (
    <div className="choices choices-items">
      {offered.map(({ id, title }) => (
        <label key={id}>
          <input
            type="checkbox"
            checked={chosen.includes(id)}
            onChange={() => toggle(id)}
            data-testid={`setting-item-${id}`}
          />
          {id} {format.both(title)}
        </label>
      ))}
    </div>
  )
}
