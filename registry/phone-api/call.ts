// What one call of the phone pages is: who may make it, and what goes in and out.
// A call without a declared access does not compile, and a handler gets the caller that its access promises.
import type { z } from 'zod'
import type { Result } from '../../core/result.ts'
import type { PhoneError } from './errors.ts'

/** `anyone`: before somebody is signed in. `signed-in`: holder or applicant. */
export const PHONE_ACCESS = ['anyone', 'signed-in', 'holder', 'applicant'] as const
export type PhoneAccess = (typeof PHONE_ACCESS)[number]

type Session = { readonly sessionId: string; readonly deviceKey: string }
export type Visitor = { readonly address: string }
export type HolderCaller = Visitor & Session & { readonly kind: 'holder'; readonly card: string }
export type ApplicantCaller = Visitor & Session & { readonly kind: 'applicant'; readonly mobile: string }
export type PhoneCaller = HolderCaller | ApplicantCaller

export type CallerFor<A extends PhoneAccess> = A extends 'holder'
  ? HolderCaller
  : A extends 'applicant'
    ? ApplicantCaller
    : A extends 'signed-in'
      ? PhoneCaller
      : Visitor

export type PhoneContract<
  A extends PhoneAccess = PhoneAccess,
  I extends z.ZodType = z.ZodType,
  O extends z.ZodType = z.ZodType,
> = {
  readonly access: A
  readonly input: I
  /** Parsed on the way out: what the schema does not name does not leave. */
  readonly output: O
}
export const phoneCall = <A extends PhoneAccess, I extends z.ZodType, O extends z.ZodType>(
  contract: PhoneContract<A, I, O>,
): PhoneContract<A, I, O> => contract

/** A body of bytes, with its input as query parameters, all texts. */
export type UploadContract<
  A extends PhoneAccess = PhoneAccess,
  I extends z.ZodType = z.ZodType,
  O extends z.ZodType = z.ZodType,
> = PhoneContract<A, I, O> & { readonly maxBytes: number }
export const phoneUpload = <A extends PhoneAccess, I extends z.ZodType, O extends z.ZodType>(
  contract: UploadContract<A, I, O>,
): UploadContract<A, I, O> => contract

export type PhoneContracts = Readonly<Record<string, PhoneContract>>
export type UploadContracts = Readonly<Record<string, UploadContract>>

export type PhoneHandlers<C extends PhoneContracts> = {
  readonly [N in keyof C]: (
    input: z.output<C[N]['input']>,
    by: CallerFor<C[N]['access']>,
  ) => Promise<Result<z.input<C[N]['output']>, PhoneError>>
}
export type UploadHandlers<C extends UploadContracts> = {
  readonly [N in keyof C]: (
    input: z.output<C[N]['input']>,
    body: Buffer,
    by: CallerFor<C[N]['access']>,
  ) => Promise<Result<z.input<C[N]['output']>, PhoneError>>
}
