// As in zh/session.ts.
import type { Texts } from '../texts.ts'

export const session: Texts['session'] = {
  title: 'Sign in',
  kinds: { holder: 'I have a card', applicant: 'I want to apply' },
  number: { holder: 'Card number', applicant: 'Mobile number' },
  numberHint: { holder: '12 digits on the card', applicant: '11 digits, mainland' },
  notANumber: {
    holder: 'This is not a card number. Please compare it with the card.',
    applicant: 'This is not a mobile number. Please look again.',
  },
  send: 'Get a code',
  sendAgain: seconds => `Again in ${seconds} s`,
  sent: {
    holder:
      'If this is a card’s number, a code is on its way to the phone given with the card. It lives 5 minutes.',
    applicant: 'A code is on its way to this number by text message. It lives 5 minutes.',
  },
  code: 'Code',
  codeHint: '6 digits',
  submit: 'Sign in',
  bound: 'You will be signed in on this phone alone, until it has not been used for a month.',
  noKeys: 'Please open this page from its https address to sign in safely.',
  signedIn: { holder: 'Card', applicant: 'Mobile' },
  phones: 'Phones signed in',
  thisPhone: 'This phone',
  seen: when => `Last used ${when}`,
  since: when => `Signed in ${when}`,
  end: 'Sign out',
  endNamed: name => `Sign out ${name}`,
  endOthers: 'Sign out all other phones',
  signOut: 'Sign out',
  signOutNote: 'The codes kept on this phone for later go with it.',
  display: 'Display',
  language: 'Language',
  type: 'Type size',
}
