// A period's own fields, wherever one is asked for: the buttons of common periods, and two dates.
// They only show and tell; what a wrong date means is the form's to say.
import { useTexts } from '../i18n/use-texts.ts'
import { TextField } from './field.tsx'
import { type FilterProblem, PRESETS, type Preset } from './filter-form.ts'

type Days = { readonly from: string; readonly to: string }
type DaysProps = {
  /** Beginning of the fields' ids, and of the buttons' test ids. */
  readonly id: string
  readonly presetId: string
  readonly days: Days
  readonly problem: FilterProblem | null
  readonly onChange: (changed: Partial<Days>) => void
  readonly onPreset: (preset: Preset) => void
}

export function DaysFields({ id, presetId, days, problem, onChange, onPreset }: DaysProps) {
  const t = useTexts()
  const problemOf = (field: 'from' | 'to') =>
    problem?.field === field ? t(`records.filter.${problem.code}`) : null
  return (
    <>
      <fieldset className="filter-presets">
        <legend className="spoken">{t('records.filter.presets')}</legend>
        {PRESETS.map(preset => (
          <button
            type="button"
            key={preset}
            onClick={() => onPreset(preset)}
            data-testid={`${presetId}-${preset}`}
          >
            {t(`records.filter.${preset}`)}
          </button>
        ))}
      </fieldset>
      {(['from', 'to'] as const).map(end => (
        <TextField
          key={end}
          id={`${id}-${end}`}
          width="date"
          label={t(`records.filter.${end}`)}
          hint={t('records.filter.dateHint')}
          value={days[end]}
          onChange={date => onChange({ [end]: date })}
          problem={problemOf(end)}
        />
      ))}
    </>
  )
}
