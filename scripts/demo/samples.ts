// The sample cards of the demo: what each shows, and what the hospital window of the demo must answer.
// The answers are written by hand from the rules; tests/integration/demo.test.ts holds `npm run verify` against them.
import type { Tier } from '../../core/card/card.ts'
import type { Status } from '../../core/policy/evidence.ts'
import type { ReasonCode } from '../../core/policy/reasons.ts'
import type { Outcome } from '../../core/policy/verdict.ts'

/** A holder made for the samples. Expiry is counted from the day the demo starts. */
export type SampleHolder = {
  readonly key: string
  readonly name: string
  readonly tier: Tier
  readonly status: Status
  readonly expiresInDays: number
  readonly reissued: boolean
  readonly checkupUsed: boolean
  readonly provincialNumber: string | null
}

const holder = (key: string, name: string, tier: Tier, more: Partial<SampleHolder> = {}): SampleHolder => ({
  key,
  name,
  tier,
  status: 'active',
  expiresInDays: 600,
  reissued: false,
  checkupUsed: false,
  provincialNumber: null,
  ...more,
})

export const SAMPLE_HOLDERS: readonly SampleHolder[] = [
  holder('yang', '杨明芳', 'A'),
  holder('li', '李建华', 'A', { checkupUsed: true }),
  holder('pu', '普丽', 'B'),
  holder('zhou', '周文明', 'A', { expiresInDays: 20 }),
  holder('expired', '罗春', 'A', { expiresInDays: -30 }),
  holder('revoked', '起云峰', 'A', { status: 'revoked' }),
  holder('suspended', '张海', 'B', { status: 'suspended' }),
  holder('lost', '王秀英', 'A', { status: 'lost' }),
  holder('left', '陈刚', 'B', { status: 'left' }),
  holder('pending', '赵雪', 'A', { status: 'pending' }),
  holder('reissued', '毕志强', 'B', { reissued: true }),
  holder('provincial', '沐晓东', 'A', { provincialNumber: 'XDB00001234' }),
]

/** How a sample's text is made. `of` names a holder. */
export type SampleMaking =
  | {
      readonly make:
        | 'physical'
        | 'virtual'
        | 'old-serial'
        | 'tampered'
        | 'cut'
        | 'doubled'
        | 'future-serial'
        | 'stale-virtual'
        | 'card-number'
        | 'id-number'
      readonly of: string
    }
  | { readonly make: 'specimen' }
  | { readonly make: 'unknown-key'; readonly of: string }
  | { readonly make: 'unknown-card' }
  | { readonly make: 'text'; readonly text: string }

export type Sample = {
  readonly slug: string
  readonly making: SampleMaking
  readonly tier: Tier | null
  readonly medium: string
  readonly status: string
  readonly outcome: Outcome
  readonly reason: ReasonCode
}

const sample = (
  slug: string,
  making: SampleMaking,
  outcome: Outcome,
  reason: ReasonCode,
  facts: { readonly tier?: Tier; readonly medium?: string; readonly status?: string } = {},
): Sample => ({
  slug,
  making,
  outcome,
  reason,
  tier: facts.tier ?? null,
  medium: facts.medium ?? 'none',
  status: facts.status ?? 'active',
})

const A = { tier: 'A', medium: 'physical' } as const
const B = { tier: 'B', medium: 'physical' } as const

/** At the demo's window: a `hospital-checkup` site, which offers 1.1 to all and 1.2 to A cards. */
export const SAMPLES: readonly Sample[] = [
  sample('physical-a', { make: 'physical', of: 'yang' }, 'check-person', 'P-10', A),
  sample('physical-a-checkup-used', { make: 'physical', of: 'li' }, 'check-person', 'P-10', A),
  sample('physical-a-expires-soon', { make: 'physical', of: 'zhou' }, 'check-person', 'P-10', A),
  sample('virtual-a', { make: 'virtual', of: 'yang' }, 'good', 'P-01', { tier: 'A', medium: 'virtual' }),
  sample('virtual-a-checkup-used', { make: 'virtual', of: 'li' }, 'good', 'P-01', {
    tier: 'A',
    medium: 'virtual',
  }),
  sample('virtual-b', { make: 'virtual', of: 'pu' }, 'some-services', 'P-20', {
    tier: 'B',
    medium: 'virtual',
  }),
  sample('virtual-of-lost-card', { make: 'virtual', of: 'lost' }, 'check-person', 'P-14', {
    tier: 'A',
    medium: 'virtual',
    status: 'lost',
  }),
  sample('physical-b', { make: 'physical', of: 'pu' }, 'some-services', 'P-20', B),
  sample('card-number', { make: 'card-number', of: 'yang' }, 'check-person', 'P-11', {
    tier: 'A',
    medium: 'number',
  }),
  sample('id-number', { make: 'id-number', of: 'yang' }, 'check-person', 'P-12', {
    tier: 'A',
    medium: 'id-card',
  }),
  sample('provincial', { make: 'text', text: 'XDB00001234' }, 'check-person', 'P-13', {
    tier: 'A',
    medium: 'provincial',
  }),
  sample('future-serial', { make: 'future-serial', of: 'yang' }, 'cannot-judge', 'U-34', A),
  sample('unknown-card', { make: 'unknown-card' }, 'cannot-judge', 'U-35', { ...A, status: 'unknown' }),
  sample('newer-profile', { make: 'text', text: `8631${'0'.repeat(202)}` }, 'cannot-judge', 'U-37', {
    status: 'unknown',
  }),
  sample('expired', { make: 'physical', of: 'expired' }, 'no', 'N-21', { ...A, status: 'expired' }),
  sample('revoked', { make: 'physical', of: 'revoked' }, 'no', 'N-22', { ...A, status: 'revoked' }),
  sample('lost', { make: 'physical', of: 'lost' }, 'no', 'N-23', { ...A, status: 'lost' }),
  sample('superseded', { make: 'old-serial', of: 'reissued' }, 'no', 'N-24', { ...B, status: 'superseded' }),
  sample('suspended', { make: 'physical', of: 'suspended' }, 'no', 'N-25', { ...B, status: 'suspended' }),
  sample('left-post', { make: 'physical', of: 'left' }, 'no', 'N-26', { ...B, status: 'left' }),
  sample('not-activated', { make: 'physical', of: 'pending' }, 'no', 'N-27', { ...A, status: 'pending' }),
  sample('tampered', { make: 'tampered', of: 'yang' }, 'no', 'N-11', A),
  sample('unknown-key', { make: 'unknown-key', of: 'yang' }, 'no', 'N-13', A),
  sample('specimen', { make: 'specimen' }, 'no', 'N-12', {
    tier: 'A',
    medium: 'specimen',
    status: 'specimen',
  }),
  sample('virtual-screenshot', { make: 'stale-virtual', of: 'yang' }, 'no', 'N-15', {
    tier: 'A',
    medium: 'virtual',
  }),
  sample('wechat-pay', { make: 'text', text: '134567890123456789' }, 'not-ours', 'F-52', { status: 'none' }),
  sample('web-link', { make: 'text', text: 'https://example.com/talent' }, 'not-ours', 'F-51', {
    status: 'none',
  }),
  sample('cut-off', { make: 'cut', of: 'yang' }, 'scan-again', 'R-63', A),
  sample('two-codes', { make: 'doubled', of: 'yang' }, 'scan-again', 'R-62', A),
]
