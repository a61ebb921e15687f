// Looking up a holder whose card is not at hand.
// Plain words; what is typed here is never repeated in a message.
export const lookUp = {
  title: 'Find a holder',
  label: 'Name, pinyin, initials, card number or last digits',
  placeholder: 'e.g. 杨明芳, yangmf, 杨mf, 1268, 杨明芳 1268',
  search: 'Search [Enter]',
  searching: 'Searching…',
  pick: 'Choose by digit, or [↑] [↓] and [Enter]; [F3] to change the search',
  none: 'Nobody found. Try pinyin or initials, or ask for the last four digits of the card.',
  nothing: 'A little more, please: a name, pinyin, or at least four last digits.',
  more: 'There are others of this name: add the last four of card or ID, such as “杨明芳 1268”.',
  found: '{{n}} found',
  cardTail: 'card …{{tail}}',
  idTail: 'ID …{{tail}}',
  provincial: 'provincial card',
  left: '{{n}} searches left in 10 minutes; each one is on record',
  cancel: 'Back [Esc]',
  allowTitle: 'Many searches: a supervisor must agree',
  allowHint: 'With a supervisor’s number and PIN there are {{n}} more; or wait {{minutes}} min.',
  allow: 'Agree [Enter]',
}
