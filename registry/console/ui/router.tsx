// Real addresses without a library: the path says which page, the history keeps what must not stand in an address.
// A link is a link: it opens in a new tab, and can be kept as a bookmark.
import { type AnchorHTMLAttributes, type MouseEvent, useEffect, useSyncExternalStore } from 'react'
import { createStore, useStore } from '../../../renderer/ui/store.ts'

const BASE = '/console'
const here = (): string => location.pathname.slice(BASE.length) || '/'
const path = createStore(here())
const search = createStore(location.search)
window.addEventListener('popstate', () => arrived())

function arrived(): void {
  path.set(here())
  search.set(location.search)
}

/** "/holders/532300000016" */
export const usePath = (): string => useStore(path)

export function navigate(to: string, replace = false): void {
  if (replace) history.replaceState(null, '', BASE + to)
  else history.pushState(null, '', BASE + to)
  arrived()
}

/**
 * Filters that stand in the address, so that they can be kept as a bookmark: '' is one that is not set. For what is no person's:
 * what is looked for of a person never stands in an address (useKept).
 */
export function useFilters<K extends string>(
  names: readonly K[],
): readonly [Readonly<Record<K, string>>, (next: Partial<Readonly<Record<K, string>>>) => void] {
  const given = new URLSearchParams(useStore(search))
  const filters = Object.fromEntries(names.map(name => [name, given.get(name) ?? ''])) as Record<K, string>
  return [
    filters,
    next => {
      const set = Object.entries({ ...filters, ...next }).filter(([, value]) => value !== '')
      const text = new URLSearchParams(set as [string, string][]).toString()
      navigate(here() + (text === '' ? '' : `?${text}`))
    },
  ]
}

/** Kept with this entry of the history and never sent anywhere: what was searched for. */
export function useKept<T>(initial: T): readonly [T, (next: T) => void] {
  const kept = useSyncExternalStore(keptStore.subscribe, keptStore.get) as T | null
  return [kept ?? initial, next => keptStore.put(next)]
}

const keptListeners = new Set<() => void>()
const keptStore = {
  get: (): unknown => history.state,
  subscribe(listener: () => void): () => void {
    keptListeners.add(listener)
    window.addEventListener('popstate', listener)
    return () => {
      keptListeners.delete(listener)
      window.removeEventListener('popstate', listener)
    }
  },
  put(next: unknown): void {
    history.replaceState(next, '')
    for (const listener of keptListeners) listener()
  },
}

type LinkProps = AnchorHTMLAttributes<HTMLAnchorElement> & { readonly to: string }

export function Link({ to, ...rest }: LinkProps) {
  function follow(event: MouseEvent): void {
    if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    navigate(to)
  }
  return <a href={BASE + to} onClick={follow} {...rest} />
}

/** The page's name in the tab, and the focus at its head, as after a real page load. */
export function usePageTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · 惠才卡`
    const main = document.getElementById('main')
    // A form that has taken the focus for its first field keeps it.
    if (main !== null && !main.contains(document.activeElement)) main.focus()
  }, [title])
}
