// What every chart has alike: the size of its texts, its axes, its legend, and the patterns that stand beside colours.
// Pure: an option is made of these without a canvas.
import type { Ink } from './chart.tsx'

export const textOf = (ink: Ink) => ({ color: ink.text, fontSize: 14 })

/** For charts with more than one series. */
export const legendOf = (ink: Ink) => ({
  legend: { top: 0, textStyle: textOf(ink), itemGap: 20 },
  tooltip: { trigger: 'axis', textStyle: { color: ink.text }, backgroundColor: ink.card },
})

export const namesAxis = (names: readonly string[], ink: Ink) => ({
  type: 'category',
  data: names,
  axisLabel: textOf(ink),
  axisLine: { lineStyle: { color: ink.text } },
})

export const countsAxis = (ink: Ink) => ({
  type: 'value',
  minInterval: 1,
  axisLabel: textOf(ink),
  splitLine: { lineStyle: { color: ink.line } },
})

/** A second axis on the right for a line; `unit` with its space: " s". */
export const lineAxis = (unit: string, ink: Ink) => ({
  type: 'value',
  axisLabel: { ...textOf(ink), formatter: `{value}${unit}` },
  splitLine: { show: false },
})

/** The series of that axis. */
export const dashedLine = (name: string, data: readonly (number | null)[], ink: Ink) => ({
  name,
  type: 'line',
  yAxisIndex: 1,
  symbol: 'diamond',
  symbolSize: 9,
  data,
  lineStyle: { type: 'dashed', width: 2, color: ink.fourth },
  itemStyle: { color: ink.fourth },
})

export const hatched = (ink: Ink) => ({
  symbol: 'rect',
  dashArrayX: [1, 0],
  dashArrayY: [2, 5],
  rotation: -Math.PI / 4,
  color: ink.card,
})
