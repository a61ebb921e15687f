// All handlers of the phone pages, put together from their subjects: each call of the contract has exactly one.
// A handler finds its caller already known; it never looks at a cookie or a header.

import { applyHandlers, applyUploadHandlers } from '../applications/phone-calls.ts'
import { appointmentPhoneHandlers } from '../appointments/phone-calls.ts'
import { benefitHandlers } from '../benefits/phone-calls.ts'
import { accessHandlers } from '../phone-access/calls.ts'
import type { Registry } from '../registry.ts'
import { cardHandlers } from '../virtual-card/phone-calls.ts'
import { visitHandlers } from '../visits/phone-calls.ts'
import type { PhoneHandlers, UploadHandlers } from './call.ts'
import type { PhoneCalls, PhoneUploads } from './contract.ts'

/** All but `session.confirm`, which gives a cookie and is carried out by the server itself. */
export type HandledCalls = Omit<PhoneCalls, 'session.confirm'>

export const phoneHandlers = (registry: Registry): PhoneHandlers<HandledCalls> => ({
  ...accessHandlers(registry.phone),
  ...cardHandlers(registry),
  ...benefitHandlers(registry),
  ...visitHandlers(registry),
  ...appointmentPhoneHandlers(registry),
  ...applyHandlers(registry.applications),
})

export const phoneUploadHandlers = (registry: Registry): UploadHandlers<PhoneUploads> => ({
  ...applyUploadHandlers(registry.applications),
})
