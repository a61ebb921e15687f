// Where to go: sites by county and kind, no map and no other host. Behind a service, only the sites that offer it.
import { useState } from 'react'
import type { SiteKind } from '../../../core/policy/catalogue.ts'
import { useLanguage, useTexts } from '../i18n/texts.ts'
import type { PageProps } from '../pages.ts'
import { PageHead, Refused } from '../ui/parts.tsx'
import { useCall } from '../ui/use-call.ts'
import { useWords } from './words.ts'

export default function SitesPage({ rest }: PageProps) {
  const t = useTexts()
  const words = useWords()
  const language = useLanguage()
  const listed = useCall('benefits.sites', {}, 'sites')
  const benefits = useCall('benefits.list', {}, 'benefits')
  const [county, setCounty] = useState('')
  const [kind, setKind] = useState('')
  const item = benefits.value?.categories.flatMap(c => c.items).find(i => i.id === rest)
  const all = (listed.value?.sites ?? []).filter(s => item === undefined || item.siteKinds.includes(s.kind))
  const counties = [...new Set(all.map(s => s.county))].sort()
  const kinds = [...new Set(all.map(s => s.kind))].sort()
  const shown = all.filter(s => (county === '' || s.county === county) && (kind === '' || s.kind === kind))

  return (
    <>
      <PageHead
        title={item === undefined ? t.frame.pages.sites : words(item.title)}
        back={item === undefined ? '/benefits' : `/benefits/${item.id}`}
      />
      <section className="sheet">
        <Pick label={t.benefits.county} name="county" value={county} onChange={setCounty}>
          {counties.map(c => [c, c])}
        </Pick>
        <Pick label={t.benefits.kind} name="kind" value={kind} onChange={setKind}>
          {kinds.map((k: SiteKind) => [k, t.benefits.siteKind[k]])}
        </Pick>
      </section>
      <Refused refusal={listed.value === null ? listed.refusal : null} />
      {listed.value !== null && shown.length === 0 && <p className="quiet">{t.benefits.noSites}</p>}
      {counties
        .filter(c => shown.some(s => s.county === c))
        .map(c => (
          <section className="sheet" key={c}>
            <h2>{c}</h2>
            <ul className="lines">
              {shown
                .filter(s => s.county === c)
                .map(site => (
                  <li key={site.id} data-testid="site">
                    <div>
                      <b>{language === 'zh' ? site.nameZh : site.nameEn}</b>
                      <small>{t.benefits.siteKind[site.kind]}</small>
                    </div>
                  </li>
                ))}
            </ul>
          </section>
        ))}
    </>
  )
}

type PickProps = {
  readonly label: string
  readonly name: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly children: readonly (readonly [string, string])[]
}

function Pick({ label, name, value, onChange, children }: PickProps) {
  const t = useTexts()
  return (
    <div className="field">
      <label htmlFor={`pick-${name}`}>{label}</label>
      <select
        id={`pick-${name}`}
        value={value}
        onChange={event => onChange(event.target.value)}
        data-testid={`pick-${name}`}
      >
        <option value="">{t.benefits.all}</option>
        {children.map(([key, words]) => (
          <option key={key} value={key}>
            {words}
          </option>
        ))}
      </select>
    </div>
  )
}
