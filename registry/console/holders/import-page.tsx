// Many holders from a spreadsheet in four steps: the file, its columns, the check, the entering with its progress.
// Nothing is entered before the check was seen; every refused row is named with column and reason, and can be downloaded.
import { Button } from 'antd'
import { type FormEvent, useEffect, useState } from 'react'
import { COLUMN_NAMES, type Column, guessMapping, type Mapping, NEEDED } from '../../register/import-file.ts'
import { call, fileUrl, type Output, type Refusal } from '../api.ts'
import { countOf } from '../format.ts'
import { useTexts } from '../i18n/texts.ts'
import { Choice, PageHead, Refused, Table, Text } from '../ui/parts.tsx'
import { DraftsPart } from './drafts-part.tsx'
import { type Table as FileTable, readTable } from './read-table.ts'

type Checked = Output<'import.check'>
type Step =
  | { readonly at: 'file' }
  | { readonly at: 'columns'; readonly table: FileTable }
  | { readonly at: 'sending'; readonly sent: number; readonly total: number }
  | { readonly at: 'checked'; readonly id: string; readonly checked: Checked }
  | { readonly at: 'entering'; readonly id: string }

/** Rows sent at once. */
const PORTION = 1000

export default function ImportPage() {
  const t = useTexts()
  const [step, setStep] = useState<Step>({ at: 'file' })
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const [unreadable, setUnreadable] = useState(false)

  async function take(file: File | undefined): Promise<void> {
    if (file === undefined) return
    const table = await readTable(file)
    setUnreadable(table === null)
    if (table !== null) setStep({ at: 'columns', table })
  }

  async function send(table: FileTable, mapping: Mapping): Promise<void> {
    setRefusal(null)
    const rows = table.rows.map(({ line, cells }) => {
      const cell = (column: Column): string => cells[mapping[column]] ?? ''
      return {
        line,
        name: cell('name'),
        idNumber: cell('idNumber'),
        tier: cell('tier'),
        expires: cell('expires'),
        provincial: cell('provincial'),
      }
    })
    const begun = await call('import.begin', {})
    if (!begun.ok) return setRefusal(begun.error)
    const { id } = begun.value
    for (let sent = 0; sent < rows.length; sent += PORTION) {
      setStep({ at: 'sending', sent, total: rows.length })
      const added = await call('import.add', { id, rows: rows.slice(sent, sent + PORTION) })
      if (!added.ok) {
        setStep({ at: 'columns', table })
        return setRefusal(added.error)
      }
    }
    setStep({ at: 'sending', sent: rows.length, total: rows.length })
    const checked = await call('import.check', { id })
    if (checked.ok) return setStep({ at: 'checked', id, checked: checked.value })
    setStep({ at: 'columns', table })
    setRefusal(checked.error)
  }

  async function checkAgain(id: string): Promise<void> {
    const checked = await call('import.check', { id })
    setRefusal(checked.ok ? null : checked.error)
    if (checked.ok) setStep({ at: 'checked', id, checked: checked.value })
  }

  return (
    <>
      <PageHead title={t.frame.pages.import} note={t.import.note}>
        {step.at !== 'file' && step.at !== 'sending' && (
          <Button onClick={() => setStep({ at: 'file' })}>{t.import.another}</Button>
        )}
      </PageHead>
      <Refused refusal={refusal} />
      {unreadable && step.at === 'file' && (
        <p className="refused" role="alert">
          {t.import.unreadable}
        </p>
      )}
      {step.at === 'file' && (
        <>
          <TakeFile onFile={file => void take(file)} />
          <DraftsPart onGoOn={id => void checkAgain(id)} onWatch={id => setStep({ at: 'entering', id })} />
        </>
      )}
      {step.at === 'columns' && (
        <Columns table={step.table} onMapped={mapping => void send(step.table, mapping)} />
      )}
      {step.at === 'sending' && (
        <Bar done={step.sent} total={step.total} words={t.import.checking(countOf(step.total))} />
      )}
      {step.at === 'checked' && (
        <CheckedPart
          {...step}
          onRefused={setRefusal}
          onCommitted={() => setStep({ at: 'entering', id: step.id })}
        />
      )}
      {step.at === 'entering' && <Entering id={step.id} />}
    </>
  )
}

function TakeFile({ onFile }: { readonly onFile: (file: File | undefined) => void }) {
  const t = useTexts()
  return (
    <section className="card narrow-card">
      <label htmlFor="import-file">
        <b>{t.import.file}</b>
      </label>
      <input
        id="import-file"
        type="file"
        accept=".csv,.xlsx,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        onChange={event => onFile(event.target.files?.[0])}
        data-testid="import-file"
      />
      <p className="quiet">{t.import.fileHint}</p>
    </section>
  )
}

function Columns(props: { readonly table: FileTable; readonly onMapped: (mapping: Mapping) => void }) {
  const t = useTexts()
  const { headings, rows } = props.table
  const [mapping, setMapping] = useState(() => guessMapping(headings))
  const missing = NEEDED.filter(column => mapping[column] < 0)
  const options = [
    ['-1', t.import.notThere] as const,
    ...headings.map((heading, i) => [String(i), heading === '' ? t.import.column(i + 1) : heading] as const),
  ]
  function submit(event: FormEvent): void {
    event.preventDefault()
    if (missing.length === 0) props.onMapped(mapping)
  }
  return (
    <form onSubmit={submit} className="import-columns" data-testid="import-columns">
      <p>{t.import.found(countOf(rows.length))}</p>
      <div className="filters">
        {COLUMN_NAMES.map(column => (
          <Choice
            key={column}
            label={t.import.columns[column]}
            name={`map-${column}`}
            value={String(mapping[column])}
            options={options}
            onChange={at => setMapping({ ...mapping, [column]: Number(at) })}
          />
        ))}
      </div>
      {missing.length > 0 && (
        <p className="refused" role="alert">
          {t.import.missing(missing.map(column => t.import.columns[column]).join('、'))}
        </p>
      )}
      <Table
        testId="import-preview"
        label={t.import.preview}
        rows={rows.slice(0, 5)}
        keyOf={row => row.line}
        empty={t.import.emptyFile}
        columns={[
          { head: t.import.line, cell: row => row.line, narrow: true },
          ...COLUMN_NAMES.map(column => ({
            head: t.import.columns[column],
            cell: (row: FileTable['rows'][number]) => row.cells[mapping[column]] ?? '',
          })),
        ]}
      />
      <span>
        <Button
          type="primary"
          htmlType="submit"
          disabled={missing.length > 0 || rows.length === 0}
          data-testid="import-check"
        >
          {t.import.check}
        </Button>
      </span>
    </form>
  )
}

function CheckedPart(props: {
  readonly id: string
  readonly checked: Checked
  readonly onRefused: (refusal: Refusal) => void
  readonly onCommitted: () => void
}) {
  const t = useTexts()
  const { id, checked } = props
  const [why, setWhy] = useState('')
  const [standing, setStanding] = useState<'pending' | 'active'>('pending')
  async function commit(event: FormEvent): Promise<void> {
    event.preventDefault()
    const begun = await call('import.commit', { id, why, standing })
    if (begun.ok) props.onCommitted()
    else props.onRefused(begun.error)
  }
  return (
    <>
      <p className="done" role="status" data-testid="import-result">
        {t.import.result(countOf(checked.good), countOf(checked.refused))}
      </p>
      {checked.good > 0 && (
        <form className="filters" onSubmit={event => void commit(event)}>
          <Text
            label={t.frame.why}
            hint={t.frame.whyHint}
            name="import-why"
            value={why}
            onChange={setWhy}
            required
          />
          <Choice
            label={t.holders.state}
            name="import-standing"
            value={standing}
            options={[
              ['pending', t.import.standing.pending] as const,
              ['active', t.import.standing.active] as const,
            ]}
            onChange={setStanding}
          />
          <Button type="primary" htmlType="submit" data-testid="import-commit">
            {t.import.commit(countOf(checked.good))}
          </Button>
        </form>
      )}
      {checked.refused > 0 && (
        <>
          <h2>{t.import.refused}</h2>
          <Table
            testId="import-refused"
            label={t.import.refused}
            rows={checked.first}
            keyOf={line => `${line.line}-${line.column}`}
            empty=""
            columns={[
              { head: t.import.line, cell: line => line.line, narrow: true },
              { head: t.import.columnHead, cell: line => line.column, narrow: true },
              { head: t.frame.why, cell: line => t.import.reasons[line.reason] },
            ]}
          />
          <a href={fileUrl('import.report', { id })} data-testid="import-report">
            {t.import.report}
          </a>
        </>
      )}
    </>
  )
}

const LOOK_MS = 700

function Entering({ id }: { readonly id: string }) {
  const t = useTexts()
  const [progress, setProgress] = useState<Output<'import.progress'> | null>(null)
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let here = true
    const look = async (): Promise<void> => {
      const answer = await call('import.progress', { id })
      if (!here) return
      if (answer.ok) setProgress(answer.value)
      setRefusal(answer.ok ? null : answer.error)
      const over = answer.ok && answer.value.state !== 'entering'
      if (!over) timer = setTimeout(() => void look(), LOOK_MS)
    }
    void look()
    return () => {
      here = false
      clearTimeout(timer)
    }
  }, [id])
  return (
    <>
      <Refused refusal={refusal} />
      {progress?.state === 'done' && (
        <p className="done" role="status" data-testid="import-done">
          {t.import.done(countOf(progress.done), countOf(progress.refused))}
        </p>
      )}
      {progress?.state === 'failed' && (
        <p className="refused" role="alert">
          {t.import.failed(countOf(progress.done))}
        </p>
      )}
      {progress?.state === 'entering' && (
        <Bar
          done={progress.done}
          total={progress.total}
          words={t.import.entering(countOf(progress.done), countOf(progress.total))}
        />
      )}
      {progress !== null && progress.refused > 0 && progress.state !== 'entering' && (
        <a href={fileUrl('import.report', { id })}>{t.import.report}</a>
      )}
    </>
  )
}

function Bar(props: { readonly done: number; readonly total: number; readonly words: string }) {
  return (
    <section className="card narrow-card" aria-live="polite">
      <p>{props.words}</p>
      <progress value={props.done} max={Math.max(1, props.total)} aria-label={props.words} />
    </section>
  )
}
