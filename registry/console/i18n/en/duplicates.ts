// Entries that may be one holder, in English.
import type { Texts } from '../texts.ts'

export const duplicates: Texts['duplicates'] = {
  likeness: {
    'id-number': 'same ID number',
    birth: 'same name and birth date',
    phone: 'same name and telephone',
  },
  note: 'Two entries that may be one person. Whether they are is yours to find out and decide; what was decided is not listed again.',
  by: 'Alike in',
  empty: 'No such entries.',
  one: 'One entry',
  two: 'The other',
  compare: 'Compare',
  next: 'Next page',
  compareTitle: 'Compare two entries',
  differs: 'differs',
  stays: 'Which card stays',
  staysHint: 'its ID number, name and tier count',
  choose: 'Choose one',
  merge: 'Merge into one holder',
  mergeNote:
    'The other number will answer as merged: terminals no longer take it, what was used counts for the card that stays, and all that was decided is kept. A merge made in error can be taken apart again.',
  ended:
    'One of the two was revoked, suspended or has left post. A merge neither restores nor ends the rights of the other. Make sure first.',
  apart: 'Two people',
  apartNote: 'Once noted, this pair is not listed again.',
  done: 'Merged; terminals have it after their next sync.',
  setApart: 'Noted: these are two people.',
}
