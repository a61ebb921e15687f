// The journal's migrations in order. Append only.
import type { Migration } from '../../migrate.ts'
import { journal } from './001-journal.ts'
import { lookUps } from './002-look-ups.ts'
import { afterTheFact } from './003-after-the-fact.ts'
import { lostRanges } from './004-lost-ranges.ts'
import { people } from './005-people.ts'
import { worklist } from './006-worklist.ts'
import { auditChain } from './007-audit-chain.ts'
import { whatTheRegistrySaw } from './008-what-the-registry-saw.ts'
import { noticesRead } from './009-notices-read.ts'

export const JOURNAL_MIGRATIONS: readonly Migration[] = [
  journal,
  lookUps,
  afterTheFact,
  lostRanges,
  people,
  worklist,
  auditChain,
  whatTheRegistrySaw,
  noticesRead,
]
