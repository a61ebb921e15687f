// Who qualifies (art. 3): each clause with its tier, a question in plain words, and what is brought as proof.
// Data for both sides, applicant and office; nothing in here decides anything.
import type { Tier } from '../../core/card/card.ts'
import type { Bilingual } from '../../core/policy/catalogue.ts'

export const CLAUSE_IDS = [
  ...(['A1', 'A2', 'A3', 'A4', 'A5', 'A6'] as const),
  ...(['B1', 'B2', 'B3', 'B4'] as const),
  ...(['F1', 'F2'] as const),
] as const
export type ClauseId = (typeof CLAUSE_IDS)[number]

export type Clause = {
  readonly id: ClauseId
  /** "art. 3-1-2"; the last paragraph of the article has no number of its own. */
  readonly clause: string
  /** Two where the office recognises the tier that corresponds. */
  readonly tiers: readonly Tier[]
  readonly title: Bilingual
  /** What the applicant asks himself. */
  readonly question: Bilingual
  readonly proofs: readonly Bilingual[]
}

const CONTRACT: Bilingual = {
  zh: '聘用（劳动）合同或单位在职证明',
  en: 'Employment contract, or the employer’s statement that you work there',
}
const selection = (zh: string, en: string): Bilingual => ({ zh, en })

export const CLAUSES: readonly Clause[] = [
  {
    id: 'A1',
    clause: 'art. 3-1-1',
    tiers: ['A'],
    title: { zh: '符合“兴滇惠才卡”条件', en: 'Qualifies for the provincial talent card' },
    question: {
      zh: '您符合省里“兴滇惠才卡”（A 卡或 B 卡）的发放条件，并且在楚雄工作？',
      en: 'Do you qualify for the provincial 兴滇惠才卡 (A or B), and work in Chuxiong?',
    },
    proofs: [
      selection('兴滇惠才卡，或能证明符合条件的文件', 'The provincial card, or papers that show you qualify'),
      CONTRACT,
    ],
  },
  {
    id: 'A2',
    clause: 'art. 3-1-2',
    tiers: ['A'],
    title: {
      zh: '联系专家、产业导师、科技副总、“兴楚人才奖”',
      en: 'Liaison expert, industry mentor, deputy head for science, Xingchu Talent Award',
    },
    question: {
      zh: '您是省委或州委联系专家、省产业导师、科技副总的入选者，或得过“兴楚人才奖”？',
      en: 'Are you a provincial or prefecture liaison expert, a provincial industry mentor, a deputy head for science, or a winner of the Xingchu Talent Award?',
    },
    proofs: [selection('入选文件或获奖证书', 'The letter of selection or the award certificate'), CONTRACT],
  },
  {
    id: 'A3',
    clause: 'art. 3-1-3',
    tiers: ['A'],
    title: { zh: '“兴楚”科技、产业技术领军人才', en: 'Xingchu leader in science or industrial technology' },
    question: {
      zh: '您入选了“兴楚科技领军人才”或“兴楚产业技术领军人才”培养计划？',
      en: 'Were you selected for the Xingchu programmes for leaders in science or in industrial technology?',
    },
    proofs: [selection('入选文件', 'The letter of selection'), CONTRACT],
  },
  {
    id: 'A4',
    clause: 'art. 3-1-4',
    tiers: ['A'],
    title: { zh: '“高精尖缺”引进高端人才', en: 'Brought in by the programme for scarce top talent' },
    question: {
      zh: '您是通过“高精尖缺”引才工程引进的高端人才？',
      en: 'Were you brought in by the programme for top and scarce talent (高精尖缺)?',
    },
    proofs: [selection('人才引进协议', 'The agreement on your coming'), CONTRACT],
  },
  {
    id: 'A5',
    clause: 'art. 3-1-5',
    tiers: ['A'],
    title: { zh: '国贴、省贴、省突', en: 'State or provincial special allowance, provincial expert' },
    question: {
      zh: '您享受国务院或省政府特殊津贴，或是省有突出贡献专业技术人才？',
      en: 'Do you receive the State Council’s or the provincial special allowance, or are you a provincial expert with outstanding contributions?',
    },
    proofs: [
      selection('津贴证书或入选文件', 'The allowance certificate or the letter of selection'),
      CONTRACT,
    ],
  },
  {
    id: 'A6',
    clause: 'art. 3-1-6',
    tiers: ['A'],
    title: { zh: '其他相当层次（A 卡）', en: 'Of a corresponding level (A card)' },
    question: {
      zh: '都不是，但您的水平与上面这些人才相当？由州委人才办审定。',
      en: 'None of these, but of a level with them? The talent office decides.',
    },
    proofs: [
      selection('能说明水平的证书、成果、业绩', 'Certificates, results, achievements that show the level'),
      CONTRACT,
    ],
  },
  {
    id: 'B1',
    clause: 'art. 3-2-1',
    tiers: ['B'],
    title: {
      zh: '“兴楚”名匠、名师、名医、文化名家、企业家等',
      en: 'Xingchu craftsman, teacher, doctor, artist, entrepreneur and the like',
    },
    question: {
      zh: '您入选了“兴楚电商创业领军人才”“名匠”“名师”“名医”“文化名家”“企业家”或“中青年学术和技术带头人”？',
      en: 'Were you selected as a Xingchu e-commerce leader, craftsman, teacher, doctor, master of culture, entrepreneur, or as a young or middle-aged academic or technical leader?',
    },
    proofs: [selection('入选文件', 'The letter of selection'), CONTRACT],
  },
  {
    id: 'B2',
    clause: 'art. 3-2-2',
    tiers: ['B'],
    title: { zh: '来楚挂职干部', en: 'Official on secondment' },
    question: {
      zh: '您是州委组织部管理的来楚挂职干部？',
      en: 'Are you an official on secondment here, managed by the prefecture’s organization department?',
    },
    proofs: [selection('挂职文件', 'The letter of secondment')],
  },
  {
    id: 'B3',
    clause: 'art. 3-2-3',
    tiers: ['B'],
    title: { zh: '武定县“组团式”帮扶干部人才', en: 'Group assistance in Wuding County' },
    question: {
      zh: '您是从州外选派到武定县“组团式”帮扶的干部人才？',
      en: 'Were you sent from outside the prefecture to Wuding County for group assistance?',
    },
    proofs: [selection('选派文件', 'The letter of assignment')],
  },
  {
    id: 'B4',
    clause: 'art. 3-2-4',
    tiers: ['B'],
    title: { zh: '其他相当层次（B 卡）', en: 'Of a corresponding level (B card)' },
    question: {
      zh: '都不是，但您的水平与上面这些人才或干部相当？由州委人才办审定。',
      en: 'None of these, but of a level with them? The talent office decides.',
    },
    proofs: [
      selection('能说明水平的证书、成果、业绩', 'Certificates, results, achievements that show the level'),
      CONTRACT,
    ],
  },
  {
    id: 'F1',
    clause: 'art. 3, last paragraph',
    tiers: ['A', 'B'],
    title: { zh: '柔性引进高层次人才', en: 'Flexibly introduced talent' },
    question: {
      zh: '您是楚雄州柔性引进的高层次人才？按相应层次认定 A 卡或 B 卡。',
      en: 'Are you working here by flexible introduction (without moving your post)? A or B, by the corresponding level.',
    },
    proofs: [selection('柔性引进协议', 'The agreement on flexible introduction')],
  },
  {
    id: 'F2',
    clause: 'art. 3, last paragraph',
    tiers: ['A', 'B'],
    title: { zh: '来楚创办企业的优秀企业家', en: 'Entrepreneur who founded a company here' },
    question: {
      zh: '您来楚创办了企业，并取得显著的经济和社会效益？按相应层次认定 A 卡或 B 卡。',
      en: 'Did you found a company here that does notable economic and social good? A or B, by the corresponding level.',
    },
    proofs: [
      selection('营业执照', 'The business licence'),
      selection(
        '纳税、就业等效益证明',
        'Papers on taxes paid, people employed, and other benefits to the region',
      ),
    ],
  },
]

export const clauseOf = (id: ClauseId): Clause => {
  const clause = CLAUSES.find(c => c.id === id)
  if (clause === undefined) throw new Error(`no clause ${id}`)
  return clause
}
