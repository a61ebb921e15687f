// 督查通报 of a period (art. 8): what the figures say of each answerable unit, in an official paper's own form and words.
// Sentences are made of counted figures alone; what ought to follow from them the office writes itself, in Word.

import { titleOfReason } from '../console/i18n/reason-title.ts'
import { type Block, type Column, chineseDate, type OfficialDocument } from '../documents/document.ts'
import type { Figures } from './figures.ts'
import { shareOf } from './sheet.ts'

export type CircularFacts = {
  readonly period: string
  readonly all: Figures
  /** Each answerable unit's own figures. */
  readonly units: readonly { readonly name: string; readonly figures: Figures }[]
  readonly openConflicts: number
  readonly overdueFollowUps: number
  /** "2026-12-01" */
  readonly today: string
}

const ISSUER = '中共楚雄州委人才工作领导小组办公室'
const TO = '各县市委人才工作领导小组，楚雄高新区，各责任单位'

export function circularOf(facts: CircularFacts): OfficialDocument {
  const period = periodText(facts.period)
  return {
    title: `关于${period}“兴楚惠才卡”\n服务落实情况的督查通报`,
    to: TO,
    issuer: ISSUER,
    date: facts.today,
    blocks: [
      {
        kind: 'paragraph',
        text: `根据《楚雄州“兴楚惠才卡”实施细则（试行）》第八条，州委人才办按各服务网点终端上传的记录，对${period}持卡人服务落实情况作了统计（截至${chineseDate(facts.today)}）。现通报如下。`,
      },
      { kind: 'heading', level: 1, text: '总体情况' },
      ...overall(facts, period),
      { kind: 'heading', level: 1, text: '各责任单位情况' },
      ...byUnit(facts),
      { kind: 'heading', level: 1, text: '各县市和各事项情况' },
      ...byCountyAndItem(facts.all),
      { kind: 'heading', level: 1, text: '需要核实的问题' },
      ...problems(facts),
      { kind: 'heading', level: 1, text: '有关要求' },
      {
        kind: 'paragraph',
        text: '请各责任单位对照上述情况逐项核实，及时改进，并将核实和改进情况报州委人才办。',
      },
    ],
  }
}

/** "2026年11月", "2026年" */
export const periodText = (period: string): string => {
  const [year, month] = period.split('-')
  return month === undefined ? `${year}年` : `${year}年${Number(month)}月`
}

function overall({ all }: CircularFacts, period: string): Block[] {
  const { total } = all
  if (total.services === 0 && total.refusals === 0)
    return [{ kind: 'paragraph', text: `${period}各网点没有服务记录。` }]
  const rated = all.grades.reduce((sum, n) => sum + n, 0)
  const low = (all.grades[0] ?? 0) + (all.grades[1] ?? 0)
  const sentences = [
    `${period}，各网点共服务持卡人${count(total.services)}人次` +
      (total.holders === null ? '' : `，涉及持卡人${count(total.holders)}人`) +
      `；未办理${count(total.refusals)}次，占${percent(shareOf(total))}`,
    total.medianSeconds === null ? '' : `从扫码到办结的时长，中位数为${Math.round(total.medianSeconds)}秒`,
    rated === 0 ? '持卡人没有留下评价' : `持卡人评价${count(rated)}次，其中1至2分${count(low)}次`,
  ]
  return [
    { kind: 'paragraph', text: `${sentences.filter(s => s !== '').join('。')}。` },
    ...(all.months.length > 1 ? [monthChart(all)] : []),
    ...(all.months.length > 1
      ? [
          table(
            '表1 各月服务与未办理',
            ['月份', '服务人次', '未办理', '未办理占比'],
            all.months.map(m => [
              periodText(m.month),
              count(m.services),
              count(m.refusals),
              percent(shareOf(m)),
            ]),
          ),
        ]
      : []),
  ]
}

const monthChart = (all: Figures): Block => ({
  kind: 'chart',
  chart: {
    kind: 'columns',
    title: '图1 各月服务与未办理',
    series: ['服务人次', '未办理'],
    rows: all.months.map(m => ({
      label: `${Number(m.month.slice(5))}月`,
      values: [m.services, m.refusals],
    })),
  },
})

function byUnit({ units }: CircularFacts): Block[] {
  const inOrder = units.toSorted((a, b) => b.figures.total.services - a.figures.total.services)
  return [
    {
      kind: 'chart',
      chart: {
        kind: 'bars',
        title: '图2 各责任单位服务与未办理',
        series: ['服务人次', '未办理'],
        rows: inOrder.map(u => ({
          label: u.name,
          values: [u.figures.total.services, u.figures.total.refusals],
        })),
      },
    },
    table(
      '表2 各责任单位服务与未办理（一个事项由几个单位共同负责的，各计一次）',
      ['责任单位', '服务人次', '未办理', '未办理占比', '1至2分'],
      inOrder.map(u => [
        u.name,
        count(u.figures.total.services),
        count(u.figures.total.refusals),
        percent(shareOf(u.figures.total)),
        count((u.figures.grades[0] ?? 0) + (u.figures.grades[1] ?? 0)),
      ]),
    ),
    ...inOrder
      .filter(u => hasRecords(u.figures))
      .flatMap((u): Block[] => [
        { kind: 'heading', level: 2, text: u.name },
        { kind: 'paragraph', text: findingsOf(u.figures) },
      ]),
    ...withoutRecords(inOrder.filter(u => !hasRecords(u.figures)).map(u => u.name)),
  ]
}

const hasRecords = ({ total }: Figures): boolean => total.services > 0 || total.refusals > 0

const withoutRecords = (names: readonly string[]): Block[] =>
  names.length === 0
    ? []
    : [
        { kind: 'heading', level: 2, text: '没有服务记录的单位' },
        {
          kind: 'paragraph',
          text: `${names.join('、')}所负责的事项在本时段没有服务记录，请核实原因。`,
        },
      ]

/** One unit's findings, from its own figures. */
function findingsOf({ total, items, reasons, idleSites, grades }: Figures): string {
  const most = items.toSorted((a, b) => b.services - a.services)[0]
  const reason = reasons[0]
  const low = (grades[0] ?? 0) + (grades[1] ?? 0)
  const unserved = items.filter(i => i.services === 0).length
  return [
    `服务${count(total.services)}人次，未办理${count(total.refusals)}次`,
    most === undefined || most.services === 0
      ? ''
      : `办理最多的是“${most.title.zh}”，${count(most.services)}人次`,
    reason === undefined
      ? ''
      : `未办理的首要原因是“${titleOfReason(reason.reason, 'zh')}”，${count(reason.refusals)}次`,
    unserved === 0 ? '' : `有${unserved}个事项只有未办理的记录`,
    idleSites.length === 0 ? '' : `可办理其事项的网点中有${idleSites.length}个没有服务记录`,
    low === 0 ? '' : `持卡人评1至2分的有${count(low)}次`,
  ]
    .filter(s => s !== '')
    .join('；')
    .concat('。')
}

const byCountyAndItem = ({ counties, items }: Figures): Block[] => [
  table(
    '表3 各县市服务与未办理',
    ['县市', '服务人次', '未办理', '未办理占比'],
    counties.map(c => [c.county || '未登记', count(c.services), count(c.refusals), percent(shareOf(c))]),
  ),
  table(
    '表4 各事项服务与未办理',
    ['事项', '服务人次', '未办理', '持卡人数'],
    items.map(i => [
      `${i.item} ${i.title.zh}`,
      count(i.services),
      count(i.refusals),
      i.holders === null ? '—' : count(i.holders),
    ]),
  ),
]

function problems({ all, openConflicts, overdueFollowUps }: CircularFacts): Block[] {
  const never = all.idleSites.filter(s => !s.ever)
  const overrides = all.overrides.reduce((sum, o) => sum + o.services, 0)
  const unused = all.cards.reduce((sum, c) => sum + c.unused, 0)
  const inForce = all.cards.reduce((sum, c) => sum + c.inForce, 0)
  const found = [
    all.idleSites.length === 0
      ? ''
      : `本时段没有服务记录的网点${all.idleSites.length}个，其中从未服务过持卡人的${never.length}个，见表5。`,
    overdueFollowUps === 0 ? '' : `低分评价回访逾期的${count(overdueFollowUps)}件。`,
    openConflicts === 0 ? '' : `记录冲突待核实的${count(openConflicts)}条。`,
    overrides === 0 ? '' : `经窗口负责人同意破例办理的${count(overrides)}人次。`,
    unused === 0 ? '' : `有效卡${count(inForce)}张中，从未使用过的${count(unused)}张。`,
  ].filter(text => text !== '')
  return [
    ...(found.length === 0 ? ['没有需要单独核实的问题。'] : found).map(
      (text): Block => ({ kind: 'paragraph', text }),
    ),
    ...(all.idleSites.length === 0
      ? []
      : [
          table(
            '表5 本时段没有服务记录的网点',
            ['网点', '县市', '以前'],
            all.idleSites.map(s => [s.name.zh, s.county, s.ever ? '有过服务' : '从未服务']),
          ),
        ]),
  ]
}

function table(title: string, heads: readonly string[], rows: readonly (readonly string[])[]): Block {
  // The first column is the name, wide and to the left; figures stand to the right.
  const column = (head: string, i: number): Column =>
    i === 0 ? { head, width: 4, align: 'left' } : { head, width: 1.4, align: 'right' }
  return { kind: 'table', title, columns: heads.map(column), rows }
}

const count = (n: number): string => n.toLocaleString('en-US')
const percent = (share: number | null): string => (share === null ? '—' : `${(share * 100).toFixed(1)}%`)
