// Carries out the downloads of what leaves the register.
// Nothing is kept: each file is made when it is asked for, from the register as it is then.
import { ok } from '../../core/result.ts'
import { csvOf, type Sheet, xlsxOf } from '../../core/table/sheet.ts'
import type { Download, FileHandlers } from '../console-api/call.ts'
import { docxOf } from '../documents/docx.ts'
import { pdfOf } from '../documents/pdf.ts'
import type { Registry } from '../registry.ts'
import { codeSheet } from './code-sheet.ts'
import { dateOf } from './dates.ts'
import { exitAnnouncement } from './exit-announcement.ts'
import { exitSheet, issueSheet } from './issue.ts'
import type { issueFiles } from './issue-contract.ts'

export function issueFileHandlers(registry: Registry): FileHandlers<typeof issueFiles> {
  const today = (): string => dateOf(registry.now())
  return {
    async 'cards.issueList'({ issue, since, format }) {
      const cards = await registry.office.cardsToMake(issue, since)
      return ok(await asFile(`cards-${today()}`, issueSheet(cards), format))
    },
    async 'cards.codeSheet'({ issue, since }) {
      const cards = await registry.office.cardsToMake(issue, since)
      const codes = cards.map(({ holder, token }) => ({
        card: holder.card_no,
        serial: holder.serial,
        token,
      }))
      const body = await codeSheet(codes, `Huicai card codes ${today()}`)
      return ok({ name: `codes-${today()}.pdf`, type: 'application/pdf', body })
    },
    async 'exits.list'({ year, format }) {
      const exits = await registry.office.exitsOf(Number(year))
      if (format === 'xlsx' || format === 'csv')
        return ok(await asFile(`exits-${year}`, exitSheet(Number(year), exits), format))
      const announced = exitAnnouncement(Number(year), exits, today())
      const body = format === 'pdf' ? await pdfOf(announced) : await docxOf(announced)
      return ok({ name: `exits-${year}.${format}`, type: DOCUMENT_TYPES[format], body })
    },
  }
}

const DOCUMENT_TYPES = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
} as const

async function asFile(name: string, sheet: Sheet, format: 'xlsx' | 'csv'): Promise<Download> {
  if (format === 'csv') return { name: `${name}.csv`, type: 'text/csv; charset=utf-8', body: csvOf([sheet]) }
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
  return { name: `${name}.xlsx`, type, body: await xlsxOf([sheet]) }
}
