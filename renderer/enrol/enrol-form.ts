// What the enrolment form holds, and the first thing that keeps it from being sent.
// Only what the screen alone can know (an empty field, two PINs that differ); the terminal judges the rest.

export const ENROL_FIELDS = ['code', 'number', 'name', 'pin', 'pinAgain'] as const
export type EnrolField = (typeof ENROL_FIELDS)[number]
export type EnrolValues = Readonly<Record<EnrolField, string>>

export const EMPTY: EnrolValues = { code: '', number: '', name: '', pin: '', pinAgain: '' }

export type EnrolProblem =
  | { readonly kind: 'missing'; readonly field: EnrolField }
  | { readonly kind: 'number-digits'; readonly field: 'number' }
  | { readonly kind: 'pins-differ'; readonly field: 'pinAgain' }

export function firstProblem(values: EnrolValues): EnrolProblem | null {
  const missing = ENROL_FIELDS.find(field => values[field].trim() === '')
  if (missing !== undefined) return { kind: 'missing', field: missing }
  if (!/^\d{1,12}$/.test(values.number.trim())) return { kind: 'number-digits', field: 'number' }
  return values.pin === values.pinAgain ? null : { kind: 'pins-differ', field: 'pinAgain' }
}
