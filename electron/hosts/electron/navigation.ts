// Keeps every window on the app's own address; nothing is opened elsewhere, not even in the machine's browser.
// It must be set before the first window exists, and `loadURL` must never be given foreign text: no event fires for it.
import { app } from 'electron'
import { isAppUrl } from './app-url.ts'

type Navigation = { readonly url: string; preventDefault(): void }

export function guardNavigation(): void {
  const stayInside = (details: Navigation) => {
    if (!isAppUrl(details.url)) details.preventDefault()
  }
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', stayInside)
    contents.on('will-frame-navigate', stayInside)
    contents.on('will-redirect', stayInside)
    contents.on('will-attach-webview', event => event.preventDefault())
    contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  })
}
