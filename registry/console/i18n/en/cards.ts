// What leaves the register, in English.
import type { Texts } from '../texts.ts'

export const cards: Texts['cards'] = {
  issue: 'Cards to make',
  issueNote:
    'The list has names and is for making cards alone; the code sheet has numbers and serials, no names.',
  which: 'Which',
  issues: { first: 'new cards, waiting', again: 're-issued cards' },
  since: 'Since',
  xlsx: 'Download XLSX',
  codes: 'Code sheet (PDF)',
  exits: 'Exits of a year',
  exitsNote: 'Who left the post or was revoked under art. 9, by day of effect; the ground is not named.',
  year: 'Year',
  announcementPdf: 'Announcement (PDF)',
  announcementWord: 'Announcement (Word)',
}
