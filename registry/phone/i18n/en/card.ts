// As in zh/card.ts.
import type { Texts } from '../texts.ts'

export const card: Texts['card'] = {
  tierWord: 'tier',
  validUntil: 'Valid until',
  specimen: 'SPECIMEN 样例',
  code: 'Code of the Huicai card',
  larger: 'Show the code larger',
  smaller: 'Show the code smaller',
  countdown: 'Time left for this code',
  changesIn: seconds => `Changes by itself in ${seconds} s`,
  keep: 'Show it at the window; please pass on no pictures',
  bright: 'Please turn the screen up and hold it to the scanner',
  ahead: (codes, hours) =>
    codes < 4
      ? 'The codes kept for later are nearly gone: please connect'
      : `Works without a network: ${codes} codes kept, about ${hours >= 1 ? `${Math.floor(hours)} h` : `${Math.floor(hours * 60)} min`}`,
  none: {
    fetching: 'Fetching a code…',
    connect:
      'The codes kept for later are used up. Please connect: a code will be here at once. The card itself or your ID card will do as well.',
    clock:
      'This phone’s clock was changed and has not been checked since. Please connect: a code will be here at once.',
  },
  standing: {
    good: { title: '', next: '' },
    'not-yet': {
      title: 'The card is not in use yet',
      next: 'A code will be here once the card has been handed over. Please collect it with your ID card at the bank’s talent window.',
    },
    suspended: {
      title: 'The card is paused for now',
      next: 'No code can be shown meanwhile. If you have questions, or would like it resumed, please contact the prefecture’s talent office; it will look into it at once.',
    },
    ended: {
      title: 'The card’s rights have come to an end',
      next: 'Thank you for all you have done for Chuxiong. If you would like to know more, please contact the prefecture’s talent office.',
    },
    expired: {
      title: 'The card has expired',
      next: 'If you are still in post, a new one can be issued: please contact the prefecture’s talent office, yourself or through your employer.',
    },
  },
  notices: {
    expiring: day =>
      `The card ends on ${day}. If you are still in post, please contact the prefecture’s talent office now, yourself or through your employer, so that nothing is interrupted.`,
    reissued: day =>
      `A new card was issued on ${day}; the old one cannot be used any more. Please collect it at the bank’s talent window.`,
    resumed: day => `In force again since ${day}; everything works as ever.`,
  },
  toBenefits: 'My benefits',
  toBenefitsNote: 'what and where',
  toVisits: 'Visits and ratings',
  toVisitsNote: 'see and say',
  plasticLost:
    'The plastic card is reported lost and cannot be used. The card on this phone works as ever; a new one is issued at the bank’s talent window.',
}
