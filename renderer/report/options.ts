// What the charts show, as ECharts wants it; pure, so that it can be tested without a canvas.
// Series differ by pattern as well as by colour: a chart must be readable in grey.
import type { EChartsCoreOption } from 'echarts/core'
import type { ReportView } from '../../electron/api.ts'
import type { Ink } from '../ui/chart.tsx'
import { countsAxis, dashedLine, hatched, legendOf, lineAxis, namesAxis, textOf } from '../ui/chart-parts.ts'

export type HourWords = {
  readonly arrivals: string
  readonly served: string
  readonly notServed: string
  readonly median: string
}

/** The hours in which anything happened, and at least a working day. */
export function shownHours(report: ReportView): readonly number[] {
  const busy = report.hours.flatMap((h, hour) => {
    const load = report.load[hour]
    return h.arrivals > 0 || (load !== undefined && (load.busy > 0 || load.unsent > 0)) ? [hour] : []
  })
  const from = Math.min(9, ...busy)
  const to = Math.max(17, ...busy)
  return Array.from({ length: to - from + 1 }, (_, i) => from + i)
}

export const hourName = (hour: number): string => `${String(hour).padStart(2, '0')}:00`

export function hourOption(report: ReportView, words: HourWords, ink: Ink): EChartsCoreOption {
  const hours = shownHours(report)
  const of = (pick: (h: ReportView['hours'][number]) => number | null) =>
    hours.map(hour => {
      const facts = report.hours[hour]
      return facts === undefined ? null : pick(facts)
    })
  return {
    grid: { left: 44, right: 44, top: 40, bottom: 28 },
    ...legendOf(ink),
    xAxis: namesAxis(hours.map(hourName), ink),
    yAxis: [countsAxis(ink), lineAxis(' s', ink)],
    series: [
      { name: words.arrivals, type: 'bar', data: of(h => h.arrivals), itemStyle: { color: ink.first } },
      {
        name: words.served,
        type: 'bar',
        data: of(h => h.served),
        itemStyle: { color: ink.second, decal: hatched(ink) },
      },
      {
        name: words.notServed,
        type: 'bar',
        data: of(h => h.refusals),
        itemStyle: {
          color: ink.third,
          decal: {
            symbol: 'circle',
            dashArrayX: [
              [6, 6],
              [0, 6, 6, 0],
            ],
            dashArrayY: [6, 0],
            symbolSize: 0.7,
            color: ink.card,
          },
        },
      },
      {
        ...dashedLine(
          words.median,
          of(h => (h.medianSeconds === null ? null : Math.round(h.medianSeconds))),
          ink,
        ),
        connectNulls: true,
      },
    ],
  }
}

export function itemOption(
  items: readonly { readonly title: string; readonly services: number }[],
  ink: Ink,
): EChartsCoreOption {
  const shown = items.toSorted((a, b) => a.services - b.services)
  return {
    grid: { left: 8, right: 44, top: 8, bottom: 8, containLabel: true },
    xAxis: { type: 'value', show: false },
    yAxis: {
      ...namesAxis(
        shown.map(i => i.title),
        ink,
      ),
      axisLabel: { ...textOf(ink), width: 190, overflow: 'truncate' },
      axisTick: { show: false },
    },
    series: [
      {
        type: 'bar',
        data: shown.map(i => i.services),
        barMaxWidth: 22,
        itemStyle: { color: ink.first },
        label: { show: true, position: 'right', ...textOf(ink) },
      },
    ],
  }
}
