// Real addresses without a library: the path says which page. A link is a link, and the way back is the phone's own.
// No number and no name ever stands in an address.
import { type AnchorHTMLAttributes, type MouseEvent, useEffect } from 'react'
import { createStore, useStore } from '../../../renderer/ui/store.ts'

export const BASE = '/m'
const here = (): string => location.pathname.slice(BASE.length).replace(/(.)\/$/, '$1') || '/'
const path = createStore(here())
window.addEventListener('popstate', () => path.set(here()))

/** "/benefits/1.2" */
export const usePath = (): string => useStore(path)

export function navigate(to: string, replace = false): void {
  if (replace) history.replaceState(null, '', BASE + to)
  else history.pushState(null, '', BASE + to)
  path.set(here())
  window.scrollTo(0, 0)
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
export function usePageTitle(title: string, product: string): void {
  useEffect(() => {
    document.title = `${title} · ${product}`
    const main = document.getElementById('main')
    if (main !== null && !main.contains(document.activeElement)) main.focus({ preventScroll: true })
  }, [title, product])
}
