// Prints what is in the print document: directly where the host can, through the browser's own dialog where it cannot.
// What did not print is said; nothing waits for paper.
import { useEffect, useState } from 'react'
import type { ApiError, Output, Paper } from '../../electron/api.ts'
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
    async print({ paper, printer, silent }) {
      // After the document has been laid out with what is to be printed.
      await new Promise(resolve => requestAnimationFrame(() => resolve(null)))
      const page = document.querySelector('#print-root .print-document')
      const heightMm = page === null ? 0 : heightMmOf(page)
      setPageSize(paper, heightMm)
      if (printers?.way !== 'direct') {
        window.print()
        return null
      }
      const reply = await terminal.call('print.page', { paper, heightMm, printer, silent })
      return reply.ok ? null : reply.error
    },
  }
}

const STORED = 'huicai.paper'

/** The paper that this window printed on last; before that, the terminal's own setting. */
export function usePaper(): readonly [Paper, (paper: Paper) => void] {
  const settings = useSettingsOrNull()
  const [paper, setPaper] = useState<Paper>(() => {
    const stored = localStorage.getItem(STORED)
    return PAPERS.find(known => known === stored) ?? settings?.values.paper ?? 'a5'
  })
  return [
    paper,
    next => {
      localStorage.setItem(STORED, next)
      setPaper(next)
    },
  ]
}

export const PAPERS: readonly Paper[] = ['a4', 'a5', '80mm', '58mm']
