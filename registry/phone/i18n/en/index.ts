// All English texts; loaded only when English is chosen.
// The type makes a missing or surplus one a compile error.
import type { Texts } from '../texts.ts'
import { apply } from './apply.ts'
import { appointments } from './appointments.ts'
import { benefits } from './benefits.ts'
import { card } from './card.ts'
import { errors } from './errors.ts'
import { frame } from './frame.ts'
import { session } from './session.ts'
import { visits } from './visits.ts'

export const en: Texts = { frame, errors, session, card, benefits, visits, appointments, apply }
