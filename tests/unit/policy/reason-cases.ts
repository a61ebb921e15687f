// Situations for every reason code, with the outcome and clause that the rules and TOKEN.md give them.
// What is asked of them is in the tests: the verdict itself (reasons.test.ts), and what a supervisor's word may open (override.test.ts).
import { type FOREIGN_KINDS, TOKEN_PROBLEMS, type UNREADABLE_REASONS } from '../../../core/card/presented.ts'
import type { ReasonCode } from '../../../core/policy/reasons.ts'
import type { Outcome } from '../../../core/policy/verdict.ts'
import {
  amended,
  DAY,
  HOUR,
  ID_CARD,
  NOW,
  PROVINCIAL,
  physical,
  type Situation,
  situation,
  specimen,
  TYPED,
  used,
  virtual,
} from './situations.ts'

export type Case = readonly [
  reason: ReasonCode,
  outcome: Outcome,
  clause: string,
  world: string,
  at: Situation,
]

export const STALE = 72 * HOUR + 1
const UNKNOWN_KEY = { result: 'unknown-key' } as const
const FORGED = { result: 'bad-signature' } as const
export const DOUBTFUL = { offsetAtLastSync: 75 }
/** The bank's VIP window made open to a virtual card: in the 2023 rules no site mixes the two. */
const MIXED_BANK = amended({ '12.3': { presentations: ['physical', 'virtual'] } })
const UNTIL_YESTERDAY = { inForceUntil: '2026-11-22' }

const GOOD: readonly Case[] = [
  ['P-01', 'good', 'art. 2', 'a fresh virtual code', situation(virtual())],
  ['P-01', 'good', 'art. 2', 'scanned again within the visit', situation(virtual({ replay: 'same-visit' }))],
  ['P-01', 'good', 'art. 2', 'late, but within tolerance', situation(virtual({ issuedAt: NOW - 90 }))],
  ['P-01', 'good', 'art. 2', 'early, but within tolerance', situation(virtual({ issuedAt: NOW + 15 }))],
  ['P-01', 'good', 'art. 2', 'the longest lifetime allowed', situation(virtual({ lifetime: 300 }))],
  ['P-10', 'check-person', 'art. 2, art. 6', 'a printed card', situation(physical())],
  [
    'P-10',
    'check-person',
    'art. 2, art. 6',
    'its last printed day over, prolonged in the register',
    situation(physical({ expiresAt: NOW - 30 * DAY })),
  ],
  [
    'P-10',
    'check-person',
    'art. 2, art. 6',
    'printed this morning on a machine a little ahead',
    situation(physical({ issuedAt: NOW + DAY })),
  ],
  ['P-10', 'check-person', 'art. 2, art. 6', 'clock in doubt', situation(physical(), { clock: DOUBTFUL })],
  ['P-10', 'check-person', 'art. 2, art. 6', 'a window without items', situation(physical(), { items: [] })],
  ['P-11', 'check-person', 'art. 6', 'its number typed', situation(TYPED)],
  ['P-12', 'check-person', 'art. 6', 'the ID card at a hall', situation(ID_CARD)],
  ['P-15', 'good', 'art. 5-11', 'the ID card at a scenic area', situation(ID_CARD, { at: 'scenic-area' })],
  [
    'P-13',
    'check-person',
    'art. 3-1-1',
    'a provincial card',
    situation(PROVINCIAL, { holder: { provincial: true } }),
  ],
  [
    'P-14',
    'check-person',
    'art. 6',
    'lost card, phone in hand',
    situation(virtual(), { holder: { status: 'lost' } }),
  ],
  [
    'P-14',
    'check-person',
    'art. 6',
    'lost card, ID card in hand',
    situation(ID_CARD, { holder: { status: 'lost' } }),
  ],
  [
    'P-14',
    'check-person',
    'art. 6',
    'lost, provincial card',
    situation(PROVINCIAL, { holder: { status: 'lost' } }),
  ],
  [
    'P-20',
    'some-services',
    'art. 5',
    'tier B, check-up',
    situation(virtual(), { at: 'hospital-checkup', holder: { tier: 'B' } }),
  ],
  [
    'P-21',
    'some-services',
    'art. 2',
    'virtual, partly',
    situation(virtual(), { at: 'bank', catalogue: MIXED_BANK }),
  ],
  [
    'P-22',
    'some-services',
    'art. 5',
    'one item ended yesterday',
    situation(physical(), { at: 'tax-hall', catalogue: amended({ '7.1': UNTIL_YESTERDAY }) }),
  ],
  [
    'P-22',
    'some-services',
    'art. 5',
    'one item begins tomorrow',
    situation(physical(), { at: 'tax-hall', catalogue: amended({ '7.1': { inForceFrom: '2026-11-24' } }) }),
  ],
  [
    'P-90',
    'check-person',
    'TOKEN profile 91',
    'training',
    situation(specimen(), { training: true, holder: null }),
  ],
]

const UNJUDGED: readonly Case[] = [
  [
    'U-30',
    'cannot-judge',
    'art. 7',
    'never synced',
    situation(physical(), { data: { holdersAsOf: null }, holder: null }),
  ],
  ['U-30', 'cannot-judge', 'art. 7', 'no published state', situation(TYPED, { data: { sequence: null } })],
  [
    'U-31',
    'cannot-judge',
    'art. 7',
    'old data',
    situation(virtual(), { data: { holdersAsOf: NOW - STALE } }),
  ],
  [
    'U-31',
    'cannot-judge',
    'art. 7',
    'number not in old data',
    situation(TYPED, { holder: null, data: { holdersAsOf: NOW - STALE } }),
  ],
  [
    'U-32',
    'cannot-judge',
    'TOKEN clock',
    'virtual, clock was off at the last sync',
    situation(virtual(), { clock: DOUBTFUL }),
  ],
  [
    'U-32',
    'cannot-judge',
    'TOKEN clock',
    'a code long past by a clock in doubt',
    situation(virtual({ issuedAt: NOW - DAY }), { clock: DOUBTFUL }),
  ],
  [
    'U-32',
    'cannot-judge',
    'TOKEN clock',
    'printed the day after tomorrow by a clock in doubt',
    situation(physical({ issuedAt: NOW + 2 * DAY }), { clock: DOUBTFUL }),
  ],
  [
    'U-33',
    'cannot-judge',
    'art. 9',
    'old revocations',
    situation(physical(), { data: { revocationsAsOf: NOW - STALE } }),
  ],
  [
    'U-33',
    'cannot-judge',
    'art. 9',
    'no revocations',
    situation(physical(), { data: { revocationsAsOf: null } }),
  ],
  [
    'U-34',
    'cannot-judge',
    'art. 7',
    'issued since',
    situation(physical({ issuedAt: NOW - 60 }), { holder: null }),
  ],
  ['U-34', 'cannot-judge', 'TOKEN serial', 're-issued since', situation(physical({ serial: 3 }))],
  ['U-35', 'cannot-judge', 'art. 7', 'genuine, not in the cache', situation(physical(), { holder: null })],
  [
    'U-36',
    'cannot-judge',
    'TOKEN key list',
    'unknown key, list eight days old',
    situation(physical({ check: UNKNOWN_KEY }), { data: { keyListAsOf: NOW - 8 * DAY } }),
  ],
  [
    'U-36',
    'cannot-judge',
    'TOKEN key list',
    'unknown key, no list',
    situation(physical({ check: UNKNOWN_KEY }), { data: { keyListAsOf: null } }),
  ],
  [
    'U-37',
    'cannot-judge',
    'TOKEN profile',
    'a newer profile',
    situation({ kind: 'newer-profile', profile: 31 }),
  ],
  [
    'U-38',
    'cannot-judge',
    'TOKEN freshness',
    'replay store out of order',
    situation(virtual({ replay: 'unknown' })),
  ],
  [
    'U-39',
    'cannot-judge',
    'art. 3-1-1',
    'a provincial card not listed',
    situation(PROVINCIAL, { holder: null }),
  ],
]

const REFUSED: readonly Case[] = [
  ['N-10', 'no', 'TOKEN freshness', 'a lifetime over the limit', situation(virtual({ lifetime: 301 }))],
  [
    'N-11',
    'no',
    'TOKEN signature',
    'a forged card',
    situation(physical({ check: FORGED }), { holder: null }),
  ],
  ['N-12', 'no', 'TOKEN profile 91', 'a specimen', situation(specimen(), { holder: null })],
  [
    'N-13',
    'no',
    'TOKEN key list',
    'unknown to a current key list',
    situation(physical({ check: UNKNOWN_KEY })),
  ],
  [
    'N-13',
    'no',
    'TOKEN key list',
    'unknown to a key list of seven days ago',
    situation(physical({ check: UNKNOWN_KEY }), { data: { keyListAsOf: NOW - 7 * DAY } }),
  ],
  [
    'N-14',
    'no',
    'TOKEN key list',
    'a printed card by the virtual key',
    situation(physical({ key: { use: 'virtual' } })),
  ],
  [
    'N-14',
    'no',
    'TOKEN key list',
    'a specimen by the card key',
    situation(specimen({ key: { use: 'physical' } })),
  ],
  ['N-14', 'no', 'TOKEN key list', 'before its key', situation(physical({ key: { notBefore: NOW - DAY } }))],
  [
    'N-14',
    'no',
    'TOKEN key list',
    'after its key',
    situation(physical({ key: { notAfter: NOW - 100 * DAY } })),
  ],
  [
    'N-14',
    'no',
    'TOKEN key list',
    'key not accepted any more',
    situation(physical({ key: { acceptUntil: NOW - 1 } })),
  ],
  ['N-15', 'no', 'TOKEN freshness', 'a second too late', situation(virtual({ issuedAt: NOW - 91 }))],
  ['N-16', 'no', 'TOKEN freshness', 'the code again', situation(virtual({ replay: 'seen' }))],
  [
    'N-16',
    'no',
    'TOKEN freshness',
    'the code again, clock in doubt',
    situation(virtual({ replay: 'seen' }), { clock: DOUBTFUL }),
  ],
  ['N-17', 'no', 'TOKEN freshness', 'a second too early', situation(virtual({ issuedAt: NOW + 16 }))],
  ['N-17', 'no', 'TOKEN freshness', 'printed tomorrow', situation(physical({ issuedAt: NOW + DAY + 1 }))],
  ['N-20', 'no', 'art. 7', 'a number of nobody', situation(TYPED, { holder: null })],
  ['N-20', 'no', 'art. 7', 'an ID number of nobody', situation(ID_CARD, { holder: null })],
  [
    'N-21',
    'no',
    'art. 6',
    'by its print, holder unknown',
    situation(physical({ expiresAt: NOW }), { holder: null }),
  ],
  ['N-21', 'no', 'art. 6', 'by the register', situation(physical(), { holder: { expiresAt: NOW } })],
  [
    'N-21',
    'no',
    'art. 6',
    'by the register, on the phone',
    situation(virtual(), { holder: { expiresAt: NOW } }),
  ],
  ['N-22', 'no', 'art. 9', 'revoked', situation(virtual(), { holder: { status: 'revoked' } })],
  [
    'N-22',
    'no',
    'art. 9',
    'revoked, by old data',
    situation(physical(), {
      holder: { status: 'revoked' },
      data: { holdersAsOf: NOW - STALE, revocationsAsOf: null },
    }),
  ],
  ['N-23', 'no', 'art. 6', 'the lost card', situation(physical(), { holder: { status: 'lost' } })],
  ['N-23', 'no', 'art. 6', 'the number of the lost card', situation(TYPED, { holder: { status: 'lost' } })],
  ['N-24', 'no', 'TOKEN serial', 'the card before the re-issue', situation(physical({ serial: 1 }))],
  ['N-25', 'no', 'art. 9', 'suspended', situation(ID_CARD, { holder: { status: 'suspended' } })],
  ['N-26', 'no', 'art. 6', 'left', situation(PROVINCIAL, { holder: { status: 'left' } })],
  ['N-27', 'no', 'art. 4-3', 'not yet handed out', situation(physical(), { holder: { status: 'pending' } })],
  ['N-40', 'no', 'art. 2', 'a virtual card at the bank', situation(virtual(), { at: 'bank' })],
  ['N-40', 'no', 'art. 2', 'a typed number at the bank', situation(TYPED, { at: 'bank' })],
  [
    'N-41',
    'no',
    'art. 3',
    'tier B where only check-ups are',
    situation(virtual(), { at: 'hospital-checkup', items: ['1.2'], holder: { tier: 'B' } }),
  ],
  [
    'N-42',
    'no',
    'art. 5',
    'the check-up of this year done',
    situation(physical(), { at: 'hospital-checkup', items: ['1.2'], usage: [used('1.2', NOW - DAY)] }),
  ],
  [
    'N-43',
    'no',
    'art. 5',
    'everything ended yesterday',
    situation(physical(), { at: 'station', catalogue: amended({ '9.1': UNTIL_YESTERDAY }) }),
  ],
  ...TOKEN_PROBLEMS.map(
    (problem): Case => [
      'N-10',
      'no',
      'TOKEN header',
      problem,
      situation({ kind: 'malformed-token', problem }),
    ],
  ),
]

const foreign = (reason: ReasonCode, ...kinds: (typeof FOREIGN_KINDS)[number][]): readonly Case[] =>
  kinds.map(kind => [
    reason,
    'not-ours',
    'TOKEN reading',
    kind,
    situation({ kind: 'foreign', foreign: kind }),
  ])
const unread = (reason: ReasonCode, why: (typeof UNREADABLE_REASONS)[number]): Case => [
  reason,
  'scan-again',
  'TOKEN reading',
  why,
  situation({ kind: 'unreadable', why }),
]

const NOT_A_CARD: readonly Case[] = [
  ...foreign('F-50', 'other'),
  ...foreign('F-51', 'web-link'),
  ...foreign('F-52', 'wechat-pay'),
  ...foreign('F-53', 'alipay'),
  ...foreign('F-54', 'medical-insurance'),
  ...foreign('F-55', 'bank-card'),
  ...foreign('F-56', 'product-barcode'),
  ...foreign('F-57', 'vcard', 'wifi'),
  ...foreign('F-58', 'markup', 'json', 'jwt'),
  ...foreign('F-59', 'health-certificate', 'smart-health-card'),
  unread('R-60', 'empty'),
  unread('R-61', 'too-long'),
  unread('R-62', 'two-codes'),
  unread('R-63', 'fragment'),
  unread('R-64', 'garbled'),
  unread('R-65', 'not-canonical'),
  unread('R-66', 'bad-check-digit'),
]

export const CASES: readonly Case[] = [...GOOD, ...UNJUDGED, ...REFUSED, ...NOT_A_CARD]
