// Preview of a receipt, paper and printer, and the button that prints it. Closing it costs nothing.
// A copy is counted only when it is printed; the second one is marked before it reaches the paper.
import { Button } from 'antd'
import { useEffect, useState } from 'react'
import type { ApiError, Paper, ReceiptView } from '../../electron/api.ts'
import { useTerminal } from '../bridge/terminal.ts'
import { apiErrorText } from '../i18n/error-text.ts'
import { useTexts } from '../i18n/use-texts.ts'
import { Dialog } from '../ui/dialog.tsx'
import { Words } from '../ui/words.tsx'
import { PaperFields } from './paper-fields.tsx'
import { PrintDocument } from './print-root.tsx'
import { Receipt } from './receipt.tsx'
import { usePrintChoice, usePrinter } from './use-printer.ts'

type ReceiptDialogProps = {
  readonly visitId: string
  readonly onPrinted: () => void
  readonly onClose: () => void
}

export function ReceiptDialog({ visitId, onPrinted, onClose }: ReceiptDialogProps) {
  const t = useTexts()
  const terminal = useTerminal()
  const printer = usePrinter()
  const { paper, setPaper, printer: chosen, setPrinter: setChosen } = usePrintChoice()
  const [preview, setPreview] = useState<ReceiptView | null>(null)
  const [issued, setIssued] = useState<{ readonly receipt: ReceiptView; readonly paper: Paper } | null>(null)
  const [error, setError] = useState<ApiError | null>(null)
  useEffect(() => {
    let gone = false
    void terminal.call('receipt.preview', { visitId }).then(reply => {
      if (gone) return
      if (reply.ok) setPreview(reply.value)
      else setError(reply.error)
    })
    return () => {
      gone = true
    }
  }, [terminal, visitId])

  async function print() {
    setError(null)
    const reply = await terminal.call('receipt.issue', { visitId })
    if (!reply.ok) return setError(reply.error)
    setIssued({ receipt: reply.value, paper })
    setError(await printer.print({ paper, printer: chosen, silent: chosen !== null }))
    onPrinted()
    const next = await terminal.call('receipt.preview', { visitId })
    if (next.ok) setPreview(next.value)
  }

  return (
    <Dialog
      title={t('printing.title')}
      testId="receipt-dialog"
      width={820}
      onClose={onClose}
      onEnter={() => void print()}
      footer={
        <>
          <Button onClick={onClose}>
            <Words text={t('printing.close')} />
          </Button>
          <Button
            type="primary"
            disabled={preview === null}
            onClick={() => void print()}
            data-testid="receipt-print"
          >
            <Words text={t('printing.print')} />
          </Button>
        </>
      }
    >
      <div className="print-preview">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard (WCAG 2.1.1) */}
        <section className="preview-paper" data-paper={paper} aria-label={t('printing.title')} tabIndex={0}>
          {preview !== null && <Receipt receipt={preview} paper={paper} />}
        </section>
        <div className="preview-side">
          <PaperFields
            paper={paper}
            onPaper={setPaper}
            printers={printer.printers}
            chosen={chosen}
            onChosen={setChosen}
          />
          <p className="dialog-hint">{t('printing.optional')}</p>
          {issued !== null && error === null && (
            <p role="status" data-testid="receipt-issued">
              {t('printing.sent', { n: issued.receipt.copy })}
            </p>
          )}
          {error !== null && (
            <p className="problem" role="alert">
              {apiErrorText(t, error)}
            </p>
          )}
        </div>
      </div>
      {issued !== null && (
        <PrintDocument paper={issued.paper}>
          <Receipt receipt={issued.receipt} paper={issued.paper} />
        </PrintDocument>
      )}
    </Dialog>
  )
}
