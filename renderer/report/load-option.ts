// The chart of the window's load: how busy it was, what began and ended in each hour, what waits to be uploaded.
// It shows this window alone; whoever waited in the hall is in no record and is not drawn.
import type { EChartsCoreOption } from 'echarts/core'
import type { ReportView } from '../../electron/api.ts'
import type { Ink } from '../ui/chart.tsx'
import { countsAxis, dashedLine, hatched, legendOf, lineAxis, namesAxis } from '../ui/chart-parts.ts'
import { hourName, shownHours } from './options.ts'

export type LoadWords = {
  readonly begun: string
  readonly ended: string
  readonly unsent: string
  readonly busy: string
}

/** A share as whole per cent; what is there at all is not shown as nothing. */
export const percent = (share: number): number => (share > 0 ? Math.max(1, Math.round(share * 100)) : 0)

export function loadOption(report: ReportView, words: LoadWords, ink: Ink): EChartsCoreOption {
  const hours = shownHours(report)
  const of = (pick: (h: ReportView['load'][number]) => number) =>
    hours.map(hour => {
      const facts = report.load[hour]
      return facts === undefined ? null : pick(facts)
    })
  return {
    grid: { left: 44, right: 56, top: 40, bottom: 28 },
    ...legendOf(ink),
    xAxis: namesAxis(hours.map(hourName), ink),
    yAxis: [countsAxis(ink), { ...lineAxis(' %', ink), min: 0, max: 100 }],
    series: [
      { name: words.begun, type: 'bar', data: of(h => h.begun), itemStyle: { color: ink.first } },
      {
        name: words.ended,
        type: 'bar',
        data: of(h => h.ended),
        itemStyle: { color: ink.second, decal: hatched(ink) },
      },
      {
        name: words.unsent,
        type: 'bar',
        data: of(h => h.unsent),
        itemStyle: {
          color: ink.third,
          decal: { symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [3, 3], color: ink.card },
        },
      },
      dashedLine(
        words.busy,
        of(h => percent(h.busy)),
        ink,
      ),
    ],
  }
}
