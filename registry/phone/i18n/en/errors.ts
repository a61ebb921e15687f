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
  'rated-already': 'This visit has been rated already. At the window or here, the first word stands.',
  'clock-off': 'This phone’s clock is too far off. Please let the phone set its time automatically.',
  'too-large': 'That is too large.',
  'too-many-requests': 'Too many attempts. Please try again later.',
  internal: 'The system has a fault. Please try again later.',
}
