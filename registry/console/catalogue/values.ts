// What a field of an item says, as lines of words: for reading a version and for what a draft changes.
// One way to say each field, so that before and after can be compared by eye.
import type { CatalogueItem } from '../../../core/policy/catalogue.ts'
import type { ItemField } from '../../../core/policy/catalogue-diff.ts'
import { countOf } from '../format.ts'
import type { Language, Texts } from '../i18n/texts.ts'

type Words = { readonly t: Texts; readonly language: Language }

export function linesOf(item: CatalogueItem, field: ItemField, { t, language }: Words): readonly string[] {
  const { catalogue, sites } = t
  const yes = (value: boolean) => [value ? catalogue.yes : catalogue.no]
  switch (field) {
    case 'category':
      return [String(item.category)]
    case 'title':
    case 'hint':
      return [item[field].zh, item[field].en]
    case 'clause':
      return [item.clause]
    case 'tiers':
      return [item.tiers.join(' ')]
    case 'presentations':
      return [item.presentations.map(p => catalogue.presentations[p]).join(' · ')]
    case 'relations':
      return [item.relations.map(r => catalogue.relations[r]).join(' · ')]
    case 'siteKinds':
      return [item.siteKinds.map(k => sites.kinds[k]).join(' · ')]
    case 'idCardAlone':
    case 'holderPresent':
    case 'scarce':
      return yes(item[field])
    case 'quota':
      return [quotaText(item, t)]
    case 'units':
    case 'conditions':
      return item[field].map(line => line[language])
    case 'papers':
      return item.papers.map(({ title, relations }) =>
        relations.length === 0
          ? title[language]
          : `${title[language]} — ${relations.map(r => catalogue.relations[r]).join(' · ')}`,
      )
    case 'ceilings':
      return item.ceilings.map(c => `${c.label[language]} ${c.tiers.join(' ')} ${countOf(c.amountCny)}`)
    case 'inForceFrom':
    case 'inForceUntil':
      return [item[field] ?? catalogue.open]
  }
}

function quotaText({ quota }: CatalogueItem, { catalogue }: Texts): string {
  if (quota === null) return catalogue.quotas.none
  const limit = quota.kind === 'amount' ? quota.limitCny : quota.limit
  return `${catalogue.quotas[quota.kind]}：${countOf(limit)}`
}
