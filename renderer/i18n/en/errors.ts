// English of zh/errors.ts; its shape is the Chinese one, so a missing sentence does not compile.
import type { errors as zh } from '../zh/errors.ts'

export const errors: typeof zh = {
  api: {
    'untrusted-sender':
      'This page has lost its link to the terminal. Close it and open it from the terminal.',
    'bad-request': 'Something typed is not as it should be. Check it and try again.',
    internal: 'The terminal did not answer. Try again; if it stays, restart the terminal and call support.',
    'not-enrolled': 'This terminal is not enrolled yet.',
    'already-enrolled': 'This terminal is enrolled already.',
    'not-signed-in': 'Please sign in first.',
    'not-allowed': 'Your role does not reach this far; ask the supervisor.',
    'enrolment-code-invalid':
      'This is not an enrolment code; check that it is complete (it begins with XHE1).',
    'enrolment-code-newer': 'The enrolment code is newer than this program; upgrade first.',
    'enrolment-code-unknown': 'The registry does not know this code; check it or ask for a new one.',
    'enrolment-code-used': 'This code has been used; ask the administrator for a new one.',
    'enrolment-code-expired': 'This code has expired; ask the administrator for a new one.',
    'root-key-mismatch':
      'The registry is not the one that the code names; stopped. Call support, do not retry.',
    'registry-unreachable':
      'The registry cannot be reached; check the network and try again with the same code.',
    'registry-refused': 'The registry did not agree to this enrolment; ask the administrator.',
    'registry-protocol':
      'The answer makes no sense: see whether the network wants a log-in first, and try the same code again; if it stays, call support.',
    'registry-busy': 'The registry is busy; try the same code again in {{seconds}} seconds.',
    'clerk-or-pin-wrong': 'Number or PIN is wrong; try again.',
    'too-many-attempts': 'Too many wrong PINs; try again in {{seconds}} seconds.',
    'pin-too-weak': 'The PIN is too simple: 6–12 digits, no runs, not one digit repeated.',
    'clerk-number-taken': 'This clerk number is taken.',
    'session-locked': 'The window is locked. Unlock it with your PIN first.',
    'pin-change-due': 'Please set a new PIN of your own first.',
    'pin-unchanged': 'The new PIN must differ from the old one.',
    'no-such-clerk': 'There is no such staff number.',
    'last-supervisor':
      'This is the last supervisor of this terminal, who can be neither closed nor made a clerk.',
    'not-a-badge': 'This is no staff badge. Scan your badge, or type number and PIN.',
    'badge-unknown': 'This badge is no longer good. Type number and PIN, or ask a supervisor for a new one.',
    'void-of-void': 'A void, or a rating, cannot itself be voided.',
    'already-voided': 'This record has been voided already.',
    'void-needs-supervisor':
      'You can void only your own records of today. For others, or earlier ones, ask a supervisor.',
    'void-too-late': 'The time for voiding it is over. Please contact the administrator.',
    'override-not-allowed': 'A supervisor cannot override this.',
    'override-needs-supervisor': 'An override needs a supervisor: his or her own number and PIN, please.',
    'reason-in-words': 'Please give the reason in a few words.',
    'setting-fixed': 'This is set by your office and cannot be changed at this terminal.',
    'setting-out-of-range': 'This is outside what your office allows.',
    'no-rules-yet': 'Enrolled, but rules and data have not arrived yet; go online and press F8.',
    'no-open-visit': 'This visit has ended; scan again.',
    'not-servable': 'This verdict does not allow serving; it can be recorded as not served.',
    'service-not-available': 'This service is not available now; choose again.',
    'person-not-checked': 'Check the person first: press Space, or just the digit of the service.',
    'quantity-out-of-range': 'Quantity or amount is out of range.',
    'amount-required': 'Enter the amount (CNY).',
    'relation-not-allowed': 'This service cannot be done for the one chosen.',
    'already-recorded': 'This service has been recorded just now.',
    'training-only':
      'This is training; real cards are not judged here, nobody is looked up and nothing exported. Use a specimen, or end training first.',
    'look-up-off': 'This window may not look holders up by name; ask for the card or the resident ID.',
    'look-up-limit': 'Too many look-ups: a supervisor’s PIN allows more, or wait {{seconds}} s.',
    'look-up-gone': 'These results are no longer valid; please search again.',
    'amount-too-high': 'The amount is over the ceiling; please check it.',
    'companions-not-allowed': 'Companions of this kind, or so many, are not covered by this service.',
    'rated-already': 'This visit has been rated already.',
    'no-second-screen': 'No second screen was found; connect one and try again.',
    'journal-write-failed': 'This terminal cannot write its service log; serving is stopped.',
    'journal-damaged':
      'The service log of this terminal is damaged; serving is stopped. Leave and start the terminal again: the screen then helps to rescue the records.',
    'disk-full': 'The disk is full; the service log cannot be written and serving is stopped.',
    'no-such-record': 'That record was not found.',
    'too-many-records': 'Too many records for one file. Choose a shorter period and export again.',
    'receipts-off': 'By this site’s policy no receipts are printed here.',
    'nothing-to-print': 'There is nothing to print for this visit.',
    'printer-failed':
      'It was not printed. Check that the printer is on and has paper, then try again. The record is safe.',
    'sync-running': 'An update is running; one moment.',
    'sealed-not-sealed': 'This is no data file for terminals; choose another.',
    'sealed-cut-short': 'The file is cut short, perhaps while it was copied; copy it again.',
    'sealed-wrong-direction':
      'This is a file that a window exported for the registry; choose the one that the registry gave.',
    'sealed-other-terminal': 'This file is for another terminal; choose the one for this window.',
    'sealed-unknown-signer':
      'The file is not signed by this terminal’s registry and was refused; call the registry.',
    'sealed-tampered': 'The file was changed and was refused; ask the registry for another.',
    'sealed-not-for-us':
      'The file is not closed for this terminal and does not open; ask the registry for another.',
    'sealed-old-file': 'This is an old file: a newer one has been imported. Nothing was changed.',
    'sealed-same-file': 'This file has been imported already. Nothing was changed.',
    'sealed-no-exchange-yet':
      'This terminal has never updated over a network, so it cannot seal files yet; update once first.',
    'sealed-gone': 'Passing the file was interrupted; begin again.',
    'sealed-disk':
      'The disk of this machine cannot hold the file; nothing was changed. Free some space and try again.',
    blocked: 'The terminal did not start; do what the screen says first.',
    'nothing-to-repair': 'The terminal runs; there is nothing to mend.',
    'recovery-code-wrong': 'The recovery code is not right; check it group by group and type it again.',
    'rescue-found-nothing': 'No record could be read from the file; it was not changed. Call support.',
    'repair-failed':
      'It did not work, and nothing was changed. Check disk space and folder permissions and try again; if it stays, call support.',
  },
  sync: {
    unreachable: 'The registry cannot be reached; go on as usual, the update follows once online.',
    unauthorised: 'The registry did not know this terminal; ask the administrator.',
    'cut-off': 'This terminal has been cut off by the registry; ask the administrator.',
    'clock-off': "This terminal's clock is too far off; set it and update again.",
    'bad-signature': 'The data received failed its signature check and was dropped; call support.',
    'rolled-back': 'The data received is older than ours and was dropped; call support.',
    'bad-hash': 'The download was incomplete and was dropped; it will be tried again.',
    'bad-data': 'The download was faulty and was dropped; call support.',
    protocol: 'Registry and program versions do not fit; call support.',
    'server-error': 'The registry is in trouble; it will be tried again.',
    busy: 'The registry is busy and asked to be tried again later; it will be.',
    disk: 'The disk cannot take the data; check the free space.',
    stopped: 'The program was closed before the update was done; it goes on at the next start.',
    internal: 'The update did not finish; try again, and if it stays, call support.',
  },
  rejection: {
    'chain-gap': 'A record before it is missing; it will be sent again once that is mended.',
    'chain-fork': 'The registry has another record of this number; call support.',
    'chain-broken': "The record's chain does not fit; call support.",
    'id-reused': 'The registry has this id with another content; call support.',
    'bad-body': 'The registry cannot read this record; call support.',
    'too-large':
      'This record is too large for the network; the registry has noted its number, and what follows is sent as ever.',
  },
}
