// All English texts; loaded only when English is chosen.
// The type makes a missing or surplus one a compile error.
import type { Texts } from '../texts.ts'
import { applications } from './applications.ts'
import { appointments } from './appointments.ts'
import { cards } from './cards.ts'
import { catalogue } from './catalogue.ts'
import { conflicts } from './conflicts.ts'
import { duplicates } from './duplicates.ts'
import { errors } from './errors.ts'
import { frame } from './frame.ts'
import { holders } from './holders.ts'
import { home } from './home.ts'
import { importing } from './importing.ts'
import { people } from './people.ts'
import { ratings } from './ratings.ts'
import { services } from './services.ts'
import { sitePolicy } from './site-policy.ts'
import { sites } from './sites.ts'
import { staff } from './staff.ts'
import { supervision } from './supervision.ts'

export const en: Texts = {
  catalogue,
  frame,
  people,
  home,
  applications,
  errors,
  staff,
  holders,
  cards,
  duplicates,
  import: importing,
  sites,
  sitePolicy,
  services,
  supervision,
  conflicts,
  ratings,
  appointments,
}
