// As in zh/visits.ts.
import type { Texts } from '../texts.ts'

export const visits: Texts['visits'] = {
  title: 'Visits and ratings',
  none: 'There are no visits yet. What is done at a window is usually here the same day.',
  tickets: n => `${n} tickets`,
  voided: 'taken back at the window, not counted',
  refused: {
    'holder-left': 'It was not finished then; please come again.',
    'not-today': 'The window could not do it that day; please come another day.',
    'papers-missing': 'Papers were missing; it can be done with them. What to bring stands under Benefits.',
    'used-up': 'What was asked for is used up; other services are open as ever.',
    'not-the-holder': 'It could not be checked that it was you; please come with your ID card.',
    card: 'The card or code shown was not accepted. Please renew the code, or bring the card or your ID card.',
    window: 'The window’s data was not up to date and it could not check; nothing is wrong with your card.',
  },
  rate: 'How was it?',
  grade: { 5: 'Very good', 4: 'Good', 3: 'Fair', 2: 'Poor', 1: 'Very poor' },
  comment: 'What you would like to say',
  optional: 'optional',
  lowGrade: 'The talent office will contact you within 1 working day, settle it within 15, and answer here.',
  followUp: {
    open: 'The talent office has it and will contact you within 1 working day.',
    contacted: 'The talent office has been in touch with you and is looking into it.',
    settled: 'The talent office’s answer:',
  },
  send: 'Send the rating',
  once: 'Each visit is rated once; it cannot be changed afterwards.',
  rated: grade => `Rated: ${grade}`,
  ratedAt: { counter: ' (at the window)', phone: ' (on the phone)' },
}
