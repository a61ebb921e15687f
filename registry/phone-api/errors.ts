// Every refusal of the phone pages' calls, with its HTTP status; each has its words in both languages.
// A refusal never tells whether a number exists, nor why a card is not in force.

export const PHONE_ERRORS = {
  'bad-request': 400,
  'not-signed-in': 401,
  'wrong-code': 401,
  'not-proven': 401,
  forbidden: 403,
  'other-origin': 403,
  'not-found': 404,
  'card-not-in-force': 409,
  'rated-already': 409,
  /** The device's proof is dated too far off; the answer carries the registry's time. */
  'clock-off': 409,
  // appointments
  'card-cannot-book': 409,
  'no-appointments-here': 409,
  'day-not-open': 409,
  'booked-already': 409,
  'too-many-booked': 409,
  // applications
  'one-at-a-time': 409,
  'not-now': 409,
  /** A card or another application: which of them is nobody's to find out with a number. */
  'already-known': 409,
  'proof-missing': 422,
  'too-many-proofs': 422,
  'too-late-to-object': 409,
  'proof-empty': 422,
  'proof-too-large': 422,
  'proof-name': 422,
  'proof-type': 422,
  'proof-page': 422,
  'proof-archive': 422,
  'proof-broken': 422,
  'proof-bomb': 422,
  'proof-active': 422,
  'proof-locked': 422,
  'too-large': 413,
  'too-many-requests': 429,
  internal: 500,
} as const
export type PhoneErrorCode = keyof typeof PHONE_ERRORS
export type PhoneError = { readonly code: PhoneErrorCode }
