// The pages with their addresses, and for whom each is: what the bar below shows, and what an address opens.
// The server asks again at every call; this table only keeps people from doors that are closed.
import { type ComponentType, lazy } from 'react'
import type { PhoneKind } from '../phone-access/number.ts'
import CardPage from './card/card-page.tsx'
import type { Texts } from './i18n/texts.ts'
import { MissingPage } from './ui/missing-page.tsx'

export type PageProps = {
  /** The part of the address behind the page's own: "1.2" of /benefits/1.2; '' without one. */
  readonly rest: string
  /** The session has been ended here. */
  readonly onSignedOut: () => void
}
export type Page = {
  readonly name: keyof Texts['frame']['pages']
  readonly at: string
  readonly kinds: readonly PhoneKind[]
  /** Stands in the bar below, with this drawing (24 × 24, strokes). */
  readonly icon: string | null
  readonly component: ComponentType<PageProps>
}

/** Loaded when it is first opened; never a blank screen where that fails. */
const later = (load: () => Promise<{ readonly default: ComponentType<PageProps> }>) =>
  lazy(() => load().catch(() => ({ default: MissingPage })))

/** The first page of each kind is where signing in leads. */
export const PAGES: readonly Page[] = [
  {
    name: 'card',
    at: '/',
    kinds: ['holder'],
    icon: 'M3 7a2 2 0 0 1 2-2h14a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2zM3 10h18M7 15h4',
    // Not loaded later: it is what the pages are opened for, with a queue behind one.
    component: CardPage,
  },
  {
    name: 'benefits',
    at: '/benefits',
    kinds: ['holder'],
    icon: 'M12 3l2.6 5.6 6.1.7-4.5 4.2 1.2 6L12 16.5 6.6 19.5l1.2-6L3.3 9.3l6.1-.7z',
    component: later(() => import('./benefits/benefits-page.tsx')),
  },
  {
    name: 'sites',
    at: '/sites',
    kinds: ['holder'],
    icon: null,
    component: later(() => import('./benefits/sites-page.tsx')),
  },
  {
    name: 'appointments',
    at: '/appointments',
    kinds: ['holder'],
    icon: null,
    component: later(() => import('./appointments/ask-page.tsx')),
  },
  {
    name: 'visits',
    at: '/visits',
    kinds: ['holder'],
    icon: 'M5 4h14v16H5zM9 9h6M9 13h6M9 17h3',
    component: later(() => import('./visits/visits-page.tsx')),
  },
  {
    name: 'apply',
    at: '/apply',
    kinds: ['applicant'],
    icon: 'M6 3h9l4 4v14H6zM9 12h7M9 16h7M9 8h3',
    component: later(() => import('./apply/apply-page.tsx')),
  },
  {
    name: 'me',
    at: '/me',
    kinds: ['holder', 'applicant'],
    icon: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 20c1-4 4-6 8-6s7 2 8 6',
    component: later(() => import('./session/me-page.tsx')),
  },
]

/** The page of an address, with the rest of it; the longest fitting address wins. */
export function pageAt(path: string, kind: PhoneKind): { readonly page: Page; readonly rest: string } | null {
  const fitting = PAGES.filter(
    p => p.kinds.includes(kind) && (path === p.at || (p.at !== '/' && path.startsWith(`${p.at}/`))),
  )
  const page = [...fitting].sort((a, b) => b.at.length - a.at.length)[0]
  return page === undefined ? null : { page, rest: decodeURIComponent(path.slice(page.at.length + 1)) }
}
