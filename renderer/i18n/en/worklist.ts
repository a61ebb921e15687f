// The worklist of records that the registry did not take.
import type { Texts } from '../texts.ts'

export const worklist: Texts['worklist'] = {
  title: 'Rejected records',
  intro:
    'The registry did not take these records. They are all here still, none is lost; each stays on this list until it is dealt with.',
  none: 'There are no rejected records.',
  back: 'Back [Esc]',
  open: '{{n}} to deal with',
  keys: '[↑] [↓] to choose, a digit to act',
  sequence: 'No. {{n}}',
  clerk: 'clerk {{number}}',
  tried: 'sent {{n}} ×',
  advice: {
    'chain-gap':
      'Send it again once the network is there; it is usually taken then. If not, hand it to support.',
    'chain-fork': 'Send it again once the network is there. If it is rejected again, hand it to support.',
    'chain-broken': 'The registry keeps its text, nothing is lost. Hand it to support to be looked at.',
    'id-reused': 'The registry keeps its text, nothing is lost. Hand it to support to be looked at.',
    'too-large':
      'Export it to a stick (F11) and take it to the registry: a stick has no limit. Or hand it to support.',
    'bad-body':
      'The registry keeps its text, nothing is lost. After an update it can be sent again; else hand it to support.',
  },
  state: {
    none: 'Nothing done yet',
    'sent-again': '{{when}} {{clerk}} sent it again; it was rejected again',
    'handed-over': '{{when}} {{clerk}} handed it to support',
    settled: '{{when}} {{clerk}} settled it: {{note}}',
  },
  sendAgain: 'Send again [1]',
  handOver: 'Hand to support [2]',
  settle: 'Settle [3]',
  sent: 'Back in the outbox, being sent…',
  onlySupervisor: 'Only a supervisor may settle a record.',
  handedOver: 'Send these lines to support; they say nothing about the holder:',
  copy: 'Copy [Enter]',
  copied: 'Copied',
  close: 'Done [Esc]',
  settleTitle: 'Settle: why nothing more is to be done',
  settleHint:
    'Give the reason (at least 4 characters); it is kept with your number. The record itself is never deleted.',
  settleReason: 'Reason',
  settleNow: 'Settle [Enter]',
  cancel: 'Cancel [Esc]',
  openKey: 'Rejected {{n}} [F12]',
}
