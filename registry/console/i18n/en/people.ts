// A holder's picture and family members, in English.
import type { Texts } from '../texts.ts'

export const people: Texts['people'] = {
  title: 'Picture and family',
  nobody: 'No family member is entered.',
  relation: 'Relation',
  since: 'From',
  until: 'Until',
  lastDay: 'Last day',
  bornOn: 'Born on',
  add: 'Enter a family member',
  end: 'End',
  show: 'Show full names',
  note: 'Only for relations that a service is for. For the office alone: no terminal gets it, and windows check the papers that a service asks for.',
  photo: 'Picture',
  photoNote:
    'JPG or PNG. It is made small on this machine, and where it was taken is left out. Windows show it while its holder stands there and keep nothing of it; each look is on the trail.',
  putPhoto: 'Upload a picture',
  showPhoto: 'Look at the picture',
  removePhoto: 'Remove the picture',
}
