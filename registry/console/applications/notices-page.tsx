// Public notices: the list of them, and one with everybody on it and its document to print or to send.
// What is shown here hangs in public: names, employers, clauses; never a number.
import { Button } from 'antd'
import { useState } from 'react'
import { download, type Refusal } from '../api.ts'
import { useTexts } from '../i18n/texts.ts'
import { PageHead, Refused, Table } from '../ui/parts.tsx'
import { Link } from '../ui/router.tsx'
import { useCall } from '../ui/use-call.ts'
import { ClauseWords, StageMark } from './applications-page.tsx'

export function NoticesPage() {
  const t = useTexts()
  const asked = useCall('applications.notices', {})
  return (
    <>
      <PageHead title={t.applications.notices}>
        <Link to="/applications">{t.applications.toQueue}</Link>
      </PageHead>
      <Refused refusal={asked.state === 'refused' ? asked.error : null} />
      <Table
        testId="notices"
        label={t.applications.notices}
        rows={asked.value?.notices ?? null}
        keyOf={n => n.id}
        empty={t.applications.noNotices}
        columns={[
          {
            head: t.applications.notices,
            narrow: true,
            cell: n => <Link to={`/applications/notices/${n.id}`}>{t.applications.noticeOf(n.from)}</Link>,
          },
          { head: t.applications.until, cell: n => n.until, narrow: true },
          { head: t.applications.people, cell: n => n.entries, narrow: true },
          { head: t.applications.scope, cell: n => n.scope },
          { head: t.applications.makeBy, cell: n => n.by, narrow: true },
        ]}
      />
    </>
  )
}

export function NoticePage({ id }: { readonly id: string }) {
  const t = useTexts()
  const asked = useCall('applications.notice', { id })
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const found = asked.value
  const save = async (format: 'pdf' | 'docx'): Promise<void> => {
    const saved = await download('applications.noticeDocument', { id, format })
    setRefusal(saved.ok ? null : saved.error)
  }
  return (
    <>
      <PageHead title={found === null ? t.applications.notices : t.applications.noticeOf(found.notice.from)}>
        <Button type="primary" onClick={() => void save('pdf')} data-testid="notice-pdf">
          {t.applications.noticeFile} PDF
        </Button>
        <Button onClick={() => void save('docx')} data-testid="notice-docx">
          {t.applications.noticeFile} Word
        </Button>
        <Link to="/applications/notices">{t.applications.toNotices}</Link>
      </PageHead>
      <Refused refusal={refusal ?? (asked.state === 'refused' ? asked.error : null)} />
      {found !== null && (
        <>
          <section className="card">
            <dl className="facts">
              <dt>{t.applications.from}</dt>
              <dd>
                {found.notice.from} – {found.notice.until}
              </dd>
              <dt>{t.applications.scope}</dt>
              <dd>{found.notice.scope}</dd>
              <dt>{t.applications.contact}</dt>
              <dd>{found.notice.contact}</dd>
            </dl>
          </section>
          <Table
            testId="notice-entries"
            label={t.applications.person}
            rows={found.entries}
            keyOf={e => e.application}
            empty=""
            columns={[
              {
                head: t.applications.number,
                narrow: true,
                cell: e => <Link to={`/applications/${e.application}`}>{e.application}</Link>,
              },
              { head: t.applications.name, cell: e => e.person?.name ?? '', narrow: true },
              { head: t.applications.employer, cell: e => e.person?.employer ?? '' },
              { head: t.applications.position, cell: e => e.person?.position ?? '' },
              { head: t.applications.clause, cell: e => <ClauseWords line={e} /> },
              { head: t.applications.state, cell: e => <StageMark line={e} />, narrow: true },
            ]}
          />
        </>
      )}
    </>
  )
}
