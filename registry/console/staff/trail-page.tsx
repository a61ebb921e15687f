// The trail: who did or looked at what, to whom, when and why; newest first, page by page.
// It only reads: nothing here could change a line.
import { Button } from 'antd'
import { type FormEvent, useState } from 'react'
import type { AuditRow } from '../../staff/contract.ts'
import { call, type Refusal } from '../api.ts'
import { timeOf } from '../format.ts'
import { useTexts } from '../i18n/texts.ts'
import { PageHead, Refused, Table, Text } from '../ui/parts.tsx'
import { useCall } from '../ui/use-call.ts'

const PAGE = 50

export default function TrailPage({ rest }: { readonly rest: string }) {
  const t = useTexts()
  const [login, setLogin] = useState('')
  const [subject, setSubject] = useState(rest)
  const [filter, setFilter] = useState({ login: null as string | null, subject: rest === '' ? null : rest })
  const asked = useCall('audit.list', { ...filter, act: null, before: null, limit: PAGE })
  const [earlier, setEarlier] = useState<{ readonly of: unknown; readonly lines: readonly AuditRow[] }>({
    of: null,
    lines: [],
  })
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const first = asked.value?.lines ?? null
  const lines = first === null ? null : [...first, ...(earlier.of === first ? earlier.lines : [])]

  function search(event: FormEvent): void {
    event.preventDefault()
    const filled = (text: string): string | null => (text.trim() === '' ? null : text.trim())
    setFilter({ login: filled(login), subject: filled(subject.replaceAll(/\s/g, '')) })
    // Asked again with the same words, it looks again.
    asked.reload()
  }

  async function more(): Promise<void> {
    const before = lines?.at(-1)?.id ?? null
    const answer = await call('audit.list', { ...filter, act: null, before, limit: PAGE })
    if (!answer.ok) return setRefusal(answer.error)
    setEarlier({ of: first, lines: [...(lines ?? []).slice(first?.length ?? 0), ...answer.value.lines] })
  }

  return (
    <>
      <PageHead title={t.frame.pages.audit} note={t.staff.trail.note} />
      <form className="filters" onSubmit={search}>
        <Text label={t.staff.trail.filterWho} name="trail-login" value={login} onChange={setLogin} />
        <Text
          label={t.staff.trail.filterSubject}
          name="trail-subject"
          value={subject}
          onChange={setSubject}
        />
        <Button htmlType="submit" type="primary" data-testid="trail-search">
          {t.frame.search}
        </Button>
      </form>
      <Refused refusal={asked.state === 'refused' ? asked.error : refusal} />
      <Table
        testId="trail-table"
        rows={lines}
        keyOf={line => line.id}
        empty={t.staff.trail.empty}
        columns={[
          { head: t.staff.trail.at, cell: l => timeOf(l.at), narrow: true },
          { head: t.staff.trail.who, cell: l => l.login ?? t.staff.trail.system, narrow: true },
          { head: t.staff.role, cell: l => (l.role === null ? '' : t.frame.role[l.role]), narrow: true },
          { head: t.staff.trail.act, cell: l => <code>{l.act}</code>, narrow: true },
          { head: t.staff.trail.subject, cell: l => l.subject ?? '', narrow: true },
          { head: t.staff.trail.why, cell: l => l.why ?? '' },
          { head: t.staff.trail.outcome, cell: l => l.outcome, narrow: true },
        ]}
      />
      {lines !== null && lines.length > 0 && lines.length % PAGE === 0 && (
        <Button onClick={() => void more()}>{t.frame.more}</Button>
      )}
    </>
  )
}
