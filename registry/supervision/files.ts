// Carries out supervision's downloads: the workbook of a question, and the circular of a period.
// A unit's workbook holds its own items alone, as its page does; the circular is the office's.
import { ok } from '../../core/result.ts'
import { xlsxOf } from '../../core/table/sheet.ts'
import { en } from '../console/i18n/en/index.ts'
import { zh } from '../console/i18n/zh/index.ts'
import type { FileHandlers } from '../console-api/call.ts'
import { docxOf } from '../documents/docx.ts'
import { pdfOf } from '../documents/pdf.ts'
import { dateOf } from '../register/dates.ts'
import type { Registry } from '../registry.ts'
import { allowedQuestion } from './calls.ts'
import { circularOf } from './circular.ts'
import type { supervisionFiles } from './contract.ts'
import { figureSheets } from './sheet.ts'

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

export function supervisionFileHandlers(registry: Registry): FileHandlers<typeof supervisionFiles> {
  const { supervision, staff, worklist, followUps } = registry
  const orNull = (text: string): string | null => (text === '' ? null : text)
  return {
    async 'supervision.sheet'({ language, period, tier, ...asked }, by) {
      const question = {
        period,
        site: orNull(asked.site),
        county: orNull(asked.county),
        unit: orNull(asked.unit),
        item: orNull(asked.item),
        tier: tier === '' ? null : tier,
      }
      const figures = await supervision.figures(allowedQuestion(registry, question, by.staff))
      const texts = (language === 'zh' ? zh : en).supervision
      const body = await xlsxOf(figureSheets(figures, period, texts, language))
      return ok({ name: `supervision-${period}.xlsx`, type: XLSX, body })
    },
    async 'supervision.circular'({ period, format }) {
      const narrow = { period, site: null, county: null, tier: null }
      const units = []
      for (const { zh: name } of staff.units)
        units.push({
          name,
          figures: await supervision.figures({ ...narrow, items: supervision.itemsOf(name) }),
        })
      const document = circularOf({
        period,
        all: await supervision.figures({ ...narrow, items: null }),
        units,
        openConflicts: await worklist.open(null),
        overdueFollowUps: await followUps.overdue(null),
        today: dateOf(registry.now()),
      })
      const name = `circular-${period}.${format}`
      return format === 'pdf'
        ? ok({ name, type: 'application/pdf', body: await pdfOf(document) })
        : ok({ name, type: DOCX, body: await docxOf(document) })
    },
  }
}
