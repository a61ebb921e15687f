// Errors are values: what every fallible function of the house returns.
// Nothing in here may throw, except `assertNever`, which only runs when the type system was bypassed.

export type Ok<T> = { readonly ok: true; readonly value: T }
export type Err<E> = { readonly ok: false; readonly error: E }
export type Result<T, E> = Ok<T> | Err<E>

export const ok = <T>(value: T): Ok<T> => ({ ok: true, value })
export const err = <E>(error: E): Err<E> => ({ ok: false, error })

/** Compile-time exhaustiveness at the end of a `switch` on a union. */
export function assertNever(x: never, what: string): never {
  throw new Error(`unexpected ${what}: ${JSON.stringify(x)}`)
}
