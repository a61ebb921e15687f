// What a device did, in English.
// Same keys as zh/device-events.ts; a missing one does not compile.
import type { deviceDetails as zhDetails, deviceEvents as zhEvents } from '../zh/device-events.ts'

export const deviceEvents = {
  live: 'on',
  'no-camera': 'not found',
  denied: 'not permitted',
  busy: 'taken by another program',
  failed: 'cannot be opened',
  open: 'connected',
  unplugged: 'unplugged',
  'input-method': 'keys taken by the input method',
  'full-width': 'full-width characters',
  'caps-lock': 'Caps Lock is on',
  layout: 'another keyboard layout',
  'alt-codes': 'types by Alt codes',
  'aim-prefix': 'symbology mark in front',
  prefix: 'characters too many in front',
  'extra-suffix': 'characters too many at the end',
  'leading-enter': 'Enter in front',
  'no-suffix': 'no Enter at the end',
  double: 'one pull sent twice',
  'lost-keys': 'characters lost',
  'too-slow': 'types too slowly',
  'other-code': 'not the sample code',
  garbled: 'an incomplete code was read',
  printed: 'printed',
  'not-printed': 'not printed',
  'full-screen': 'full screen',
  'full-screen-left': 'full screen left',
  'idle-lock': 'locked, nobody at work',
} satisfies typeof zhEvents

export const deviceDetails = {
  'by-page': 'by the page',
  'by-terminal': 'by the terminal',
} satisfies typeof zhDetails
