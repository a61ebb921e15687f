// As in zh/appointments.ts.
import type { Texts } from '../texts.ts'

export const appointments: Texts['appointments'] = {
  title: 'Appointments',
  lead: 'What holders ask for on their phones. Once confirmed, the site’s terminals have it with their next sync and say so on the day.',
  day: 'Day',
  anyDay: 'From today on',
  site: 'Site',
  anySite: 'All sites',
  state: 'State',
  anyState: 'All states',
  states: { requested: 'To confirm', confirmed: 'Confirmed', declined: 'Declined', withdrawn: 'Withdrawn' },
  parts: { morning: 'Morning', afternoon: 'Afternoon' },
  when: 'When',
  item: 'Service',
  card: 'Card',
  asked: 'Asked for',
  words: 'Answer',
  none: 'No such appointments.',
  confirm: 'Confirm',
  decline: 'Decline',
  confirmWords: 'Words for the holder (optional), such as: third floor, please',
  declineWords: 'Words for the holder: why not, and when instead',
  shown: 'The holder reads this on the phone as written.',
}
