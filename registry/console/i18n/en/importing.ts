// The import of many holders, in English.
import type { Texts } from '../texts.ts'

export const importing: Texts['import'] = {
  reasons: {
    'missing-column': 'the file has no such column',
    'not-csv': 'the file cannot be read',
    'name-missing': 'name empty, too long, or with control characters',
    'id-number-bad': 'resident-ID number is wrong',
    'id-number-twice': 'the same ID number stands twice in the file',
    'already-in-register': 'already in the register',
    'tier-bad': 'tier is A or B',
    'date-bad': 'date such as 2028-06-30',
    'provincial-bad': 'provincial card number is wrong',
  },
  note: 'First the check, then the entering. A refused row does not hold up the others.',
  another: 'Another file',
  file: 'Choose a CSV or XLSX file',
  fileHint:
    'The first row has the headings. Keep ID numbers as text. The file is read on this machine and sent only for the check.',
  unreadable: 'This file cannot be read. Save it as CSV or XLSX and try again.',
  emptyFile: 'The file has no rows.',
  found: n => `${n} rows. Please confirm which column is which.`,
  notThere: '(none)',
  column: n => `column ${n}`,
  columns: {
    name: 'Name',
    idNumber: 'ID number',
    tier: 'Tier',
    expires: 'Valid until',
    provincial: 'Provincial card',
  },
  missing: names => `Not chosen yet: ${names}.`,
  preview: 'First five rows',
  line: 'Row',
  columnHead: 'Column',
  check: 'Check',
  checking: n => `Checking ${n} rows …`,
  result: (good, refused) => `${good} people can be entered, ${refused} rows are refused.`,
  refused: 'Refused rows (two hundred at most)',
  report: 'Download all refused rows',
  standing: { pending: 'waiting (the bank makes the card)', active: 'in force (cards are handed out)' },
  commit: n => `Enter ${n} people`,
  entering: (done, total) => `Entering: ${done} of ${total}`,
  done: (done, refused) => `${done} people entered, ${refused} rows refused.`,
  failed: done =>
    `It broke off after ${done} people. Import the same file again: who is in the register is refused, nobody twice.`,
}
