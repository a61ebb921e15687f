// English of zh/words.ts; its shape is the Chinese one, so a missing word does not compile.
import type { words as zh } from '../zh/words.ts'

export const words: typeof zh = {
  outcome: {
    good: 'Good',
    'check-person': 'Check person',
    'some-services': 'Some services',
    'cannot-judge': 'Cannot judge',
    no: 'Do not serve',
    'not-ours': 'Not our code',
    'scan-again': 'Scan again',
  },
  presentation: {
    physical: 'Physical card',
    virtual: 'Virtual card',
    number: 'Card number',
    'id-card': 'Resident ID',
    provincial: 'Provincial card',
  },
  tier: { A: 'Card A', B: 'Card B' },
  status: {
    active: 'in force',
    pending: 'not activated',
    suspended: 'suspended',
    lost: 'reported lost',
    left: 'left post',
    revoked: 'ended',
    merged: 'merged into another card',
  },
  relation: {
    self: 'holder',
    spouse: 'spouse',
    child: 'child',
    'minor-child': 'minor child',
    parent: 'parent',
    'spouse-parent': "spouse's parent",
    'child-family': "child's family",
    company: "holder's company",
  },
  delivery: {
    pending: 'waiting',
    sent: 'sent',
    acknowledged: 'uploaded',
    rejected: 'rejected',
  },
}
