// Training: what each specimen shows, as an invented holder in an invented situation, for the same `decide` that judges real cards.
// Nothing here stands in any register: numbers begin with 0000, which no card of ours does.
import type { CardNumber, Claims, Presentation, Tier } from '../card/card.ts'
import type { Catalogue } from './catalogue.ts'
import { decide } from './decide.ts'
import type { Evidence, HolderFacts, PresentedEvidence, Status, Usage } from './evidence.ts'
import { SPECIMENS, type Specimen } from './specimens.ts'
import type { Verdict, Window } from './verdict.ts'

export type InventedHolder = HolderFacts & { readonly name: string; readonly idTail: string }
export type Rehearsal = {
  readonly evidence: Evidence
  readonly verdict: Verdict
  readonly holder: InventedHolder | null
}

type Stage = {
  /** As recorded in this training, and nowhere else. */
  readonly usageOf: (card: CardNumber) => readonly Usage[]
  readonly window: Window
  readonly catalogue: Catalogue
  /** Seconds since 1970 UTC. */
  readonly now: number
}

/** What a specimen's number stands for at this window; null for any other number. */
export function rehearse(cardNumber: CardNumber, stage: Stage): Rehearsal | null {
  const specimen = SPECIMENS.find(s => s.cardNumber === cardNumber)
  if (specimen === undefined) return null
  const { window, catalogue } = stage
  const judged = scenesOf(specimen, stage.now).map(scene => ({
    scene,
    verdict: decide(scene.evidence, window, catalogue),
  }))
  // Where the rules of a window know no such outcome, the specimen shows what they make of it.
  const shown = judged.find(j => j.verdict.outcome === specimen.outcome) ?? judged[0]
  if (shown === undefined) return null
  const { holder, evidence: unused } = shown.scene
  const evidence = { ...unused, usage: holder === null ? [] : stage.usageOf(cardNumber) }
  return { evidence, holder, verdict: decide(evidence, window, catalogue) }
}

type Scene = { readonly evidence: Evidence; readonly holder: InventedHolder | null }
type Play = {
  readonly medium: Extract<Presentation, 'virtual' | 'physical'>
  readonly tier: Tier
  readonly status?: Status
}

const DAY = 86_400
const A_CODE: Play = { medium: 'virtual', tier: 'A' }
const A_CARD: Play = { medium: 'physical', tier: 'A' }
const B_CODE: Play = { medium: 'virtual', tier: 'B' }
const B_CARD: Play = { medium: 'physical', tier: 'B' }

/** The first that gives the outcome at the window counts. */
function scenesOf({ outcome, index, cardNumber }: Specimen, now: number): readonly Scene[] {
  const played = (...plays: readonly Play[]) => plays.map(play => played1(play, index, cardNumber, now))
  switch (outcome) {
    case 'good':
      return played(A_CODE, B_CODE)
    case 'check-person':
      return played(A_CARD, B_CARD, { ...A_CODE, status: 'lost' })
    case 'some-services':
      return played(B_CODE, B_CARD, A_CODE, A_CARD)
    case 'cannot-judge':
      // A card younger than the data.
      return [{ evidence: evidenceOf(token(A_CARD, cardNumber, now - 60), null, now), holder: null }]
    case 'no':
      return played({ ...A_CARD, status: 'revoked' })
    case 'not-ours':
      return [{ evidence: evidenceOf({ kind: 'foreign', foreign: 'wechat-pay' }, null, now), holder: null }]
    case 'scan-again':
      return [{ evidence: evidenceOf({ kind: 'unreadable', why: 'fragment' }, null, now), holder: null }]
  }
}

const NAMES = '甲乙丙丁戊己庚'

function played1(play: Play, index: number, cardNumber: CardNumber, now: number): Scene {
  const holder: InventedHolder = {
    cardNumber,
    serial: 1,
    tier: play.tier,
    provincial: false,
    status: play.status ?? 'active',
    statusSince: now - 30 * DAY,
    expiresAt: now + 300 * DAY,
    name: `演练${NAMES[index - 1] ?? ''}`,
    idTail: '0000',
  }
  const issuedAt = play.medium === 'virtual' ? now : now - 30 * DAY
  return { evidence: evidenceOf(token(play, cardNumber, issuedAt), holder, now), holder }
}

function token({ medium, tier }: Play, cardNumber: CardNumber, issuedAt: number): PresentedEvidence {
  const common = { tier, keyId: 0, cardNumber, serial: 1, issuedAt } as const
  const claims: Claims =
    medium === 'virtual'
      ? { ...common, profile: 21, medium, lifetime: 60, nonce: '00'.repeat(8) }
      : { ...common, profile: 11, medium, expiresAt: issuedAt + 365 * DAY }
  const [notBefore, notAfter] = [issuedAt - DAY, issuedAt + 400 * DAY]
  return {
    kind: 'token',
    claims,
    check: { result: 'valid', key: { use: medium, notBefore, notAfter, acceptUntil: notAfter } },
    replay: 'first',
  }
}

function evidenceOf(presented: PresentedEvidence, holder: InventedHolder | null, now: number): Evidence {
  // A minute and a half ago: the data is fresh, and a card of this minute is not in it.
  const asOf = now - 90
  return {
    presented,
    faults: [],
    holder: holder === null ? null : factsOf(holder),
    usage: [],
    data: { holdersAsOf: asOf, revocationsAsOf: asOf, keyListAsOf: asOf, sequence: 1 },
    clock: { wall: now, lastTrusted: now, offsetAtLastSync: 0 },
    training: true,
  }
}

function factsOf({ name: _, idTail: __, ...facts }: InventedHolder): HolderFacts {
  return facts
}
