// All Chinese texts, by namespace: the shape that every other language must have.
// No text may stand outside these files.
import { devices } from './devices.ts'
import { errors } from './errors.ts'
import { lookUp } from './look-up.ts'
import { reasons } from './reasons.ts'
import { screen } from './screen.ts'
import { visit } from './visit.ts'
import { words } from './words.ts'
import { worklist } from './worklist.ts'

export const zh = { screen, words, reasons, errors, lookUp, devices, visit, worklist }
