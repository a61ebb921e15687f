// Situations for the tables of reasons, quotas and limits: what is presented, at which window, under which catalogue.
// The good values are those of good-card.ts; no rule may be worked out in this file.
import type { PhysicalClaims, VirtualClaims } from '../../../core/card/card.ts'
import type { CatalogueItem } from '../../../core/policy/catalogue.ts'
import { decide } from '../../../core/policy/decide.ts'
import type { Evidence, PresentedEvidence, Replay, TokenCheck } from '../../../core/policy/evidence.ts'
import type { Verdict, Window } from '../../../core/policy/verdict.ts'
import {
  CATALOGUE,
  DAY,
  type Difference,
  situation as evidenceOf,
  NOW,
  PHYSICAL as OLD_CARD,
  PRESENTED,
  SPECIMEN,
  signedBy,
  token,
  VIRTUAL,
} from './good-card.ts'

export { CATALOGUE, chuxiong as at, DAY, HOUR, NOW, used } from './good-card.ts'

type Key = Extract<TokenCheck, { result: 'valid' }>['key']
type Signing = { readonly check?: TokenCheck; readonly key?: Partial<Key>; readonly replay?: Replay }

const ISSUED_LAST_MONTH = { issuedAt: NOW - 30 * DAY }

export const physical = ({ check, key, replay, ...claims }: Partial<PhysicalClaims> & Signing = {}) =>
  token({ ...OLD_CARD, ...ISSUED_LAST_MONTH, ...claims }, check ?? signedBy('physical', key), replay)
export const specimen = ({ check, key, replay, ...claims }: Partial<PhysicalClaims> & Signing = {}) =>
  token({ ...SPECIMEN, ...ISSUED_LAST_MONTH, ...claims }, check ?? signedBy('specimen', key), replay)
export const virtual = ({ check, key, replay, ...claims }: Partial<VirtualClaims> & Signing = {}) =>
  token({ ...VIRTUAL, ...claims }, check ?? signedBy('virtual', key), replay)

export const TYPED = PRESENTED.number
export const ID_CARD = PRESENTED['id-card']
export const PROVINCIAL = PRESENTED.provincial

export type Situation = {
  readonly evidence: Evidence
  readonly window: Window
  readonly catalogue: typeof CATALOGUE
}
type Circumstances = Difference & {
  readonly at?: Window['siteKind']
  readonly items?: readonly string[]
  readonly catalogue?: typeof CATALOGUE
}

export function situation(presented: PresentedEvidence, circumstances: Circumstances = {}): Situation {
  const { at = 'service-hall', items = null, catalogue = CATALOGUE, ...difference } = circumstances
  return {
    evidence: evidenceOf({ ...difference, presented }),
    window: { siteKind: at, itemIds: items },
    catalogue,
  }
}

export const judge = ({ evidence, window, catalogue }: Situation): Verdict =>
  decide(evidence, window, catalogue)
export const verdictOn = (presented: PresentedEvidence, circumstances: Circumstances = {}): Verdict =>
  judge(situation(presented, circumstances))

/** The 2023 catalogue with the items of these numbers changed. */
export const amended = (changes: Readonly<Record<string, Partial<CatalogueItem>>>): typeof CATALOGUE => ({
  ...CATALOGUE,
  items: CATALOGUE.items.map(item => ({ ...item, ...changes[item.id] })),
})
