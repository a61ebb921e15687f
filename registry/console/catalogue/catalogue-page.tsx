// The catalogue at its addresses: the list, one version, one draft with its parts.
// /catalogue · /catalogue/2027.1 · /catalogue/drafts/ID/items/1.2
import type { PageProps } from '../pages.ts'
import { DraftPage } from './draft-page.tsx'
import { VersionList } from './version-list.tsx'
import { VersionPage } from './version-page.tsx'

export default function CataloguePage({ rest }: PageProps) {
  const [first = '', id = '', part = 'items', item = ''] = rest.split('/')
  if (first === '') return <VersionList />
  if (first !== 'drafts') return <VersionPage key={first} version={first} />
  return <DraftPage key={id} id={id} part={part} item={item} />
}
