// All Chinese texts by subject: the shape that English must have.
// No text may stand outside these files.
import { card } from './card.ts'
import { errors } from './errors.ts'
import { frame } from './frame.ts'
import { session } from './session.ts'

export const zh = { frame, errors, session, card }
