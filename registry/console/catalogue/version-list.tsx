// Every version there ever was, newest first, and the drafts that may become one.
// Nothing is edited here; a draft is begun as a copy, or from a file of an expert.
import { Button } from 'antd'
import { useState } from 'react'
import { countOf, timeOf } from '../format.ts'
import { useTexts } from '../i18n/texts.ts'
import { useMay } from '../session/me.ts'
import { Ask, PageHead, Refused, Table, Text } from '../ui/parts.tsx'
import { Link, navigate } from '../ui/router.tsx'
import { useAct, useCall } from '../ui/use-call.ts'
import { StateMark } from './state-mark.tsx'

export function VersionList() {
  const t = useTexts()
  const asked = useCall('catalogue.list', {})
  const mayEdit = useMay('catalogue.edit')
  const [beginning, setBeginning] = useState(false)
  return (
    <>
      <PageHead title={t.frame.pages.catalogue} note={t.catalogue.note}>
        {mayEdit && (
          <Button type="primary" onClick={() => setBeginning(true)} data-testid="draft-begin">
            {t.catalogue.begin}
          </Button>
        )}
      </PageHead>
      <Refused refusal={asked.state === 'refused' ? asked.error : null} />
      <Table
        testId="versions-table"
        rows={asked.value?.versions ?? null}
        keyOf={v => v.version}
        empty=""
        columns={[
          {
            head: t.catalogue.version,
            cell: v => <Link to={`/catalogue/${v.version}`}>{v.version}</Link>,
            narrow: true,
          },
          { head: t.catalogue.state, cell: v => <StateMark state={v.state} />, narrow: true },
          { head: t.catalogue.effectiveFrom, cell: v => v.effectiveFrom, narrow: true },
          { head: t.catalogue.items, cell: v => countOf(v.items), narrow: true },
          {
            head: t.catalogue.published,
            cell: v => t.catalogue.publishedBy(v.publishedBy, timeOf(v.publishedAt)),
            narrow: true,
          },
          { head: t.frame.why, cell: v => v.withdrawn?.why ?? v.why },
        ]}
      />
      <h2>{t.catalogue.drafts}</h2>
      <Table
        testId="drafts-table"
        label={t.catalogue.drafts}
        rows={asked.value?.drafts ?? null}
        keyOf={d => d.id}
        empty={t.catalogue.noDrafts}
        columns={[
          {
            head: t.catalogue.version,
            cell: d => <Link to={`/catalogue/drafts/${d.id}`}>{d.version}</Link>,
          },
          {
            head: t.catalogue.changed,
            cell: d => t.catalogue.publishedBy(d.changedBy, timeOf(d.changedAt)),
          },
        ]}
      />
      {beginning && <Begin onClose={() => setBeginning(false)} />}
    </>
  )
}

function Begin({ onClose }: { readonly onClose: () => void }) {
  const t = useTexts()
  const [name, setName] = useState('')
  const [body, setBody] = useState<unknown>(null)
  const [unreadable, setUnreadable] = useState(false)
  const { act, busy, refusal } = useAct()
  async function take(file: File | undefined): Promise<void> {
    const read = file === undefined ? null : parsed(await file.text())
    setUnreadable(file !== undefined && read === null)
    setBody(read)
  }
  return (
    <Ask
      testId="begin-draft"
      title={t.catalogue.begin}
      submit={t.catalogue.begin}
      busy={busy}
      refusal={refusal}
      onClose={onClose}
      onSubmit={() => {
        if (!unreadable)
          void act('catalogue.begin', { name, body }, ({ id }) => navigate(`/catalogue/drafts/${id}`))
      }}
    >
      <p className="quiet">{t.catalogue.beginNote}</p>
      <Text
        label={t.catalogue.name}
        hint={t.catalogue.nameHint}
        name="draft-name"
        value={name}
        onChange={setName}
        required
        focus
      />
      <label>
        {t.catalogue.file}
        <input
          type="file"
          accept=".json,application/json"
          onChange={event => void take(event.target.files?.[0])}
          data-testid="draft-file"
        />
      </label>
      {unreadable && (
        <p className="refused" role="alert">
          {t.catalogue.notJson}
        </p>
      )}
    </Ask>
  )
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
