// What stands beside an act of the audit, in English.
// Same keys as zh/audit-details.ts; a missing one does not compile.
import type { auditDetails as zh } from '../zh/audit-details.ts'

export const auditDetails = {
  unknown: 'written by another version of the program',
  clerks: 'clerk {{numbers}}',
  records: 'record {{numbers}}',
  noRecord: 'nothing recorded',
  byBadge: 'by badge',
  changingPin: 'wrong old PIN while changing it',
  clerkClosed: 'this clerk was closed',
  lock: { asked: 'by the clerk', idle: 'nobody at work', 'hand-over': 'hand-over' },
  handedTo: 'to clerk {{number}}',
  allowedBy: 'allowed by clerk {{number}}',
  lookUp: {
    'card-number': 'by card number',
    'id-number': 'by ID number',
    tail: 'by last digits',
    name: 'by name',
    nothing: 'by nothing',
  },
  found: '{{n}} found',
  copy: 'copy {{n}}',
  exported: { report: 'report', records: 'records' },
  days: '{{from}} to {{to}}',
  catalogue: '{{before}} replaced by {{after}}',
  chain: {
    gap: 'records missing',
    lost: 'records lost',
    reorder: 'out of order',
    removal: 'no longer here',
    fork: 'two that differ',
    broken: 'checksum does not match',
  },
  item: 'service {{id}}',
  atClerk: 'at the window: clerk {{number}}',
  supervisor: 'supervisor {{number}}',
  pinTries: 'too many wrong PINs',
  voidRefused: {
    'no-such-record': 'no such record',
    'void-of-void': 'a void or a rating cannot be voided',
    'already-voided': 'voided already',
    'void-needs-supervisor': 'a supervisor is needed',
    'void-too-late': 'too late',
  },
  kept: '{{n}} records saved',
  lostStretches: '{{n}} stretches lost',
} satisfies typeof zh
