// Every refusal of the console's own calls, with its HTTP status; each has its words in both languages.
// A refusal never says more than its code: what went wrong in the database is for the log.

export const CONSOLE_ERRORS = {
  'bad-request': 400,
  'not-signed-in': 401,
  'wrong-login': 401,
  forbidden: 403,
  'other-origin': 403,
  'password-must-change': 403,
  'not-found': 404,
  'too-large': 413,
  'too-many-requests': 429,
  internal: 500,
  // staff
  'login-taken': 409,
  'no-such-account': 404,
  'unit-needed': 422,
  'weak-password': 422,
  'wrong-password': 422,
  'last-office-account': 409,
  'own-account': 409,
  // holders
  'no-such-card': 404,
  'id-number-taken': 409,
  'nothing-changed': 422,
  'not-from-this-status': 409,
  'ground-needed': 422,
  'serial-exhausted': 409,
  'not-waiting': 409,
  'import-running': 409,
  merged: 409,
  'same-card': 422,
  'not-merged': 409,
  'merge-left-behind': 409,
  'not-a-picture': 422,
  'no-item-for-relation': 422,
  'until-before-since': 422,
  // catalogue
  'no-catalogue': 422,
  'draft-moved': 409,
  'draft-behind': 409,
  'catalogue-unsound': 422,
  'version-taken': 409,
  'day-too-soon': 422,
  'day-taken': 409,
  'not-upcoming': 409,
  'not-last': 409,
  'dry-run-running': 409,
  // sites
  'site-taken': 409,
  'no-such-site': 404,
  'no-such-clerk': 404,
  'clerk-number-taken': 409,
  'pin-too-weak': 422,
  // supervision
  'no-such-conflict': 404,
  'no-such-follow-up': 404,
  'not-from-this-state': 409,
  'no-such-appointment': 404,
} as const
export type ConsoleErrorCode = keyof typeof CONSOLE_ERRORS
export type ConsoleError = { readonly code: ConsoleErrorCode }
