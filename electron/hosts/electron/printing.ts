// Printing in Electron: the window's own page through the system's print path, its print document by CSS (styles/print.css).
// Without a printer or a window the answer is "not printed", never an exception.
import type { BrowserWindow, WebContentsPrintOptions } from 'electron'
import { type PrintHost, type PrintJob, pageSizeOf } from '../../printing/print-host.ts'

/** `window`: the one window, or null before it is there and after it has gone. */
export function electronPrinting(window: () => BrowserWindow | null): PrintHost {
  const contents = () => {
    const open = window()
    return open === null || open.isDestroyed() || open.webContents.isDestroyed() ? null : open.webContents
  }
  return {
    async printers() {
      const found = (await contents()?.getPrintersAsync()) ?? []
      return found.map(({ name, displayName }) => ({ name, label: displayName === '' ? name : displayName }))
    },
    print: job =>
      new Promise(resolve => {
        const page = contents()
        if (page === null) resolve(false)
        else page.print(printOptions(job), success => resolve(success))
      }),
  }
}

/** Margins are the print document's own: a thermal printer has no paper to spare. */
export const printOptions = (job: PrintJob): WebContentsPrintOptions => ({
  silent: job.silent,
  printBackground: true,
  margins: { marginType: 'none' },
  pageSize: pageSizeOf(job),
  ...(job.printer !== null && { deviceName: job.printer }),
})
