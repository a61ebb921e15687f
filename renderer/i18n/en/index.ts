// All English texts. `satisfies` makes a missing or surplus key a compile error.
// Loaded only when English is chosen: the counter starts in Chinese.
import type { Texts } from '../texts.ts'
import { devices } from './devices.ts'
import { errors } from './errors.ts'
import { lookUp } from './look-up.ts'
import { reasons } from './reasons.ts'
import { screen } from './screen.ts'
import { visit } from './visit.ts'
import { words } from './words.ts'
import { worklist } from './worklist.ts'

export const en = { screen, words, reasons, errors, lookUp, devices, visit, worklist } satisfies Texts
