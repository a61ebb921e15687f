// The paper that an older program kept in the browser: no choice is lost on its way into the settings.
// Only the browser's storage and the way to the terminal stand in.
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { ApiError, Input } from '../../../electron/api.ts'
import { adoptStoredPaper } from '../../../renderer/printing/papers.ts'

const STORED = 'huicai.paper'
let kept: Map<string, string>
let asked: Input<'settings.put'>[]

beforeEach(() => {
  kept = new Map([[STORED, '58mm']])
  asked = []
  vi.stubGlobal('localStorage', {
    getItem: (name: string) => kept.get(name) ?? null,
    removeItem: (name: string) => void kept.delete(name),
  })
})
afterEach(() => vi.unstubAllGlobals())

const terminalThat = (answers: ApiError | null) => ({
  changeable: ['paper' as const],
  put: async (changes: Input<'settings.put'>) => {
    asked.push(changes)
    expect(kept.has(STORED)).toBe(true)
    return answers
  },
})

it('is forgotten once the settings have it', async () => {
  await adoptStoredPaper(terminalThat(null))
  expect(asked).toEqual([{ paper: '58mm' }])
  expect(kept.has(STORED)).toBe(false)
})

it('is kept while the settings do not have it', async () => {
  await adoptStoredPaper(terminalThat({ code: 'internal', id: '1' }))
  expect(kept.get(STORED)).toBe('58mm')
})

it('that is none is forgotten without asking', async () => {
  kept.set(STORED, 'foolscap')
  await adoptStoredPaper(terminalThat(null))
  expect(asked).toEqual([])
  expect(kept.has(STORED)).toBe(false)
})
