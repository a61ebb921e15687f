// All calls and uploads of the phone pages, put together from their subjects: what the server serves and a page may call.
// Types and schemas only; a subject's handlers stand beside its contract.

import { applyCalls, applyUploads } from '../applications/phone-contract.ts'
import { appointmentPhoneCalls } from '../appointments/phone-contract.ts'
import { benefitCalls } from '../benefits/phone-contract.ts'
import { accessCalls } from '../phone-access/contract.ts'
import { cardCalls } from '../virtual-card/phone-contract.ts'
import { visitCalls } from '../visits/phone-contract.ts'
import type { UploadContracts } from './call.ts'

export const PHONE_CALLS = {
  ...accessCalls,
  ...cardCalls,
  ...benefitCalls,
  ...visitCalls,
  ...appointmentPhoneCalls,
  ...applyCalls,
} as const
export const PHONE_UPLOADS = { ...applyUploads } as const satisfies UploadContracts

export type PhoneCalls = typeof PHONE_CALLS
export type PhoneCallName = keyof PhoneCalls
export type PhoneUploads = typeof PHONE_UPLOADS
export type PhoneUploadName = keyof PhoneUploads
