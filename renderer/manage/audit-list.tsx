// The audit for a supervisor: who did what and when at this terminal, by clerk, act and day, newest first.
// It reads only; nothing of a holder stands in it.
import { Button } from 'antd'
import { type FormEvent, useCallback, useEffect, useState } from 'react'
import type { ApiError, AuditEntryView, Input } from '../../electron/api.ts'
import { useTerminal } from '../bridge/terminal.ts'
import { apiErrorText } from '../i18n/error-text.ts'
import { useFormat } from '../i18n/format.ts'
import { useTexts } from '../i18n/use-texts.ts'
import { useNow } from '../ui/use-now.ts'
import { ACTS, auditDetailText, isAct } from './audit-detail.ts'
import { PlainTable } from './plain-table.tsx'

const PAGE = 50
const DAY = 86_400
/** Asia/Shanghai, which has had no summer time since 1991. */
const OFFSET = 8 * 3600

type Question = Input<'audit.find'>

export function AuditList() {
  const t = useTexts()
  const format = useFormat()
  const terminal = useTerminal()
  const now = useNow()
  const [entries, setEntries] = useState<readonly AuditEntryView[] | null>(null)
  const [more, setMore] = useState(false)
  const [problem, setProblem] = useState<ApiError | null>(null)
  const [clerk, setClerk] = useState('')
  const [act, setAct] = useState('')
  const [from, setFrom] = useState(() => format.date(now - 6 * DAY))
  const [to, setTo] = useState(() => format.date(now))

  const question = useCallback(
    (before: number | null): Question => ({
      before,
      from: dayStart(from) ?? 0,
      to: (dayStart(to) ?? now) + DAY,
      clerk: clerk.trim() === '' ? null : clerk.trim(),
      act: isAct(act) ? act : null,
      limit: PAGE,
    }),
    [from, to, clerk, act, now],
  )
  async function find(before: number | null) {
    const reply = await terminal.call('audit.find', question(before))
    setProblem(reply.ok ? null : reply.error)
    if (!reply.ok) return
    setEntries(before === null ? reply.value.entries : [...(entries ?? []), ...reply.value.entries])
    setMore(reply.value.more)
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: the first page once; after that the clerk asks
  useEffect(() => void find(null), [])

  function submit(event: FormEvent) {
    event.preventDefault()
    void find(null)
  }

  return (
    <div className="audit" data-testid="audit-list">
      <form className="filters" onSubmit={submit}>
        <Field id="audit-from" label={t('manage.audit.from')} value={from} onChange={setFrom} />
        <Field id="audit-to" label={t('manage.audit.to')} value={to} onChange={setTo} />
        <Field id="audit-clerk" label={t('manage.audit.clerk')} value={clerk} onChange={setClerk} />
        <span className="filter">
          <label htmlFor="audit-act">{t('manage.audit.act')}</label>
          <select
            id="audit-act"
            value={act}
            onChange={event => setAct(event.target.value)}
            data-testid="audit-act"
          >
            <option value="">{t('manage.audit.any')}</option>
            {ACTS.map(name => (
              <option key={name} value={name}>
                {t(`manage.audit.acts.${name}`)}
              </option>
            ))}
          </select>
        </span>
        <Button htmlType="submit" data-testid="audit-find">
          {t('manage.audit.find')}
        </Button>
      </form>
      {problem !== null && (
        <p className="problem" role="alert">
          {apiErrorText(t, problem)}
        </p>
      )}
      <PlainTable
        columns={[
          {
            title: t('manage.audit.time'),
            cell: ({ at }: AuditEntryView) => `${format.date(at)} ${format.clock(at)}`,
          },
          { title: t('manage.audit.clerk'), cell: entry => entry.clerk ?? t('manage.audit.terminal') },
          {
            title: t('manage.audit.act'),
            cell: ({ act }) => t(isAct(act) ? `manage.audit.acts.${act}` : 'manage.audit.otherAct'),
          },
          { title: t('manage.audit.detail'), cell: entry => auditDetailText(t, format, entry) },
        ]}
        rows={entries ?? []}
        rowKey={entry => entry.id}
        rowFacts={entry => ({ 'data-act': entry.act })}
        empty={entries === null ? null : t('manage.audit.empty')}
      />
      {more && (
        <Button onClick={() => void find(entries?.at(-1)?.id ?? null)}>{t('manage.audit.more')}</Button>
      )}
    </div>
  )
}

type FieldProps = {
  readonly id: string
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
}

/** Dates are typed as they are written everywhere else here: a browser's own field has its own ideas of a date. */
function Field({ id, label, value, onChange }: FieldProps) {
  return (
    <span className="filter">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        value={value}
        autoComplete="off"
        onChange={event => onChange(event.target.value)}
        data-testid={id}
      />
    </span>
  )
}

/** Midnight that begins "2026-09-14" there; null for what is no date. */
function dayStart(date: string): number | null {
  const at = Date.parse(`${date}T00:00:00Z`)
  return Number.isNaN(at) ? null : at / 1000 - OFFSET
}
