// What a call can refuse with. Codes are for good: support knows them by heart.
// A code without a sentence in zh and en does not compile (renderer/i18n).

/** What a call can refuse with; each code has one sentence in zh and en. `detail` is for support, never shown raw. */
export const API_ERRORS = [
  'untrusted-sender',
  'bad-request',
  'internal',
  'not-enrolled',
  'already-enrolled',
  'not-signed-in',
  'not-allowed', // the clerk's role does not reach
  // enrolment
  'enrolment-code-invalid',
  'enrolment-code-newer',
  'enrolment-code-unknown',
  'enrolment-code-used',
  'enrolment-code-expired',
  'root-key-mismatch',
  'registry-unreachable',
  'registry-refused',
  'registry-protocol',
  'registry-busy', // with retryAfter
  // sign-in
  'clerk-or-pin-wrong',
  'too-many-attempts', // with retryAfter
  'pin-too-weak',
  'clerk-number-taken',
  'session-locked',
  'pin-change-due', // signed in with a PIN that somebody else set
  'pin-unchanged',
  // clerks
  'no-such-clerk',
  'last-supervisor',
  'not-a-badge',
  'badge-unknown', // issued anew since, or its clerk was closed
  // counter
  'no-rules-yet', // enrolled, but the first sync has not brought keys and catalogue
  'no-open-visit', // the visit was closed, or another card was scanned since
  'not-servable', // the verdict does not allow serving
  'service-not-available',
  'person-not-checked',
  'quantity-out-of-range',
  'amount-required',
  'relation-not-allowed',
  'training-only', // in training: real cards are not judged, nobody is looked up, nothing is exported
  'already-recorded', // the same item twice in one visit
  'override-not-allowed', // no supervisor's word opens this
  'override-needs-supervisor',
  // look-up
  'look-up-off', // the site's policy forbids it
  'look-up-limit', // too many within ten minutes, with retryAfter; a supervisor may allow more
  'look-up-gone', // the result belongs to an earlier search
  'amount-too-high',
  'companions-not-allowed', // of a kind, or so many, that the item does not know
  'rated-already',
  'no-second-screen', // this host, or this machine, has none
  // taking back
  'void-of-void',
  'already-voided',
  'void-needs-supervisor',
  'void-too-late',
  'reason-in-words', // "other" wants a text
  // settings
  'setting-fixed', // by the site's policy
  'setting-out-of-range',
  // storage: the alarms that block
  'journal-write-failed',
  'journal-damaged', // a read of it failed: a start offers the rescue
  'disk-full',
  // looking back
  'no-such-record',
  'too-many-records', // more than one export may hold
  'receipts-off', // by the site's policy
  'nothing-to-print', // all of the visit was taken back, or nothing was served
  'printer-failed',
  // sync
  'sync-running',
  // sealed files on a stick
  'sealed-not-sealed',
  'sealed-cut-short',
  'sealed-wrong-direction',
  'sealed-other-terminal',
  'sealed-unknown-signer',
  'sealed-tampered',
  'sealed-not-for-us',
  'sealed-old-file',
  'sealed-same-file',
  'sealed-no-exchange-yet',
  'sealed-gone',
  'sealed-disk', // this machine's, or the stick's
  // a terminal that did not start
  'blocked',
  'nothing-to-repair', // the terminal runs
  'recovery-code-wrong',
  'rescue-found-nothing',
  'repair-failed',
] as const
export type ApiErrorCode = (typeof API_ERRORS)[number]
export type ApiError = { readonly code: ApiErrorCode; readonly id: string; readonly retryAfter?: number }
