// As in zh/errors.ts.
import type { Texts } from '../texts.ts'

export const errors: Texts['errors'] = {
  unreachable: 'There is no connection right now. Please try again later.',
  'bad-request': 'Something was filled in wrongly. Please check and try again.',
  'not-signed-in': 'You have been signed out. Please sign in again.',
  'wrong-code': 'The number or the code is not right, or the code has expired.',
  'not-proven': 'You have been signed out. Please sign in again.',
  forbidden: 'This cannot be done here.',
  'other-origin': 'The request did not come from this page and was refused. Please open the page again.',
  'not-found': 'Nothing was found.',
  'card-not-in-force': 'This card shows no code at present.',
  'card-cannot-book':
    'This card cannot make appointments at present. Its state, and what to do, stand under Card.',
  'no-appointments-here':
    'This window takes no appointments for this service at present; you may simply go there.',
  'day-not-open': 'That day is not open for appointments; please choose another.',
  'booked-already': 'You have an appointment here on that day. To change it, withdraw it first.',
  'too-many-booked': 'Three appointments at a time at most. Please withdraw one first.',
  'rated-already': 'This visit has been rated already. At the window or here, the first word stands.',
  'clock-off': 'This phone’s clock is too far off. Please let the phone set its time automatically.',
  'one-at-a-time': 'You have an application on its way. Another can follow when it is settled.',
  'not-now': 'This cannot be done now. Please look again.',
  'already-known':
    'There is a card or another application under this ID number. Please ask the talent office.',
  'proof-missing': 'Please add at least one proof.',
  'too-many-proofs': 'No more files can be added. Please put several into one.',
  'too-late-to-object': 'The time for objecting is over.',
  'proof-empty': 'This file is empty. Please choose again.',
  'proof-too-large': 'The file is over 5 MB. Please make it smaller or split it.',
  'proof-name': 'The file’s name has a path or odd characters in it. Please rename it.',
  'proof-type': 'Only photos (JPG, PNG) and PDF are taken.',
  'proof-page': 'This is a web page, not a paper. Please take a photo or save it as PDF.',
  'proof-archive': 'Archives are not taken. Please add the photos or PDFs in it one by one.',
  'proof-broken': 'The file is not whole. Please take the photo or export it again.',
  'proof-bomb': 'The file unpacks to something far too large. Please take the photo again.',
  'proof-active':
    'This PDF has scripts, attachments or forms in it. Please print it to a new PDF or take a photo.',
  'proof-locked': 'This PDF has a password. Please remove it first.',
  'too-large': 'That is too large.',
  'too-many-requests': 'Too many attempts. Please try again later.',
  internal: 'The system has a fault. Please try again later.',
}
