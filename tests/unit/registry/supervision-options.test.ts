// Charts of supervision: what ECharts is told, without a canvas; and words that many holders used.
// Nothing is told by colour alone, and a shortened axis tells a lie.
import { expect, test } from 'vitest'
import { barOption, columnOption, gradeOption } from '../../../registry/console/supervision/options.ts'
import { boundsOf, frequentWords } from '../../../registry/follow-up/rated.ts'
import { shareOf } from '../../../registry/supervision/sheet.ts'

const INK = { text: 't', line: 'l', card: 'c', first: '1', second: '2', third: '3', fourth: '4' }
const ROWS = [
  { label: '一', services: 9, refusals: 1 },
  { label: '二', services: 3, refusals: 0 },
]
const NAMES = { services: '服务', refusals: '未办理' }

test('the second series is hatched, and no value axis begins anywhere but at nought', () => {
  for (const option of [columnOption(ROWS, NAMES, INK), barOption(ROWS, NAMES, INK)]) {
    const [served, refused] = option['series'] as { name: string; itemStyle: object }[]
    expect(served?.itemStyle).not.toHaveProperty('decal')
    expect(refused?.itemStyle).toHaveProperty('decal')
    const axes = [option['xAxis'], option['yAxis']] as { type: string }[]
    for (const axis of axes) expect(axis).not.toHaveProperty('min')
  }
})

test('lying bars have the first row on top: the axis counts from below', () => {
  const option = barOption(ROWS, NAMES, INK)
  expect((option['yAxis'] as { data: string[] }).data).toEqual(['二', '一'])
  expect((option['series'] as { data: number[] }[])[0]?.data).toEqual([3, 9])
})

test('low grades differ from good ones by pattern', () => {
  const [{ data }] = gradeOption([1, 2, 3, 4, 5], n => String(n), INK)['series'] as [
    { data: { value: number; itemStyle: object }[] },
  ]
  expect(data.map(d => 'decal' in d.itemStyle)).toEqual([true, true, false, false, false])
})

test('a word counts once for each comment that has it, and is not shown for fewer than three', () => {
  const comments = ['窗口好 窗口 窗口', '窗口差', '这个窗口可以', '排队太久', '排队']
  expect(frequentWords(comments)).toEqual([{ word: '窗口', comments: 3 }])
  expect(frequentWords([])).toEqual([])
})

test('a period begins and ends at midnight in Shanghai', () => {
  expect(boundsOf('2026-12')).toEqual({
    from: Date.parse('2026-12-01T00:00:00+08:00') / 1000,
    until: Date.parse('2027-01-01T00:00:00+08:00') / 1000,
  })
  expect(boundsOf('2026').from).toBe(Date.parse('2026-01-01T00:00:00+08:00') / 1000)
  expect(boundsOf('2026').until).toBe(boundsOf('2027').from)
})

test('a share is of all who came, and of nobody it is none', () => {
  expect(shareOf({ services: 2, refusals: 1 })).toBe(0.3333)
  expect(shareOf({ services: 0, refusals: 0 })).toBeNull()
})
