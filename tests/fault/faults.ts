// What can go wrong between a terminal and its registry, as plain data drawn from a seed.
// Each fault is for one exchange; what it does to the bytes is the proxy's (proxy.ts).
import type { Random } from './random.ts'

export type Fault =
  | { readonly kind: 'none' }
  /** The connection breaks after so many bytes of the request, or of the answer. */
  | { readonly kind: 'cut-request' | 'cut-answer'; readonly at: number }
  /** The answer ends politely before it is over. */
  | { readonly kind: 'truncate-answer'; readonly at: number }
  | { readonly kind: 'corrupt-request' | 'corrupt-answer'; readonly at: number; readonly flip: number }
  | { readonly kind: 'delay-request' | 'delay-answer'; readonly ms: number }
  /** The request arrives twice; the terminal gets the second answer. */
  | { readonly kind: 'duplicate' }
  /** The terminal sees a broken connection; the request arrives all the same, after its successors. */
  | { readonly kind: 'late'; readonly ms: number }
  /** The request arrives, its answer is lost. */
  | { readonly kind: 'answer-lost' }
  | { readonly kind: 'refuse-connection' }
  /** Accepts and never answers; `arrives`: the registry gets the request all the same. */
  | { readonly kind: 'half-open'; readonly arrives: boolean }
  | { readonly kind: 'status'; readonly status: 500 | 502 | 503; readonly body: 'json' | 'html' }
  | { readonly kind: 'too-many'; readonly retryAfter: number }
  /** A hotel's log-in page, with 200. */
  | { readonly kind: 'html' }

export const KINDS = [
  'none',
  'cut-request',
  'cut-answer',
  'truncate-answer',
  'corrupt-request',
  'corrupt-answer',
  'delay-request',
  'delay-answer',
  'duplicate',
  'late',
  'answer-lost',
  'refuse-connection',
  'half-open',
  'status',
  'too-many',
  'html',
] as const satisfies readonly Fault['kind'][]

/** Small offsets hit the head, larger ones the body; one as large as can be hits nothing of a short answer. */
const offset = (random: Random): number =>
  random.pick([random.between(0, 60), random.between(60, 900), random.between(900, 40_000)])

export const drawFault = (random: Random): Fault => faultOf(random.pick(KINDS), random)

/** One of this kind; where in the bytes, and for how long, is chance. */
export function faultOf(kind: Fault['kind'], random: Random): Fault {
  switch (kind) {
    case 'cut-request':
    case 'cut-answer':
    case 'truncate-answer':
      return { kind, at: offset(random) }
    case 'corrupt-request':
    case 'corrupt-answer':
      return { kind, at: offset(random), flip: 1 << random.between(0, 7) }
    case 'delay-request':
    case 'delay-answer':
      return { kind, ms: random.between(5, 250) }
    case 'late':
      return { kind, ms: random.between(20, 400) }
    case 'half-open':
      return { kind, arrives: random.chance(0.5) }
    case 'status':
      return {
        kind,
        status: random.pick([500, 502, 503] as const),
        body: random.pick(['json', 'html'] as const),
      }
    case 'too-many':
      return { kind, retryAfter: random.between(0, 120) }
    default:
      return { kind }
  }
}

/** Most exchanges of a bad night go through: else nothing would ever come far enough to break. */
export function drawFaults(random: Random, exchanges: number): readonly Fault[] {
  const share = random.pick([0.15, 0.4, 0.8])
  return Array.from({ length: exchanges }, () =>
    random.chance(share) ? drawFault(random) : { kind: 'none' as const },
  )
}
