// A receipt after every record, by the site's policy, where the host prints by itself: on paper while the next holder comes.
// It opens nothing, takes no key and keeps nobody waiting; a browser, which must ask, gets the dialog instead.
import { useEffect, useRef, useState } from 'react'
import type { ApiError, ReceiptView } from '../../electron/api.ts'
import { useTerminal } from '../bridge/terminal.ts'
import { PrintDocument } from './print-root.tsx'
import { Receipt } from './receipt.tsx'
import { printDirectly, usePrintChoice } from './use-printer.ts'

type ReceiptAtOnceProps = {
  readonly visitId: string
  /** This host cannot print without asking. */
  readonly onDialog: () => void
  readonly onEnd: (error: ApiError | null) => void
}

export default function ReceiptAtOnce({ visitId, onDialog, onEnd }: ReceiptAtOnceProps) {
  const terminal = useTerminal()
  const { paper, printer } = usePrintChoice()
  const [receipt, setReceipt] = useState<ReceiptView | null>(null)
  const begun = useRef(false)

  async function issue() {
    const host = await terminal.call('print.printers', undefined)
    if (!host.ok) return onEnd(host.error)
    if (host.value.way === 'dialog') return onDialog()
    const issued = await terminal.call('receipt.issue', { visitId })
    if (issued.ok) setReceipt(issued.value)
    else onEnd(issued.error)
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: once: a copy that was issued is counted
  useEffect(() => {
    if (!begun.current) void issue()
    begun.current = true
  }, [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the document is there
  useEffect(() => {
    if (receipt !== null) void printDirectly(terminal, { paper, printer, silent: true }).then(onEnd)
  }, [receipt])

  if (receipt === null) return null
  return (
    <PrintDocument paper={paper}>
      <Receipt receipt={receipt} paper={paper} />
    </PrintDocument>
  )
}
