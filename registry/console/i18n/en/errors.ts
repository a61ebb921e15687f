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
  'not-a-picture': 'This is no picture that can be used. Choose a JPG or PNG.',
  'no-item-for-relation': 'No service is for this relation; nobody needs to be entered.',
  'until-before-since': 'The last day lies before the first. Please check.',
  'no-catalogue': 'This is not a catalogue’s form; nothing was taken from it.',
  'draft-moved': 'Somebody else has saved this draft. Open it again before you go on.',
  'draft-behind':
    'Another version was published since this was begun. Look at the differences first, then confirm what it follows.',
  'catalogue-unsound': 'The draft still has problems; please mend what is marked.',
  'version-taken': 'This version’s name was used before; please take another.',
  'day-too-soon':
    'Tomorrow is the earliest day: terminals must have it first, and what was done is not judged anew.',
  'day-taken':
    'The day must be after that of every version published; only one begins on a day. To change that one, take it back first.',
  'not-upcoming':
    'This version is in force, or was taken back already. One in force can only be followed by another.',
  'not-last': 'Another version was published after it; take that one back first.',
  'dry-run-running': 'A dry run is going on; wait for its end or stop it first.',
  'site-taken': 'This site id is taken.',
  'no-such-site': 'There is no such site.',
  'no-such-clerk': 'There is no such clerk at this site.',
  'clerk-number-taken': 'Somebody at this site has this number.',
  'pin-too-weak': 'This PIN is too simple. Take another.',
}
