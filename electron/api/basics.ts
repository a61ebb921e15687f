// The few schemas that every part of the api table shares.
// Nothing with a meaning of its own belongs here.
import { z } from 'zod'
import { REASON_CODES, type ReasonCode } from '../../core/policy/reasons.ts'

/** Seconds since 1970 UTC. */
export const seconds = z.int().min(0)
export const reason = z.enum(REASON_CODES as [ReasonCode, ...ReasonCode[]])
export const pin = z.string().min(1).max(32)
export const clerkNumber = z.string().min(1).max(20)
