// What the clerk typed into the filters, and the filter that it means: days are calendar days of Asia/Shanghai.
// A filter that does not parse is never sent; each field says what is wrong with it.
import type { RecordFilter } from '../../electron/api.ts'

export type FilterForm = {
  readonly from: string
  readonly to: string
  readonly item: string
  readonly outcome: RecordFilter['outcome'] | ''
  readonly kind: RecordFilter['kind'] | ''
  readonly clerk: string
  readonly delivery: RecordFilter['delivery'] | ''
  readonly tail: string
}

export type FilterProblem = {
  readonly field: 'from' | 'to' | 'tail'
  readonly code: 'dateWrong' | 'orderWrong' | 'tailWrong'
}

export const PRESETS = ['today', 'yesterday', 'week', 'month', 'year'] as const
export type Preset = (typeof PRESETS)[number]

const DAY = 86_400
/** Asia/Shanghai is UTC+8 the year round. */
const ZONE = 8 * 3600

/** "2026-03-12" of a moment, in Asia/Shanghai. */
export const dayOf = (at: number): string => new Date((at + ZONE) * 1000).toISOString().slice(0, 10)

/** Midnight in Asia/Shanghai that begins a day; null for what is no day of the calendar. */
export function startOf(day: string): number | null {
  const plain = day
    .trim()
    .replaceAll(/[/.年月]/g, '-')
    .replace(/日$/, '')
  const match = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(plain)
  if (match === null) return null
  const [, y = '', m = '', d = ''] = match
  const iso = `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`
  const at = Date.parse(`${iso}T00:00:00Z`) / 1000 - ZONE
  // 30 February is a number for Date.parse in some engines, and no day.
  return Number.isNaN(at) || at < 0 || dayOf(at) !== iso ? null : at
}

export function emptyForm(now: number): FilterForm {
  return { ...periodOf('today', now), item: '', outcome: '', kind: '', clerk: '', delivery: '', tail: '' }
}

export function periodOf(preset: Preset, now: number): { readonly from: string; readonly to: string } {
  const today = dayOf(now)
  switch (preset) {
    case 'today':
      return { from: today, to: today }
    case 'yesterday':
      return { from: dayOf(now - DAY), to: dayOf(now - DAY) }
    case 'week':
      return { from: dayOf(now - 6 * DAY), to: today }
    case 'month':
      return { from: `${today.slice(0, 8)}01`, to: today }
    case 'year':
      return { from: `${today.slice(0, 5)}01-01`, to: today }
  }
}

export type Parsed =
  | { readonly ok: true; readonly filter: RecordFilter }
  | { readonly ok: false; readonly problem: FilterProblem }

export function parseFilter(form: FilterForm): Parsed {
  const from = startOf(form.from)
  const last = startOf(form.to)
  const tail = form.tail.trim()
  if (from === null) return refused('from', 'dateWrong')
  if (last === null) return refused('to', 'dateWrong')
  if (from > last) return refused('to', 'orderWrong')
  if (tail !== '' && !/^\d{4}$/.test(tail)) return refused('tail', 'tailWrong')
  return {
    ok: true,
    filter: {
      from,
      to: last + DAY,
      item: form.item || null,
      outcome: form.outcome || null,
      kind: form.kind || null,
      clerk: form.clerk.trim() || null,
      delivery: form.delivery || null,
      tail: tail || null,
    },
  }
}

const refused = (field: FilterProblem['field'], code: FilterProblem['code']): Parsed => ({
  ok: false,
  problem: { field, code },
})
