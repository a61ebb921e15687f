// What crosses the wire between terminal and registry, as schemas both sides parse with.
// No field may carry a full ID number, a phone or an employer; times are seconds since 1970 UTC unless said.
import { z } from 'zod'
import { TIERS } from '../card/card.ts'
import { catalogueItem, relation, siteKind } from '../policy/catalogue.ts'
import { STATUSES } from '../policy/evidence.ts'
import { DEFAULT_POLICY, sitePolicy } from '../policy/site-policy.ts'
import { roster } from './roster.ts'

export const PROTOCOL_VERSION = 1

/** Bytes of a request's body as sent: what is larger, the registry does not read. */
export const LARGEST_BODY = 4 * 1024 * 1024

export const cardNumberText = z.string().regex(/^\d{12}$/)
export const sha256Hex = z.string().regex(/^[0-9a-f]{64}$/)
const seconds = z.int().min(0).max(0xffff_ffff)

/** A document signed by the root (key-list) or a `publish` key (all others). See signed.ts. */
export const signedDocument = z.object({
  kind: z.enum([
    'enrolment',
    'exchange-keys',
    'key-list',
    'manifest',
    'catalogue',
    'catalogue-plan',
    'revocations',
    'appointments',
  ]),
  /** The payload as JSON text; the signature covers these very bytes. */
  payload: z.string().max(4_000_000),
  /** 0 = root. */
  keyId: z.int().min(0).max(0xffff),
  signature: z.string().regex(/^[A-Za-z0-9_-]{86}$/),
})
export type SignedDocument = z.infer<typeof signedDocument>

// ---- holders and usage: lines of snapshots and change files (NDJSON, gzip) ----

/** One holder as a terminal may know him. Sorted by card number in a snapshot. */
export const holderRow = z.object({
  t: z.literal('h'),
  card: cardNumberText,
  serial: z.int().min(1).max(255),
  tier: z.enum(TIERS),
  status: z.enum(STATUSES),
  statusSince: seconds,
  expiresAt: seconds,
  name: z.string().min(1).max(60),
  /** Lower-case, no tones, one space between syllables: "yang ming fang". */
  pinyin: z.string().max(200),
  idTail: z.string().regex(/^[0-9X]{4}$/),
  /** HMAC-SHA-256 of the ID number under the look-up key that enrolment handed out; first 16 bytes, hex. */
  idHash: z.string().regex(/^[0-9a-f]{32}$/),
  /** Number of the holder's provincial card, if he has one. */
  provincial: z.string().max(20).nullable(),
})
export type HolderRow = z.infer<typeof holderRow>

/** A service that counts towards a quota, recorded anywhere; `void` true takes it back. Only items with a holder quota. */
export const usageRow = z.object({
  t: z.literal('u'),
  record: z.uuid(),
  card: cardNumberText,
  item: z.string().max(8),
  at: seconds,
  site: z.string().max(80),
  amountCny: z.int().min(0).nullable(),
  void: z.boolean(),
})
export type UsageRow = z.infer<typeof usageRow>

/** A holder taken out of the register (a merged duplicate). */
export const goneRow = z.object({ t: z.literal('g'), card: cardNumberText })
export type GoneRow = z.infer<typeof goneRow>

export const dataRow = z.discriminatedUnion('t', [holderRow, usageRow, goneRow])
export type DataRow = z.infer<typeof dataRow>

// ---- manifest ----

export const artifactRef = z.object({
  /** Path below /v1/artifacts/, content-addressed: "snapshot-<sha256>.ndjson.gz". */
  path: z.string().regex(/^[a-z]+-[0-9a-f]{64}\.[a-z.]+$/),
  sha256: sha256Hex, // of the compressed bytes, as served
  bytes: z.int().min(0),
  rows: z.int().min(0),
})
export type ArtifactRef = z.infer<typeof artifactRef>

export const changeRef = artifactRef.extend({ from: z.int().min(0), to: z.int().min(1) })
export type ChangeRef = z.infer<typeof changeRef>

/** What one bucket of the register holds: holders, uses of quotas, and one digest over both. See buckets.ts. */
export const bucketSum = z.object({
  count: z.int().min(0),
  uses: z.int().min(0),
  digest: z.string().regex(/^[0-9a-f]{32}$/),
})
export type BucketText = z.infer<typeof bucketSum>

/**
 * Where the blocks of a snapshot lie in its file: each is a gzip member of its own, so that a terminal whose bucket
 * differs fetches that range alone. Content-addressed and named by the manifest, so it needs no signature of its own.
 */
export const snapshotIndex = z.object({
  v: z.literal(1),
  parts: z.array(
    z.object({
      /** buckets.ts `blockOf`. */
      block: z.int().min(0),
      offset: z.int().min(0),
      bytes: z.int().min(1),
      sha256: sha256Hex,
    }),
  ),
})
export type SnapshotIndex = z.infer<typeof snapshotIndex>
export type SnapshotPart = SnapshotIndex['parts'][number]

/** Version of the manifest alone: 2 counts uses into the buckets and cuts snapshots into blocks. */
export const MANIFEST_VERSION = 2

/** The payload of the signed document "manifest". `sequence` never goes back at a terminal. */
export const manifest = z.object({
  protocol: z.literal(MANIFEST_VERSION),
  /** Published state; +1 at each publication that changed a row. */
  sequence: z.int().min(0),
  /** When this state was confirmed as the newest: the "status as of" of every verdict. */
  issuedAt: seconds,
  nextUpdate: seconds,
  holders: z.int().min(0),
  buckets: z.array(bucketSum).length(256),
  snapshot: artifactRef.extend({ sequence: z.int().min(0), index: artifactRef }),
  /**
   * Change files that lead from the snapshot's sequence (or earlier) to `sequence`, in order, without gaps. A row says
   * how things are at `to`, so a file may be applied to any state between `from` and `to`.
   */
  changes: z.array(changeRef).max(500),
  catalogue: z.object({ version: z.string(), sha256: sha256Hex, path: z.string() }),
  /** The plan of catalogues to come, by the hash of its payload. Registries before 2026-12 have none. */
  plan: z.object({ sha256: sha256Hex, path: z.string() }).optional(),
  keyListCounter: z.int().min(1),
})
export type Manifest = z.infer<typeof manifest>

/**
 * The payload of the signed document "catalogue-plan": catalogues that are published and not yet in force, each signed by
 * itself, in the order of their days. A terminal goes over to one at midnight of its day (Asia/Shanghai), network or none.
 */
export const cataloguePlan = z.object({
  upcoming: z
    .array(z.object({ version: z.string(), effectiveFrom: z.iso.date(), document: signedDocument }))
    .max(8),
})
export type CataloguePlan = z.infer<typeof cataloguePlan>

// ---- revocations: what may be asked every few minutes, apart from the register's changes ----

/**
 * The payload of the signed document "revocations": a few hundred bytes. The list that it names holds the standing of
 * every card on which the register acted since `reachesBackTo`; it is fetched only where its hash is a new one.
 */
export const revocations = z.object({
  protocol: z.literal(PROTOCOL_VERSION),
  /** The published state whose standings the list gives. */
  sequence: z.int().min(0),
  /** When the list was confirmed as the newest. */
  issuedAt: seconds,
  nextUpdate: seconds,
  /** A terminal whose holder data is older than this must pull it first: the list alone would leave a gap. */
  reachesBackTo: seconds,
  list: artifactRef,
})
export type Revocations = z.infer<typeof revocations>

/** A card's standing as of the list. Never why. */
export const standingRow = z.object({
  t: z.literal('s'),
  card: cardNumberText,
  serial: z.int().min(1).max(255),
  status: z.enum(STATUSES),
  since: seconds,
})
export type StandingRow = z.infer<typeof standingRow>
/** A terminal that was cut off: it learns so from any copy of the list. */
export const cutOffRow = z.object({ t: z.literal('x'), terminal: z.string().max(40) })
export type CutOffRow = z.infer<typeof cutOffRow>
export const revocationRow = z.discriminatedUnion('t', [standingRow, cutOffRow])
export type RevocationRow = z.infer<typeof revocationRow>

// ---- enrolment ----

/** What POST /v1/enrol takes. The one-time secret is single-use and short-lived. */
export const enrolRequest = z.object({
  protocol: z.literal(PROTOCOL_VERSION),
  secret: z.string().min(16).max(64),
  /** Raw Ed25519 public key of the terminal, base64url. */
  publicKey: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
  /** That the terminal has the private half: enrolment-proof.ts. */
  proof: z.string().regex(/^[A-Za-z0-9_-]{86}$/),
  appVersion: z.string().max(40),
})

export const siteProfile = z.object({
  siteId: z.string().max(40),
  siteName: z.object({ zh: z.string(), en: z.string() }),
  siteKind: siteKind,
  county: z.string().max(40),
  windowName: z.object({ zh: z.string(), en: z.string() }),
  /** null = all items of the site kind. */
  itemIds: z.array(catalogueItem.shape.id).nullable(),
  /** What the office lets this site's terminals do; an older registry says nothing about it. */
  policy: sitePolicy.catch(DEFAULT_POLICY),
})
export type SiteProfile = z.infer<typeof siteProfile>

/** The payload of the signed document "enrolment": what a terminal becomes, for the one key that it asked with. */
export const enrolmentGrant = z.object({
  publicKey: enrolRequest.shape.publicKey,
  terminalId: z.string().regex(/^[a-z0-9-]{4,40}$/),
  site: siteProfile,
  /** Key of the ID-number look-up hash, 32 bytes base64url. */
  idLookupKey: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
  serverTime: seconds,
})
export type EnrolmentGrant = z.infer<typeof enrolmentGrant>

/** Each is proven by the one before: the code names the root key, the root signs the list, a key of the list the grant. */
export const enrolResponse = z.object({
  /** Raw root public key, base64url; must hash to the fingerprint in the enrolment code. */
  rootKey: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
  keyList: signedDocument,
  grant: signedDocument,
})
export type EnrolResponse = z.infer<typeof enrolResponse>

// ---- records ----

/**
 * A line of the service log as it was hashed: `body` is the exact text. The chain is SHA-256(prev ‖ body), hex;
 * the first `prev` is 64 zeros. See chain.ts.
 */
export const sealedRecord = z.object({
  sequence: z.int().min(1),
  id: z.uuid(),
  body: z.string().min(2).max(65_536),
  prev: sha256Hex,
  hash: sha256Hex,
})
export type SealedRecord = z.infer<typeof sealedRecord>

/** As the registry reads one: whatever its text and id are worth, its place in the chain can be told, so it stops no other. */
export const receivedRecord = sealedRecord.extend({
  id: z.string().max(100),
  body: z.string(),
  /** Characters of a text that is too large to come; `body` is then empty, and only the place in the chain is told. */
  withheld: z.int().min(1).optional(),
})
export type ReceivedRecord = z.infer<typeof receivedRecord>

/** Why a holder whose card is good was not served; each has a name in zh and en. */
export const REFUSAL_CAUSES = [
  'holder-left', // or will come back
  'not-today', // this window cannot do it today
  'papers-missing',
  'used-up', // what he came for is; other services were open to him
  'not-the-holder', // the person does not match the card
] as const
export const refusalCause = z.enum(REFUSAL_CAUSES)
export type RefusalCause = z.infer<typeof refusalCause>

/** What a body says, once parsed. Unknown fields of a newer terminal are kept in the text, ignored here. */
export const recordBody = z.object({
  v: z.literal(1),
  id: z.uuid(),
  terminal: z.string(),
  site: z.string(),
  /** One visit of one holder; several services may share it. */
  visit: z.uuid(),
  /** `rating`: what the holder said after the services of the same visit were recorded; it counts for that visit, once. */
  kind: z.enum(['service', 'refusal', 'void', 'rating']),
  at: seconds,
  /** Seconds between the scan and Enter. */
  took: z.number().min(0),
  clerk: z.string().max(20),
  card: cardNumberText.nullable(),
  serial: z.int().nullable(),
  tier: z.enum(TIERS).nullable(),
  presentation: z.string().nullable(),
  /** Replay key of a virtual card, for double-use across terminals: "keyId.card.nonce". */
  nonce: z.string().max(80).nullable(),
  item: catalogueItem.shape.id.nullable(),
  relation: relation.nullable(),
  /** Tickets (11.1), the holder's own among them; else 1. */
  quantity: z.int().min(1).max(99),
  /** Who came along with the holder and was counted (11.1). Terminals before 2023.2 leave it out. */
  companions: z
    .array(z.object({ relation, count: z.int().min(1).max(98) }))
    .max(8)
    .optional(),
  /** The company's name, where the service was done for one and the clerk took it down. */
  company: z.string().min(1).max(60).optional(),
  /** For `refusal` of a card that is good: why nobody was served all the same. */
  cause: refusalCause.optional(),
  amountCny: z.int().min(0).nullable(),
  outcome: z.string(),
  reason: z.string(),
  personChecked: z.boolean(),
  /** For `void`: the record taken back. */
  voids: z.uuid().nullable(),
  /** For `void`: why, by code (../policy/void.ts) and in words. Absent in records of terminals before it. */
  voidReason: z.object({ code: z.string().max(40), text: z.string().max(200) }).optional(),
  /** Served on a supervisor's word although the verdict, which stays as it was, did not allow it. */
  override: z
    .object({ by: z.string().max(20), reason: z.string().max(40), text: z.string().max(200) })
    .optional(),
  comment: z.string().max(500).nullable(),
  /** 1 … 5, the holder's. */
  rating: z.int().min(1).max(5).nullable(),
  basis: z.object({
    catalogue: z.string(),
    sequence: z.int().nullable(),
    keyList: z.int().nullable(),
    app: z.string(),
    /** What the window offered then, for the replay. Terminals before 2026-11 leave it out. */
    window: z.object({ siteKind, itemIds: z.array(catalogueItem.shape.id).nullable() }).optional(),
  }),
  /** Evidence (../policy/evidence.ts) for `explain`; the registry keeps it unread. */
  evidence: z.unknown(),
})
export type RecordBody = z.infer<typeof recordBody>

/** Sequences, both inclusive. */
export const sequenceRange = z.object({ from: z.int().min(1), to: z.int().min(1) })
export type SequenceRange = z.infer<typeof sequenceRange>

export const recordBatch = z.object({
  protocol: z.literal(PROTOCOL_VERSION),
  records: z.array(receivedRecord).min(1).max(500),
  /** What the terminal's journal lost to damage and can never send: named, so that what follows it is not held up. */
  missing: z.array(sequenceRange).max(200).optional(),
})
export type RecordBatch = z.infer<typeof recordBatch>

/** Why the registry would not take a record; each has one sentence in zh and en. */
export const REJECTIONS = [
  'chain-gap', // the record before it has not come: send that first
  'chain-fork', // it follows from another past than the one that came: send that first
  'chain-broken', // hash does not follow from prev and body
  'id-reused', // the id exists with another content
  'bad-body', // body does not parse, or belongs to another terminal
  'too-large', // even alone it does not get through
] as const
export const rejection = z.enum(REJECTIONS)
export type Rejection = z.infer<typeof rejection>

export const recordAnswer = z.discriminatedUnion('status', [
  z.object({ sequence: z.int(), status: z.literal('accepted') }),
  z.object({ sequence: z.int(), status: z.literal('duplicate') }), // had it already: as good as accepted
  z.object({
    sequence: z.int(),
    status: z.literal('rejected'),
    reason: rejection,
    /** True: the registry keeps its text and its place in the chain, and goes on behind it. */
    held: z.boolean().optional(),
  }),
])
/** The last record of a chain, or of a branch that a restored journal began: what the next one may follow. */
export const chainEnd = z.object({
  branch: z.int().min(0),
  sequence: z.int().min(0),
  hash: sha256Hex,
})
export type ChainEnd = z.infer<typeof chainEnd>

/** Why a terminal's chain is not one line, by name. */
export const CHAIN_EVENTS = [
  'gap', // sequences are missing that may still come
  'lost', // sequences are missing, and the terminal says that it has them no more
  'reorder', // records came, or claim to stand, in another order than they were made
  'removal', // the terminal has no more what it once delivered: a restored or cut journal
  'fork', // another record stands in this place already: the chain goes on in two branches
  'broken', // a text that its hash does not follow from
] as const
export type ChainEventKind = (typeof CHAIN_EVENTS)[number]

/** What the registry tells a terminal of its own chain. `sequence` to `until`, both inclusive. */
export const chainNotice = z.object({
  kind: z.enum(CHAIN_EVENTS),
  branch: z.int().min(0),
  sequence: z.int().min(1),
  until: z.int().min(1),
  firstAt: seconds,
  /** A gap that has been filled. */
  closed: z.boolean(),
})
export type ChainNotice = z.infer<typeof chainNotice>
/** Newest first; a program that does not know a kind goes without. */
export const chainNotices = z.array(chainNotice).max(50).optional().catch(undefined)

export const recordAnswers = z.object({
  serverTime: seconds,
  answers: z.array(recordAnswer),
  /** What this batch showed of the chain, or mended in it. */
  chain: chainNotices,
  /** Where the registry stands after this batch, so that a terminal can go back to what it has and send on from there. */
  ends: z.array(chainEnd).max(1000).optional(),
})
export type RecordAnswers = z.infer<typeof recordAnswers>

// ---- quotas, live ----

/** What POST /v1/quota takes: asked at the counter for an item of which a holder has little. */
export const quotaQuestion = z.object({
  protocol: z.literal(PROTOCOL_VERSION),
  card: cardNumberText,
  items: z.array(catalogueItem.shape.id).min(1).max(20),
})
export type QuotaQuestion = z.infer<typeof quotaQuestion>

/** Services of these items on any card of this holder, not voided, as the registry has them at `serverTime`. */
export const quotaAnswer = z.object({
  serverTime: seconds,
  card: cardNumberText,
  usage: z.array(usageRow.pick({ record: true, item: true, at: true, site: true, amountCny: true })).max(500),
})
export type QuotaAnswer = z.infer<typeof quotaAnswer>

// ---- the holder's picture, live ----

/** Bytes. Small enough for a slow line, and for eyes to compare a face. */
export const LARGEST_PHOTO = 20 * 1024
const photoBody = z.base64().max(Math.ceil(LARGEST_PHOTO / 3) * 4)

/** What POST /v1/photo takes: asked after a verdict that serves the holder. Each picture given is on the registry's trail. */
export const photoQuestion = z.object({ protocol: z.literal(PROTOCOL_VERSION), card: cardNumberText })
export type PhotoQuestion = z.infer<typeof photoQuestion>

/** Null: there is none, or the site does without. Kept nowhere but on the screen. */
export const photoAnswer = z.object({
  card: cardNumberText,
  photo: z.object({ type: z.enum(['image/jpeg', 'image/png']), body: photoBody }).nullable(),
})
export type PhotoAnswer = z.infer<typeof photoAnswer>

/** The terminal's own report, sent with each sync (GET /v1/hello answers with server time). */
export const helloResponse = z.object({
  serverTime: seconds,
  protocol: z.literal(PROTOCOL_VERSION),
  /** False once the terminal has been cut off: it wipes its cache and keeps its journal. */
  active: z.boolean(),
  /** The site's profile as it is now. */
  site: siteProfile,
  /** Where the terminal's chain is not one line, if anywhere. */
  chain: chainNotices,
  /** Clerks of the site, hashes alone; an older registry sends none. */
  clerks: roster.optional().catch(undefined),
  /** Who has been given a half day at this site (appointments.ts), signed; an older registry sends none. */
  appointments: signedDocument.optional().catch(undefined),
  /** Where artifacts are fetched from instead, without any signature of ours: a bucket or CDN. No trailing slash. */
  artifactBase: z
    .url({ protocol: /^https?$/ })
    .nullable()
    .optional(),
})
export type HelloResponse = z.infer<typeof helloResponse>

/** Every refusal of the registry, as JSON with its HTTP status. */
export const apiError = z.object({
  error: z.object({
    code: z.enum([
      'bad-request',
      'unauthorised',
      'terminal-cut-off',
      'enrolment-code-unknown',
      'enrolment-code-used',
      'enrolment-code-expired',
      'protocol-version',
      'not-found',
      'too-many-requests',
      'too-large',
      'internal',
    ]),
    message: z.string(),
    /** With `unauthorised`: lets a terminal whose clock is wrong sign again. */
    serverTime: seconds.optional(),
  }),
})
export type ApiErrorCode = z.infer<typeof apiError>['error']['code']
