// All calls and downloads of the console, put together from their subjects: what the server serves and the console may call.
// Types and schemas only; a subject's handlers stand beside its contract.
import { applicationCalls, applicationFiles } from '../applications/contract.ts'
import { appointmentCalls } from '../appointments/contract.ts'
import { catalogueCalls, catalogueFiles } from '../catalogue/contract.ts'
import { conflictCalls } from '../conflicts/contract.ts'
import { ratingCalls } from '../follow-up/contract.ts'
import { homeCalls } from '../home/contract.ts'
import { holderCalls } from '../register/contract.ts'
import { importCalls, importFiles } from '../register/import-contract.ts'
import { issueFiles } from '../register/issue-contract.ts'
import { mergeCalls } from '../register/merge-contract.ts'
import { peopleCalls, peopleFiles } from '../register/people-contract.ts'
import { serviceCalls, serviceFiles } from '../services/contract.ts'
import { clerkCalls } from '../sites/clerk-contract.ts'
import { siteCalls } from '../sites/contract.ts'
import { staffCalls } from '../staff/contract.ts'
import { supervisionCalls, supervisionFiles } from '../supervision/contract.ts'
import type { FileContracts } from './call.ts'

export const CALLS = {
  ...staffCalls,
  ...holderCalls,
  ...homeCalls,
  ...mergeCalls,
  ...peopleCalls,
  ...importCalls,
  ...serviceCalls,
  ...siteCalls,
  ...clerkCalls,
  ...catalogueCalls,
  ...supervisionCalls,
  ...applicationCalls,
  ...conflictCalls,
  ...ratingCalls,
  ...appointmentCalls,
} as const
export const FILES = {
  ...importFiles,
  ...issueFiles,
  ...peopleFiles,
  ...applicationFiles,
  ...serviceFiles,
  ...catalogueFiles,
  ...supervisionFiles,
} as const satisfies FileContracts

export type Calls = typeof CALLS
export type CallName = keyof Calls
export type FileName = keyof typeof FILES
