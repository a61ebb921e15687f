// What cameras, scanners, serial ports and printers did lately: a ring that survives a restart, for diagnostics.
// Codes and names of devices only; what was read never stands here.
import type { Result } from '../../core/result.ts'
import type { Db } from '../open.ts'
import { type JournalError, written } from './write.ts'

const KEPT = 1000

/** What can be noted of a device, by name; each has its words on the screen (renderer/i18n/zh/device-events.ts). */
export const DEVICE_CODES = [
  // cameras and serial scanners
  'live',
  'no-camera',
  'denied',
  'busy',
  'failed',
  'open',
  'unplugged',
  // scanners: what the set-up found, and what came while serving
  'input-method',
  'full-width',
  'caps-lock',
  'layout',
  'alt-codes',
  'aim-prefix',
  'prefix',
  'extra-suffix',
  'leading-enter',
  'no-suffix',
  'double',
  'lost-keys',
  'too-slow',
  'other-code',
  'garbled',
  // printers and the screen
  'printed',
  'not-printed',
  'full-screen',
  'full-screen-left',
  'idle-lock',
] as const
export type DeviceCode = (typeof DEVICE_CODES)[number]

const ADD = 'INSERT INTO device_event (at, device, event, detail) VALUES (?, ?, ?, ?)'
const FORGET = 'DELETE FROM device_event WHERE id <= ?'
const LATEST = 'SELECT at, device, event, detail FROM device_event ORDER BY id DESC LIMIT ?'

/** `event` as it was written: an older or newer program may have known other codes. */
export type DeviceEvent = {
  readonly at: number
  readonly device: string
  readonly event: string
  readonly detail: string | null
}

export type NewDeviceEvent = DeviceEvent & { readonly event: DeviceCode }

export function deviceEvents(db: Db) {
  const insert = db.prepare<[number, string, string, string | null]>(ADD)
  const forget = db.prepare<[number]>(FORGET)
  const latest = db.prepare<[number], DeviceEvent>(LATEST)
  const add = db.transaction((event: DeviceEvent): null => {
    const { lastInsertRowid } = insert.run(event.at, event.device, event.event, event.detail)
    forget.run(Number(lastInsertRowid) - KEPT)
    return null
  })
  return {
    add: (event: NewDeviceEvent): Result<null, JournalError> => written(() => add.immediate(event)),
    /** Newest first. */
    latest: (limit: number): readonly DeviceEvent[] => latest.all(limit),
  }
}
