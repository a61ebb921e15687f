// Prints what is in the print document: directly where the host can, through the browser's own dialog where it cannot.
// What did not print is said; nothing waits for paper.
import { useEffect, useState } from 'react'
import type { ApiError, Output, Paper, TerminalBridge } from '../../electron/api.ts'
import { useTerminal } from '../bridge/terminal.ts'
import { useSettingsOrNull } from '../settings/use-settings.ts'
import { heightMmOf, setPageSize } from './print-root.tsx'

export type Printers = Output<'print.printers'>
export type PrintWish = {
  readonly paper: Paper
  /** Null: the system's default. */
  readonly printer: string | null
  /** Without the system's dialog. */
  readonly silent: boolean
}

export type Printer = {
  readonly printers: Printers | null
  /** Null when it went to the printer, or to the browser's dialog. */
  print(wish: PrintWish): Promise<ApiError | null>
}

export function usePrinter(): Printer {
  const terminal = useTerminal()
  const [printers, setPrinters] = useState<Printers | null>(null)
  useEffect(() => {
    let gone = false
    void terminal.call('print.printers', undefined).then(reply => {
      if (!gone && reply.ok) setPrinters(reply.value)
    })
    return () => {
      gone = true
    }
  }, [terminal])
  return {
    printers,
    async print(wish) {
      if (printers?.way === 'direct') return await printDirectly(terminal, wish)
      await laidOut(wish.paper)
      window.print()
      return null
    },
  }
}

/** Null when it went to the printer. For a host that prints by itself. */
export async function printDirectly(
  terminal: TerminalBridge,
  { paper, printer, silent }: PrintWish,
): Promise<ApiError | null> {
  const heightMm = await laidOut(paper)
  const reply = await terminal.call('print.page', { paper, heightMm, printer, silent })
  return reply.ok ? null : reply.error
}

/** Once the document has been laid out with what is to be printed: its height, which a roll's page now has. */
async function laidOut(paper: Paper): Promise<number> {
  await new Promise(resolve => requestAnimationFrame(() => resolve(null)))
  const page = document.querySelector('#print-root .print-document')
  const heightMm = page === null ? 0 : heightMmOf(page)
  setPageSize(paper, heightMm)
  return heightMm
}

/** Paper and printer as the terminal's settings have them; what is chosen here is chosen for the next time, too. */
export function usePrintChoice() {
  const settings = useSettingsOrNull()
  // Chosen in this dialog; until then it is what the settings say, also when they come late.
  const [chosenPaper, setChosenPaper] = useState<Paper | null>(null)
  const [chosenPrinter, setChosenPrinter] = useState<{ readonly name: string | null } | null>(null)
  return {
    paper: chosenPaper ?? settings?.values.paper ?? 'a4',
    printer: chosenPrinter === null ? (settings?.values.printer ?? null) : chosenPrinter.name,
    setPaper(next: Paper): void {
      setChosenPaper(next)
      void settings?.put({ paper: next })
    },
    setPrinter(next: string | null): void {
      setChosenPrinter({ name: next })
      void settings?.put({ printer: next })
    },
  }
}
