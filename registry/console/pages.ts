// The pages with their addresses and permissions: what the navigation shows, and what an address opens.
// The server asks for the permission again at every call; this table only keeps people from doors that are closed.
import { type ComponentType, lazy } from 'react'
import type { Access } from '../console-api/call.ts'
import type { Texts } from './i18n/texts.ts'

export type PageProps = {
  /** The part of the address behind the page's own: "532300000016" of /holders/532300000016; '' without one. */
  readonly rest: string
}
export type Page = {
  readonly name: keyof Texts['frame']['pages']
  readonly at: string
  readonly access: Access
  /** Stands in the navigation. */
  readonly listed: boolean
  readonly component: ComponentType<PageProps>
}

export const PAGES: readonly Page[] = [
  {
    name: 'home',
    at: '/',
    access: 'signed-in',
    listed: true,
    component: lazy(() => import('./home/home-page.tsx')),
  },
  {
    name: 'expiring',
    at: '/expiring',
    access: 'holder.search',
    listed: false,
    component: lazy(() => import('./home/expiring-page.tsx')),
  },
  {
    name: 'holders',
    at: '/holders',
    access: 'holder.search',
    listed: true,
    component: lazy(() => import('./holders/holders-page.tsx')),
  },
  {
    name: 'applications',
    at: '/applications',
    access: 'application.read',
    listed: true,
    component: lazy(() => import('./applications/applications-page.tsx')),
  },
  {
    name: 'import',
    at: '/import',
    access: 'holder.edit',
    listed: true,
    component: lazy(() => import('./holders/import-page.tsx')),
  },
  {
    name: 'duplicates',
    at: '/duplicates',
    access: 'holder.edit',
    listed: true,
    component: lazy(() => import('./holders/duplicates-page.tsx')),
  },
  {
    name: 'cards',
    at: '/cards',
    access: 'card.issue',
    listed: true,
    component: lazy(() => import('./cards/cards-page.tsx')),
  },
  {
    name: 'catalogue',
    at: '/catalogue',
    access: 'catalogue.read',
    listed: true,
    component: lazy(() => import('./catalogue/catalogue-page.tsx')),
  },
  {
    name: 'sites',
    at: '/sites',
    access: 'site.read',
    listed: true,
    component: lazy(() => import('./sites/sites-page.tsx')),
  },
  {
    name: 'services',
    at: '/services',
    access: 'service.read',
    listed: true,
    component: lazy(() => import('./services/services-page.tsx')),
  },
  {
    name: 'supervision',
    at: '/supervision',
    access: 'service.read',
    listed: true,
    component: lazy(() => import('./supervision/supervision-page.tsx')),
  },
  {
    name: 'conflicts',
    at: '/conflicts',
    access: 'service.read',
    listed: true,
    component: lazy(() => import('./conflicts/conflicts-page.tsx')),
  },
  {
    name: 'ratings',
    at: '/ratings',
    access: 'service.read',
    listed: true,
    component: lazy(() => import('./ratings/ratings-page.tsx')),
  },
  {
    name: 'appointments',
    at: '/appointments',
    access: 'service.read',
    listed: true,
    component: lazy(() => import('./appointments/appointments-page.tsx')),
  },
  {
    name: 'staff',
    at: '/staff',
    access: 'staff.manage',
    listed: true,
    component: lazy(() => import('./staff/accounts-page.tsx')),
  },
  {
    name: 'audit',
    at: '/audit',
    access: 'audit.read',
    listed: true,
    component: lazy(() => import('./staff/trail-page.tsx')),
  },
  {
    name: 'account',
    at: '/account',
    access: 'signed-in',
    listed: false,
    component: lazy(() => import('./session/account-page.tsx')),
  },
]

/** The page of an address, with the rest of it; the longest fitting address wins. */
export function pageAt(path: string): { readonly page: Page; readonly rest: string } | null {
  const fitting = PAGES.filter(p => path === p.at || path.startsWith(`${p.at}/`))
  const page = fitting.toSorted((a, b) => b.at.length - a.at.length)[0]
  return page === undefined ? null : { page, rest: decodeURIComponent(path.slice(page.at.length + 1)) }
}
