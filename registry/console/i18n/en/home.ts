// The first page, in English.
import type { Texts } from '../texts.ts'

export const home: Texts['home'] = {
  waiting: {
    expiring: 'cards end within thirty days',
    'cards-to-make': 'cards to be made and activated',
    drafts: 'imports not finished',
    conflicts: 'conflicts to look into',
    'follow-ups-overdue': 'low ratings whose follow-up is overdue',
    'silent-terminals': 'terminals silent for two days',
    'chain-events': 'breaks in chains to look into',
    'applications-due': 'applications due within three working days',
    'applications-late': 'applications past their time',
  },
  lead: name => `${name}: what waits for you today`,
  nothing: 'Nothing waits for you now.',
  expiringNote: 'Cards in force that end within thirty days, the next first.',
  nobodyExpires: 'No card ends within thirty days.',
}
