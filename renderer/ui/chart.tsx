// One chart, drawn on a canvas in the theme's own colours. Beside it always stands a table that says the same.
// ECharts comes in parts and only when a report is opened; it makes no style element and runs no text as code.
import { BarChart, LineChart } from 'echarts/charts'
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components'
import { type EChartsCoreOption, init, use } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'
import { useEffect, useRef, useState } from 'react'

use([BarChart, LineChart, GridComponent, LegendComponent, TooltipComponent, CanvasRenderer])

export type Ink = {
  readonly text: string
  readonly line: string
  readonly card: string
  readonly first: string
  readonly second: string
  readonly third: string
  readonly fourth: string
}

type ChartProps = {
  readonly label: string
  readonly height: number
  readonly option: (ink: Ink) => EChartsCoreOption
}

export default function Chart({ label, height, option }: ChartProps) {
  const place = useRef<HTMLDivElement>(null)
  const theme = useTheme()
  // biome-ignore lint/correctness/useExhaustiveDependencies: another theme means other colours
  useEffect(() => {
    if (place.current === null) return
    const chart = init(place.current, null, { renderer: 'canvas' })
    const drawn = option(inkOf(place.current))
    const fontFamily = getComputedStyle(place.current).fontFamily
    chart.setOption({ animation: false, textStyle: { fontFamily }, ...drawn })
    // A canvas does not wait for a font: drawn once more when the characters are there.
    void document.fonts.load(`14px ${fontFamily}`, JSON.stringify(drawn)).then(() => {
      if (!chart.isDisposed()) chart.resize()
    })
    const observer = new ResizeObserver(() => chart.resize())
    observer.observe(place.current)
    return () => {
      observer.disconnect()
      chart.dispose()
    }
  }, [option, theme])
  return <div ref={place} role="img" aria-label={label} className="chart" style={{ height }} />
}

function inkOf(element: Element): Ink {
  const style = getComputedStyle(element)
  const of = (name: string) => style.getPropertyValue(name).trim()
  return {
    text: of('--ink'),
    line: of('--line'),
    card: of('--card'),
    first: of('--slate'),
    second: of('--good'),
    third: of('--no'),
    fourth: of('--some'),
  }
}

const themeNow = (): string => document.documentElement.dataset['theme'] ?? ''

/** The theme's name as it stands on the page; changes with it. */
function useTheme(): string {
  const [theme, setTheme] = useState(themeNow)
  useEffect(() => {
    const observer = new MutationObserver(() => setTheme(themeNow()))
    observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] })
    return () => observer.disconnect()
  }, [])
  return theme
}
