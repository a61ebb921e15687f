// Sites and their terminals: what is where, when each was last heard of, who may join, and who is cut off.
// An enrolment code is shown once, as text and QR; closing the dialog is the end of it.
import { Button } from 'antd'
import { useState } from 'react'
import { SITE_KINDS, type SiteKind } from '../../../core/policy/catalogue.ts'
import type { Output } from '../api.ts'
import { countOf, timeOf } from '../format.ts'
import { useLanguage, useTexts } from '../i18n/texts.ts'
import type { PageProps } from '../pages.ts'
import { useMay } from '../session/me.ts'
import { Ask, Choice, PageHead, Refused, Table, Text } from '../ui/parts.tsx'
import { Link } from '../ui/router.tsx'
import { useAct, useCall } from '../ui/use-call.ts'
import { ClerkTable } from './clerk-table.tsx'
import { CodeDialog } from './code-dialog.tsx'
import { SitePolicyPart } from './site-policy.tsx'
import { TerminalTable } from './terminal-table.tsx'

export default function SitesPage({ rest }: PageProps) {
  return rest === '' ? <SiteList /> : <SitePage id={rest} />
}

function SiteList() {
  const t = useTexts()
  const language = useLanguage()
  const asked = useCall('sites.list', {})
  const [adding, setAdding] = useState(false)
  const mayManage = useMay('site.manage')
  return (
    <>
      <PageHead title={t.frame.pages.sites}>
        {mayManage && (
          <Button type="primary" onClick={() => setAdding(true)} data-testid="site-add">
            {t.sites.add}
          </Button>
        )}
      </PageHead>
      <Refused refusal={asked.state === 'refused' ? asked.error : null} />
      <Table
        testId="sites-table"
        rows={asked.value?.sites ?? null}
        keyOf={s => s.id}
        empty={t.sites.empty}
        columns={[
          {
            head: t.sites.name,
            cell: s => <Link to={`/sites/${s.id}`}>{language === 'zh' ? s.nameZh : s.nameEn}</Link>,
          },
          { head: t.sites.kind, cell: s => t.sites.kinds[s.kind], narrow: true },
          { head: t.sites.county, cell: s => s.county, narrow: true },
          { head: t.sites.terminals, cell: s => countOf(s.terminals), narrow: true },
          {
            head: t.sites.lastContact,
            cell: s => (s.lastContact === null ? t.sites.never : timeOf(s.lastContact)),
            narrow: true,
          },
        ]}
      />
      {adding && (
        <AddSite
          onClose={() => setAdding(false)}
          onDone={() => {
            setAdding(false)
            asked.reload()
          }}
        />
      )}
    </>
  )
}

function AddSite({ onClose, onDone }: { readonly onClose: () => void; readonly onDone: () => void }) {
  const t = useTexts()
  const [site, setSite] = useState({ id: '', nameZh: '', nameEn: '', county: '楚雄市' })
  const [kind, setKind] = useState<SiteKind>('service-hall')
  const { act, busy, refusal } = useAct()
  const set = (field: keyof typeof site) => (value: string) => setSite({ ...site, [field]: value })
  return (
    <Ask
      testId="add-site"
      title={t.sites.add}
      submit={t.frame.save}
      wide
      busy={busy}
      refusal={refusal}
      onClose={onClose}
      onSubmit={() => void act('sites.add', { ...site, kind }, onDone)}
    >
      <div className="pair">
        <Text
          label={t.sites.id}
          hint={t.sites.idHint}
          name="site-id"
          value={site.id}
          onChange={set('id')}
          required
        />
        <Choice
          label={t.sites.kind}
          name="site-kind"
          value={kind}
          options={SITE_KINDS.map(k => [k, t.sites.kinds[k]] as const)}
          onChange={setKind}
        />
        <Text label={t.sites.nameZh} name="site-zh" value={site.nameZh} onChange={set('nameZh')} required />
        <Text label={t.sites.nameEn} name="site-en" value={site.nameEn} onChange={set('nameEn')} required />
        <Text
          label={t.sites.county}
          name="site-county"
          value={site.county}
          onChange={set('county')}
          required
        />
      </div>
    </Ask>
  )
}

type Page = Output<'sites.page'>

function SitePage({ id }: { readonly id: string }) {
  const t = useTexts()
  const language = useLanguage()
  const asked = useCall('sites.page', { id })
  const [open, setOpen] = useState<'code' | null>(null)
  const mayManage = useMay('site.manage')
  const page: Page | null = asked.value
  return (
    <>
      <PageHead
        title={page === null ? id : language === 'zh' ? page.site.nameZh : page.site.nameEn}
        {...(page === null ? {} : { note: `${t.sites.kinds[page.site.kind]} · ${page.site.county}` })}
      >
        {mayManage && page !== null && (
          <Button type="primary" onClick={() => setOpen('code')} data-testid="site-code">
            {t.sites.code}
          </Button>
        )}
      </PageHead>
      <Refused refusal={asked.state === 'refused' ? asked.error : null} />
      {page !== null && (
        <>
          <TerminalTable page={page} mayManage={mayManage} onChanged={asked.reload} />
          {mayManage && <ClerkTable site={id} />}
          <SitePolicyPart site={id} policy={page.policy} mayManage={mayManage} onChanged={asked.reload} />
          <h2>{t.sites.items}</h2>
          <ul className="plain">
            {page.items.map(item => (
              <li key={item.id}>
                {item.id} {item[language]}
              </li>
            ))}
          </ul>
          {open === 'code' && <CodeDialog page={page} onClose={() => setOpen(null)} />}
        </>
      )}
    </>
  )
}
