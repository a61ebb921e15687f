// The filters above the list: period, service, result, kind, clerk, upload, the end of the card number.
// Enter searches; nothing is searched while a field is wrong.
import { Button } from 'antd'
import type { ServiceChoice } from '../../electron/api.ts'
import { useFormat } from '../i18n/format.ts'
import { useTexts } from '../i18n/use-texts.ts'
import { Words } from '../ui/words.tsx'
import { DaysFields } from './days-fields.tsx'
import { ChoiceField, TextField } from './field.tsx'
import type { FilterForm, FilterProblem, Preset } from './filter-form.ts'

const OUTCOMES = [
  'good',
  'check-person',
  'some-services',
  'cannot-judge',
  'no',
  'not-ours',
  'scan-again',
] as const
const KINDS = ['service', 'refusal', 'void', 'rating'] as const
const DELIVERIES = ['pending', 'sent', 'acknowledged', 'rejected'] as const

type FiltersProps = {
  readonly form: FilterForm
  readonly problem: FilterProblem | null
  readonly services: readonly ServiceChoice[]
  readonly onChange: (form: FilterForm) => void
  readonly onPreset: (preset: Preset) => void
  readonly onSearch: () => void
  readonly onReset: () => void
}

export function Filters(props: FiltersProps) {
  const { form, problem, services, onChange, onPreset, onSearch, onReset } = props
  const t = useTexts()
  const format = useFormat()
  const set = (changed: Partial<FilterForm>) => onChange({ ...form, ...changed })
  const problemOf = (field: FilterProblem['field']) =>
    problem?.field === field ? t(`records.filter.${problem.code}`) : null
  return (
    <form
      className="filters"
      aria-label={t('records.filter.label')}
      onSubmit={event => {
        event.preventDefault()
        onSearch()
      }}
    >
      <DaysFields
        id="filter"
        presetId="period"
        days={form}
        problem={problem}
        onChange={set}
        onPreset={onPreset}
      />
      <ChoiceField
        id="filter-item"
        label={t('records.item')}
        any={t('records.filter.any')}
        value={form.item}
        onChange={item => set({ item })}
      >
        {services.map(({ id, title }) => (
          <option key={id} value={id}>
            {id} {format.both(title)}
          </option>
        ))}
      </ChoiceField>
      <ChoiceField
        id="filter-outcome"
        label={t('records.result')}
        any={t('records.filter.any')}
        value={form.outcome ?? ''}
        onChange={outcome => set({ outcome: outcome as FilterForm['outcome'] })}
      >
        {OUTCOMES.map(outcome => (
          <option key={outcome} value={outcome}>
            {t(`words:outcome.${outcome}`)}
          </option>
        ))}
      </ChoiceField>
      <ChoiceField
        id="filter-kind"
        label={t('records.filter.kind')}
        any={t('records.filter.any')}
        value={form.kind ?? ''}
        onChange={kind => set({ kind: kind as FilterForm['kind'] })}
      >
        {KINDS.map(kind => (
          <option key={kind} value={kind}>
            {t(`records.kind.${kind}`)}
          </option>
        ))}
      </ChoiceField>
      <ChoiceField
        id="filter-delivery"
        label={t('records.delivery')}
        any={t('records.filter.any')}
        value={form.delivery ?? ''}
        onChange={delivery => set({ delivery: delivery as FilterForm['delivery'] })}
      >
        {DELIVERIES.map(delivery => (
          <option key={delivery} value={delivery}>
            {t(`words:delivery.${delivery}`)}
          </option>
        ))}
      </ChoiceField>
      <TextField
        id="filter-clerk"
        label={t('records.filter.clerk')}
        value={form.clerk}
        onChange={clerk => set({ clerk })}
      />
      <TextField
        id="filter-tail"
        label={t('records.filter.tail')}
        value={form.tail}
        onChange={tail => set({ tail })}
        problem={problemOf('tail')}
      />
      <span className="filter-acts">
        <Button type="primary" htmlType="submit" data-testid="filter-search">
          <Words text={t('records.filter.apply')} />
        </Button>
        <Button onClick={onReset} data-testid="filter-reset">
          {t('records.filter.reset')}
        </Button>
      </span>
    </form>
  )
}
