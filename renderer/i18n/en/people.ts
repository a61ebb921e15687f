// English of zh/people.ts; its shape is the Chinese one, so a missing word does not compile.
import type { people as zh } from '../zh/people.ts'

export const people: typeof zh = {
  lock: {
    title: 'Window locked',
    whose: 'On shift: {{number}} {{name}}',
    open: 'Unlock [Enter]',
    next: 'Another clerk takes over [F9]',
    scanned: 'The window is locked. Unlock it first, then scan.',
  },
  takeOver: {
    title: 'Take over',
    lead: '{{number}} hands over. The next clerk signs in here.',
    back: 'Back [F9]',
  },
  pin: {
    title: 'Set a new PIN',
    due: 'Your present PIN was set by somebody else. Choose one that only you know.',
    own: 'Choose a PIN that only you know.',
    old: 'Present PIN',
    next: 'New PIN',
    again: 'New PIN once more',
    submit: 'Save [Enter]',
    missing: 'Please fill in the present and the new PIN.',
    scanned: 'Set the PIN first, then scan.',
  },
  handOver: {
    next: 'Next clerk signs in [H]',
    lock: 'Lock [L]',
    manage: 'Settings [M]',
  },
}
