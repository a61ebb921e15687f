// Today's and past records: filters, list, pages; one record opens over them.
// The first page is today's, without a question: that is what is asked for most.
import { Button } from 'antd'
import { useEffect, useRef, useState } from 'react'
import type { ApiError, RecordFilter, ServiceChoice } from '../../electron/api.ts'
import { useTerminal } from '../bridge/terminal.ts'
import { apiErrorText } from '../i18n/error-text.ts'
import { useLanguage } from '../i18n/format.ts'
import { useTexts } from '../i18n/use-texts.ts'
import { download } from '../report/download.ts'
import { emptyForm, type FilterForm, type FilterProblem, parseFilter, periodOf } from './filter-form.ts'
import { Filters } from './filters.tsx'
import { RecordDetailDialog } from './record-detail.tsx'
import { RecordTable } from './record-table.tsx'
import { type Below, useRecords } from './use-records.ts'

const nowInSeconds = () => Math.floor(Date.now() / 1000)

export function RecordList({ supervisor }: { readonly supervisor: boolean }) {
  const t = useTexts()
  const services = useServices()
  const terminal = useTerminal()
  const language = useLanguage()
  const [refused, setRefused] = useState<ApiError | null>(null)
  const [form, setForm] = useState<FilterForm>(() => emptyForm(nowInSeconds()))
  const [problem, setProblem] = useState<FilterProblem | null>(null)
  const [filter, setFilter] = useState<RecordFilter>(() => filterOf(form))
  const [below, setBelow] = useState<Below | null>(null)
  const [version, setVersion] = useState(0)
  const [opened, setOpened] = useState<string | null>(null)
  const table = useRef<HTMLElement>(null)
  const loaded = useRecords(filter, below, version)
  const page = loaded.kind === 'loaded' ? loaded.page : null
  const error = loaded.kind === 'failed' ? loaded.error : refused

  function search(asked: FilterForm): void {
    setForm(asked)
    const parsed = parseFilter(asked)
    setProblem(parsed.ok ? null : parsed.problem)
    if (!parsed.ok) return
    setFilter(parsed.filter)
    turnTo(null)
  }

  function turnTo(next: Below | null): void {
    setBelow(next)
    table.current?.scrollTo({ top: 0 })
  }

  async function exported(format: 'xlsx' | 'csv') {
    const reply = await terminal.call('records.export', { filter, format, language })
    setRefused(reply.ok ? null : reply.error)
    if (reply.ok) download(reply.value)
  }

  const last = page?.records.at(-1)
  return (
    <>
      <Filters
        form={form}
        problem={problem}
        services={services}
        onChange={setForm}
        onPreset={preset => search({ ...form, ...periodOf(preset, nowInSeconds()) })}
        onSearch={() => search(form)}
        onReset={() => search(emptyForm(nowInSeconds()))}
      />
      {error !== null && (
        <p className="problem" role="alert">
          {apiErrorText(t, error)}
        </p>
      )}
      <section className="list-box" data-testid="records-table" aria-label={t('records.title')} ref={table}>
        <RecordTable
          records={page?.records ?? []}
          days={filter.to - filter.from > 86_400}
          loading={loaded.kind === 'loading'}
          onOpen={setOpened}
        />
      </section>
      <footer className="pager">
        <p role="status" data-testid="records-total">
          {page !== null && t('records.total', { n: page.total })}
        </p>
        {supervisor && page !== null && page.total > 0 && (
          <>
            <Button onClick={() => void exported('xlsx')} data-testid="records-xlsx">
              {t('report.exportXlsx')}
            </Button>
            <Button onClick={() => void exported('csv')} data-testid="records-csv">
              {t('report.exportCsv')}
            </Button>
          </>
        )}
        {below !== null && (
          <Button onClick={() => turnTo(null)} data-testid="records-newer">
            {t('records.newer')}
          </Button>
        )}
        {page?.more === true && last !== undefined && (
          <Button
            onClick={() => turnTo({ at: last.at, sequence: last.sequence })}
            data-testid="records-older"
          >
            {t('records.older')}
          </Button>
        )}
      </footer>
      {opened !== null && (
        <RecordDetailDialog
          id={opened}
          onOpen={setOpened}
          onChanged={() => setVersion(v => v + 1)}
          onClose={() => setOpened(null)}
        />
      )}
    </>
  )
}

/** A form that was just made parses. */
function filterOf(form: FilterForm): RecordFilter {
  const parsed = parseFilter(form)
  if (!parsed.ok) throw new Error(`a fresh filter does not parse: ${parsed.problem.code}`)
  return parsed.filter
}

function useServices(): readonly ServiceChoice[] {
  const terminal = useTerminal()
  const [services, setServices] = useState<readonly ServiceChoice[]>([])
  useEffect(() => {
    let gone = false
    void terminal.call('records.services', undefined).then(reply => {
      if (!gone && reply.ok) setServices(reply.value.services)
    })
    return () => {
      gone = true
    }
  }, [terminal])
  return services
}
