// What supervision's charts show, as ECharts wants it; pure, so that it can be tested without a canvas.
// Two series differ by pattern as well as by colour, and lengths begin at nought.
import type { EChartsCoreOption } from 'echarts/core'
import type { Ink } from '../../../renderer/ui/chart.tsx'
import { countsAxis, hatched, legendOf, namesAxis, textOf } from '../../../renderer/ui/chart-parts.ts'

export type Row = { readonly label: string; readonly services: number; readonly refusals: number }
export type SeriesNames = { readonly services: string; readonly refusals: string }

function series(rows: readonly Row[], names: SeriesNames, ink: Ink) {
  return [
    {
      name: names.services,
      type: 'bar',
      barMaxWidth: 26,
      data: rows.map(r => r.services),
      itemStyle: { color: ink.second },
    },
    {
      name: names.refusals,
      type: 'bar',
      barMaxWidth: 26,
      data: rows.map(r => r.refusals),
      itemStyle: { color: ink.third, decal: hatched(ink) },
    },
  ]
}

/** Standing columns, for months. */
export function columnOption(rows: readonly Row[], names: SeriesNames, ink: Ink): EChartsCoreOption {
  return {
    grid: { left: 56, right: 16, top: 36, bottom: 28 },
    ...legendOf(ink),
    xAxis: namesAxis(
      rows.map(r => r.label),
      ink,
    ),
    yAxis: countsAxis(ink),
    series: series(rows, names, ink),
  }
}

/** Lying bars, for names: the first row on top. */
export function barOption(rows: readonly Row[], names: SeriesNames, ink: Ink): EChartsCoreOption {
  const shown = rows.toReversed()
  return {
    grid: { left: 8, right: 56, top: 36, bottom: 8, containLabel: true },
    ...legendOf(ink),
    xAxis: countsAxis(ink),
    yAxis: {
      ...namesAxis(
        shown.map(r => r.label),
        ink,
      ),
      axisLabel: { ...textOf(ink), width: 170, overflow: 'truncate' },
      axisTick: { show: false },
    },
    series: series(shown, names, ink),
  }
}

/** Visits by grade, five columns with their numbers on top. */
export function gradeOption(
  grades: readonly number[],
  nameOf: (grade: number) => string,
  ink: Ink,
): EChartsCoreOption {
  return {
    grid: { left: 16, right: 16, top: 24, bottom: 28 },
    xAxis: {
      ...namesAxis(
        grades.map((_, i) => nameOf(i + 1)),
        ink,
      ),
      axisTick: { show: false },
    },
    yAxis: { type: 'value', show: false },
    series: [
      {
        type: 'bar',
        barMaxWidth: 56,
        data: grades.map((n, i) => ({
          value: n,
          itemStyle: {
            color: i < 2 ? ink.third : ink.second,
            ...(i < 2 ? { decal: hatched(ink) } : {}),
          },
        })),
        label: { show: true, position: 'top', ...textOf(ink) },
      },
    ],
  }
}
