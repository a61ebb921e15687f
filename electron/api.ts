// Every call that the screen may make, in one table: names, inputs, outputs. Both hosts serve it, the renderer infers from it.
// Nothing outside this table crosses the border; no raw token, full ID number, key or PIN ever comes out of it.
import { z } from 'zod'
import { PRESENTATIONS, TIERS } from '../core/card/card.ts'
import { bilingual, catalogueItem, quota, relation } from '../core/policy/catalogue.ts'
import { STATUSES } from '../core/policy/evidence.ts'
import { REASON_CODES, type ReasonCode } from '../core/policy/reasons.ts'
import { AVAILABILITIES, OUTCOMES } from '../core/policy/verdict.ts'
import { REJECTIONS, siteProfile } from '../core/sync/wire.ts'

const seconds = z.int().min(0)
const reason = z.enum(REASON_CODES as [ReasonCode, ...ReasonCode[]])

// ---- errors ----

/** What a call can refuse with; each code has one sentence in zh and en. `detail` is for support, never shown raw. */
export const API_ERRORS = [
  'untrusted-sender',
  'bad-request',
  'internal',
  'not-enrolled',
  'already-enrolled',
  'not-signed-in',
  'not-allowed', // the clerk's role does not reach
  // enrolment
  'enrolment-code-invalid',
  'enrolment-code-newer',
  'enrolment-code-unknown',
  'enrolment-code-used',
  'enrolment-code-expired',
  'root-key-mismatch',
  'registry-unreachable',
  'registry-refused',
  'registry-protocol',
  // sign-in
  'clerk-or-pin-wrong',
  'too-many-attempts', // with retryAfter
  'pin-too-weak',
  'clerk-number-taken',
  // counter
  'no-rules-yet', // enrolled, but the first sync has not brought keys and catalogue
  'no-open-visit', // the visit was closed, or another card was scanned since
  'not-servable', // the verdict does not allow serving
  'service-not-available',
  'person-not-checked',
  'quantity-out-of-range',
  'amount-required',
  'relation-not-allowed',
  'already-recorded', // the same item twice in one visit
  // storage: the alarms that block
  'journal-write-failed',
  'disk-full',
  // sync
  'sync-running',
] as const
export type ApiErrorCode = (typeof API_ERRORS)[number]
export type ApiError = { readonly code: ApiErrorCode; readonly id: string; readonly retryAfter?: number }

// ---- views ----

export const clerkView = z.object({
  number: z.string(),
  name: z.string(),
  role: z.enum(['clerk', 'supervisor']),
})
export type ClerkView = z.infer<typeof clerkView>

export const dataState = z.enum(['fresh', 'aging', 'stale', 'none'])

/** The status line: always true, pushed by the event `status` whenever it changes. */
export const statusView = z.object({
  now: seconds,
  holdersAsOf: seconds.nullable(),
  holdersState: dataState,
  revocationsAsOf: seconds.nullable(),
  revocationsState: dataState,
  holders: z.int(),
  catalogueVersion: z.string().nullable(),
  unsent: z.int(),
  rejected: z.int(),
  network: z.enum(['online', 'offline', 'unknown']),
  clock: z.enum(['ok', 'doubtful']),
  /** Set while the journal cannot be written: a blocking alarm, never a toast. */
  alarm: z.enum(['journal-write-failed', 'disk-full']).nullable(),
  sync: z.discriminatedUnion('state', [
    z.object({
      state: z.literal('idle'),
      last: z.lazy(() => syncResult).nullable(),
      nextAt: seconds.nullable(),
    }),
    z.object({
      state: z.literal('running'),
      step: z.enum(['push', 'manifest', 'keys', 'catalogue', 'snapshot', 'changes', 'apply', 'check']),
      done: z.int(),
      total: z.int().nullable(),
    }),
  ]),
})
export type StatusView = z.infer<typeof statusView>

export const SYNC_ERRORS = [
  'unreachable',
  'unauthorised',
  'cut-off',
  'clock-off',
  'bad-signature',
  'rolled-back', // the registry's manifest or key list is older than ours
  'bad-hash',
  'bad-data',
  'protocol',
  'server-error',
  'disk',
  'internal',
] as const
export const syncResult = z.object({
  at: seconds,
  trigger: z.enum(['manual', 'nightly', 'catch-up', 'light', 'enrolment']),
  seconds: z.number(),
  ok: z.boolean(),
  error: z.enum(SYNC_ERRORS).nullable(),
  pushed: z.int(),
  rejected: z.int(),
  pulledRows: z.int(),
  bytes: z.int(),
  sequence: z.int().nullable(),
})
export type SyncResult = z.infer<typeof syncResult>

export const appView = z.object({
  phase: z.enum(['enrol', 'sign-in', 'counter']),
  host: z.enum(['electron', 'loopback']),
  version: z.string(),
  terminalId: z.string().nullable(),
  site: siteProfile.nullable(),
  clerk: clerkView.nullable(),
  status: statusView,
})
export type AppView = z.infer<typeof appView>

/** A tile: the catalogue's words and this holder's answer. */
export const serviceTile = z.object({
  id: z.string(),
  title: bilingual,
  hint: bilingual,
  conditions: z.array(bilingual),
  clause: z.string(),
  availability: z.enum(AVAILABILITIES),
  relations: z.array(relation),
  quota: quota.nullable(),
  remaining: z.number().nullable(),
  usedAt: seconds.nullable(),
  usedSite: z.string().nullable(),
  ceilings: catalogueItem.shape.ceilings,
})
export type ServiceTile = z.infer<typeof serviceTile>

/** The verdict as the screen may know it: masked. */
export const visitView = z.object({
  /** Null when nothing can be recorded for it but a refusal. */
  visitId: z.uuid(),
  scannedAt: seconds,
  outcome: z.enum(OUTCOMES),
  reason,
  clause: z.string(),
  notes: z.array(reason),
  presentation: z.enum(PRESENTATIONS).nullable(),
  personCheck: z.boolean(),
  /** Present only when the card was believed and found; never for a code that is not one of ours. */
  holder: z
    .object({
      cardNumber: z.string(), // "5323 0000 1268"
      nameMasked: z.string(), // 杨*芳
      idTail: z.string(),
      tier: z.enum(TIERS),
      provincial: z.boolean(),
      status: z.enum(STATUSES),
      serial: z.int(),
      presentedSerial: z.int().nullable(),
      statusSince: seconds,
      expiresAt: seconds,
    })
    .nullable(),
  services: z.array(serviceTile),
  /** Items of the catalogue that this window does not offer. */
  otherItems: z.int(),
  data: z.object({ state: dataState, asOf: seconds.nullable() }),
  clock: z.enum(['ok', 'doubtful']),
})
export type VisitView = z.infer<typeof visitView>

export const recordView = z.object({
  sequence: z.int(),
  id: z.uuid(),
  visitId: z.uuid(),
  at: seconds,
  kind: z.enum(['service', 'refusal', 'void']),
  nameMasked: z.string().nullable(),
  cardTail: z.string().nullable(),
  tier: z.enum(TIERS).nullable(),
  itemId: z.string().nullable(),
  itemTitle: bilingual.nullable(),
  relation: relation.nullable(),
  quantity: z.int(),
  amountCny: z.int().nullable(),
  outcome: z.enum(OUTCOMES),
  reason,
  clerk: z.string(),
  delivery: z.enum(['pending', 'sent', 'acknowledged', 'rejected']),
  rejection: z.enum(REJECTIONS).nullable(),
})
export type RecordView = z.infer<typeof recordView>

const pin = z.string().min(1).max(32)
const clerkNumber = z.string().min(1).max(20)

// ---- procedures ----

export const procedures = {
  'app.get': { input: z.void(), output: appView },
  'enrolment.enrol': {
    input: z.object({
      code: z.string().max(400),
      clerk: z.object({ number: clerkNumber.regex(/^\d{1,12}$/), name: z.string().min(1).max(30), pin }),
    }),
    output: appView,
  },
  'session.signIn': { input: z.object({ number: clerkNumber, pin }), output: appView },
  'session.signOut': { input: z.void(), output: appView },
  /** A scan, a camera frame's text, or typed input: whatever it is, a verdict comes back. Opens a visit. */
  'visit.present': {
    input: z.object({ raw: z.string().max(2_000_000), source: z.enum(['camera', 'scanner', 'typed']) }),
    output: visitView,
  },
  /** Serves: one record per item, in one transaction. What it has answered is on disk. */
  'visit.record': {
    input: z.object({
      visitId: z.uuid(),
      personChecked: z.boolean(),
      items: z
        .array(
          z.object({
            itemId: z.string().max(8),
            relation,
            quantity: z.int().min(1).max(99),
            amountCny: z.int().min(0).max(100_000_000).nullable(),
          }),
        )
        .min(1)
        .max(20),
      comment: z.string().max(500).nullable(),
      rating: z.int().min(1).max(5).nullable(),
    }),
    output: z.object({ records: z.array(recordView) }),
  },
  /** Records that the holder was not served, for the reason of the verdict. */
  'visit.refuse': { input: z.object({ visitId: z.uuid() }), output: z.object({ record: recordView }) },
  /** The next holder, please: forgets the open visit. */
  'visit.close': { input: z.object({ visitId: z.uuid() }), output: z.null() },
  /** Today's records (Asia/Shanghai), newest first. */
  'records.today': {
    input: z.object({ limit: z.int().min(1).max(500) }),
    output: z.object({ records: z.array(recordView), total: z.int() }),
  },
  'sync.now': { input: z.void(), output: syncResult },
} as const satisfies Record<string, { input: z.ZodType; output: z.ZodType }>

export type Procedures = typeof procedures
export type ProcedureName = keyof Procedures
export type Input<N extends ProcedureName> = z.infer<Procedures[N]['input']>
export type Output<N extends ProcedureName> = z.infer<Procedures[N]['output']>
export const PROCEDURE_NAMES = Object.keys(procedures) as readonly ProcedureName[]

// ---- events, main → screen ----

export const events = { status: statusView, app: appView } as const
export type EventName = keyof typeof events
export type EventData<N extends EventName> = z.infer<(typeof events)[N]>

/** Answer of every call, over IPC and over HTTP alike. */
export type Reply<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: ApiError }

/** What the renderer finds: `window.terminal` from the preload, or the loopback client of the same shape. */
export type TerminalBridge = {
  call<N extends ProcedureName>(name: N, input: Input<N>): Promise<Reply<Output<N>>>
  /** Returns its own unsubscribe. */
  on<N extends EventName>(name: N, listener: (data: EventData<N>) => void): () => void
}
