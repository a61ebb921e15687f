// As in zh/appointments.ts.
import type { Texts } from '../texts.ts'

export const appointments: Texts['appointments'] = {
  title: 'My appointments',
  ask: 'Make an appointment',
  askNote: 'choose half a day; go when it is confirmed',
  where: 'Where',
  day: 'Which day',
  part: 'Morning or afternoon',
  parts: { morning: 'Morning', afternoon: 'Afternoon' },
  send: 'Ask for it',
  after: 'The window confirms it; please wait for that. You may also simply go without an appointment.',
  choose: 'Please choose',
  nowhere: 'No window takes appointments for this service at present; you may simply go there.',
  state: {
    requested: 'Asked for; the window has yet to confirm',
    confirmed: 'Confirmed; please come with your card',
    declined: 'The window could not fit it in',
    withdrawn: 'You withdrew it',
  },
  withdraw: 'Withdraw',
  sure: 'Yes, withdraw it',
  keep: 'Keep it',
}
