// All Chinese texts by subject: the shape that English must have.
// No text may stand outside these files.

import { apply } from './apply.ts'
import { appointments } from './appointments.ts'
import { benefits } from './benefits.ts'
import { card } from './card.ts'
import { errors } from './errors.ts'
import { frame } from './frame.ts'
import { session } from './session.ts'
import { visits } from './visits.ts'

export const zh = { frame, errors, session, card, benefits, visits, appointments, apply }
