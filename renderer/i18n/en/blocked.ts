// English of zh/blocked.ts.
import type { blocked as zh } from '../zh/blocked.ts'

export const blocked: typeof zh = {
  title: 'The terminal did not start',
  code: 'Tell support this code: {{code}}',
  retry: 'Try again',
  busy: 'Working; do not switch off…',
  recoveryCode: 'Recovery code',
  recoveryHint:
    'Call the registry and say which window this is; they read the recovery code to you (14 groups of 4). A slip is noticed, and you can type it again.',
  recover: 'Open with the recovery code',
  rescueHint:
    'A rescue checks every record that can still be read and moves it to a new file; unsent ones are still sent. What cannot be read is listed by number and told to the registry. The damaged file is kept as it is.',
  rescue: 'Rescue the records',
  remakeHint:
    'Holder data can be downloaded again; service records are not touched. Until then this terminal answers “cannot judge”.',
  remake: 'Download the holder data again',
  rescuedTitle: 'The rescue is done',
  rescuedRecords: '{{n}} service records were saved.',
  nothingLost: 'No record was found missing.',
  lost: '{{n}} could not be read, numbers: {{ranges}}. Tell the registry, with the paper receipts.',
  incomplete:
    'Some of the rest (clerks, audit trail) could not be read; if nobody can sign in, call the registry.',
  kept: 'The damaged file stays in the data folder: give it to support, do not delete it.',
  goOn: 'Go on',
}
