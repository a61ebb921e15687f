// One sentence for each refusal, in English.
import type { Texts } from '../texts.ts'

export const errors: Texts['errors'] = {
  unreachable: 'The registry cannot be reached. Check the network and try again.',
  'bad-request': 'Something that was filled in is not right. Please check it.',
  'not-signed-in': 'Your session has ended. Please sign in again.',
  'wrong-login': 'Login or password is wrong.',
  forbidden: 'Your account may not do this.',
  'other-origin':
    'The request did not come from this page and was refused. Open the registry by its own address.',
  'password-must-change': 'Please change your first password.',
  'not-found': 'Not found.',
  'too-large': 'Too large. Please send it in parts.',
  'too-many-requests': 'Too many attempts. Please try again in fifteen minutes.',
  internal: 'The registry has a fault. Please call whoever runs it.',
  'login-taken': 'This login is taken.',
  'no-such-account': 'There is no such account.',
  'unit-needed': 'A unit’s account needs a unit; no other role has one.',
  'weak-password': 'Too weak: ten characters or more, five different ones, not the login.',
  'wrong-password': 'The present password is wrong.',
  'last-office-account': 'This is the office’s last open account: it cannot be closed or given another role.',
  'own-account': 'Nobody changes his own account. Ask a colleague.',
  'no-such-card': 'There is no such card.',
  'id-number-taken': 'This ID number is in the register already.',
  'nothing-changed': 'Nothing was changed.',
  'not-from-this-status': 'The card’s present standing does not allow this. Reload and look again.',
  'ground-needed': 'A revocation names one of the grounds of art. 9.',
  'serial-exhausted': 'This card was re-issued 255 times and cannot be again.',
  'not-waiting': 'This has taken effect or was withdrawn already.',
  'import-running': 'This import has begun and cannot be changed any more.',
  merged: 'This entry was merged into another holder. Open the card that stayed.',
  'same-card': 'These are the same entry. Choose two.',
  'not-merged': 'This entry was not merged into another.',
  'merge-left-behind':
    'Other cards were merged into the entry that would go. Keep this one instead, or take those apart first.',
  'site-taken': 'This site id is taken.',
}
