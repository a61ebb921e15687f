// The shift and day report: sums, hours, whether the registry has it all; to look at, to print, to take along as a file.
// It reads only. Files are for supervisors; the terminal itself refuses anybody else.
import { Button } from 'antd'
import { lazy, Suspense, useCallback, useEffect, useState } from 'react'
import type { ApiError, FileView, Paper, Reply, ReportView, ShiftView } from '../../electron/api.ts'
import { useTerminal } from '../bridge/terminal.ts'
import { apiErrorText } from '../i18n/error-text.ts'
import { useFormat, useLanguage } from '../i18n/format.ts'
import { useTexts } from '../i18n/use-texts.ts'
import { PaperFields } from '../printing/paper-fields.tsx'
import { PrintDocument } from '../printing/print-root.tsx'
import { usePrintChoice, usePrinter } from '../printing/use-printer.ts'
import { RecordTable } from '../records/record-table.tsx'
import type { Ink } from '../ui/chart.tsx'
import { download } from './download.ts'
import { loadOption } from './load-option.ts'
import { hourOption, itemOption } from './options.ts'
import { Period, type PeriodDays } from './period.tsx'
import { Shifts, useShiftWords } from './shifts.tsx'
import { Reconciled, ReportTables } from './tables.tsx'

const Chart = lazy(() => import('../ui/chart.tsx'))
const SHEETS: readonly Paper[] = ['a4', 'a5']

export default function Report({ supervisor }: { readonly supervisor: boolean }) {
  const t = useTexts()
  const terminal = useTerminal()
  const language = useLanguage()
  const [days, setDays] = useState<PeriodDays | null>(null)
  const [shift, setShift] = useState<number | null>(null)
  const [report, setReport] = useState<ReportView | null>(null)
  const [error, setError] = useState<ApiError | null>(null)
  const [notice, setNotice] = useState('')
  useEffect(() => {
    if (days === null) return
    let gone = false
    void terminal.call('report.get', { ...days, shift }).then(reply => {
      if (gone) return
      setError(reply.ok ? null : reply.error)
      if (reply.ok) setReport(reply.value)
    })
    return () => {
      gone = true
    }
  }, [terminal, days, shift])

  async function take(asked: Promise<Reply<FileView>>) {
    setNotice('')
    const reply = await asked
    setError(reply.ok ? null : reply.error)
    if (!reply.ok) return
    download(reply.value)
    setNotice(t('report.exported', { name: reply.value.name }))
  }
  const exported = (format: 'xlsx' | 'csv') => {
    if (days !== null) void take(terminal.call('report.export', { ...days, shift, format, language }))
  }

  return (
    <>
      <Period
        onPeriod={asked => {
          setDays(asked)
          setShift(null)
        }}
        fields={days !== null && <Shifts days={days} chosen={shift} onChoose={setShift} />}
      >
        {supervisor ? (
          <>
            <Button onClick={() => exported('xlsx')} data-testid="report-xlsx">
              {t('report.exportXlsx')}
            </Button>
            <Button onClick={() => exported('csv')} data-testid="report-csv">
              {t('report.exportCsv')}
            </Button>
          </>
        ) : (
          <span className="hint">{t('report.supervisorOnly')}</span>
        )}
      </Period>
      <p role="status" className="spoken">
        {notice}
      </p>
      {error !== null && (
        <p className="problem" role="alert">
          {apiErrorText(t, error)}
        </p>
      )}
      {report !== null && <Body report={report} notice={notice} onError={setError} />}
    </>
  )
}

type BodyProps = {
  readonly report: ReportView
  readonly notice: string
  readonly onError: (error: ApiError | null) => void
}

function Body({ report, notice, onError }: BodyProps) {
  const t = useTexts()
  const format = useFormat()
  const printer = usePrinter()
  const [paper, setPaper] = useState<Paper>('a4')
  // The sheet is the report's own: the receipt's roll is none for it.
  const { printer: chosen, setPrinter: setChosen } = usePrintChoice()
  const { total } = report
  const words = {
    arrivals: t('report.arrivals'),
    served: t('report.served'),
    notServed: t('report.notServed'),
    median: t('report.median'),
  }
  const { arrivals, served, notServed, median } = words
  const hours = useCallback(
    (ink: Ink) => hourOption(report, { arrivals, served, notServed, median }, ink),
    [report, arrivals, served, notServed, median],
  )
  const begun = t('report.begun')
  const ended = t('report.ended')
  const unsent = t('report.unsent')
  const busy = t('report.busy')
  const loads = useCallback(
    (ink: Ink) => loadOption(report, { begun, ended, unsent, busy }, ink),
    [report, begun, ended, unsent, busy],
  )
  const { language } = format
  const items = useCallback(
    (ink: Ink) =>
      itemOption(
        report.items.map(({ id, title, services }) => ({ title: title?.[language] ?? id, services })),
        ink,
      ),
    [report, language],
  )
  const outcomes = useCallback(
    (ink: Ink) =>
      itemOption(
        report.outcomes.map(({ outcome, services, refusals }) => ({
          title: t(`words:outcome.${outcome}`),
          services: services + refusals,
        })),
        ink,
      ),
    [report, t],
  )
  const empty = report.reconciled.records === 0
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard (WCAG 2.1.1)
    <section className="report" data-testid="report" aria-label={t('records.tabReport')} tabIndex={0}>
      {report.shift !== null && <ShiftLine shift={report.shift} />}
      <ul className="report-sums" aria-label={t('report.sums')}>
        <Sum name={t('report.visits')} value={format.count(report.visits)} />
        <Sum name={t('report.services')} value={format.count(total.services)} />
        <Sum name={t('report.refusals')} value={format.count(total.refusals)} />
        <Sum name={t('report.voided')} value={format.count(total.voided)} />
        {report.overridden > 0 && (
          <Sum name={t('report.overridden')} value={format.count(report.overridden)} />
        )}
        {total.amountCny > 0 && <Sum name={t('report.amount')} value={format.yuan(total.amountCny)} />}
      </ul>
      <Reconciled report={report} />
      {notice !== '' && <p className="hint">{notice}</p>}
      {empty ? (
        <p>{t('report.none')}</p>
      ) : (
        <>
          <Suspense fallback={<div className="chart" />}>
            <figure className="report-chart">
              <Chart label={t('report.hourChart')} height={260} option={hours} />
              <figcaption>
                {t('report.hourChart')}　<small>{t('report.backlogHint')}</small>
              </figcaption>
            </figure>
            <figure className="report-chart">
              <Chart label={t('report.loadChart')} height={260} option={loads} />
              <figcaption>
                {t('report.loadChart')}　<small>{t('report.loadHint')}</small>
              </figcaption>
            </figure>
            {report.items.length > 0 && (
              <figure className="report-chart">
                <Chart label={t('report.itemChart')} height={40 + report.items.length * 30} option={items} />
                <figcaption>{t('report.itemChart')}</figcaption>
              </figure>
            )}
            <figure className="report-chart">
              <Chart
                label={t('report.outcomeChart')}
                height={40 + report.outcomes.length * 30}
                option={outcomes}
              />
              <figcaption>{t('report.outcomeChart')}</figcaption>
            </figure>
          </Suspense>
          <ReportTables report={report} />
          {report.reconciled.rejectedRecords.length > 0 && (
            <section className="report-part">
              <h2>{t('report.rejectedList')}</h2>
              <RecordTable records={report.reconciled.rejectedRecords} days loading={false} onOpen={null} />
            </section>
          )}
        </>
      )}
      <footer className="report-print">
        <PaperFields
          paper={paper}
          papers={SHEETS}
          onPaper={setPaper}
          printers={printer.printers}
          chosen={chosen}
          onChosen={setChosen}
        />
        <Button
          onClick={() =>
            void printer.print({ paper, printer: chosen, silent: chosen !== null }).then(onError)
          }
          data-testid="report-print"
        >
          {t('report.print')}
        </Button>
      </footer>
      <PrintDocument paper={paper}>
        <article className="report-sheet">
          {report.shift === null ? (
            <h1>{t('report.title', { from: format.date(report.from), to: format.date(report.to - 1) })}</h1>
          ) : (
            <ShiftLine shift={report.shift} />
          )}
          <p>
            {t('report.visits')} {report.visits} · {t('report.services')} {total.services} ·{' '}
            {t('report.refusals')} {total.refusals} · {t('report.voided')} {total.voided}
            {report.overridden > 0 && ` · ${t('report.overridden')} ${report.overridden}`}
            {total.amountCny > 0 && ` · ${t('report.amount')} ${format.yuan(total.amountCny)}`}
          </p>
          <Reconciled report={report} />
          <ReportTables report={report} />
        </article>
      </PrintDocument>
    </section>
  )
}

/** Whose shift it was, and what he left behind. */
function ShiftLine({ shift }: { readonly shift: ShiftView }) {
  const t = useTexts()
  const format = useFormat()
  const words = useShiftWords()
  return (
    <>
      <h1 className="report-shift">
        {t(
          'report.shiftTitle',
          words(shift, at => `${format.date(at)} ${format.clock(at)}`),
        )}
      </h1>
      {shift.ended !== null && <p>{t('report.shiftLeft', shift.ended)}</p>}
    </>
  )
}

function Sum({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <li>
      <span>{name}</span>
      <b>{value}</b>
    </li>
  )
}
