// What one call of the console is: who may make it, what goes in and out, and what the trail says of it.
// A call without a declared permission or without a word on the trail does not compile.
import type { z } from 'zod'
import type { Result } from '../../core/result.ts'
import type { Staff } from '../staff/accounts.ts'
import type { Permission } from '../staff/permissions.ts'
import type { ConsoleError } from './errors.ts'

/** `signed-in`: everybody with a session, also one whose first password must still be changed. */
export type Access = Permission | 'signed-in'

export type Trail = { readonly subject: string | null; readonly why: string | null }

export type CallContract<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> = {
  readonly access: Access
  readonly input: I
  /** Parsed on the way out: what the schema does not name does not leave. */
  readonly output: O
  /** For the trail, written before the call is carried out; null for reading what is masked or not personal. */
  readonly audit: ((input: z.output<I>) => Trail) | null
}

export const call = <I extends z.ZodType, O extends z.ZodType>(
  contract: CallContract<I, O>,
): CallContract<I, O> => contract

/** A download. Its input comes as query parameters, all texts. */
export type FileContract<I extends z.ZodType = z.ZodType> = Omit<CallContract<I>, 'output'>
export const file = <I extends z.ZodType>(contract: FileContract<I>): FileContract<I> => contract

export type Contracts = Readonly<Record<string, CallContract>>
export type FileContracts = Readonly<Record<string, FileContract>>

/** Who calls. `session` is his cookie's token. */
export type Caller = { readonly staff: Staff; readonly session: string }

export type Handlers<C extends Contracts> = {
  readonly [N in keyof C]: (
    input: z.output<C[N]['input']>,
    by: Caller,
  ) => Promise<Result<z.input<C[N]['output']>, ConsoleError>>
}

export type Download = {
  /** ASCII, as the browser saves it. */
  readonly name: string
  readonly type: string
  readonly body: Buffer | string
  /** Shown in the page (a photograph) rather than saved. */
  readonly inline?: boolean
}
export type FileHandlers<C extends FileContracts> = {
  readonly [N in keyof C]: (
    input: z.output<C[N]['input']>,
    by: Caller,
  ) => Promise<Result<Download, ConsoleError>>
}
