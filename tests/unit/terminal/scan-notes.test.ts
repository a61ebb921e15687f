// What of a window's scans goes into the ring of device events, and what never does.
import { beforeEach, expect, test } from 'vitest'
import type { Outcome } from '../../../core/policy/verdict.ts'
import { scanNotes } from '../../../electron/visit/scan-notes.ts'

let now = 0
let events: unknown[] = []
let note: ReturnType<typeof scanNotes>
beforeEach(() => {
  now = 10_000
  events = []
  note = scanNotes(
    event => void events.push(event),
    () => now,
  )
})

const scan = (
  raw: string,
  source: 'scanner' | 'camera' | 'typed' = 'scanner',
  outcome: Outcome = 'good',
  reason = 'P-11',
) => note({ raw, source }, { outcome, reason })

test('a code that came garbled is noted with its reason, by scanner and by camera', () => {
  scan('8１2', 'scanner', 'scan-again', 'S-71')
  scan('9', 'camera', 'scan-again', 'S-72')
  expect(events).toEqual([
    { device: 'scanner', event: 'garbled', detail: 'S-71' },
    { device: 'camera', event: 'garbled', detail: 'S-72' },
  ])
})

test('one pull of the trigger that came twice is noted; the same card shown again is not', () => {
  scan('810042')
  now += 799
  scan('810042')
  expect(events).toEqual([{ device: 'scanner', event: 'double', detail: null }])
  now += 800
  scan('810042')
  now += 100
  scan('810043')
  expect(events).toHaveLength(1)
})

test('good scans, typed numbers and what the camera sees many times are not noted, and nothing that was read ever is', () => {
  scan('810042')
  now += 100
  scan('810042', 'camera')
  now += 100
  scan('810042', 'camera')
  now += 5000
  scan('532301199001011234', 'typed', 'scan-again', 'S-71')
  scan('532301199001011234', 'scanner', 'scan-again', 'S-71')
  expect(JSON.stringify(events)).not.toContain('5323')
  expect(events).toHaveLength(1)
})
