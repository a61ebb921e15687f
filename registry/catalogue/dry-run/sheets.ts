// A dry run as a workbook: what it says in sums, by item, site and cause, what could not be tried, and the single cases.
// In both languages; cards by number, nobody by name.

import { dateOf } from '../../../core/policy/calendar.ts'
import type { Bilingual, Catalogue } from '../../../core/policy/catalogue.ts'
import type { Cell, Sheet } from '../../../core/table/sheet.ts'
import type { Version } from '../versions.ts'
import type { KeptRun } from './runs.ts'
import { causeWords, DIRECTION_WORDS, NOTE_WORDS, UNTRIED_WORDS } from './words.ts'

export function triedSheets(
  { result, startedAt, startedBy, sha256 }: KeptRun,
  draft: Catalogue,
  base: Version,
  sites: Readonly<Record<string, Bilingual>>,
): readonly Sheet[] {
  const titles = new Map([...base.catalogue.items, ...draft.items].map(item => [item.id, item.title]))
  const item = (id: string): Cell[] => [id, titles.get(id)?.zh ?? '']
  const site = (id: string): string => sites[id]?.zh ?? id
  const both = ({ zh, en }: Bilingual): string => `${zh} · ${en}`
  const summary: Cell[][] = [
    ['草案 · draft', draft.version],
    ['对照 · compared with', base.version],
    ['记录起 · records from', dateOf(result.from)],
    ['记录止 · records until', dateOf(result.until)],
    ['试算于 · tried on', dateOf(startedAt)],
    ['试算人 · by', startedBy],
    ['草案指纹 · hash of the draft', sha256],
    ['服务记录 · services', result.services],
    ['未办记录 · refusals', result.refusals],
    ['结果不变 · same answer', result.same],
    [both(DIRECTION_WORDS['refused-now']), result.refusedNow.records],
    ['　涉及持卡人 · holders', result.refusedNow.holders],
    [both(DIRECTION_WORDS['good-now']), result.goodNow.records],
    ['　涉及持卡人 · holders', result.goodNow.holders],
    ['按网点现有事项试算 · tried with what the site offers today', result.windowAssumed],
    ['未列出的个案 · cases not listed', result.moreCases],
  ]
  return [
    { name: '总览 Summary', header: ['项目 what', '值 value'], rows: summary },
    {
      name: '分项 By item',
      header: [
        '方向 direction',
        '事项 item',
        '名称 title',
        '网点 site',
        '原因 cause',
        '记录 records',
        '持卡人 holders',
      ],
      rows: result.rows.map(row => [
        both(DIRECTION_WORDS[row.direction]),
        ...item(row.item),
        site(row.site),
        both(causeWords(row.cause)),
        row.records,
        row.holders,
      ]),
    },
    {
      name: '不能试算 Not tried',
      header: ['原因 why', '事项 item', '名称 title', '记录 records'],
      rows: [
        ...result.untried.map(({ why, records }): Cell[] => [both(UNTRIED_WORDS[why]), null, null, records]),
        ...result.notes.map(({ item: id, kind, services }): Cell[] => [
          both(NOTE_WORDS[kind]),
          ...item(id),
          services,
        ]),
      ],
    },
    {
      name: '个案 Cases',
      header: [
        '方向 direction',
        '日期 date',
        '网点 site',
        '终端 terminal',
        '事项 item',
        '名称 title',
        '原因 cause',
        '卡号 card',
        '记录号 record',
      ],
      rows: result.cases.map(one => [
        both(DIRECTION_WORDS[one.direction]),
        dateOf(one.at),
        site(one.site),
        one.terminal,
        ...item(one.item),
        both(causeWords(one.cause)),
        one.card,
        one.record,
      ]),
    },
  ]
}
