// Words of a dry run in both languages: for the page and for the file, which carries both.
// Every cause that a result can name has one; a verdict's reason code is told as a code.
import type { Bilingual } from '../../../core/policy/catalogue.ts'
import { CAUSES, type Direction, type NoteKind, type UntriedRecord } from './result.ts'

export const DIRECTION_WORDS: Readonly<Record<Direction, Bilingual>> = {
  'refused-now': { zh: '当时已办，按新规则不能办', en: 'given then, refused by the new rule' },
  'good-now': { zh: '当时未办，按新规则可以办', en: 'refused then, good by the new rule' },
}

const CAUSE_WORDS: Readonly<Record<(typeof CAUSES)[number], Bilingual>> = {
  available: { zh: '可办', en: 'available' },
  'used-up': { zh: '额度已用完', en: 'used up' },
  'not-for-tier': { zh: '不含此等级', en: 'not for this tier' },
  'not-with-medium': { zh: '不接受此种出示方式', en: 'not with this medium' },
  'not-at-window': { zh: '本窗口不办', en: 'not at this window' },
  'not-for-relation': { zh: '不含此类家属', en: 'not for this relation' },
  'not-yet': { zh: '尚未开始', en: 'not yet in force' },
  'no-longer': { zh: '已经停办', en: 'no longer in force' },
  unknown: { zh: '卡本身不能判定', en: 'the card itself could not be judged' },
  'service-not-available': { zh: '不可办', en: 'not available' },
  'relation-not-allowed': { zh: '不含此服务对象', en: 'not for this person' },
  'quantity-out-of-range': { zh: '超出数量或额度', en: 'more than is left' },
  'companions-not-allowed': { zh: '同行人不符合规定', en: 'companions not allowed' },
  'amount-required': { zh: '须填金额', en: 'an amount is needed' },
  'amount-too-high': { zh: '超出上限', en: 'above the ceiling' },
  'item-removed': { zh: '事项已取消', en: 'the item was taken out' },
  'not-at-site': { zh: '此类网点不办', en: 'not at this kind of site' },
}

const isCause = (cause: string): cause is keyof typeof CAUSE_WORDS =>
  (CAUSES as readonly string[]).includes(cause)

export const causeWords = (cause: string): Bilingual =>
  isCause(cause) ? CAUSE_WORDS[cause] : { zh: `卡片核验（${cause}）`, en: `the check of the card (${cause})` }

export const UNTRIED_WORDS: Readonly<Record<UntriedRecord, Bilingual>> = {
  'no-evidence': { zh: '记录里没有核验依据（旧版程序）', en: 'the record holds no evidence (older program)' },
  'evidence-unreadable': { zh: '核验依据读不出来', en: 'its evidence cannot be read' },
  overridden: { zh: '由组长放行，不按规则判定', en: 'given on a supervisor’s word, whatever the rule' },
  'beyond-then': {
    zh: '按当时规则也已超额（各窗口互不知情），不计入变化',
    en: 'beyond the rule of its time too, when all windows are put together: no effect of the change',
  },
  'no-amount': {
    zh: '新规则要计金额，记录没有金额',
    en: 'the new rule counts an amount, the record holds none',
  },
  'no-companions': {
    zh: '新规则要求本人到场，记录没有写是否到场',
    en: 'the new rule wants the holder there, the record does not say whether he was',
  },
  'other-cause': {
    zh: '因材料、时间、非本人等未办，与规则无关',
    en: 'not served for a cause that no rule decides (papers, time, another person)',
  },
}

export const NOTE_WORDS: Readonly<Record<NoteKind, Bilingual>> = {
  'new-item': { zh: '新增事项，以前的记录里没有', en: 'a new item: nothing of it is on record' },
  'new-window': {
    zh: '增加了办理网点，那里以前没有人来办',
    en: 'more kinds of site: nobody asked for it there before',
  },
  'begins-later': {
    zh: '开始日期在试算之后，按已开始试算',
    en: 'begins after the run; tried as if it had begun',
  },
  ends: {
    zh: '到期停办，到期以后的影响不在去年的记录里',
    en: 'ends later: what comes after it is in no record of last year',
  },
  'unseen-facts': {
    zh: '条件、材料、上限或“本人到场”有改动，记录不含这些情况，无法试算',
    en: 'conditions, papers, ceilings or presence changed: no record holds these, so they cannot be tried',
  },
}
