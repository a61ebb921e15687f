// Carries out the console's calls about services and refusals.
// Which items somebody may see is asked of the staff register here, and goes into every query: no row is filtered afterwards.
import { err, ok } from '../../core/result.ts'
import { type Cell, xlsxOf } from '../../core/table/sheet.ts'
import type { FileHandlers, Handlers } from '../console-api/call.ts'
import type { Registry } from '../registry.ts'
import type { ServiceRow, serviceCalls, serviceFiles } from './contract.ts'

/** Rows of one file; the latest of the period. */
const MOST_ROWS = 20_000
const PORTION = 1000

export function serviceHandlers({ services, staff, siteBook }: Registry): Handlers<typeof serviceCalls> {
  return {
    async 'services.choices'(_, by) {
      return ok({
        sites: (await siteBook.list()).map(s => ({ id: s.id, name: { zh: s.nameZh, en: s.nameEn } })),
        items: services.items(staff.itemsFor(by.staff)),
      })
    },
    'services.list': async (asked, by) => ok(await services.list(staff.itemsFor(by.staff), asked)),
    async 'services.look'({ id }, by) {
      const found = await services.look(staff.itemsFor(by.staff), id)
      return found === null ? err({ code: 'not-found' }) : ok(found)
    },
  }
}

export function serviceFileHandlers({ services, staff }: Registry): FileHandlers<typeof serviceFiles> {
  return {
    async 'services.export'(asked, by) {
      const items = staff.itemsFor(by.staff)
      const titles = new Map(services.items(items).map(item => [item.id, item.title.zh]))
      const rows: ServiceRow[] = []
      let after: string | null = null
      do {
        const page: Awaited<ReturnType<typeof services.list>> = await services.list(items, {
          ...asked,
          card: null,
          after,
          limit: PORTION,
        })
        rows.push(...page.rows)
        after = page.next
      } while (after !== null && rows.length < MOST_ROWS)
      const sheet = {
        name: '服务记录',
        header: HEADER,
        rows: rows.slice(0, MOST_ROWS).map(row => cellsOf(row, titles)),
      }
      return ok({
        name: `services-${asked.from}-${asked.to}.xlsx`,
        type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        body: await xlsxOf([sheet]),
      })
    },
  }
}

const HEADER = [
  ...['时间', '网点', '类别', '事项', '事项名称', '卡号', '姓名', '等级'],
  ...['数量', '金额（元）', '判定', '代码', '已撤销'],
]

function cellsOf(row: ServiceRow, titles: ReadonlyMap<string, string>): Cell[] {
  const time = new Date((row.at + 8 * 3600) * 1000).toISOString()
  return [
    `${time.slice(0, 10)} ${time.slice(11, 16)}`,
    row.site.zh,
    row.kind === 'service' ? '服务' : '拒绝',
    row.item,
    titles.get(row.item ?? '') ?? null,
    row.card,
    row.name,
    row.tier,
    row.quantity,
    row.amountCny,
    row.outcome,
    row.reason,
    row.voided ? '是' : null,
  ]
}
