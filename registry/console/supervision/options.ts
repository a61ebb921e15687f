// What supervision's charts show, as ECharts wants it; pure, so that it can be tested without a canvas.
// Two series differ by pattern as well as by colour, and lengths begin at nought.
import type { EChartsCoreOption } from 'echarts/core'
import type { Ink } from '../../../renderer/ui/chart.tsx'

export type Row = { readonly label: string; readonly services: number; readonly refusals: number }
export type SeriesNames = { readonly services: string; readonly refusals: string }

const hatched = (card: string) => ({
  symbol: 'rect',
  dashArrayX: [1, 0],
  dashArrayY: [2, 5],
  rotation: -Math.PI / 4,
  color: card,
})

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
      itemStyle: { color: ink.third, decal: hatched(ink.card) },
    },
  ]
}

/** Standing columns, for months. */
export function columnOption(rows: readonly Row[], names: SeriesNames, ink: Ink): EChartsCoreOption {
  const text = { color: ink.text, fontSize: 14 }
  return {
    grid: { left: 56, right: 16, top: 36, bottom: 28 },
    legend: { top: 0, textStyle: text, itemGap: 20 },
    tooltip: { trigger: 'axis', textStyle: { color: ink.text }, backgroundColor: ink.card },
    xAxis: {
      type: 'category',
      data: rows.map(r => r.label),
      axisLabel: text,
      axisLine: { lineStyle: { color: ink.text } },
    },
    yAxis: { type: 'value', minInterval: 1, axisLabel: text, splitLine: { lineStyle: { color: ink.line } } },
    series: series(rows, names, ink),
  }
}

/** Lying bars, for names: the first row on top. */
export function barOption(rows: readonly Row[], names: SeriesNames, ink: Ink): EChartsCoreOption {
  const text = { color: ink.text, fontSize: 14 }
  const shown = rows.toReversed()
  return {
    grid: { left: 8, right: 56, top: 36, bottom: 8, containLabel: true },
    legend: { top: 0, textStyle: text, itemGap: 20 },
    tooltip: { trigger: 'axis', textStyle: { color: ink.text }, backgroundColor: ink.card },
    xAxis: {
      type: 'value',
      minInterval: 1,
      axisLabel: text,
      splitLine: { lineStyle: { color: ink.line } },
    },
    yAxis: {
      type: 'category',
      data: shown.map(r => r.label),
      axisLabel: { ...text, width: 170, overflow: 'truncate' },
      axisTick: { show: false },
      axisLine: { lineStyle: { color: ink.text } },
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
  const text = { color: ink.text, fontSize: 14 }
  return {
    grid: { left: 16, right: 16, top: 24, bottom: 28 },
    xAxis: {
      type: 'category',
      data: grades.map((_, i) => nameOf(i + 1)),
      axisLabel: text,
      axisLine: { lineStyle: { color: ink.text } },
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
            ...(i < 2 ? { decal: hatched(ink.card) } : {}),
          },
        })),
        label: { show: true, position: 'top', color: ink.text, fontSize: 14 },
      },
    ],
  }
}
