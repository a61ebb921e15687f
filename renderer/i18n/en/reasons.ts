// English of zh/reasons.ts: name, clerk's sentence, next step, words for the holder.
// Never accusing, and never why a card was ended or suspended.
import type { ReasonCode } from '../../../core/policy/reasons.ts'
import type { ReasonText } from '../zh/reasons.ts'

const OTHER_WAYS =
  'Ask for the physical card, the virtual card or the resident ID; type the ID number with [F2].'
const SHOW_OTHER =
  'This code did not go through. Could you show your card, the virtual card or your ID instead?'
const OFFICE = 'The system says this card cannot be used at the moment. The talent office can tell you more.'
const OFFICE_NEXT = 'Give no reasons; refer the holder to the talent office. [R] records "not served".'
const NOT_YOU = 'there is nothing wrong with your card'
const OUR_CARD = 'Could you open the virtual card in the mini-program, or show your card or ID?'
const OUR_CARD_NEXT = 'Ask for the virtual card in the mini-program, the physical card or the ID; scan again.'
const SHOW_ONCE_MORE = 'That did not scan. Could you show it once more, please?'
const CHOOSE = 'Choose by digit, record with [Enter].'
const UPDATE =
  'Once online, press [F8] to update (about 3 seconds); the card is judged again by itself. If not, ask the supervisor.'

export const reasons: Record<ReasonCode, ReasonText> = {
  'P-01': {
    title: 'in force',
    clerk: 'Virtual card in force. Go ahead.',
    next: CHOOSE,
    say: 'Your card is in force; I will see to it at once.',
  },
  'P-10': {
    title: 'check the person',
    clerk: 'Card in force. Look at the holder and the ID, then serve.',
    next: `Serve when name and last four agree. ${CHOOSE}`,
    say: 'May I see your ID? I will see to it at once.',
  },
  'P-11': {
    title: 'by card number',
    clerk: 'Number in force. Look at card, holder and ID, then serve.',
    next: `Ask for card and ID; serve when they agree. ${CHOOSE}`,
    say: 'May I see your card and ID? I will see to it at once.',
  },
  'P-12': {
    title: 'by resident ID',
    clerk: 'The card of this ID is in force. Compare person and ID, then serve.',
    next: `Serve when person and ID agree. ${CHOOSE}`,
    say: 'I have found your card; one look at your ID and we can go on.',
  },
  'P-13': {
    title: 'provincial card',
    clerk: 'Provincial card in force: serve as Card A. Check the person.',
    next: `Serve when name and last four agree. ${CHOOSE}`,
    say: 'Your provincial card counts as Card A here. May I see your ID?',
  },
  'P-14': {
    title: 'card lost, holder good',
    clerk: 'The card is reported lost, the holder is in force. Check the person, then serve.',
    next: `Serve by ID; do not use the lost card. ${CHOOSE}`,
    say: 'Your card is reported lost; with your ID I can serve you today.',
  },
  'P-15': {
    title: 'ID card is enough',
    clerk: 'The holder’s own resident ID card is enough; no Huicai card is needed.',
    next: `See that the card is the person’s own. ${CHOOSE}`,
    say: 'Good day. Your ID card is all we need; I’ll do it right away.',
  },
  'P-20': {
    title: 'some not for this tier',
    clerk: 'Card in force; some services of this window are for the other tier.',
    next: `Only the lit services can be chosen. ${CHOOSE}`,
    say: 'These services are for your card; the others are for the other tier.',
  },
  'P-21': {
    title: 'some need the card',
    clerk: 'Card in force; some services need the physical card.',
    next: `Only the lit services can be chosen; a physical card can be scanned now. ${CHOOSE}`,
    say: 'These can be done now; the rest need the physical card. Do you have it with you?',
  },
  'P-22': {
    title: 'some not in force',
    clerk: 'Card in force; some services are not in force at present.',
    next: `Only the lit services can be chosen. ${CHOOSE}`,
    say: 'These services are open to you; the others are not open at present.',
  },
  'P-90': {
    title: 'specimen',
    clerk: 'Specimen, for training only.',
    next: 'Go on as the training says.',
    say: 'This is a training demonstration.',
  },

  'U-30': {
    title: 'no data yet',
    clerk: 'This terminal has no holder data yet and cannot judge.',
    next: 'Once online, press [F8] to update; the card is judged again by itself.',
    say: `Our data is still being prepared; ${NOT_YOU}. One moment, please.`,
  },
  'U-31': {
    title: 'data too old',
    clerk: 'Status data is {{age}} old; whether the card is in force now cannot be told.',
    next: UPDATE,
    say: `Our data is not up to date; ${NOT_YOU}. I will check at once.`,
  },
  'U-32': {
    title: 'clock doubtful',
    clerk: "This terminal's clock may be wrong; the age of the code cannot be told.",
    next: 'Once online, press [F8] to set the clock; or ask for the physical card or ID.',
    say: `Our clock needs setting; ${NOT_YOU}. Do you have the card or your ID with you?`,
  },
  'U-33': {
    title: 'stop list too old',
    clerk: 'The list of lost and stopped cards is too old to tell whether this one is in force.',
    next: UPDATE,
    say: `Our data is not up to date; ${NOT_YOU}. I will check at once.`,
  },
  'U-34': {
    title: 'newly issued',
    clerk: "This card was issued after this terminal's last update; it cannot judge yet.",
    next: 'Once online, press [F8] to update (about 3 seconds); the card is judged again by itself.',
    say: 'Your card is new; our data is being updated, one moment, please.',
  },
  'U-35': {
    title: 'not known here',
    clerk: 'The code is genuine, but this terminal does not know the card yet.',
    next: UPDATE,
    say: `Our data does not have your card yet; ${NOT_YOU}. I will check at once.`,
  },
  'U-36': {
    title: 'keys not current',
    clerk: "This terminal's keys are not current; it cannot check this code.",
    next: 'Once online, press [F8] to update; the card is judged again by itself. Or ask for the ID.',
    say: `Our program needs an update; ${NOT_YOU}. One moment, please.`,
  },
  'U-37': {
    title: 'newer code',
    clerk: 'This kind of code is newer than this terminal; it cannot read it yet.',
    next: 'Ask for the physical card or ID; tell support that this terminal needs an upgrade.',
    say: `Our program does not know this new code yet; ${NOT_YOU}. Do you have your ID?`,
  },
  'U-38': {
    title: 'reuse unknown',
    clerk: 'Whether this code was used before cannot be told just now.',
    next: 'Ask the holder to refresh the virtual card and scan again; or for the card or ID.',
    say: `Our system did not answer; ${NOT_YOU}. Could you refresh and scan once more?`,
  },
  'U-39': {
    title: 'not registered here',
    clerk: 'This terminal has no entry for this provincial card and cannot judge.',
    next: 'Once online, press [F8] to update; or type the ID number with [F2].',
    say: 'I cannot find your entry yet. May I see your ID and look again?',
  },

  'N-10': {
    title: 'contradicts itself',
    clerk: 'The parts of this code contradict each other; do not serve on it.',
    next: OTHER_WAYS,
    say: SHOW_OTHER,
  },
  'N-11': {
    title: 'check failed',
    clerk: 'This code did not pass its check; do not serve on it.',
    next: OTHER_WAYS,
    say: SHOW_OTHER,
  },
  'N-12': {
    title: 'specimen',
    clerk: 'This is a specimen; it grants nothing.',
    next: OTHER_WAYS,
    say: 'This is a specimen. May I see your own card?',
  },
  'N-13': {
    title: 'key not known',
    clerk: 'The key that signed this code is not on the list; do not serve on it.',
    next: OTHER_WAYS,
    say: SHOW_OTHER,
  },
  'N-14': {
    title: 'wrong key',
    clerk: 'The key of this code may not sign this kind of card, or not at that time.',
    next: OTHER_WAYS,
    say: SHOW_OTHER,
  },
  'N-15': {
    title: 'code out of time',
    clerk: 'The virtual code is out of time; have it refreshed and scan again.',
    next: 'Ask the holder to refresh the virtual card; screenshots do not work.',
    say: 'Could you refresh the card in the mini-program and show the new code?',
  },
  'N-16': {
    title: 'code already used',
    clerk: 'This code was used at this window before; have it refreshed and scan again.',
    next: 'Ask the holder to refresh the virtual card; screenshots do not work.',
    say: 'This code was used just now. Could you refresh it and show the new one?',
  },
  'N-17': {
    title: 'ahead of time',
    clerk: 'The time in the code is later than now; have it refreshed and scan again.',
    next: "Ask the holder to go online and refresh; if it stays, check this terminal's clock.",
    say: 'Could you go online, refresh the card in the mini-program and scan again?',
  },
  'N-20': {
    title: 'not found',
    clerk: 'No holder with this number is in the register.',
    next: 'Compare the number digit by digit and type it again with [F2]; else refer to the talent office.',
    say: 'I cannot find it yet; could we compare the number? Otherwise the talent office can help.',
  },
  'N-21': {
    title: 'expired',
    clerk: 'This card has expired ({{expires}}).',
    next: 'Refer the holder to the talent office for renewal; a new card can be scanned at once.',
    say: 'Your card has expired. If you have the new one, please show it; otherwise the talent office renews it.',
  },
  'N-22': {
    title: 'ended',
    clerk: 'The rights of this card have ended; do not serve.',
    next: OFFICE_NEXT,
    say: OFFICE,
  },
  'N-23': {
    title: 'reported lost',
    clerk: 'This card is reported lost; do not serve on it.',
    next: 'If it is the holder, type the ID number with [F2]. Do not keep the card, do not argue.',
    say: 'This card is reported lost. If it is yours, I can serve you with your ID.',
  },
  'N-24': {
    title: 'replaced',
    clerk: 'This card has been replaced; ask for the new one.',
    next: 'Scan the new card or the virtual card; or use the ID number ([F2]).',
    say: 'Your card has been replaced. Could you show the new one or the virtual card?',
  },
  'N-25': {
    title: 'suspended',
    clerk: 'This card is suspended at present; do not serve.',
    next: OFFICE_NEXT,
    say: OFFICE,
  },
  'N-26': {
    title: 'left post',
    clerk: 'The register says the holder has left the post; do not serve.',
    next: OFFICE_NEXT,
    say: OFFICE,
  },
  'N-27': {
    title: 'not activated',
    clerk: 'This card has not been activated yet; do not serve.',
    next: 'The issuing bank activates it; it works after the next update.',
    say: 'Your card is not activated yet; the issuing bank will do it for you.',
  },
  'N-28': {
    title: 'merged',
    clerk: 'The holder was entered twice: this number was merged into another card, and that one counts.',
    next: 'Scan the other card or the virtual card, or use the ID number ([F2]). With this card alone: the talent office.',
    say: 'You had two card numbers, and they have been made one. Could you show the other card, or your ID?',
  },
  'N-40': {
    title: 'needs the card',
    clerk: 'Financial services need the physical card.',
    next: 'If the holder has the physical card, scan it.',
    say: 'Financial services need the physical card. Do you have it with you?',
  },
  'N-41': {
    title: 'not for this tier',
    clerk: 'No service of this window is for this tier.',
    next: 'The card itself is in force; other windows are not affected.',
    say: 'Your card is in force; this window serves the other tier. Your other rights are not affected.',
  },
  'N-42': {
    title: 'used up',
    clerk: 'Every service of this window is used up for this period.',
    next: 'The card itself is in force; where and when it was used stands above.',
    say: 'It has been used for this period; the next period you are welcome again.',
  },
  'N-43': {
    title: 'not in force',
    clerk: 'No service of this window is in force at present.',
    next: 'The card itself is in force; other windows are not affected.',
    say: 'Your card is in force; this window has nothing open at present.',
  },

  'F-50': {
    title: 'other code',
    clerk: 'This is not a code of ours.',
    next: OUR_CARD_NEXT,
    say: `This is another code. ${OUR_CARD}`,
  },
  'F-51': {
    title: 'web link',
    clerk: 'This is a web link, not a card; it was not opened.',
    next: OUR_CARD_NEXT,
    say: `This is a web link. ${OUR_CARD}`,
  },
  'F-52': {
    title: 'WeChat payment',
    clerk: 'This is a WeChat payment code, not a card; nothing was charged.',
    next: OUR_CARD_NEXT,
    say: `This is a WeChat payment code; nothing was charged. ${OUR_CARD}`,
  },
  'F-53': {
    title: 'Alipay code',
    clerk: 'This is an Alipay code, not a card; nothing was charged.',
    next: OUR_CARD_NEXT,
    say: `This is an Alipay code; nothing was charged. ${OUR_CARD}`,
  },
  'F-54': {
    title: 'medical insurance',
    clerk: 'This is a medical-insurance code, not a card of ours.',
    next: OUR_CARD_NEXT,
    say: `This is the medical-insurance code. ${OUR_CARD}`,
  },
  'F-55': {
    title: 'bank card',
    clerk: 'This is a bank card number, not a card of ours; it was not kept.',
    next: 'Type the 12-digit number on the card with [F2], or scan its QR code.',
    say: `This is a bank card number. ${OUR_CARD}`,
  },
  'F-56': {
    title: 'product barcode',
    clerk: 'This is a product barcode, not a card.',
    next: OUR_CARD_NEXT,
    say: `That was another barcode. ${OUR_CARD}`,
  },
  'F-57': {
    title: 'contact, Wi-Fi …',
    clerk: 'This is a contact, Wi-Fi or text code, not a card.',
    next: OUR_CARD_NEXT,
    say: `This is another code. ${OUR_CARD}`,
  },
  'F-58': {
    title: 'markup or data',
    clerk: 'This code holds program text or data, not a card; nothing was run.',
    next: OUR_CARD_NEXT,
    say: `This is another code. ${OUR_CARD}`,
  },
  'F-59': {
    title: 'health certificate',
    clerk: 'This is a health certificate, not a card of ours.',
    next: OUR_CARD_NEXT,
    say: `This is a health certificate. ${OUR_CARD}`,
  },

  'R-60': {
    title: 'nothing read',
    clerk: 'Nothing was read. Scan again.',
    next: 'Hold the code flat and closer; otherwise type the number with [F2].',
    say: SHOW_ONCE_MORE,
  },
  'R-61': {
    title: 'too long',
    clerk: 'Far too much was read for one code. Scan again.',
    next: 'One code at a time; if it keeps happening, check the scanner set-up.',
    say: SHOW_ONCE_MORE,
  },
  'R-62': {
    title: 'two codes',
    clerk: 'Two codes ran together. Scan one at a time.',
    next: 'Cover the other code; if it keeps happening, set the scanner to end with Enter.',
    say: SHOW_ONCE_MORE,
  },
  'R-63': {
    title: 'incomplete',
    clerk: 'The code was not read in full. Scan again.',
    next: 'Hold it flat and clean; otherwise type the number with [F2].',
    say: SHOW_ONCE_MORE,
  },
  'R-64': {
    title: 'stray characters',
    clerk: 'Letters or signs got in among the digits. Scan again.',
    next: 'Switch the input method to English; otherwise type the number with [F2].',
    say: SHOW_ONCE_MORE,
  },
  'R-65': {
    title: 'digits misread',
    clerk: 'Some digits were misread. Scan again.',
    next: 'Hold it flat and clean; otherwise type the number with [F2].',
    say: SHOW_ONCE_MORE,
  },
  'R-66': {
    title: 'number wrong',
    clerk: 'The check digit does not fit. Compare digit by digit.',
    next: 'Compare with the card or ID and type it again with [F2].',
    say: 'One digit seems to be off; could we compare the number?',
  },

  'W-70': {
    title: 'scanner: full-width',
    clerk: 'The scanner sent full-width digits: switch the input method to English.',
    next: 'Converted this time; switch the input method to English.',
    say: 'Our scanner needs a setting; it does not affect you.',
  },
  'W-71': {
    title: 'scanner: extra signs',
    clerk: 'The scanner sent a prefix or control characters: check its set-up.',
    next: 'Removed this time; remove the prefix by the manual, keep only Enter at the end.',
    say: 'Our scanner needs a setting; it does not affect you.',
  },
  'W-72': {
    title: 'data ageing',
    clerk: 'Status data is {{age}} old: update soon ([F8]).',
    next: 'Once online, press [F8].',
    say: 'It does not affect you.',
  },
  'W-73': {
    title: 'stop list ageing',
    clerk: 'The list of lost and stopped cards is ageing: update soon ([F8]).',
    next: 'Once online, press [F8].',
    say: 'It does not affect you.',
  },
  'W-74': {
    title: 'tier changed',
    clerk: 'The tier on the card differs from the register; the register (shown here) counts.',
    next: 'Serve by the tier shown here.',
    say: 'Your tier has changed; today I serve you by the register.',
  },
  'W-75': {
    title: 'clock doubtful',
    clerk: "This terminal's clock may be wrong: set it online ([F8]).",
    next: 'Once online, press [F8].',
    say: 'It does not affect you.',
  },
  'W-76': {
    title: 'expires soon',
    clerk: 'This card expires on {{expires}}: remind the holder to renew.',
    next: 'Remind the holder to renew at the talent office.',
    say: 'Your card expires soon; the talent office renews it.',
  },
}
