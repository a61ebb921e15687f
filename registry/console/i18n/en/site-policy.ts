// What a site's terminals may do, in English.
import type { Texts } from '../texts.ts'

const choice = { choice: 'as the window likes', on: 'always on', off: 'always off' }

export const sitePolicy: Texts['sitePolicy'] = {
  title: 'Rules for the terminals',
  change: 'Change the rules',
  lead: 'In force at the terminals after their next sync. What is laid down here cannot be changed at a window.',
  field: 'Subject',
  holds: 'At this site',
  otherwise: 'Default',
  own: 'set for this site',
  yes: 'yes',
  no: 'no',
  nothing: 'none',
  names: {
    idleSeconds: 'Lock when idle for',
    badgeAlone: 'Sign in by badge, without PIN',
    languages: 'Languages',
    kiosk: 'Full-screen only',
    sounds: 'Sounds',
    spokenVerdict: 'Speak the result',
    overrides: 'A supervisor may override',
    voidDays: 'A supervisor may void records as old as',
    lookUp: 'Find holders by name or part of a number',
    photo: 'Show the holder’s picture when online',
    receipt: 'Receipts',
    training: 'Who may begin training',
    appointments: 'Appointments from phones',
  },
  hints: {
    idleSeconds: 'seconds; a window may choose less, never more',
    languages: 'with one alone, a window cannot switch',
    voidDays: 'days; 0 is the same day only',
  },
  amounts: { idleSeconds: n => `${n} seconds`, voidDays: n => (n === 1 ? '1 day' : `${n} days`) },
  values: {
    languages: { zh: '中文', en: 'English' },
    kiosk: choice,
    sounds: choice,
    spokenVerdict: choice,
    receipt: { off: 'none', offer: 'when asked for', always: 'after every record' },
    training: { off: 'nobody', supervisor: 'supervisors', clerk: 'all clerks' },
  },
}
