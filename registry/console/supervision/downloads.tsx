// What leaves the page as a file: the workbook of what is shown, and the office's circular of the period.
// A download is on the trail; a refusal stays on the page.
import { Button } from 'antd'
import { useState } from 'react'
import type { z } from 'zod'
import type { FILES } from '../../console-api/contract.ts'
import { download, type Refusal } from '../api.ts'
import { useTexts } from '../i18n/texts.ts'
import { Refused } from '../ui/parts.tsx'

type Query = z.input<(typeof FILES)['supervision.sheet']['input']>
type DownloadsProps = { readonly query: Query; readonly period: string; readonly mayIssue: boolean }

export function Downloads({ query, period, mayIssue }: DownloadsProps) {
  const t = useTexts().supervision
  const [busy, setBusy] = useState<string | null>(null)
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  async function take(what: string, made: ReturnType<typeof download>): Promise<void> {
    setBusy(what)
    const done = await made
    setBusy(null)
    setRefusal(done.ok ? null : done.error)
  }
  return (
    <>
      <span className="page-acts">
        <Button
          loading={busy === 'sheet'}
          data-testid="sheet"
          onClick={() => void take('sheet', download('supervision.sheet', query))}
        >
          {t.sheet}
        </Button>
        {mayIssue &&
          (['pdf', 'docx'] as const).map(format => (
            <Button
              key={format}
              loading={busy === format}
              data-testid={`circular-${format}`}
              onClick={() => void take(format, download('supervision.circular', { period, format }))}
            >
              {format === 'pdf' ? t.circularPdf : t.circularDocx}
            </Button>
          ))}
      </span>
      <Refused refusal={refusal} />
    </>
  )
}
