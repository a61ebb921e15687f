// All handlers of the console, put together from their subjects: each call of the contract has exactly one.
// A handler finds its caller already known and permitted; it never looks at a cookie or a header.
import { applicationFileHandlers, applicationHandlers } from '../applications/calls.ts'
import { appointmentHandlers } from '../appointments/calls.ts'
import { catalogueFileHandlers, catalogueHandlers } from '../catalogue/calls.ts'
import { conflictHandlers } from '../conflicts/calls.ts'
import { ratingHandlers } from '../follow-up/calls.ts'
import { homeHandlers } from '../home/calls.ts'
import { holderHandlers } from '../register/calls.ts'
import { importFileHandlers, importHandlers } from '../register/import-calls.ts'
import { issueFileHandlers } from '../register/issue-calls.ts'
import { mergeHandlers } from '../register/merge-calls.ts'
import { peopleFileHandlers, peopleHandlers } from '../register/people-calls.ts'
import type { Registry } from '../registry.ts'
import { serviceFileHandlers, serviceHandlers } from '../services/calls.ts'
import { siteHandlers } from '../sites/calls.ts'
import { clerkHandlers } from '../sites/clerk-calls.ts'
import { staffHandlers } from '../staff/calls.ts'
import { supervisionHandlers } from '../supervision/calls.ts'
import { supervisionFileHandlers } from '../supervision/files.ts'
import type { FileHandlers, Handlers } from './call.ts'
import type { Calls, FILES } from './contract.ts'

export const callHandlers = (registry: Registry): Handlers<Calls> => ({
  ...staffHandlers(registry.staff),
  ...holderHandlers(registry),
  ...homeHandlers(registry),
  ...mergeHandlers(registry.office),
  ...peopleHandlers(registry),
  ...supervisionHandlers(registry),
  ...conflictHandlers(registry),
  ...ratingHandlers(registry),
  ...appointmentHandlers(registry),
  ...importHandlers(registry),
  ...serviceHandlers(registry),
  ...siteHandlers(registry),
  ...applicationHandlers(registry.applications),
  ...clerkHandlers(registry),
  ...catalogueHandlers(registry),
})

export const fileHandlers = (registry: Registry): FileHandlers<typeof FILES> => ({
  ...importFileHandlers(registry),
  ...issueFileHandlers(registry),
  ...peopleFileHandlers(registry),
  ...applicationFileHandlers(registry.applications),
  ...serviceFileHandlers(registry),
  ...catalogueFileHandlers(registry),
  ...supervisionFileHandlers(registry),
})
